"""Writes a text as Akoma Ntoso 3.0, in the profile of the United Nations (AKN4UN): always the same bytes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from lxml import etree

from muntada.library.structure.akn.meta import component_meta, concept_id, meta, put
from muntada.library.structure.akn.names import (
    ELEMENTS,
    LANG,
    NAMESPACE,
    OWN,
    SPACE,
    document_of,
    kind_of,
    led,
    type_of,
)
from muntada.library.structure.akn.shape import Mark, Mention, Text, canonical
from muntada.library.structure.shape import Provision

# What holds words, where a line break of ours would become one of theirs.
_INLINE = {"p", "num", "heading", "block", "docTitle", "docNumber"}


def write(text: Text) -> bytes:
    """The text as an XML file in UTF-8. Raises ValueError where its clauses have no order of addresses."""
    writer = _Writer(canonical(text))
    root = writer.document()
    _indent(root, 0)
    data: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return data + b"\n"


class _Writer:
    """Writes one text in its canonical form."""

    def __init__(self, text: Text) -> None:
        self.text = text
        self.name = document_of(text.kind)
        self.below: dict[str, list[Provision]] = defaultdict(list)
        for one in text.provisions:
            self.below[one.parent].append(one)
        self.mentions: dict[str, list[Mention]] = defaultdict(list)
        for mention in text.mentions:
            self.mentions[mention.wid].append(mention)
        self.marks: dict[str, list[Mark]] = defaultdict(list)
        for mark in text.marks:
            self.marks[mark.wid].append(mark)
        self.ids = own_ids(text.provisions)
        self.taken = {*self.ids, *self.ids.values()}

    def document(self) -> Any:
        """The whole file."""
        root = etree.Element(f"{{{NAMESPACE}}}akomaNtoso", nsmap={None: NAMESPACE, "m": OWN})
        document = etree.SubElement(root, f"{{{NAMESPACE}}}{self.name}", name=self.text.kind or "text")
        document.set("contains", "singleVersion")
        document.append(meta(self.text))
        self._front(document)
        before, main, annexes = self._divided()
        if before:
            self._preamble(self._spoken(put(document, "preamble")), before)
        body = self._spoken(put(document, "body" if self.name == "act" else "mainBody"))
        for one in main:
            self._provision(body, one)
        if not len(body):
            # The standard asks for something here, and a text may have nothing but a preamble or annexes.
            put(body, "hcontainer" if self.name == "act" else "p", **({"name": "none"} if self.name == "act" else {}))
        if annexes:
            held = put(document, "attachments")
            for one in annexes:
                self._annex(held, one)
        return root

    def _front(self, document: Any) -> None:
        """How the file may be handled, the symbol and the title, for whoever reads it as a page."""
        labels = [value for name, value in self.text.handling if name == "tlp"]
        if labels:
            put(put(document, "coverPage"), "block", name="handling").text = labels[0]
        if self.text.title or self.text.symbols:
            front = self._spoken(put(document, "preface"))
            for symbol in self.text.symbols[:1]:
                _words(put(put(front, "p"), "docNumber"), symbol)
            if self.text.title:
                _words(put(put(put(front, "longTitle"), "p"), "docTitle"), self.text.title)

    def _spoken(self, made: Any) -> Any:
        """Says the language of what it holds, by which a page turns."""
        if self.text.language:
            made.set(LANG, self.text.language)
        return made

    def _divided(self) -> tuple[Sequence[Provision], Sequence[Provision], Sequence[Provision]]:
        """What stands before, in and after the main body: leading recitals, and annexes at the end."""
        every = self.below[""]
        first = next((place for place, one in enumerate(every) if not self._before(one)), len(every))
        last = len(every)
        while last > first and every[last - 1].kind == "annex":
            last -= 1
        return every[:first], every[first:last], every[last:]

    def _before(self, one: Provision) -> bool:
        return one.kind == "preambular" or self._holds(one)

    def _holds(self, one: Provision) -> bool:
        """Whether a clause is one over recitals."""
        inner = self.below[one.wid]
        return type_of(one.wid) == "recitals" and bool(inner) and all(child.kind == "preambular" for child in inner)

    def _preamble(self, preamble: Any, found: Sequence[Provision]) -> None:
        recitals = None
        for one in found:
            if self._holds(one):
                recitals = None
                self._provision(preamble, one, "recitals")
                continue
            if recitals is None:
                # A container of addresses that no clause has bears theirs, so that others find it where they look.
                recitals = put(preamble, "recitals", **self._own(one.wid.rpartition("__")[0] or "recitals"))
            self._provision(recitals, one, "recital")

    def _provision(self, around: Any, one: Provision, element: str = "") -> None:
        """A clause and those within it."""
        kind = type_of(one.wid)
        name = element or ELEMENTS.get(kind, "hcontainer")
        made = put(around, name, **self._ids(one))
        if name == "hcontainer":
            made.set("name", kind)
        self._about(made, one, name)
        inner = self.below[one.wid]
        if name in {"recital", "item"}:
            self._blocks(made, one)
            if inner:
                held = put(made, "blockList", **self._own(f"{one.wid}__list_1"))
                for child in inner:
                    self._provision(held, child, "item")
            return
        if inner:
            if one.text:
                self._blocks(put(made, "intro"), one)
            for child in inner:
                self._provision(made, child, "recital" if name == "recitals" else "")
        else:
            self._blocks(put(made, "content"), one)

    def _annex(self, attachments: Any, one: Provision) -> None:
        made = put(attachments, "attachment", **self._ids(one))
        self._about(made, one, "attachment")
        document = put(made, "doc", name="annex")
        document.append(component_meta(self.text, self.ids[one.wid]))
        body = put(document, "mainBody")
        if one.text:
            self._blocks(body, one)
        for child in self.below[one.wid]:
            self._provision(body, child)
        if not len(body):
            put(body, "p")

    def _own(self, address: str) -> dict[str, str]:
        """The address of what only holds clauses, unless it is taken."""
        if address in self.taken:
            return {}
        self.taken.add(address)
        return {"eId": address, "wId": address}

    def _ids(self, one: Provision) -> dict[str, str]:
        return {"eId": self.ids[one.wid], "wId": one.wid}

    def _about(self, made: Any, one: Provision, element: str) -> None:
        """What a clause is, does and is about; its number and heading."""
        said = [("kind", one.kind)] if one.kind != kind_of(element, self.name) else []
        said += [(group, value) for group, value in (("act", one.opening), ("addressee", one.addressee)) if value]
        said += [(mark.group, mark.value) for mark in self.marks[one.wid]]
        if said:
            made.set("refersTo", " ".join(f"#{concept_id(group, value)}" for group, value in said))
        if one.opening_words and not self._opens(one):
            made.set(f"{{{OWN}}}opening", one.opening_words)
        if one.number:
            _words(put(made, "num"), one.number)
        if one.heading:
            _words(put(made, "heading"), one.heading)

    def _opens(self, one: Provision) -> bool:
        """Whether the opening words can be marked where they stand: at the beginning, across nothing else."""
        end = len(one.opening_words)
        crossed = any(mention.start < end for mention in self.mentions[one.wid])
        return bool(end) and one.text.startswith(one.opening_words) and "\n" not in one.opening_words and not crossed

    def _blocks(self, around: Any, one: Provision) -> None:
        """The words of a clause, a paragraph a line; one that a mention goes across keeps its lines in one."""
        mentions = self.mentions[one.wid]
        whole = any("\n" in one.text[mention.start : mention.end] for mention in mentions)
        at = 0
        for line in [one.text] if whole else one.text.split("\n"):
            end = at + len(line)
            inside = [mention for mention in mentions if at <= mention.start and mention.end <= end]
            opening = len(one.opening_words) if at == 0 and self._opens(one) else 0
            paragraph = put(around, "p")
            if _is_loose(line) or (not line and one.text):
                paragraph.set(SPACE, "preserve")
            self._runs(paragraph, line, at, opening, inside)
            at = end + 1

    def _runs(self, paragraph: Any, line: str, start: int, opening: int, mentions: Sequence[Mention]) -> None:
        at = 0
        if opening:
            put(paragraph, "inline", name="opening").text = line[:opening]
            at = opening
        for place, one in enumerate(mentions):
            if place and (mentions[place - 1].start, mentions[place - 1].end) == (one.start, one.end):
                # The same words name several texts: what follows the first stands beside it, without words.
                group = paragraph[-1]
                if not group.tag.endswith("}mref"):
                    tail, group.tail = group.tail, None
                    holder = etree.Element(f"{{{NAMESPACE}}}mref")
                    paragraph.replace(group, holder)
                    holder.append(group)
                    holder.tail, group = tail, holder
                put(group, "ref", href=led(one.href, one.provision))
                continue
            _say(paragraph, line[at : one.start - start])
            put(paragraph, "ref", href=led(one.href, one.provision)).text = line[one.start - start : one.end - start]
            at = one.end - start
        _say(paragraph, line[at:])


def own_ids(provisions: Sequence[Provision]) -> dict[str, str]:
    """The address of each clause in this version, by its lasting one: it follows the numbers as printed here.

    Where printed numbers do not tell all clauses apart, the lasting addresses stand for them.
    """
    found: dict[str, str] = {}
    for one in provisions:
        around, _, last = one.wid.rpartition("__")
        kind, _, number = last.rpartition("_")
        # Digits of every script: the number that is printed in Arabic is the same one.
        printed = re.fullmatch(r"\W*(\d{1,6})\W*", one.number)
        if kind and printed and number.isdecimal():
            last = f"{kind}_{int(printed[1])}"
        outer = found.get(one.parent, one.parent)
        prefix = outer if one.parent and around == one.parent else around
        found[one.wid] = f"{prefix}__{last}" if prefix else last
    return found if len(set(found.values())) == len(found) else {wid: wid for wid in found}


def _words(made: Any, words: str) -> None:
    made.text = words
    if _is_loose(words):
        made.set(SPACE, "preserve")


def _say(paragraph: Any, words: str) -> None:
    """Put words behind what stands in the paragraph."""
    if not words:
        return
    if len(paragraph):
        paragraph[-1].tail = (paragraph[-1].tail or "") + words
    else:
        paragraph.text = (paragraph.text or "") + words


def _is_loose(words: str) -> bool:
    """Whether a reader that draws blanks together would change the words."""
    return re.sub(r"[ \t\r\n]+", " ", words).strip(" ") != words


def _indent(made: Any, depth: int) -> None:
    """Lines for people's eyes, nowhere inside words."""
    if etree.QName(made).localname in _INLINE or not len(made):
        return
    blank = "\n" + "  " * (depth + 1)
    made.text = blank
    for child in made:
        _indent(child, depth + 1)
        child.tail = blank
    made[-1].tail = blank[:-2]
