"""Which record of the forum is the one that a source speaks of?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Q

from muntada.evidence.matching import Candidate, compare, ranked
from muntada.evidence.named import known_party
from muntada.evidence.values import agree, kind_within, spans_overlap
from muntada.forum.models import Body, Candidacy, Cooperation, Initiative, Meeting, Membership, Post, Programme, Term
from muntada.text.folding import fold_key

_IDENTIFIES = {"ordinal", "when", "title"}


def meeting_candidates(
    *,
    kind: str,
    body: str = "",
    ordinal: int | None = None,
    title: str = "",
    when: str = "",
    place: str = "",
    organiser: str = "",
) -> list[Candidate]:
    """Meetings of this body and a compatible kind. One is certain where its ordinal, date or title agrees and
    nothing contradicts; where the body is not known, or known less exactly, date and place must agree."""
    given: dict[str, Any] = {"ordinal": ordinal, "when": when, "place": place, "title": title}
    given |= {"body": known_party(body) if body else None, "organiser": known_party(organiser) if organiser else None}
    if not body and not when:
        return []
    found: list[Candidate] = []
    for meeting in Meeting.objects.filter(_of_body_or_nobody(body)).order_by("pk"):
        if not _compatible(meeting.kind, kind):
            continue
        agrees, differs = compare(meeting, given)
        if "body" in differs or ("when" in differs and "ordinal" not in agrees):
            continue
        known = set(agrees)
        same = bool(body) and meeting.body_id == body
        certain = not differs and bool(known & _IDENTIFIES if same else {"when", "place"} <= known)
        found.append(Candidate(meeting, agrees, differs, certain))
    return ranked(found)


def term_candidates(*, body: str, party: str, role: str, start: str = "", end: str = "") -> list[Candidate]:
    """Terms of this party in this seat: those whose time overlaps are certain, others may be meant all the same."""
    found: list[Candidate] = []
    for term in Term.objects.filter(body=body, party=party).order_by("pk"):
        if not agree("role", term.role, role):
            continue
        agrees, differs = compare(term, {"start": start, "end": end})
        overlaps = spans_overlap(term.start, term.end, start, end)
        found.append(Candidate(term, ("body", "party", "role", *agrees), differs, overlaps))
    return ranked(found)


def candidacy_candidates(*, body: str, parties: Sequence[str], role: str, when: str = "") -> list[Candidate]:
    """Candidacies for this seat that share a party: certain where their date does not differ."""
    found: list[Candidate] = []
    for candidacy in Candidacy.objects.filter(body=body, parties__in=parties).distinct().order_by("pk"):
        if not agree("role", candidacy.role, role):
            continue
        agrees, differs = compare(candidacy, {"when": when})
        found.append(Candidate(candidacy, ("body", "party", "role", *agrees), differs, not differs))
    return ranked(found)


def body_candidates(*, key: str) -> list[Candidate]:
    """The body of this key."""
    return [Candidate(body, ("key",), (), True) for body in Body.objects.filter(party=key)]


def membership_candidates(*, body: str, party: str, kind: str = "") -> list[Candidate]:
    """The membership of this party in this body: there is one at most."""
    found: list[Candidate] = []
    for membership in Membership.objects.filter(body=body, party=party):
        agrees, differs = compare(membership, {"kind": kind})
        found.append(Candidate(membership, ("body", "party", *agrees), differs, True))
    return ranked(found)


def cooperation_of(parties: Sequence[str]) -> Cooperation | None:
    """The cooperation of exactly these parties, where it is entered."""
    together = Cooperation.objects.all()
    for key in parties:
        together = together.filter(parties=key)
    wanted = set(parties)
    return next((one for one in together if {party.key for party in one.parties.all()} == wanted), None)


def initiative_candidates(*, parties: Sequence[str], body: str = "", start: str = "") -> list[Candidate]:
    """Initiatives that share a lead: certain where body or start agrees and neither differs."""
    found: list[Candidate] = []
    for initiative in Initiative.objects.filter(leads__in=parties).distinct().order_by("pk"):
        agrees, differs = compare(initiative, {"body": known_party(body) if body else None, "start": start})
        found.append(Candidate(initiative, ("party", *agrees), differs, bool(agrees) and not differs))
    return ranked(found)


def programme_candidates(*, key: str) -> list[Candidate]:
    """The programme of this key."""
    return [Candidate(programme, ("key",), (), True) for programme in Programme.objects.filter(key=key)]


def post_of(*, person: str, role: str, body: str) -> Post | None:
    """The office that this person is entered with, however the name is spelled."""
    name = fold_key(person)
    posts = Post.objects.filter(role=role, party=body).order_by("pk")
    return next((post for post in posts if fold_key(post.person) == name), None)


def _of_body_or_nobody(body: str) -> Q:
    """Meetings of the body, of the bodies above and below it, and those whose body nobody has stated."""
    if not body:
        return Q()
    above = [body[:place] for place, letter in enumerate(body) if letter == "."]
    return Q(body__isnull=True) | Q(body__in=[body, *above]) | Q(body__party__key__startswith=f"{body}.")


def _compatible(one: str, other: str) -> bool:
    return one == other or kind_within(one, other) or kind_within(other, one)
