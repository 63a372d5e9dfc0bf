"""One language version of a work, as it goes out as Akoma Ntoso and comes in from it. No database."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from typing import Any

from muntada.library.structure.shape import Provision

# XML 1.0 has no characters for these (section 2.2).
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in a clause that names a text: `text[start:end]` of the provision `wid`, in code points.

    `symbol` is canonical, "" where the writer of the file named none; `href` is where it leads.
    """

    wid: str
    start: int
    end: int
    symbol: str
    href: str
    provision: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """What a clause is about, in no language: `group` is topic, pillar, lifecycle or sector."""

    wid: str
    group: str
    value: str


@dataclass(frozen=True, slots=True)
class Text:
    """A work, one language version of it, and its clauses, depth first.

    Dates are at the precision known ("2014", "2014-09-24"), "" where none is. `country` is the first part of its
    address: two letters, with a body's after a hyphen. `handling` are names and values such as ("tlp", "TLP:GREEN").
    """

    key: str
    kind: str
    language: str
    provisions: tuple[Provision, ...]
    title: str = ""
    titles: tuple[tuple[str, str], ...] = ()  # of the work, by language
    symbols: tuple[str, ...] = ()
    body: str = ""
    body_name: str = ""
    country: str = "zz"
    adopted: str = ""
    in_force: str = ""
    topics: tuple[str, ...] = ()
    version: str = ""
    quality: str = ""
    authentic: bool = True
    original: str = ""  # the address of what it was read from
    made: str = ""  # the day of the file
    handling: tuple[tuple[str, str], ...] = ()
    mentions: tuple[Mention, ...] = ()
    marks: tuple[Mark, ...] = ()


def canonical(text: Text) -> Text:
    """The same text as it comes back from a file: depth first, without what XML cannot hold, without spans.

    Raises ValueError where an address is missing or stands twice.
    """
    provisions = tuple(_depth_first([_plain(one) for one in text.provisions]))
    words = {one.wid: one.text for one in provisions}
    mentions = sorted(
        {one for one in text.mentions if 0 <= one.start < one.end <= len(words.get(one.wid, ""))},
        key=lambda one: (one.wid, one.start, -one.end, one.symbol, one.href, one.provision),
    )
    place = {one.wid: number for number, one in enumerate(provisions)}
    marks = sorted(
        {one for one in text.marks if one.wid in place}, key=lambda one: (place[one.wid], one.group, one.value)
    )
    values: dict[str, Any] = {
        one.name: _clean(getattr(text, one.name)) for one in fields(text) if isinstance(getattr(text, one.name), str)
    }
    titles = tuple(sorted((language, _clean(title)) for language, title in text.titles if _clean(title)))
    # Where its own version has no title, the work's in its language is it.
    values["title"] = values["title"] or next((title for language, title in titles if language == text.language), "")
    return replace(
        text,
        **values | {"body_name": "" if text.body_name == text.body else _clean(text.body_name)},
        handling=tuple(sorted((name, _clean(value)) for name, value in text.handling)),
        titles=titles,
        symbols=tuple(map(_clean, text.symbols)),
        provisions=provisions,
        mentions=tuple(sorted(_apart(mentions), key=lambda one: place[one.wid])),
        marks=tuple(marks),
    )


def _apart(mentions: Iterable[Mention]) -> Iterator[Mention]:
    """Mentions of which none overlaps another, but for those of the very same words."""
    last: Mention | None = None
    for one in mentions:
        if (
            last is None
            or one.wid != last.wid
            or one.start >= last.end
            or (one.start, one.end) == (last.start, last.end)
        ):
            yield one
            last = one


def _plain(one: Provision) -> Provision:
    return replace(
        one,
        number=_clean(one.number),
        heading=_clean(one.heading),
        # Where what is left out stood inside a mention its place would move: the words keep their length.
        text=_NOT_IN_XML.sub("\ufffd", one.text),
        opening_words=_clean(one.opening_words),
        start=0,
        end=0,
        confidence=1.0,
    )


def _depth_first(provisions: list[Provision]) -> Iterator[Provision]:
    known = {one.wid for one in provisions}
    if len(known) != len(provisions) or not all(known):
        raise ValueError("A clause has no address, or two have the same.")
    below: dict[str, list[Provision]] = {}
    for one in provisions:
        below.setdefault(one.parent if one.parent in known else "", []).append(one)

    def under(parent: str) -> Iterator[Provision]:
        for one in below.pop(parent, ()):
            yield one if one.parent == parent else replace(one, parent=parent)
            yield from under(one.wid)

    yield from under("")
    if below:
        raise ValueError("Clauses stand within one another in a circle.")


def _clean(text: str) -> str:
    return _NOT_IN_XML.sub("", text)
