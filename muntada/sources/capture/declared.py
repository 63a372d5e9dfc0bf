"""What a web page declares of itself in its head: title, address, day of publication, language."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlsplit

import lxml.html

from muntada.access import clock

_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)-(\d\d)-(\d\d)(?!\d)", re.ASCII)
_NUMBERS = re.compile(r"\d+")
_UNSHOWN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069\ufeff\ufffd\ufffe\uffff\ud800-\udfff]"
)
_PUBLISHED = (
    "//meta[@property='article:published_time' or @property='og:article:published_time']/@content",
    "//meta[@name='article:published_time' or @name='datePublished' or @itemprop='datePublished']/@content",
    "//*[@itemprop='datePublished']/@datetime",
    "//meta[@name='pubdate' or @name='publishdate' or @name='publish-date' or @name='publication_date']/@content",
    "//meta[@name='dcterms.date' or @name='DC.date.issued' or @name='dcterms.created' or @name='DC.date']/@content",
    "//article//time[@pubdate]/@datetime",
    "//article//header//time/@datetime",
    "//article//time/@datetime",
    "//main//time/@datetime",
)
MAX_SCRIPT = 500_000  # characters of JSON-LD that are looked at


@dataclass(slots=True)
class Declared:
    """What the page says of itself; empty where it says nothing."""

    title: str = ""
    headline: str = ""
    address: str = ""
    published: date | None = None
    language: str = ""
    notes: list[str] = field(default_factory=list)

    def has_date(self, text: str) -> bool:
        """Whether a short line of text gives the year in which the page says it was published."""
        if self.published is None or len(text) > 120:
            return False
        return any(int(number) == self.published.year for number in _NUMBERS.findall(text) if len(number) == 4)


def declared_of(tree: lxml.html.HtmlElement) -> Declared:
    """Read the head of a page."""
    said = Declared()
    said.title = tidy(_first(tree, "//meta[@property='og:title']/@content") or _first(tree, "//head/title/text()"))[
        :500
    ]
    headings = tree.xpath("//h1")
    said.headline = tidy(str(headings[0].text_content())) if len(headings) == 1 else said.title
    said.address = _address(tree)
    language = _first(tree, "/html/@lang | /html/@xml:lang").lower()[:2]
    said.language = language if language in {"ar", "en", "fr"} else ""
    said.published = _published(tree, said.notes)
    return said


def tidy(text: str) -> str:
    """The text on one line without characters that are not shown; tabs between cells stay."""
    cells = _UNSHOWN.sub("", text.replace("\r", " ").replace("\n", " ")).split("\t")
    return "\t".join(" ".join(cell.split()) for cell in cells).strip()


def _first(tree: lxml.html.HtmlElement, path: str) -> str:
    return next((str(found).strip() for found in tree.xpath(path) if str(found).strip()), "")


def _address(tree: lxml.html.HtmlElement) -> str:
    address = _first(tree, "//link[@rel='canonical']/@href") or _first(tree, "//meta[@property='og:url']/@content")
    address = tidy(address)
    try:
        parts = urlsplit(address)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and not parts.username
    except ValueError:
        usable = False
    return address if usable and len(address) <= 2000 and " " not in address else ""


def _published(tree: lxml.html.HtmlElement, notes: list[str]) -> date | None:
    said = [*_said(tree, _PUBLISHED[:3]), *_linked_data(tree), *_said(tree, _PUBLISHED[3:])]
    for text in said:
        day = day_of(text)
        if day is None:
            continue
        if day > clock.today() + timedelta(days=2):
            notes.append("published_in_future")
            continue
        if day <= date(1990, 1, 1):
            notes.append("published_implausible")
            continue
        return day
    return None


def day_of(text: str) -> date | None:
    """The day at the start of an ISO 8601 time, None where there is none."""
    found = _DAY.match(text.strip())
    try:
        return date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None


def _said(tree: lxml.html.HtmlElement, paths: tuple[str, ...]) -> Iterator[str]:
    for path in paths:
        yield from (str(found) for found in tree.xpath(path)[:3])


def _linked_data(tree: lxml.html.HtmlElement) -> Iterator[str]:
    for script in tree.xpath("//script[@type='application/ld+json']/text()")[:5]:
        if len(script) > MAX_SCRIPT:
            continue
        try:
            yield from _dates_in(json.loads(script), 0)
        except (ValueError, RecursionError):
            continue


def _dates_in(node: Any, depth: int) -> Iterator[str]:
    """`datePublished` of the page's own things, not of what they cite: three levels down at the most."""
    if depth > 3:
        return
    if isinstance(node, dict):
        if isinstance(node.get("datePublished"), str):
            yield node["datePublished"]
        yield from _dates_in(node.get("@graph"), depth + 1)
        yield from _dates_in(node.get("mainEntity"), depth + 1)
    elif isinstance(node, list):
        for part in node[:50]:
            yield from _dates_in(part, depth + 1)
