"""What was found as a page shows it: its name, its place in the library, its words with what was looked for marked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from django.db.models import Model
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from muntada.access.actor import Actor
from muntada.parties.queries import parties
from muntada.search.marks import Span, excerpt
from muntada.search.queries import Found, Result, Version
from muntada.web.followup.words import KINDS as MEASURE_KINDS
from muntada.web.labels import Said, label
from muntada.web.names import name_of

KINDS: dict[str, str | Promise] = {
    "clause": _("Clauses"),
    "work": _("Instruments"),
    "measure": _("Measures"),
    "outcome": _("Outcomes"),
    "statement": _("Statements"),
    "meeting": _("Meetings"),
    "body": _("Bodies"),
    "source": _("Sources"),
}
ONE: dict[str, str | Promise] = {
    "clause": pgettext_lazy("found", "Clause"),
    "work": pgettext_lazy("found", "Instrument"),
    "measure": pgettext_lazy("found", "Measure"),
    "outcome": pgettext_lazy("found", "Outcome"),
    "statement": pgettext_lazy("found", "Statement"),
    "meeting": pgettext_lazy("found", "Meeting"),
    "body": pgettext_lazy("found", "Body"),
    "source": pgettext_lazy("found", "Source"),
}
FACETS: dict[str, str | Promise] = {
    "is": _("What"),
    "kind": _("Kind"),
    "body": _("Body"),
    "year": _("Year"),
    "topic": _("Topic"),
    "party": _("Party"),
    "language": _("Language"),
}
LANGUAGES: dict[str, str | Promise] = {"ar": _("Arabic"), "en": _("English"), "fr": _("French")}
OFFERED = 12  # values of one filter
_LONG = ("source", "statement")  # kinds whose pages hold much else besides
_QUOTED = 80  # characters of a passage that tell it from others


@dataclass(frozen=True, slots=True)
class Words:
    """A language version of a thing found: where it is, and its words."""

    language: str
    way: str
    address: str
    number: str
    words: SafeString
    tlp: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A thing found: what it is, its name, and its words in each language that fits."""

    kind: str | Promise
    name: Said
    address: str
    versions: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """A value by which results are narrowed: its name, how many have it, and the address with or without it."""

    name: Any
    count: int
    address: str
    chosen: bool


def shown(result: Result) -> Shown:
    """One result."""
    first = result.versions[0]
    reader = get_language()
    versions = sorted(result.versions, key=lambda one: one.entry.language != reader)  # one's own language first
    return Shown(ONE[first.kind], _name(first), _place(first), tuple(_words(one) for one in versions))


def _name(one: Version) -> Said:
    if one.kind == "clause":
        return name_of(one.thing.clause.work)
    if one.kind == "statement":
        return name_of(one.thing.sitting.meeting)
    if one.kind == "outcome":
        return Said(one.thing.reference, "")
    if one.kind == "source":
        return Said(one.entry.title, one.entry.language)
    return name_of(one.thing)


def _address(one: Version) -> str:
    thing = one.thing
    if one.kind == "clause":
        return f"{reverse('clause', args=[thing.clause.work_id, thing.clause.wid])}?l={one.entry.language}"
    if one.kind == "statement":
        return reverse("sitting-statements", args=[thing.sitting_id])
    page = {"work": "instrument"}
    return reverse(page.get(one.kind, one.kind), args=[thing.pk])


def _place(one: Version) -> str:
    """The address of what was found; where its page is long, of the passage, which the browser looks for itself."""
    if one.kind not in _LONG or not one.marks:
        return _address(one)
    (begin, end), _text = excerpt(one.entry.text, one.marks)
    start = next((start for start, _end in one.marks if begin <= start), begin)
    line = one.entry.text[start : min(end, start + _QUOTED)].partition("\n")[0]
    words = line if len(line) < _QUOTED else line.rpartition(" ")[0] or line
    # A hyphen parts the directive's own parts, and quoting leaves it as it is.
    return f"{_address(one)}#:~:text={quote(words.strip(), safe='').replace('-', '%2D')}"


def _words(one: Version) -> Words:
    language, thing = one.entry.language, one.thing
    (begin, end), text = excerpt(one.entry.text, one.marks)
    heading = one.entry.title if one.kind in {"clause", "work", "body", "measure"} else ""
    said = mark_safe(f"<strong>{escape(heading)}</strong> ") if heading else mark_safe("")  # noqa: S308 -- escaped
    inner = [(start - begin, stop - begin) for start, stop in one.marks if begin <= start and stop <= end]
    handled: Model = getattr(thing, "expression", None) or getattr(thing, "document", None) or thing
    return Words(
        language,
        "rtl" if language == "ar" else "ltr",
        _place(one),
        getattr(thing, "number", "") if one.kind == "clause" else "",
        said + _cut(begin > 0) + _marked(text, inner) + _cut(end < len(one.entry.text)),
        _label(handled, thing),
    )


def _label(handled: Any, thing: Any) -> str:
    tlp = str(getattr(handled if hasattr(handled, "tlp") else thing, "tlp", ""))
    return "" if tlp in ("", "TLP:CLEAR") else tlp


def _cut(there: bool) -> SafeString:
    return mark_safe("…" if there else "")  # noqa: S308 -- our own


def _marked(text: str, spans: Iterable[Span]) -> SafeString:
    """A text with marks around spans of it; what it holds itself stays text."""
    parts, at = [], 0
    for start, end in spans:
        parts += [escape(text[at:start]), "<mark>", escape(text[start:end]), "</mark>"]
        at = end
    return mark_safe("".join([*parts, escape(text[at:])]))  # noqa: S308 -- escaped part by part


def choices(actor: Actor, found: Found, typed: str, chosen: Mapping[str, list[str]]) -> list[tuple[Any, list[Choice]]]:
    """The filters, each with the values that the results have; and of those that are chosen the way back."""
    known = {value for name in ("body", "party") for value, _count in found.facets.get(name, ())}
    named = {one.pk: name_of(one) for one in parties(actor).filter(pk__in=known | _chosen_parties(chosen))}
    made = []
    for name, title in FACETS.items():
        counted = dict(found.facets.get(name, ()))
        values = [*dict.fromkeys([*chosen.get(name, ()), *counted])][:OFFERED]
        listed = [
            Choice(
                _named(name, value, named),
                counted.get(value, 0),
                _without(typed, chosen, name, value)
                if value in chosen.get(name, ())
                else _with(typed, chosen, name, value),
                value in chosen.get(name, ()),
            )
            for value in values
        ]
        if len(listed) > 1 or any(one.chosen for one in listed):
            made.append((title, listed))
    return made


def _chosen_parties(chosen: Mapping[str, list[str]]) -> set[str]:
    return {value[:120] for name in ("body", "party") for value in chosen.get(name, ())}


def _named(name: str, value: str, named: Mapping[str, Said]) -> Any:
    if name == "is":
        return KINDS.get(value, value)
    if name == "language":
        return LANGUAGES.get(value, value)
    if name in ("body", "party"):
        return named.get(value, Said(value, ""))
    if name == "topic":
        return label("topic", value)
    if name == "kind":
        kinds = ("instrument_kind", "meeting_kind", "outcome_kind", "body_kind")
        known = next((said for kind in kinds if (said := label(kind, value)).language), None)
        return known or MEASURE_KINDS.get(value) or label("instrument_kind", value)
    return value


def _with(typed: str, chosen: Mapping[str, list[str]], name: str, value: str) -> str:
    return "?" + urlencode({"q": typed, **chosen, name: [*chosen.get(name, []), value]}, doseq=True)


def _without(typed: str, chosen: Mapping[str, list[str]], name: str, value: str) -> str:
    left = [one for one in chosen.get(name, []) if one != value]
    return "?" + urlencode({"q": typed, **chosen, name: left}, doseq=True)
