"""The words of Akoma Ntoso 3.0: its elements for our kinds of clauses, and addresses after its naming convention.

Abbreviations are those of the naming convention (OASIS, akn-nc 1.0, table 4); kinds that the vocabulary of the
standard has no element for stand in containers with a name of their own.
"""

from __future__ import annotations

import re
from urllib.parse import quote

from muntada.library.structure.akn.shape import Text
from muntada.text.symbols import SymbolError, link, parse

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
OWN = "urn:muntada:library"  # what the standard has no place for stands under this name
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
CONCEPT = "/akn/ontology/concept/muntada/"
NO_DATE = "0001-01-01"  # the standard demands a date where none may be known
LANGUAGES = {"ar": "ara", "en": "eng", "fr": "fra"}
LANGUAGES_READ = {"ara": "ar", "arb": "ar", "ar": "ar", "eng": "en", "en": "en", "fra": "fr", "fre": "fr", "fr": "fr"}

# The type of a clause, which its address says last, and the element that it is.
ELEMENTS = {
    "al": "alinea",
    "art": "article",
    "book": "book",
    "chp": "chapter",
    "cl": "clause",
    "div": "division",
    "dvs": "division",
    "indent": "indent",
    "para": "paragraph",
    "part": "part",
    "point": "point",
    "rule": "rule",
    "sec": "section",
    "subchp": "subchapter",
    "subcl": "subclause",
    "subdvs": "subdivision",
    "subpara": "subparagraph",
    "subpart": "subpart",
    "subsec": "subsection",
    "title": "title",
    "tome": "tome",
}
ABBREVIATIONS = {element: abbreviation for abbreviation, element in ELEMENTS.items()} | {
    "recital": "rec",
    "recitals": "recitals",
    "citation": "cit",
    "citations": "cits",
    "attachment": "annex",
    "blockList": "list",
    "subtitle": "subtitle",
    "sublist": "sublist",
    "subrule": "subrule",
    "division": "dvs",
}
_KINDS = {
    "article": "article",
    "attachment": "annex",
    "citation": "preambular",
    "formula": "preambular",
    "indent": "point",
    "item": "point",
    "point": "point",
    "recital": "preambular",
    "subparagraph": "point",
}
_PARTS = {
    "book", "chapter", "division", "part", "recitals", "citations", "section", "subchapter", "subdivision", "subpart",
    "subsection", "subtitle", "title", "tome", "crossHeading",
}  # fmt: skip
_ACTS = {"convention", "treaty", "protocol", "agreement", "law", "counter_terrorism_law", "terrorist_entities_law"}
_STATEMENTS = {
    "resolution", "security_council_resolution", "general_assembly_resolution", "presidential_statement",
    "declaration", "political_declaration", "memorandum", "recommendation", "recommendations", "statement",
    "final_communique", "outcome_document", "draft_resolution", "good_practices", "guiding_principles", "strategy",
    "un_global_counter_terrorism_strategy", "review_of_the_strategy", "framework_document",
}  # fmt: skip


def document_of(kind: str) -> str:
    """The element of a whole text: an act binds by itself, a statement is what a body adopted, else a doc."""
    return "act" if kind in _ACTS else "statement" if kind in _STATEMENTS else "doc"


def kind_of(element: str, document: str) -> str:
    """The kind of clause that an element is, where nothing says otherwise."""
    if element in _PARTS:
        return "part"
    if element == "paragraph" and document == "statement":
        return "operative"
    return _KINDS.get(element, "paragraph")


def type_of(wid: str) -> str:
    """What the last part of an address says of its clause: "para" of sec_2__para_7."""
    last = wid.rpartition("__")[2]
    return last.rpartition("_")[0] or last


def work_address(text: Text) -> str:
    """The address of the work: /akn/un/statement/resolution/un.sc/2014-09-24/s_res_2178_2014."""
    parts = ["", "akn", text.country, document_of(text.kind), _slug(text.kind) or "text"]
    parts += [_slug(text.body)] if text.body and not text.body[0].isdecimal() else []
    day = plain_date(text.adopted)
    number = _slug(text.symbols[0].lower() if text.symbols else text.key) or "text"
    return "/".join([*parts, day or NO_DATE[:4], number])


def expression_address(text: Text) -> str:
    """The address of its language version: .../ara@2014-09-24."""
    return f"{work_address(text)}/{LANGUAGES.get(text.language, 'und')}@{plain_date(text.version)}"


def plain_date(when: str) -> str:
    """The date as the standard writes dates, at the precision known; "" where it is of another shape."""
    found = re.match(r"\d{4}(?:-\d{2}(?:-\d{2})?)?(?=$|/)", when, re.ASCII)
    return found[0] if found else ""


def whole_date(when: str) -> str:
    """The first day of what is known: the standard has no shorter dates."""
    plain = plain_date(when)
    return plain + NO_DATE[len(plain) :] if plain else NO_DATE


def address_of_symbol(symbol: str) -> str:
    """Where a text leads that the library has not: the United Nations keep theirs under their symbols."""
    try:
        return link(parse(symbol))
    except SymbolError:
        return f"urn:muntada:symbol:{quote(symbol, safe='')}"


def led(href: str, provision: str) -> str:
    """The address of a clause of a text, or of several: after a tilde in an address of the standard's, else as a
    fragment."""
    if not provision:
        return href
    named = "+".join(provision.split(" "))
    return f"{href}/~{named}" if href.startswith("/akn/") else f"{href}#{named}"


def parted(address: str) -> tuple[str, str]:
    """A text's address, and those of the clauses in it with blanks between them, "" where none is named."""
    found = re.fullmatch(r"(/akn/.*)/~([^/~]+)|([^#]*)#([^#]+)", address)
    if not found:
        return address, ""
    return found[1] or found[3] or "", (found[2] or found[4]).replace("+", " ")


def _slug(words: str) -> str:
    return re.sub(r"[^A-Za-z0-9.-]+", "_", words).strip("_.-")
