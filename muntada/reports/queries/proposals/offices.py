"""Sentences about the offices that a party held, the bodies it belongs to, what it took part in and stood for."""

from __future__ import annotations

from collections.abc import Iterator

from muntada.forum.models import Candidacy, Mandate, Membership, Participation, Term
from muntada.parties.models import Party
from muntada.parties.told import day_in, name_in
from muntada.reports.proposing import Proposal, Unit, paragraph
from muntada.reports.queries.proposals.scope import Scope
from muntada.reports.told import form_of, parties_in, party_in, quoted, say, when_in
from muntada.reports.wording.agreeing import capital, counted, for_name, listed
from muntada.text.bidi import direction

_ROLES = frozenset({"chair", "co_chair", "vice_chair"})


def offices(scope: Scope) -> Iterator[Proposal]:
    """Memberships, terms of office, participations, candidacies and the tasks of national institutions."""
    yield from _memberships(scope)
    yield from _terms(scope)
    yield from _participations(scope)
    yield from _candidacies(scope)
    yield from _mandates(scope)


def terms_of(scope: Scope) -> list[Term]:
    """The terms of the party of which the record knows that they were in the year.

    Of a term whose end nobody wrote down it is not known whether it lasted.
    """
    found = scope.see(Term).filter(party=scope.party, role__in=_ROLES).select_related("body__party")
    listed = [one for one in scope.fitting(found) if one.start and (scope.within(one.start) or _reaches(scope, one))]
    return sorted(listed, key=lambda one: (one.start, one.pk))


def _reaches(scope: Scope, one: Term) -> bool:
    return bool(one.end) and one.start[:4] <= str(scope.year) <= one.end[:4]


def _terms(scope: Scope) -> Iterator[Proposal]:
    for one in terms_of(scope):
        others = _beside(scope, one)
        based = (scope.based(one), *(scope.based(other) for other in others))
        units = [Unit({language: _term(scope, one, others, language) for language in scope.languages}, based)]
        if one.end and scope.within(one.end) and one.end != one.start:
            ended = {
                language: say("term.ended", language, when=when_in(one.end, language)) for language in scope.languages
            }
            units.append(Unit(ended, (scope.based(one),)))
        yield paragraph(f"forum.term:{one.pk}", "cooperation", f"0 {one.start}", units, scope.languages)


def _beside(scope: Scope, one: Term) -> list[Term]:
    """Terms of others in the same office of which it is known that they were at the same time."""
    found = scope.see(Term).filter(body=one.body_id, role=one.role).exclude(party=one.party_id)
    last = min(one.end or str(scope.year), f"{scope.year}~")
    return [
        other
        for other in scope.fitting(found.select_related("party"))
        if other.start and other.end and other.start <= last and other.end[:4] >= str(scope.year)
    ]


def _term(scope: Scope, one: Term, others: list[Term], language: str) -> str:
    body = one.body.parent.party if one.body.key.endswith(".cochairs") and one.body.parent else one.body.party
    role = say(f"role.{one.role}", language, **_body(body, language))
    names = parties_in(scope.known(other.party for other in others), language)
    how = "throughout"
    if scope.within(one.start):
        how = "within" if one.end in {one.start, ""} or one.end == one.start else "began"
        how = "began" if not one.end else how
    return capital(
        say(
            f"term.{how}.{form_of(scope.party)}",
            language,
            party=party_in(scope.party, language),
            role=role,
            year=scope.year,
            day=day_in(one.start, language),
            when=when_in(one.start, language),
            **{"with": say("term.with", language, names=names) if names else ""},
        )
    )


def _memberships(scope: Scope) -> Iterator[Proposal]:
    """One sentence for the bodies to which the party belongs in the same way since the same day."""
    found = scope.see(Membership).filter(party=scope.party).select_related("body__party").order_by("body")
    alike: dict[tuple[str, str], list[Membership]] = {}
    for one in scope.fitting(found):
        over = one.end and one.end[:4] < str(scope.year)
        if not over and one.start[:4] <= str(scope.year) and scope.known([one.body.party]):
            alike.setdefault((one.kind, one.start), []).append(one)
    units = [
        Unit(
            {language: _member(scope, kind, start, own, language) for language in scope.languages},
            tuple(scope.based(one) for one in own),
        )
        for (kind, start), own in sorted(alike.items(), key=lambda pair: (pair[0][1] or "~", pair[0][0]))
    ]
    if units:
        yield paragraph(f"memberships:{scope.party.pk}", "cooperation", "", units, scope.languages)


def _member(scope: Scope, kind: str, start: str, own: list[Membership], language: str) -> str:
    bodies = parties_in([one.body.party for one in own], language)
    since = say("since", language, day=day_in(start, language)) if start else ""
    phrase = f"membership.{kind}{'.since' if start else ''}"
    party = party_in(scope.party, language)
    return capital(say(phrase, language, party=party, body=bodies, forbody=for_name(bodies), since=since))


def _participations(scope: Scope) -> Iterator[Proposal]:
    """One sentence for all in whose work the party took part by the word of sources of one day."""
    found = scope.see(Participation).filter(party=scope.party, meeting=None).select_related("body__party")
    by_day: dict[str, list[Participation]] = {}
    for one in scope.fitting(found.order_by("body")):
        day = scope.told_on(one)
        if day is not None and scope.known([one.body.party]):
            by_day.setdefault(day, []).append(one)
    units = [
        Unit(
            {language: _took_part(scope, own, day, language) for language in scope.languages},
            tuple(scope.based(one) for one in own),
        )
        for day, own in sorted(by_day.items())
    ]
    if units:
        yield paragraph(f"participations:{scope.party.pk}", "cooperation", "0", units, scope.languages)


def _took_part(scope: Scope, own: list[Participation], day: str, language: str) -> str:
    bodies = parties_in([one.body.party for one in own], language)
    said = say(f"part.{form_of(scope.party)}", language, party=party_in(scope.party, language), body=bodies)
    return say("according" if day else "according_undated", language, day=day_in(day, language), said=said)


def _candidacies(scope: Scope) -> Iterator[Proposal]:
    found = scope.see(Candidacy).filter(parties=scope.party).select_related("body__party").order_by("when", "pk")
    for one in scope.fitting(found):
        stood = scope.known(one.parties.all())
        if (
            one.role not in _ROLES
            or scope.party not in stood
            or (scope.told_on(one) is None and not scope.touches(one.when))
        ):
            continue
        texts = {language: _stood(scope, one, stood, language) for language in scope.languages}
        units = [Unit(texts, (scope.based(one),))]
        yield paragraph(f"forum.candidacy:{one.pk}", "cooperation", f"1 {one.when}", units, scope.languages)


def _stood(scope: Scope, one: Candidacy, stood: list[Party], language: str) -> str:
    when = say("candidacy_when", language, day=day_in(one.when, language)) if one.when else ""
    role = say(f"office_of.{one.role}", language, **_body(one.body.party, language))
    names = parties_in(stood, language)
    return capital(say("candidacy", language, role=role, forrole=for_name(role), parties=names, when=when))


def _body(party: Party, language: str) -> dict[str, str]:
    return {"body": party_in(party, language), "forbody": for_name(name_in(party, "ar"))}


def _mandates(scope: Scope) -> Iterator[Proposal]:
    """The tasks of the party's own institutions, in the words of the source."""
    found = scope.see(Mandate).filter(body__party__key__startswith=f"{scope.party.pk}.")
    by_body: dict[str, list[Mandate]] = {}
    for one in scope.fitting(found.select_related("body__party").order_by("body", "pk")):
        by_body.setdefault(one.body_id, []).append(one)
    for key, tasks in by_body.items():
        body = tasks[0].body.party
        texts = {language: _tasks(body, tasks, language) for language in scope.languages}
        unit = Unit(texts, tuple(scope.based(one) for one in tasks))
        yield paragraph(f"mandates:{key}", "institutions", key, [unit], scope.languages)


def _tasks(body: Party, tasks: list[Mandate], language: str) -> str:
    same = all((direction(one.title) == "rtl") == (language == "ar") for one in tasks)
    if same:
        said = listed([quoted(one.title, language) for one in tasks], language)
    else:
        number = len(tasks)
        count = {
            "ar": counted(number, "مهمة واحدة", "مهمتان", "مهام", "مهمة"),
            "en": f"{number} task{'s' if number != 1 else ''}",
            "fr": f"{number} mission{'s' if number > 1 else ''}",
        }[language]
        said = say("tasks.counted", language, count=count)
    return capital(say("mandate", language, institution=party_in(body, language), tasks=said))
