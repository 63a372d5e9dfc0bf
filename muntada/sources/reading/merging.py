"""Puts together what one text says of one thing in several places."""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter
from typing import Any

from muntada.parties.facts import bodies
from muntada.sources.reading.rules import Found
from muntada.text.when import agree

# What makes two findings of a type the same fact; a type that is not here is the same when all attributes are.
_IDENTITY = {
    "body": ("key",),
    "instrument": ("key", "kind", "body", "edition", "symbol"),
    "programme": ("key",),
    "term": ("body", "party"),
    "membership": ("body", "party"),
    "participation": ("body", "party"),
    "post": ("person", "role"),
    "candidacy": ("body", "party"),
    "initiative": ("party", "body"),
    "distribution": ("instrument",),
    "implements": ("from", "to"),
}
_OF_A_GROUP = {"working_group_meeting", "plenary_meeting", "annual_meeting"}
_OF_ONE = {"body", "ordinal", "place", "chair", "with"}  # of which a meeting has one, or one list
_TELLING_APART = {"body", "place", "when", "ordinal"}
_TOGETHER = ("body", "when", "ordinal", "place", "organiser", "kind")


def merged(found: Iterable[Found], headline: int = 0) -> list[Found]:
    """The findings of a text, each fact once, in text order; the headline ends at a place of the folded text."""
    kept: list[Found] = []
    of_type: dict[str, list[Found]] = {"meeting": []}
    for one in sorted(found, key=attrgetter("start", "end")):
        alike = of_type.setdefault(one.type, [])
        same = _same_meeting(alike, one, headline) if one.type == "meeting" else _same_fact(alike, one)
        if same is not None:
            _join(same, one)
        elif one.attrs.get("refers") != "surely" and not _names_none_new(of_type["meeting"], one):
            kept.append(one)
            alike.append(one)
    for one in kept:
        one.attrs.pop("refers", None)
        one.attrs.pop("with", None)  # what tells talks with one counterpart from talks with another
        one.attrs.pop("symbol", None)  # what tells apart works that the tables lack
    kept = [one for one in kept if not _told_in_full(one, kept)]
    titles = {one.attrs.get("title") for one in kept if one.type == "meeting"}
    return [one for one in kept if _worth_saying(one) and not (one.type == "agenda" and one.attrs["title"] in titles)]


def _names_none_new(meetings: list[Found], one: Found) -> bool:
    """Whether a noun likely refers back to a meeting of its kind, and what seemed said of it is of something else."""
    if one.attrs.get("refers") != "likely":
        return False
    return any(
        _kinds_fit(other.attrs["kind"], one.attrs["kind"]) or _called(other.attrs["kind"], one.attrs["kind"])
        for other in meetings
    )


def _told_in_full(one: Found, kept: list[Found]) -> bool:
    """Whether a term without dates names some of those who chair together by another finding."""
    if one.type != "term" or not one.attrs.keys() <= {"body", "role", "party"} or "party" not in one.attrs:
        return False
    parties = set(one.attrs["party"])
    return any(
        other.attrs.get("body") == one.attrs.get("body") and parties < set(other.attrs["party"])
        for other in kept
        if other.type == "term" and "party" in other.attrs
    )


def _same_fact(alike: list[Found], one: Found) -> Found | None:
    """The finding that states this fact among those of its type."""
    names = _IDENTITY.get(one.type)
    for other in alike:
        if names is None:
            if other.attrs == one.attrs:
                return other
        elif one.type == "instrument" and "key" in one.attrs and "key" in other.attrs:
            if one.attrs["key"] == other.attrs["key"]:
                return other
        elif one.type == "instrument" and _one_less_said(other.attrs, one.attrs):
            return other
        elif one.type == "body" and "key" not in one.attrs:
            if other.attrs == one.attrs:
                return other
        elif all(_agree_on(name, other.attrs, one.attrs) for name in names) and _dates_agree(other, one):
            return other
    return None


def _agree_on(name: str, a: dict[str, Any], b: dict[str, Any]) -> bool:
    """Whether two findings say the same; of an edition one of them may be silent."""
    return _equal(a.get(name), b.get(name)) or (name == "edition" and not (name in a and name in b) and "kind" in a)


def _one_less_said(a: dict[str, Any], b: dict[str, Any]) -> bool:
    """Whether two works without a key are of one kind, and of only one is more said."""
    less, more = sorted((a, b), key=len)
    return "key" not in more and all(more.get(name) == value for name, value in less.items())


def _equal(a: Any, b: Any) -> bool:
    if isinstance(a, list) and isinstance(b, list):
        return set(a) == set(b)
    if isinstance(a, str) and isinstance(b, str):
        return a.casefold() == b.casefold()  # a name may stand in capitals elsewhere
    return bool(a == b)


def _dates_agree(a: Found, b: Found) -> bool:
    return all(
        name not in a.attrs or name not in b.attrs or agree(a.attrs[name], b.attrs[name])
        for name in ("when", "start", "end", "established")
    )


def _same_meeting(meetings: list[Found], one: Found, headline: int) -> Found | None:
    """The meeting that this one is: the last one where it refers back, else one that nothing tells apart.

    The first meeting of the text itself is that of the headline, if both may be one.
    """
    first = meetings[0] if len(meetings) == 1 and meetings[0].end <= headline else None
    if first and _may_be_same(first.attrs, one.attrs) and first.attrs.keys() & one.attrs.keys() & _TELLING_APART:
        return first
    for other in reversed(meetings):
        if one.attrs.get("refers") == "surely":
            return other if _may_be_same(other.attrs, one.attrs) else None
        if one.attrs.get("refers") and _may_be_same(other.attrs, one.attrs):
            return other
        if _may_be_same(other.attrs, one.attrs) and _enough_shared(other.attrs, one.attrs):
            return other
    return None


def _may_be_same(a: dict[str, Any], b: dict[str, Any]) -> bool:
    refers = b.get("refers")
    fit = refers == "surely" or _kinds_fit(a["kind"], b["kind"]) or (bool(refers) and _called(a["kind"], b["kind"]))
    if not fit:
        return False
    for name in a.keys() & b.keys() & _OF_ONE:
        if not (_equal(a[name], b[name]) or (name == "place" and _shares(a[name], b[name]))):
            return False
    return not ("when" in a and "when" in b) or agree(a["when"], b["when"])


def _shares(a: Any, b: Any) -> bool:
    """Whether two places, or lists of places, have one in common."""
    return bool(set(a if isinstance(a, list) else [a]) & set(b if isinstance(b, list) else [b]))


def _kinds_fit(a: str, b: str) -> bool:
    return a == b or "meeting" in (a, b) or ("working_group_meeting" in (a, b) and {a, b} <= _OF_A_GROUP)


def _called(kind: str, noun: str) -> bool:
    """Whether "the conference" may stand for a high-level conference, and "the session" for a meeting."""
    return kind.endswith(noun) or (kind.endswith("meeting") and noun == "session")


def _enough_shared(a: dict[str, Any], b: dict[str, Any]) -> bool:
    shared = [name for name in _TOGETHER if name in a and name in b]
    if a["kind"] == b["kind"] == "bilateral_talks" or _says_nothing_new(a, b):
        return True
    return len([name for name in shared if name != "kind"]) >= 2 or ("ordinal" in shared and "body" in shared)


def _says_nothing_new(a: dict[str, Any], b: dict[str, Any]) -> bool:
    """Whether one of two has every attribute of the other, a day or a number among them."""
    less, more = sorted((a, b), key=len)
    return bool({"when", "ordinal"} & less.keys()) and all(more.get(name) == value for name, value in less.items())


def _join(kept: Found, one: Found) -> None:
    """Give a finding what another says besides; the more precise of two dates stays."""
    general = {"meeting", "working_group_meeting"}
    says_more = one.type == "meeting" and one.attrs["kind"] != "meeting" and not one.attrs.get("refers")
    if says_more and kept.attrs["kind"] in general:
        kept.attrs["kind"] = one.attrs["kind"]
    for name, value in one.attrs.items():
        if name == "refers":
            continue
        if (
            name not in kept.attrs
            or (name in {"when", "start", "end"} and len(str(value)) > len(str(kept.attrs[name])))
            or (name == "place" and isinstance(value, list) and kept.attrs[name] in value)
        ):
            kept.attrs[name] = value
    kept.confidence = max(kept.confidence, one.confidence)


_FORUM_KINDS = {body.id: body.kind for body in bodies()}


def _worth_saying(one: Found) -> bool:
    """A body finding says more than that the body exists; its kind is known. Nothing belongs to itself."""
    if one.type in {"participation", "membership"}:
        return one.attrs.get("party") != [one.attrs.get("body")]
    if one.type == "cooperation":
        return len(one.attrs["body"]) > 1
    if one.type != "body":
        return True
    if "key" not in one.attrs:
        return "kind" in one.attrs or "parent" in one.attrs
    if len(one.attrs) == 1:
        return False
    kind = _FORUM_KINDS.get(one.attrs["key"])
    if kind:
        one.attrs.setdefault("kind", kind)
    return True
