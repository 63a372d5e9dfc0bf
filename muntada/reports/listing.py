"""How what a sentence rests on is listed in each language: a document with its words, or a record by its name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import models

from muntada.evidence.models import Document
from muntada.evidence.pen import find
from muntada.followup.models import Commitment, Evidence, Institution, Measure
from muntada.forum.models import AgendaItem, Candidacy, Initiative, Mandate, Meeting, Membership, Outcome, Term
from muntada.forum.models import Participation as Part
from muntada.library.citing_form import provision, steps_of
from muntada.library.models import Clause, Distribution, Work
from muntada.library.told import title_in
from muntada.parties.told import LANGUAGES, day_in, name_in
from muntada.reports.models import Footing
from muntada.reports.told import meeting_in, say, when_in, work_in
from muntada.reports.wording.agreeing import capital

QUOTED, TITLED = 240, 120  # letters of a passage, and of a title, that a note quotes
_COMMA = {"ar": "، ", "en": ", ", "fr": ", "}


def told_of(row: Footing) -> dict[str, str]:
    """How it is listed: `key` names it among the sources, then its text by language, `address`, `quote`."""
    if row.passage is not None:
        document = row.passage.document
        words = {language: _document(document, language) for language in LANGUAGES}
        quote = _short(" ".join(row.passage.quote.split()), QUOTED)
        return {"key": f"document:{document.pk}", **words, "address": document.address, "quote": quote}
    record = find(row.record_type, row.record_key)
    words = {language: _record(row.record_type, row.record_key, record, language) for language in LANGUAGES}
    return {"key": f"{row.record_type}:{row.record_key}", **words, "address": "", "quote": ""}


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def _document(document: Document, language: str) -> str:
    title = _short((document.title or document.name).lstrip("•▪●◦■♦-–—* "), TITLED)
    if document.published is None:
        return say("listed.undated", language, title=title)
    return say("listed.dated", language, title=title, day=day_in(document.published.isoformat(), language))


def _record(kind: str, key: str, record: models.Model | None, language: str) -> str:
    describe = _NAMES.get(kind)
    name = describe(record, language) if describe is not None and record is not None else key
    said = say("listed.record", language, kind=kind_in(kind, language), name=name)
    source = str(getattr(record, "source", "") or "")
    return say("listed.sourced", language, said=said, source=source) if source else said


def kind_in(kind: str, language: str) -> str:
    """What a kind of record is called."""
    try:
        return say(f"record.{kind}", language)
    except KeyError:
        return say("record.other", language)


def _parts(language: str, *parts: str) -> str:
    return _COMMA[language].join(part for part in parts if part)


def _meeting(one: Meeting, language: str) -> str:
    return _parts(language, capital(meeting_in(one, language)), day_in(one.when, language) if one.when else "")


def _work(one: Work, language: str) -> str:
    title = title_in(one, language)
    named = title if title != one.key else capital(work_in(one, language, alone=True))
    symbol = one.symbol if one.symbol and one.symbol not in named else ""
    return _parts(language, named, symbol, day_in(one.adopted, language) if one.adopted else "")


def _term(one: Term, language: str) -> str:
    span = "–".join(day_in(value, language) for value in (one.start, one.end) if value)
    return _parts(language, name_in(one.party, language), name_in(one.body.party, language), span)


def _member(one: Membership | Part, language: str) -> str:
    return _parts(language, name_in(one.party, language), name_in(one.body.party, language))


def _candidacy(one: Candidacy, language: str) -> str:
    return _parts(language, name_in(one.body.party, language), when_in(one.when, language) if one.when else "")


def _initiative(one: Initiative, language: str) -> str:
    return _of_three({"ar": one.name_ar, "en": one.name_en, "fr": one.name_fr}, language) or one.key


def _measure(one: Measure, language: str) -> str:
    title = _of_three({"ar": one.title_ar, "en": one.title_en, "fr": one.title_fr}, language)
    return _parts(language, one.reference, title)


def _commitment(one: Commitment, language: str) -> str:
    of = _work(one.clause.work, language) if one.clause is not None else ""
    place = _place(one.clause, language) if one.clause is not None else ""
    reference = one.outcome.reference if one.outcome is not None else ""
    return _parts(language, name_in(one.party, language), of, place or reference)


def _place(one: Clause, language: str) -> str:
    """Where a clause stands, as it is cited in a note: its address where no language has a word for it."""
    return provision(steps_of(one.wid, {one.wid: one.kind}), language) or one.wid


def _evidence(one: Evidence, language: str) -> str:
    return _of_three({"ar": one.title_ar, "en": one.title_en, "fr": one.title_fr}, language)


def _institution(one: Institution, language: str) -> str:
    return _of_three({"ar": one.name_ar, "en": one.name_en, "fr": one.name_fr}, language)


def _of_three(texts: dict[str, str], language: str) -> str:
    return next((texts[one] for one in (language, *LANGUAGES) if texts[one]), "")


def _item(one: AgendaItem, language: str) -> str:
    return _parts(language, one.title, _meeting(one.meeting, language))


def _mandate(one: Mandate, language: str) -> str:
    return _parts(language, name_in(one.body.party, language), one.title)


def _outcome(one: Outcome, language: str) -> str:
    return _parts(language, one.reference, _meeting(one.meeting, language))


def _distribution(one: Distribution, language: str) -> str:
    return _work(one.work, language)


_NAMES: dict[str, Callable[[Any, str], str]] = {
    "forum.meeting": _meeting,
    "forum.agendaitem": _item,
    "forum.outcome": _outcome,
    "forum.term": _term,
    "forum.membership": _member,
    "forum.participation": _member,
    "forum.candidacy": _candidacy,
    "forum.initiative": _initiative,
    "forum.mandate": _mandate,
    "library.work": _work,
    "library.distribution": _distribution,
    "followup.measure": _measure,
    "followup.commitment": _commitment,
    "followup.evidence": _evidence,
    "followup.institution": _institution,
}
