"""Web pages: the whole visible text in reading order; what is not the article is marked as furniture."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import lxml.etree
import lxml.html

from muntada.sources.capture.declared import Declared, declared_of, tidy
from muntada.sources.capture.shape import CaptureRefused
from muntada.text.gate import decode

MAX_ELEMENTS = 200_000


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


_UNSEEN = _names(
    "script style template head noscript svg math iframe object embed applet canvas audio video map select option "
    "datalist textarea title meta link input"
)
_BREAKS = _names(
    "address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hr html li main menu nav ol p pre section summary table tbody tfoot "
    "thead tr ul br label legend"
)
_APART = _names("p h1 h2 h3 h4 h5 h6 ul ol table blockquote section article header footer nav figure hr")
_ASIDE = _names("nav footer aside form button menu dialog")
_ASIDE_ROLES = _names("navigation contentinfo complementary search banner dialog menu")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SENTENCE_END = re.compile(r"[.!?؟…»”\"]\s*$")


@dataclass(slots=True)
class _Block:
    """One line of the page's text, and where in the page it stands."""

    text: str
    apart: bool  # an empty line before it
    aside: bool  # inside navigation, a foot, a form
    heading: bool
    dated: bool  # holds a <time>


@dataclass(slots=True)
class _Walk:
    """The page's blocks as they are gathered; `above` counts how many of each kind of element are open."""

    blocks: list[_Block] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    apart: bool = False
    aside: int = 0
    headings: int = 0
    dated: bool = False
    heading: bool = False

    def say(self, text: str | None) -> None:
        if text:
            self.parts.append(text)
            self.heading = self.heading or (self.headings > 0 and bool(text.strip()))

    def cut(self, apart: bool = False) -> None:
        """End the block that is open."""
        said = "\t".join(" ".join(cell.split()) for cell in "".join(self.parts).split("\v")).strip()
        if said:
            self.blocks.append(_Block(said, self.apart, self.aside > 0, self.heading, self.dated))
            self.apart = False
        self.parts, self.dated, self.heading = [], False, False
        self.apart = self.apart or apart


def read(data: bytes) -> dict[str, Any]:
    """A page's text, its furniture, and what it declares of itself."""
    charset = _CHARSET.search(data[:4096])
    decoded = decode(data, charset.group(1).decode("ascii") if charset else None)
    return read_page(decoded.text, list(decoded.notes))


def read_page(markup: str, notes: list[str]) -> dict[str, Any]:
    """The same of a page whose encoding is known."""
    if re.search(r"<!ENTITY", markup[:4096], re.IGNORECASE):
        raise CaptureRefused(
            "xml_entities", "The page declares entities of its own, which no page needs; it is not read."
        )
    tree = parse(markup)
    declared = declared_of(tree)
    blocks = _blocks(tree)
    main = _main_text(markup)
    text, spans = _laid_out(blocks, _outside(blocks, main, declared))
    return {
        "kind": "html",
        "text": text,
        "title": declared.title,
        "address": declared.address,
        "published": declared.published.isoformat() if declared.published else None,
        "language": declared.language,
        "furniture": spans,
        "notes": notes + declared.notes + ([] if main else ["no_main_text"]),
    }


def parse(markup: str) -> lxml.html.HtmlElement:
    """The page as a tree, parsed without network and without the huge sizes libxml2 can be told to take."""
    clean = _NOT_XML.sub(" ", _XML_DECLARATION.sub("", markup))
    parser = lxml.html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        tree = lxml.html.document_fromstring(clean, parser=parser)
    except lxml.etree.LxmlError:
        raise CaptureRefused("no_text", "There is no text in this page.") from None
    if any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log):
        # The parser stops there without failing, and a page cut short would pass for the whole one.
        raise CaptureRefused("too_costly", "The page is nested deeper than a document may be; bring its text.")
    return tree


def _blocks(tree: lxml.html.HtmlElement) -> list[_Block]:
    walk = _Walk()
    skipping: Any = None
    for number, (event, element) in enumerate(lxml.etree.iterwalk(tree, events=("start", "end"))):
        if number > 2 * MAX_ELEMENTS:
            raise CaptureRefused("too_costly", "The page has more elements than a document may; bring its text.")
        if skipping is not None:
            if event == "end" and element is skipping:
                skipping = None
                walk.say(element.tail)
        elif event == "start" and _is_unseen(element):
            skipping = element
        elif event == "start":
            _enter(walk, element)
        else:
            _leave(walk, element)
    walk.cut()
    return walk.blocks


def _enter(walk: _Walk, element: lxml.html.HtmlElement) -> None:
    tag = element.tag
    if tag in _BREAKS:
        walk.cut(tag in _APART)
    walk.aside += _is_aside(element)
    walk.headings += tag == "h1"
    walk.dated = walk.dated or tag == "time"
    if tag in {"td", "th"}:
        walk.parts.append("\v")
    walk.say(element.text)


def _leave(walk: _Walk, element: lxml.html.HtmlElement) -> None:
    tag = element.tag
    if tag in _BREAKS:
        walk.cut(tag in _APART)
    walk.aside -= _is_aside(element)
    walk.headings -= tag == "h1"
    walk.say(element.tail)


def _is_unseen(element: lxml.html.HtmlElement) -> bool:
    return (
        not isinstance(element.tag, str)
        or element.tag in _UNSEEN
        or element.get("hidden") is not None
        or bool(_HIDDEN.search(element.get("style", "")[:500]))
    )


def _is_aside(element: lxml.html.HtmlElement) -> bool:
    return element.tag in _ASIDE or element.get("role", "") in _ASIDE_ROLES


def _main_text(markup: str) -> list[str]:
    """The lines of the article as trafilatura sees it, with single spaces; none where it sees none."""
    import trafilatura

    found = trafilatura.extract(markup, include_comments=False, include_tables=True, favor_recall=True, fast=False)
    return [_plain(line) for line in (found or "").splitlines() if line.strip()]


def _outside(blocks: list[_Block], main: list[str], declared: Declared) -> list[bool]:
    """For each block, whether it is outside the article.

    Where no article was found, only what stands in navigation, feet and forms is. The headline and the line
    with the date are always inside, and so is a paragraph between two others of the article.
    """
    if sum(map(len, main)) < 200:
        return [block.aside and not block.heading for block in blocks]
    whole = " ".join(main)
    lines = set(main)
    said = [_plain(block.text) for block in blocks]
    inside = [text in lines or (len(text) >= 25 and text in whole) for text in said]
    prose = [number for number, block in enumerate(blocks) if inside[number] and _is_prose(block)]
    first, last = (prose[0], prose[-1]) if prose else (0, len(blocks) - 1)
    headline = _plain(declared.headline)
    outside: list[bool] = []
    for number, block in enumerate(blocks):
        dated = first - 6 <= number <= first and (block.dated or declared.has_date(block.text))
        between = first <= number <= last and _is_prose(block)
        kept = block.heading or said[number] == headline or (not block.aside and (inside[number] or dated or between))
        outside.append(not kept)
    return outside


def _plain(text: str) -> str:
    return " ".join(text.replace("|", " ").split())


def _is_prose(block: _Block) -> bool:
    return len(block.text) >= 60 and bool(_SENTENCE_END.search(block.text))


def _laid_out(blocks: list[_Block], outside: list[bool]) -> tuple[str, list[tuple[int, int]]]:
    """The text, one block a line, and the spans of the blocks that are outside the article."""
    parts: list[str] = []
    spans: list[tuple[int, int]] = []
    at = 0
    for block, is_outside in zip(_numbered(blocks), outside, strict=True):
        parts.append(block)
        start = at + len(block) - len(block.lstrip("\n"))
        at += len(block)
        if is_outside:
            spans.append((start, at))
    return "".join(parts), spans


def _numbered(blocks: list[_Block]) -> Iterator[str]:
    for number, block in enumerate(blocks):
        yield ("" if not number else "\n\n" if block.apart else "\n") + tidy(block.text)
