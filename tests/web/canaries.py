"""A world in which every record carries a word of its own, in each of the states that a record may be in."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db import models

from muntada.access import clock
from muntada.access.models import Audience
from muntada.evidence.models import Citation, Document, Passage, Release
from muntada.forum.models import (
    AgendaItem,
    Body,
    Candidacy,
    Cooperation,
    Delegation,
    Initiative,
    Invitation,
    Mandate,
    Meeting,
    Membership,
    Participation,
    Post,
    Programme,
    Registration,
    Term,
)
from muntada.library.models import Distribution, Relation, Title, Work
from muntada.marking.handling import THE_FORUM
from muntada.parties.models import Name, Party
from muntada.people.models import Office, User
from muntada.sources.models import Finding, Source, Story
from muntada.trail.deed import key_of, label
from tests.web import (
    asked_about,
    chairing,
    distributed,
    editing,
    followed,
    readers,
    registered,
    running,
    shelved,
    spoken,
)
from tests.web.conftest import Forum, person

STATES = ("own", "shared", "foreign", "red", "overdue", "draft")
# The cast, with whom each of them speaks for; the focal point and the validator speak for Morocco.
ROLES = (
    "administrator",
    "secretariat",
    "analyst",
    "focal_point",
    "validator",
    "partner",
    "reviewer",
    "reader",
    "nobody",
)
# Which states each of the cast may see; what is not named here is foreign to them.
SEES: dict[str, set[str]] = {
    "focal_point": {"own", "shared", "red"},
    "validator": {"own", "shared"},
    "partner": {"foreign"},
    "secretariat": {"draft"},
    "analyst": {"draft"},
}


def member(role: str) -> User:
    """Somebody of the cast; the partner is a reader for the Netherlands."""
    if role not in {"validator", "partner", "reviewer"}:
        return person(role)
    user, new = User.objects.get_or_create(email=f"{role}@example.org", defaults={"name": role, "language": "en"})
    if new:
        office, party = {"validator": ("validator", "MA"), "partner": ("reader", "NL"), "reviewer": ("reviewer", None)}[
            role
        ]
        Office.objects.create(user=user, role=office, since=date(2020, 1, 1), party_id=party)
    return user


@dataclass
class State:
    """The records in one state, and the words that they carry."""

    name: str
    party: Party
    body: Body
    meeting: Meeting
    work: Work
    source: Source
    finding: Finding
    release: Release
    words: set[str] = field(default_factory=set)
    coming: dict[str, int] = field(default_factory=dict)  # rows of who comes to the open meeting, by kind
    run: dict[str, Any] = field(default_factory=dict)  # rows of its agenda, sittings, papers and series, by kind
    said: dict[str, int] = field(default_factory=dict)  # rows of what was said in its meeting, by kind
    chaired: dict[str, int] = field(default_factory=dict)  # rows of its seats, rules and elections, by kind
    done: dict[str, Any] = field(default_factory=dict)  # what a party undertook and did, by kind
    sent: dict[str, Any] = field(default_factory=dict)  # an edition of its report and to whom it went, by kind
    texts: dict[str, Any] = field(default_factory=dict)  # language versions of its instrument, by how far they are


def handling(state: str) -> dict[str, Any]:
    """The columns of a record in this state."""
    if state == "overdue":
        return {"originator": "EG", "review_by": clock.today() - timedelta(1)}
    audience = {
        "own": [],
        "shared": ["MA"],
        "foreign": ["NL"],
        "red": [f"user:{person('focal_point').pk}"],
        "draft": [],
    }
    return {
        "tlp": "TLP:RED" if state == "red" else "TLP:AMBER",
        "originator": {"own": "MA", "draft": THE_FORUM}.get(state, "EG"),
        "audience": Audience.of(audience[state]),
    }


def populate(forum: Forum) -> dict[str, State]:
    """Every kind of record in every state, beside and within the small open forum."""
    for key in ("EG", "NL"):
        Party.objects.get_or_create(key=key, kind="state")
    return {state: _state(forum, state) for state in STATES}


def _state(forum: Forum, state: str) -> State:
    words: set[str] = set()
    marking = handling(state)

    def word(kind: str) -> str:
        made = f"Zq{state}{kind}xj"
        words.add(made)
        return made

    party = _party(f"EG.{state}", "institution", word("institution"), marking)
    body = Body.objects.create(
        party=_party(f"gctf.{state}", "body", word("body"), marking), place=word("bodyplace"), **marking
    )
    body.parent = forum.body
    body.save()
    Term.objects.create(body=body, party_id="MA", start="2020", end="2022", **marking)
    meeting = Meeting.objects.create(
        body=body, kind="session", title=word("meeting"), place=word("place"), when="2020-07-07", note=word("note"),
        **marking,
    )  # fmt: skip
    work = Work.objects.create(
        key=f"work.{state}", kind="memorandum", symbol=word("symbol"), adopted="2020",
        body=forum.body.party, parent=forum.work,
        topics=[word("topic")], **marking,
    )  # fmt: skip
    work.leads.add(Party.objects.get(key="MA"))
    Title.objects.create(work=work, language="en", text=word("title"), preferred=True)
    _around(forum, party, word, marking)
    source, finding = _source(forum, state, word, marking)
    for record, name in ((meeting, "place"), (forum.meeting, "place")):
        _cite(record, name, word(f"cited{label(record)[-3:]}{'own' if record == meeting else 'open'}"), source, marking)
    said = spoken.said_in(meeting, word, state, marking)
    spoken.beside(forum.meeting, word, state, marking)
    chaired = chairing.chaired_in(body, word, marking)
    number = STATES.index(state) + 2
    chairing.chaired_in(forum.body, lambda kind: word(f"open{kind}"), marking, number, 2012 + number)
    release = Release.objects.create(
        record_type="forum.meeting", record_key=str(meeting.pk), originator=marking["originator"],
        audience=Audience.of(["FR"]), asked_by="user:0", why=word("why"),
    )  # fmt: skip
    coming = _coming(forum, party, word, marking)
    run = running.run_in(body, meeting, word, marking)
    running.beside(forum.body, forum.meeting, word, marking)
    texts = shelved.shelved(work, word, state, marking)
    texts |= readers.kept_in(work, forum.work, word, state, marking)
    shelved.beside(forum.work, word, party, marking)
    work_of_its_own = Work.objects.create(key=f"undertaken.{state}", kind="resolution")
    done = followed.done_in(work_of_its_own, word, state, marking, source.document)
    done |= asked_about.asked_in(done, word, marking)
    sent = distributed.sent_in(word, state, marking)
    done |= editing.edited_in(word, state, marking)
    done |= registered.listed_in(word, state, marking)
    return State(
        state, party, body, meeting, work, source, finding, release, words, coming,
        said=said, chaired=chaired, run=run, texts=texts, done=done, sent=sent,
    )  # fmt: skip


def _party(key: str, kind: str, word: str, marking: dict[str, Any]) -> Party:
    parent = "EG" if kind == "institution" else None
    made = Party.objects.create(key=key, kind=kind, acronym=word[:40], parent_id=parent, **marking)
    for language in ("ar", "en", "fr"):
        Name.objects.create(party=made, language=language, text=word, preferred=True)
    return made


def _around(forum: Forum, party: Party, word: Any, marking: dict[str, Any]) -> None:
    """What hangs on records that are open to all, and is not open itself."""
    body, morocco = forum.body, Party.objects.get(key="MA")
    Term.objects.create(body=body, party=party, start="2021", source=word("term"), **marking)
    Membership.objects.create(body=body, party=party, status=word("status"), **marking)
    Candidacy.objects.create(body=body, when="2022", **marking).parties.add(party, morocco)
    Mandate.objects.create(body=body, title=word("mandate"), **marking)
    key = f"init.{word('initiativekey')}"
    named = {f"name_{language}": word("initiative") for language in ("ar", "en", "fr")}
    Initiative.objects.create(key=key, body=body, start="2021", **named, **marking).leads.add(morocco)
    Programme.objects.create(key=word("programme"), body=body, **marking)
    handled = {name: value for name, value in marking.items() if name != "review_by"}
    day = marking.get("review_by", clock.today() + timedelta(30))
    Post.objects.create(person=word("person"), role="minister", party=morocco, review_by=day, **handled)
    AgendaItem.objects.create(meeting=forum.meeting, title=word("agenda"), **marking)
    Participation.objects.create(party=party, body=body, meeting=forum.meeting, **marking)
    Participation.objects.create(party=morocco, body=body, **marking)
    Cooperation.objects.create(**marking).parties.add(party, morocco)
    Distribution.objects.create(work=forum.work, recipients=[word("recipient")], **marking)
    Relation.objects.create(subject_party=party, predicate="implements", object_work=forum.work, **marking)


def _coming(forum: Forum, party: Party, word: Any, marking: dict[str, Any]) -> dict[str, int]:
    """Who is invited, comes and is registered for the meeting that is open to all."""
    invitation = Invitation.objects.create(
        meeting=forum.meeting, party=party, answer=word("answer"), state="accepted", **marking
    )
    delegation = Delegation.objects.create(
        meeting=forum.meeting, party=party, decided_because=word("credentials"), **marking
    )
    handled = {name: value for name, value in marking.items() if name != "review_by"}
    registration = Registration.objects.create(
        delegation=delegation, name=word("registered"), name_latin=word("latin"), office=word("regoffice"),
        email=f"{word('regaddress')}@example.org", decided_because=word("regwhy"), late_because=word("reglate"),
        state="approved", badge=7, review_by=marking.get("review_by", clock.today() + timedelta(30)), **handled,
    )  # fmt: skip
    return {"invitation": invitation.pk, "delegation": delegation.pk, "registration": registration.pk}


def _source(forum: Forum, state: str, word: Any, marking: dict[str, Any]) -> tuple[Source, Finding]:
    text = f"{word('text')} {word('quote')}"
    document = Document.objects.create(
        sha256=f"{STATES.index(state):064}", name=word("name"), media_type="text/plain", size=1, text=text,
        language="en",
        title=word("document"), captured_by="user:0", **marking,
    )  # fmt: skip
    # A copy of a story that everybody may read one of.
    source = Source.objects.create(document=document, story=Story.objects.get(pk=forum.source.story_id), reader="1")
    finding = Finding.objects.create(
        source=source, type="meeting", attrs={"kind": "session", "title": word("finding"), "when": "2020-07-07"},
        start=0,
        end=len(text), quote=text, rule="example", confidence=0.9, reader="1",
    )  # fmt: skip
    return source, finding


def _cite(record: models.Model, name: str, value: str, source: Source, marking: dict[str, Any]) -> None:
    document = source.document
    passage, _ = Passage.objects.get_or_create(
        document=document, start=0, end=len(document.text), defaults={"quote": document.text}
    )
    Citation.objects.create(
        record_type=label(record), record_key=key_of(record), field=name, value=value, passage=passage, **marking
    )
