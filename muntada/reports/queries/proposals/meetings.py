"""Sentences about the meetings of the year, and about what they decided."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q

from muntada.forum.models import AgendaItem, Meeting, Outcome, Participation
from muntada.forum.queries.years import in_year
from muntada.library.spotting import suggested_topics
from muntada.parties.told import day_in
from muntada.reports.plan import chapter_for
from muntada.reports.proposing import Proposal, Unit, paragraph
from muntada.reports.queries.proposals.scope import Scope
from muntada.reports.told import (
    gender_of,
    meeting_in,
    parties_in,
    party_in,
    quoted,
    say,
    when_in,
    where_in,
    worded,
)
from muntada.reports.wording.agreeing import capital, counted, for_name, listed
from muntada.text.bidi import direction

__all__ = ["meetings", "meetings_of", "outcomes"]

_LEARNING = frozenset({"workshop", "regional_workshop", "training_course", "seminar", "tabletop_exercise"})


def meetings_of(scope: Scope, year: int | None = None) -> list[Meeting]:
    """The meetings of the year of the party's bodies, and those in which it had a part."""
    own = Q(chairs=scope.party) | Q(host=scope.party) | Q(organiser=scope.party) | Q(participations__party=scope.party)
    found = in_year(scope.see(Meeting), "when", year or scope.year).filter(scope.of_its_bodies("body") | own)
    keys = found.values_list("pk", flat=True).distinct()
    listed = scope.see(Meeting).filter(pk__in=list(keys)).order_by("when", "pk")
    return scope.fitting(
        listed.select_related("body__party", "body__parent__party", "host", "organiser").prefetch_related(
            "body__party__names", "body__parent__party__names", "chairs__names", "host__names", "organiser__names"
        )
    )


def meetings(scope: Scope) -> Iterator[Proposal]:
    """A paragraph for each meeting: that it was held, its theme, its agenda."""
    for one in meetings_of(scope):
        if one.title or one.body is not None or one.organiser is not None:
            units = [_held(scope, one), *_theme(scope, one), *_agenda(scope, one)]
            yield paragraph(f"forum.meeting:{one.pk}", _chapter(one), one.when, units, scope.languages)


def _held(scope: Scope, one: Meeting) -> Unit:
    how = one.status if one.status in {"postponed", "cancelled"} else ""
    how = how or ("held" if one.status == "held" or (not one.status and scope.past(one.when)) else "to_come")
    when = one.postponed_from or one.when if how == "postponed" else one.when

    def said(language: str) -> str:
        return capital(
            say(
                f"meeting.{how}.{gender_of(one, language)}",
                language,
                meeting=meeting_in(one, language, genitive=how == "to_come"),
                when=when_in(when, language),
                where=where_in(one, language),
                more=_more(scope, one, language),
            )
        )

    return Unit({language: said(language) for language in scope.languages}, (scope.based(one),))


def _more(scope: Scope, one: Meeting, language: str) -> str:
    """Who chaired, hosted, organised it, and that the party was there."""
    chairs = scope.known(one.chairs.all())
    said = ""
    if chairs:
        said += say("chaired.one" if len(chairs) == 1 else "chaired.many", language, names=parties_in(chairs, language))
    for key, other in (("hosted", one.host), ("organised", one.organiser)):
        if other is not None and scope.known([other]):
            said += say(key, language, names=party_in(other, language))
    took_part = scope.see(Participation).filter(meeting=one, party=scope.party)
    if scope.party not in chairs and any(scope.fits(row) for row in took_part):
        said += say("took_part", language, names=party_in(scope.party, language))
    return said


def _theme(scope: Scope, one: Meeting) -> Iterator[Unit]:
    if one.title:
        texts = {
            language: say(f"meeting.theme.{gender_of(one, language)}", language, title=quoted(one.title, language))
            for language in scope.languages
        }
        yield Unit(texts, (scope.based(one),))


def _agenda(scope: Scope, one: Meeting) -> Iterator[Unit]:
    items = scope.fitting(scope.see(AgendaItem).filter(meeting=one, parent=None).order_by("position", "pk"))
    # What is internal or hidden is for those who were there.
    items = [item for item in items if item.kind == AgendaItem.Kind.COMMON]
    if not items:
        return

    def said(language: str) -> str:
        names = listed([quoted(item.title, language) for item in items], language)
        return say(
            f"meeting.agenda.{gender_of(one, language)}", language, count=_items(len(items), language), items=names
        )

    yield Unit({language: said(language) for language in scope.languages}, tuple(scope.based(item) for item in items))


def _items(number: int, language: str) -> str:
    if language == "ar":
        return counted(number, "بند واحد", "بندان", "بنود", "بندًا")
    if language == "en":
        return f"{number} item{'s' if number != 1 else ''}"
    return f"{number} point{'s' if number > 1 else ''}"


def _chapter(one: Meeting) -> str:
    written = "ar" if direction(one.title) == "rtl" else "en"
    topics = suggested_topics({written: one.title}) if one.title else ()
    return chapter_for(topics, "capacity" if one.kind in _LEARNING else "cooperation")


def outcomes(scope: Scope) -> Iterator[Proposal]:
    """A paragraph for each outcome of a meeting of the year."""
    held = {one.pk: one for one in meetings_of(scope)}
    found = scope.see(Outcome).filter(meeting__in=held).select_related("owner").order_by("pk")
    for one in scope.fitting(found):
        meeting = held[one.meeting_id]
        units = [_outcome(scope, one, meeting)]
        if one.due is not None and one.owner is not None and scope.known([one.owner]):
            texts = {
                language: capital(
                    say(
                        "outcome.due",
                        language,
                        day=day_in(one.due.isoformat(), language),
                        owner=party_in(one.owner, language),
                    )
                )
                for language in scope.languages
            }
            units.append(Unit(texts, (scope.based(one),)))
        order = f"{meeting.when}~{one.pk:09d}"
        yield paragraph(f"forum.outcome:{one.pk}", "cooperation", order, units, scope.languages)


def _outcome(scope: Scope, one: Outcome, meeting: Meeting) -> Unit:
    def said(language: str) -> str:
        name = meeting_in(meeting, language, genitive=True)
        return capital(
            say(
                "outcome",
                language,
                meeting=name,
                formeeting=for_name(name),
                kind=say(f"outcome.{one.kind}", language),
                reference=one.reference,
                text=worded({"ar": one.text_ar, "en": one.text_en, "fr": one.text_fr}, language),
            )
        )

    return Unit({language: said(language) for language in scope.languages}, (scope.based(one), scope.based(meeting)))
