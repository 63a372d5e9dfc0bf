"""Sentences about instruments of the year, and about initiatives that the party leads or its bodies began."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q

from muntada.forum.models import Initiative
from muntada.library.models import Distribution, Work
from muntada.library.spotting import suggested_topics
from muntada.parties.told import day_in, name_in
from muntada.reports.plan import chapter_for
from muntada.reports.proposing import Proposal, Unit, paragraph
from muntada.reports.queries.proposals.scope import Scope
from muntada.reports.told import (
    form_of,
    is_definite,
    of_party,
    parties_in,
    party_in,
    quoted,
    say,
    when_in,
    worded,
    work_form,
    work_in,
)
from muntada.reports.wording.agreeing import capital, joined, ordinal
from muntada.text.when import parse

# What a body gives out without deciding on it.
_ISSUED = frozenset({"national_report", "report", "work_plan", "toolkit", "guidelines", "handbook", "statement", "law"})
_RECIPIENTS = frozenset({"missions_abroad", "foreign_missions"})


def works_of(scope: Scope, year: int | None = None) -> list[Work]:
    """The instruments of the year of the party's bodies and of its own institutions."""
    wanted = str(year or scope.year)
    own = Q(leads=scope.party) | Q(body=scope.party) | Q(body__key__startswith=f"{scope.party.pk}.")
    found = scope.see(Work).filter(adopted__startswith=wanted).filter(scope.of_its_bodies("body") | own)
    keys = list(found.values_list("pk", flat=True).distinct())
    listed = scope.see(Work).filter(pk__in=keys).select_related("body").order_by("adopted", "pk")
    return scope.fitting(listed.prefetch_related("titles", "leads__names", "body__names"))


def works(scope: Scope) -> Iterator[Proposal]:
    """A paragraph for each instrument that was adopted, issued or reviewed in the year."""
    for one in works_of(scope):
        units = [_adopted(scope, one), *_sent(scope, one)]
        yield paragraph(f"library.work:{one.pk}", _chapter(one), one.adopted, units, scope.languages)
    reviewed = scope.see(Work).filter(reviewed__startswith=str(scope.year)).filter(scope.of_its_bodies("body"))
    for one in scope.fitting(reviewed.prefetch_related("titles").order_by("reviewed", "pk")):
        texts = {
            language: capital(
                say(
                    "work.reviewed",
                    language,
                    work=work_in(one, language, alone=True),
                    when=when_in(one.reviewed, language),
                )
            )
            for language in scope.languages
        }
        unit = Unit(texts, (scope.based(one),))
        yield paragraph(f"reviewed:{one.pk}", "legal", one.reviewed, [unit], scope.languages)


def _adopted(scope: Scope, one: Work) -> Unit:
    body = one.body if one.body is not None and scope.known([one.body]) else None
    leads = scope.known(one.leads.all())
    how = "issued" if one.kind in _ISSUED else "adopted"
    if parse(one.adopted).precision == "range":
        how = "for_range"

    def said(language: str) -> str:
        phrase = f"work.{how}{'' if body is not None else '_alone'}.{work_form(one)}"
        work = work_in(one, language, alone=body is None)
        if one.edition and one.kind in _ISSUED:
            work = f"{work.rstrip(',')}{_edition(one.edition, language)}"
        return capital(
            say(
                phrase,
                language,
                work=work,
                when=when_in(one.adopted, language),
                day=day_in(one.adopted, language),
                body=party_in(body, language) if body is not None else "",
                of=_from(one, language) if body is not None else "",
                lead=say("led_by", language, names=parties_in(leads, language)) if leads else "",
            )
        )

    return Unit({language: said(language) for language in scope.languages}, (scope.based(one),))


def _edition(number: int, language: str) -> str:
    return say("edition", language, ordinal=ordinal(number, language, feminine=True))


def _from(one: Work, language: str) -> str:
    assert one.body is not None
    the = "the." if is_definite(one) else ""
    return say(f"from.{the}{work_form(one)}", language, body=name_in(one.body, language))


def _sent(scope: Scope, one: Work) -> Iterator[Unit]:
    for row in scope.fitting(scope.see(Distribution).filter(work=one).order_by("pk")):
        named = [kind for kind in row.recipients if kind in _RECIPIENTS]
        if named:
            texts = {
                language: say(
                    "sent",
                    language,
                    recipients=joined([say(f"recipients.{kind}", language) for kind in named], language),
                )
                for language in scope.languages
            }
            yield Unit(texts, (scope.based(row),))


def _chapter(one: Work) -> str:
    """By its topics, else by those that its title names, else by those of its body's name."""
    titles = {title.language: title.text for title in one.titles.all() if title.preferred}
    names = {name.language: name.text for name in one.body.names.all()} if one.body is not None else {}
    topics = one.topics or suggested_topics(titles) or suggested_topics(names)
    return chapter_for(topics, "legal")


def initiatives(scope: Scope) -> Iterator[Proposal]:
    """A paragraph for each initiative of the party's bodies that began or ended in the year."""
    found = scope.see(Initiative).filter(Q(leads=scope.party) | scope.of_its_bodies("body"))
    keys = list(found.values_list("pk", flat=True).distinct())
    listed = scope.see(Initiative).filter(pk__in=keys).select_related("body__party").order_by("start", "pk")
    for one in scope.fitting(listed):
        units = []
        if scope.within(one.start):
            units.append(_initiative(scope, one, "began", one.start))
        if scope.within(one.end):
            units.append(_initiative(scope, one, "ended", one.end))
        if not units and _leads(scope, one):
            units.append(_initiative(scope, one, "running", one.start))
        if units:
            names = {code: text for code, text in (("ar", one.name_ar), ("en", one.name_en)) if text}
            chapter = chapter_for(suggested_topics(names), "cooperation")
            yield paragraph(f"forum.initiative:{one.key}", chapter, f"2 {one.start}", units, scope.languages)


def _leads(scope: Scope, one: Initiative) -> bool:
    lasts = bool(one.start and one.end) and one.start[:4] <= str(scope.year) <= one.end[:4]
    return lasts and one.leads.filter(pk=scope.party.pk).exists()


def _initiative(scope: Scope, one: Initiative, how: str, day: str) -> Unit:
    leads = scope.known(one.leads.all())

    def said(language: str) -> str:
        body = one.body.party if one.body is not None and scope.known([one.body.party]) else None
        return capital(
            say(
                f"initiative.{how}" if how != "running" else f"initiative.running.{form_of(scope.party)}",
                language,
                name=_name(one, language),
                of=f" {of_party(body, language)}" if body is not None else "",
                when=when_in(day, language),
                party=party_in(scope.party, language),
                lead=say("led_by", language, names=parties_in(leads, language)) if leads else "",
            )
        )

    return Unit({language: said(language) for language in scope.languages}, (scope.based(one),))


def _name(one: Initiative, language: str) -> str:
    names = {"ar": one.name_ar, "en": one.name_en, "fr": one.name_fr}
    says_so = {"ar": "مبادر", "en": "nitiative", "fr": "nitiative"}[language] in names[language]
    name = worded(names, language) or quoted(one.key, language)
    return say("initiative_alone" if says_so else "initiative_named", language, name=name)
