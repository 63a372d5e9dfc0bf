"""Reads a text from Akoma Ntoso, whoever wrote it: what it understands, and by name what it does not."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from lxml import etree

from muntada.library.structure.akn.meta import concept_of
from muntada.library.structure.akn.names import ABBREVIATIONS, NAMESPACE, OWN, kind_of, parted
from muntada.library.structure.akn.said import said_of
from muntada.library.structure.akn.shape import Mark, Mention, Text, canonical
from muntada.library.structure.akn.words import Words, line_of, words_of
from muntada.library.structure.shape import ADDRESS, Provision

MOST = 16 * 1024 * 1024  # bytes
_STRUCTURES = {"act", "bill", "doc", "statement", "debateReport"}
_BODIES = {"body", "mainBody"}
_HIERARCHY = {
    "alinea", "article", "book", "chapter", "clause", "division", "hcontainer", "indent", "level", "list", "paragraph",
    "part", "point", "proviso", "rule", "section", "subchapter", "subclause", "subdivision", "sublist", "subparagraph",
    "subpart", "subrule", "subsection", "subtitle", "title", "tome", "transitional", "recital", "citation",
}  # fmt: skip
_BLOCKS = {"p", "block", "blockContainer", "table", "tblock", "ul", "ol", "container", "formula"}
_LEFT_OUT = {"toc", "foreign", "componentRef"}
_LISTED = {"recital", "citation", "item"}  # which hold their words without an element around them
_DECLARED = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_GROUPS = {"topic", "pillar", "lifecycle", "sector"}


class AknRefused(ValueError):
    """Raised for a file that is no text in Akoma Ntoso: `code` is a word for programs, the text is for people."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class Read:
    """A text that was read. `notes` say what was not understood, or not taken: "footnote:para_5", "unread:img:para_2"
    (words of an element that there is no place for), "left_out:conclusions", "no_address:paragraph:para_4" (we named
    it), "twice:para_4", "language:spa", "namespace:<its name>"."""

    text: Text
    notes: tuple[str, ...]


def read(data: bytes) -> Read:
    """The text that a file holds, in its canonical form. Raises AknRefused."""
    root = _tree(data)
    document = next((one for one in root if _name(one) in _STRUCTURES), None)
    if document is None:
        other = next((_name(one) for one in root), "")
        raise AknRefused("no_text", f"This file holds no text with clauses but {other or 'nothing'}.")
    reader = _Reader(document)
    if (namespace := etree.QName(root).namespace) != NAMESPACE:
        reader.notes.append(f"namespace:{namespace or ''}")
    return reader.read()


def _tree(data: bytes) -> Any:
    """The root of the file, parsed without entities, without a network and within bounds."""
    if len(data) > MOST:
        raise AknRefused("too_large", f"The file is larger than {MOST // (1024 * 1024)} MB.")
    declared = _DECLARED.match(data.removeprefix(b"\xef\xbb\xbf").lstrip()[:200])
    if b"\x00" in data or (declared and declared[1].lower() not in {b"utf-8", b"us-ascii", b"ascii"}):
        raise AknRefused("not_utf8", "The file is not in UTF-8; save it so.")
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise AknRefused("doctype", "The file defines entities or a type of document of its own; take that out.")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise AknRefused("not_xml", f"The file is no XML, or damaged: line {error.lineno}: {error.msg}") from None
    if _name(root) != "akomaNtoso":
        raise AknRefused("not_akn", f"The file is no Akoma Ntoso: it begins with {_name(root)}.")
    return root


class _Reader:
    """Reads one document element."""

    def __init__(self, document: Any) -> None:
        self.document = document
        self.kind = _name(document)
        self.provisions: list[Provision] = []
        self.mentions: list[Mention] = []
        self.marks: list[Mark] = []
        self.notes: list[str] = []
        self.wids: set[str] = set()
        self.place: dict[str, int] = {}
        self.given: dict[tuple[str, int], int] = {}  # the last number that we gave in place of each
        self.said = said_of(document)
        self.notes += self.said.notes

    def read(self) -> Read:
        """The text, with what it says of itself."""
        for part in self.document:
            name = _name(part)
            if name in {"preamble", *_BODIES}:
                self._inside(part, "")
            elif name == "attachments":
                for annex in part:
                    self._annex(annex)
            elif name in {"conclusions", "components"} and "".join(part.itertext()).strip():
                self.notes.append(f"left_out:{name}")
        text = replace(
            self.said.text,
            provisions=tuple(self.provisions),
            mentions=tuple(self.mentions),
            marks=tuple(self.marks),
        )
        return Read(canonical(text), tuple(self.notes))

    def _inside(self, around: Any, parent: str, *, words: bool = True) -> None:
        """The clauses within an element; words that stand beside them become clauses too, where they are nobody's."""
        for one in around:
            name = _name(one)
            if name in {"recitals", "citations"}:
                self._container(one, parent)
            elif name == "list" and _child(one, "num") is None and _child(one, "heading") is None:
                self._loose(one, parent)
            elif name in _HIERARCHY:
                if len(one) or one.get("name") != "none":  # which only stands where the standard demands something
                    self._clause(one, parent)
            elif name == "crossHeading":
                self._heading(one, parent)
            elif name == "blockList":
                self._items(one, parent)
            elif name in {"num", "heading", "subheading", "intro", "content"}:
                continue
            elif name in _LEFT_OUT:
                self.notes.append(f"left_out:{name}:{parent}")
            elif words and name in _BLOCKS:
                self._standing(one, parent)

    def _container(self, one: Any, parent: str) -> None:
        """Recitals: a clause over them only where it says something itself, else only their beginning."""
        if any(_child(one, name) is not None for name in ("num", "heading", "intro")):
            self._clause(one, parent)
        else:
            self._inside(one, parent, words=False)

    def _loose(self, one: Any, parent: str) -> None:
        """A list that is none by itself: its introduction is of the clause around it, and so are its points."""
        intro = _child(one, "intro")
        if intro is not None and parent:
            self._add_words(parent, words_of(intro))
        self._inside(one, parent, words=False)

    def _clause(self, one: Any, parent: str) -> None:
        """A clause and those within it."""
        element = _name(one)
        wid = self._wid(one, parent, element)
        number, heading = (_plain(_child(one, name)) for name in ("num", "heading"))
        if (under := _plain(_child(one, "subheading"))) and under != heading:
            heading = f"{heading} — {under}" if heading else under
        kept = self._kept(one, element, wid)
        opening = one.get(f"{{{OWN}}}opening", "")
        values = (kept["kind"], number, heading, "", kept["act"], opening, 0, 0, 1.0, kept["addressee"])
        self._add(Provision(wid, parent, *values))
        holders = [held for held in one if _name(held) in {"intro", "content"}]
        for held in holders or ([one] if element in _LISTED else []):
            self._add_words(wid, words_of(held))
            for inner in held.iterchildren("{*}blockList"):
                self._items(inner, wid)
        if element not in _LISTED:
            self._inside(one, wid, words=False)
        for after in one.iterchildren("{*}wrapUp"):
            self._add_words(wid, words_of(after), note="wrap_up")

    def _kept(self, one: Any, element: str, wid: str) -> dict[str, str]:
        """What a clause refers to among what we know: its kind, what it does, whom it speaks to, and its marks."""
        found = {"kind": kind_of(element, self.kind), "act": "", "addressee": ""}
        for reference in (one.get("refersTo") or "").split():
            named = self.said.concepts.get(reference.removeprefix("#"), "")
            group, value = concept_of(named) or ("", "")
            if group in found:
                found[group] = value
            elif group in _GROUPS:
                self.marks.append(Mark(wid, group, value))
        return found

    def _items(self, held: Any, parent: str) -> None:
        for one in held.iterchildren("{*}item"):
            self._clause(one, parent)

    def _heading(self, one: Any, parent: str) -> None:
        wid = self._wid(one, parent, "crossHeading")
        self._add(Provision(wid, parent, "part", "", _plain(one), "", "", "", 0, 0, 1.0))

    def _standing(self, one: Any, parent: str) -> None:
        """Words that stand in no clause: they are kept as one of their own."""
        words = words_of([one])
        if not words.text.strip():
            return
        outside = _name(one.getparent())
        wid = self._wid(one, parent, "formula" if outside == "preamble" else _name(one))
        kind = "preambular" if outside == "preamble" else "paragraph"
        self._add(Provision(wid, parent, kind, "", "", "", "", "", 0, 0, 1.0))
        self._add_words(wid, words)

    def _annex(self, annex: Any) -> None:
        """An attachment: a clause over those of the document in it."""
        wid = self._wid(annex, "", "attachment")
        inner = next((one for one in annex if _name(one) in _STRUCTURES), None)
        number, heading = (_plain(_child(annex, name)) for name in ("num", "heading"))
        kept, opening = self._kept(annex, "attachment", wid), annex.get(f"{{{OWN}}}opening", "")
        values = (kept["kind"], number, heading, "", kept["act"], opening, 0, 0, 1.0, kept["addressee"])
        self._add(Provision(wid, "", *values))
        if inner is None:
            self.notes.append(f"left_out:attachment:{wid}")
            return
        for part in inner:
            if _name(part) in _BODIES:
                own = [one for one in part if _name(one) == "p"]
                self._add_words(wid, words_of(own))
                self._inside(part, wid, words=False)
            elif _name(part) == "preamble":
                self._inside(part, wid)
            elif _name(part) in {"conclusions", "attachments"}:
                self.notes.append(f"left_out:{_name(part)}:{wid}")

    def _add(self, one: Provision) -> None:
        self.place[one.wid] = len(self.provisions)
        self.provisions.append(one)

    def _add_words(self, wid: str, words: Words, note: str = "") -> None:
        """Put words behind those that the clause has, with what they mention."""
        self.notes += [f"{what}:{wid}" for what in words.notes]
        if not words.text:
            return
        place = self.place[wid]
        one = self.provisions[place]
        if one.text and note:
            self.notes.append(f"{note}:{wid}")
        start = len(one.text) + bool(one.text)
        said = f"{one.text}\n{words.text}" if one.text else words.text
        opening = one.opening_words if one.text else words.opening or one.opening_words
        self.provisions[place] = replace(one, text=said, opening_words=opening)
        for led in words.refs:
            href, provision = parted(led.href)
            symbol = self.said.symbols.get(href, "")
            self.mentions.append(Mention(wid, start + led.start, start + led.end, symbol, href, provision))

    def _wid(self, one: Any, parent: str, element: str) -> str:
        """The lasting address of a clause: its own, or one that we give it."""
        own = one.get("wId") or one.get("eId") or ""
        if own not in self.wids and ADDRESS.fullmatch(own):
            self.wids.add(own)
            return own
        digits = re.search(r"\d{1,6}", _plain(_child(one, "num")))
        named = one.get("name", "") if element == "hcontainer" else ""
        kind = named if ADDRESS.fullmatch(named) else ABBREVIATIONS.get(element, element)
        stem, printed = f"{parent}__{kind}" if parent else kind, int(digits[0]) if digits else 1
        number = self.given.get((stem, printed), printed)  # thousands of the same number are not tried from the first
        while (wid := f"{stem}_{number}") in self.wids:
            number += 1
        self.given[stem, printed] = number
        self.wids.add(wid)
        self.notes.append(f"twice:{own}" if own in self.wids else f"no_address:{element}:{wid}")
        return wid


def _name(one: Any) -> str:
    """The name of an element without that of its vocabulary; "" for what is none."""
    return etree.QName(one).localname if isinstance(one.tag, str) else ""


def _child(around: Any, name: str) -> Any:
    return next((one for one in around if _name(one) == name), None)


def _plain(one: Any) -> str:
    """The words of a number or a heading."""
    return "" if one is None else line_of(one).text
