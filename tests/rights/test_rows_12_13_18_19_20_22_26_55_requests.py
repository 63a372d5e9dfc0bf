"""Rows 12, 13, 18 to 20, 22, 26 and 55: what persons ask for, and what becomes of it."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from muntada.access import clock
from muntada.access.actor import CLERK, Actor
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.evidence.actions.citations import settle
from muntada.evidence.actions.releases import NotFree, answer_release, ask_release
from muntada.evidence.exports import export
from muntada.evidence.models import Citation, Document
from muntada.forum.models import Meeting, Post, Term
from muntada.marking.tlp import TLP
from muntada.outreach.models import Message
from muntada.people.models import Affiliation, Office, User
from muntada.rights import queries
from muntada.rights.actions import concerning, correcting, requests
from muntada.rights.actions.keeping import look_after
from muntada.rights.exports import pack
from muntada.rights.models import Correction, Request, Telling
from muntada.trail.deed import Refused
from muntada.trail.looking import note_consultation, note_disclosure
from muntada.trail.models import Entry
from muntada.trail.naming import recipients_of
from tests.api.conftest import Program, token_for
from tests.web.canaries import member
from tests.web.conftest import Forum, acting, person, source

TODAY = date(2027, 3, 1)
PERSON, SPELLED = "Zqhassan Alxjname", "زقحسن القسجمثال"
OTHER = "Zqomar Alxjother"
TEXT = (
    f"The committee met. {PERSON} thanked {OTHER}.\n" + "Nothing else was said. " * 30 + f"\nشكرت اللجنة {SPELLED}.\n"
)


@pytest.fixture(autouse=True)
def day() -> Iterator[None]:
    with clock.at(TODAY):
        yield


@pytest.fixture
def reviewer(forum: Forum) -> Actor:
    from muntada.signin.actors import actor_of

    made = actor_of(member("reviewer"))
    assert made is not None
    return made


@pytest.fixture
def secretariat(forum: Forum) -> Actor:
    return acting("secretariat")


def a_post(name: str, **more: Any) -> Post:
    return Post.objects.create(
        person=name, role="president", party_id="MA", review_by=clock.today() + timedelta(700), **more
    )


@pytest.fixture
def kept(forum: Forum) -> dict[str, Any]:
    """A person with an account, a post, two passages; another person; and a record that others shared."""
    document = source("c", TEXT, TLP.CLEAR).document
    user = User.objects.create(email="zqhassan@example.org", name=PERSON, language="fr")
    Office.objects.create(user=user, role="reader", since=date(2020, 1, 1))
    Affiliation.objects.create(user=user, party_id="MA", post="Adviser", since=date(2020, 1, 1))
    other = User.objects.create(email="zqomar@example.org", name=OTHER, language="en")
    post, of_other = a_post(PERSON), a_post(OTHER)
    closed = Post.objects.create(
        person=PERSON, role="chair", party_id="CA", originator="CA", tlp="TLP:AMBER", review_by=TODAY + timedelta(700)
    )
    note_disclosure(acting("analyst"), post, recipients=["MA"])
    note_consultation(acting("analyst"), post)
    return {"user": user, "other": other, "post": post, "of_other": of_other, "closed": closed, "document": document}


def asked(actor: Actor, kind: str = "access", **more: Any) -> Request:
    return requests.take(actor, kind, names=[PERSON, SPELLED], address="zqhassan@example.com", language="fr", **more)


def unpacked(data: bytes) -> tuple[dict[str, Any], str]:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        assert sorted(file.namelist()) == ["data.html", "data.json"]
        return json.loads(file.read("data.json")), file.read("data.html").decode()


def test_row_18_the_pack_holds_all_of_one_person_and_nothing_of_another(
    kept: dict[str, Any], reviewer: Actor, secretariat: Actor
) -> None:
    request = asked(secretariat, user=kept["user"])
    with pytest.raises(requests.NotPossible, match="made sure"):
        pack(reviewer, request)
    requests.identify(secretariat, request, how="A passport, seen in person")
    said, page = unpacked(pack(reviewer, request))
    assert said["account"]["name"] == PERSON
    assert [one["post"] for one in said["account"]["affiliations"]] == ["Adviser"]
    assert [(one["kind"], one["key"]) for one in said["records"]] == [("forum.post", str(kept["post"].pk))]
    assert {one["source"] for one in said["passages"]} == {str(kept["document"])}
    assert [PERSON in one["text"] for one in said["passages"]] == [True, False]
    assert SPELLED in said["passages"][1]["text"]
    assert said["withheld"] == 1, "what another shared under a closed label is asked for first"
    whole = json.dumps(said, ensure_ascii=False) + page
    assert OTHER not in whole
    assert "zqomar" not in whole
    assert "█" * len(OTHER) in whole
    record = said["records"][0]
    assert (record["handling.tlp"], record["handling.purpose"]) == ("TLP:CLEAR", "conduct_of_the_forum")
    assert (record["handling.legal_basis"], record["category"]) == ("public_office", "official")
    assert record["recipients"] == [f"MA {TODAY}"]
    assert record["operations"] == {"consult": 1, "disclose": 1}
    assert acting("analyst").name not in whole, "recipients are told as what they are"
    assert '<html lang="fr" dir="ltr">' in page
    assert "Ce qui est conservé à votre sujet" in page


def test_row_18_making_a_pack_is_a_disclosure_to_that_person(
    kept: dict[str, Any], reviewer: Actor, secretariat: Actor
) -> None:
    request = asked(secretariat, user=kept["user"])
    requests.identify(secretariat, request, how="A passport")
    pack(reviewer, request)
    line = Entry.objects.filter(permission="request.answer").latest("pk")
    assert (line.operation, line.recipient) == ("disclose", f"user:{kept['user'].pk}")
    with pytest.raises(Refused):
        pack(secretariat, request)


def test_row_18_a_name_is_found_however_it_is_written(kept: dict[str, Any], reviewer: Actor) -> None:
    found = queries.all_kept_of(reviewer, ["زَقْحَسَن القسجمثال"])
    assert len(found.mentions) == 1, "marks, hamzas and kashidas make no other name"
    assert queries.all_kept_of(reviewer, ["Zqhass"]).records == (), "a part of a name is another name"
    assert queries.all_kept_of(acting("analyst"), [PERSON]).records == (), "nobody else asks this"


def test_row_19_a_refusal_has_a_ground_a_reason_and_the_way_to_complain(
    reviewer: Actor, secretariat: Actor, settings: Any
) -> None:
    settings.AUTHORITY = "The Authority, 1 Square"
    request = asked(secretariat)
    with pytest.raises(requests.NotPossible, match="grounds"):
        requests.refuse(reviewer, request, ground="", reason="No.")
    with pytest.raises(ValueError, match="must be said"):
        requests.refuse(reviewer, request, ground="inquiries", reason=" ")
    with pytest.raises(IntegrityError), transaction.atomic():
        Request.objects.filter(pk=request.pk).update(state="refused", answered_on=TODAY)
    with pytest.raises(Refused):
        requests.refuse(secretariat, request, ground="inquiries", reason="It would warn others.")
    requests.refuse(reviewer, request, ground="inquiries", reason="It would warn others.")
    letter = Message.objects.get()
    assert (letter.state, letter.language, letter.to) == ("held", "fr", "zqhassan@example.com")
    assert "The Authority, 1 Square" in letter.text
    assert "It would warn others." in letter.text
    overseer = acting("overseer")
    assert list(queries.requests(overseer)) == [request], "whoever oversees opens it"
    assert request.due_on == date(2027, 4, 1)


@pytest.mark.parametrize(
    ("received", "due"), [(date(2027, 1, 31), date(2027, 2, 28)), (date(2026, 12, 15), date(2027, 1, 15))]
)
def test_row_22_a_request_is_due_in_a_month(received: date, due: date) -> None:
    assert requests.month_later(received) == due


def test_row_22_what_is_late_stands_on_the_overseer_s_list(reviewer: Actor, secretariat: Actor) -> None:
    access, erasure = asked(secretariat), asked(secretariat, "erasure")
    overseer = acting("overseer")
    assert not queries.late(overseer).exists()
    requests.prolong(reviewer, access)
    assert access.due_on == date(2027, 5, 1)
    requests.prolong(reviewer, access)
    with pytest.raises(requests.NotPossible, match="twice"):
        requests.prolong(reviewer, access)
    with clock.at(TODAY + timedelta(121)):
        assert set(queries.late(overseer)) == {access, erasure}
        assert (queries.beyond_longest(access), queries.beyond_longest(erasure)) == (True, False)
    with clock.at(TODAY + timedelta(271)):
        assert queries.beyond_longest(erasure)


def test_row_22_three_years_after_the_answer_a_request_says_no_longer_who_asked(
    reviewer: Actor, secretariat: Actor
) -> None:
    request, pending = asked(secretariat, said="I was not there."), asked(secretariat, "erasure")
    requests.refuse(reviewer, request, ground="accurate", reason="Two sources say so.")
    with clock.at(request.forget_by):
        assert look_after(CLERK)["forgotten"] == 0
    with clock.at(request.forget_by + timedelta(1)):
        assert look_after(CLERK)["forgotten"] == 1
        assert look_after(CLERK)["forgotten"] == 0
    request.refresh_from_db()
    assert (request.names, request.address, request.said, request.reason) == ([], "", "", "—")
    assert (request.state, request.ground) == ("refused", "accurate"), "that somebody asked and how it ended stays"
    pending.refresh_from_db()
    assert pending.names == [PERSON, SPELLED]


def test_row_26_a_pending_request_leaves_no_trace_where_others_read(
    kept: dict[str, Any], secretariat: Actor, client_of: Callable[[str], Client]
) -> None:
    word = "Zqpendingxj"
    request = requests.take(secretariat, "erasure", names=[f"{word} Person"], said=word)
    assert list(queries.requests(secretariat)) == [request]
    for role in ("reader", "analyst", "focal_point"):
        assert not queries.requests(acting(role)).exists()
        browser, program = client_of(role), Program(token_for(role))
        for name in ("start", "meetings", "parties", "sources", "policy", "requests"):
            assert word not in browser.get(f"{reverse(name)}?text=x").content.decode()
        for path in ("/meetings", "/parties", "/sources", "/me"):
            assert word not in program.get(path).content.decode()


def a_list(actor: Actor) -> int:
    return rows(actor, Permission.RECORD_READ, Meeting).count()


def test_row_20_what_is_kept_from_use_is_seen_by_nobody_but_those_who_look_into_it(
    forum: Forum, reviewer: Actor, client_of: Callable[[str], Client]
) -> None:
    meeting, reader = forum.meeting, acting("reader")
    before = a_list(reader)
    concern = concerning.restrict(reviewer, meeting, statement="I was not there.")
    assert a_list(reader) == before - 1
    assert a_list(acting("secretariat")) == before - 1
    assert client_of("reader").get(reverse("meeting", args=[meeting.pk])).status_code == 404
    assert Program(token_for("reader")).get(f"/meetings/{meeting.pk}").status_code == 404
    assert rows(reviewer, Permission.RECORD_REVIEW, Meeting).filter(pk=meeting.pk).exists()
    with pytest.raises(concerning.NotStanding):
        concerning.restrict(reviewer, meeting)
    concerning.end(reviewer, concern, outcome="The list of those present was looked at.")
    assert a_list(reader) == before
    with pytest.raises(concerning.NotStanding):
        concerning.end(reviewer, concern, outcome="Again.")


def test_row_20_a_document_that_is_kept_from_use_takes_its_passages_with_it(
    forum: Forum, reviewer: Actor, cited: None
) -> None:
    concerning.restrict(reviewer, forum.source.document)
    assert not rows(acting("reader"), Permission.SOURCE_READ, Document).filter(pk=forum.source.document.pk).exists()
    assert not rows(acting("reader"), Permission.CITATION_READ, Citation).exists()


def test_row_55_a_dispute_says_so_wherever_the_value_shows(
    forum: Forum, reviewer: Actor, client_of: Callable[[str], Client]
) -> None:
    meeting, program, browser = forum.meeting, Program(token_for("reader")), client_of("reader")
    page = f"/en/meetings/{meeting.pk}/"
    assert "disputed" not in browser.get(page).content.decode().lower()
    concern = concerning.dispute(reviewer, meeting, field="when", statement="It was in July.")
    assert "This is disputed" in browser.get(page).content.decode()
    assert "(disputed)" in browser.get("/en/meetings/").content.decode()
    assert "(disputed)" in browser.get("/en/bodies/gctf.coco/").content.decode()
    assert program.get(f"/meetings/{meeting.pk}").json()["handling"]["disputed"] is True
    (line,) = export(lambda: acting("reader"), Meeting, [meeting.pk], name="meetings")
    assert line["handling.disputed"] is True
    concerning.end(reviewer, concern, outcome="It was in June, as two sources say.")
    assert "This is disputed" not in browser.get(page).content.decode()
    assert program.get(f"/meetings/{meeting.pk}").json()["handling"]["disputed"] is False


@pytest.mark.parametrize("mark", ["disputed", "restricted", "overdue"])
def test_row_12_nothing_is_released_that_is_disputed_overdue_or_kept_from_use(
    mark: str, forum: Forum, secretariat: Actor, reviewer: Actor
) -> None:
    meeting = Meeting.objects.create(kind="session", tlp="TLP:GREEN")
    release = ask_release(acting("reader"), meeting, why="A seminar.", to_label=TLP.CLEAR)
    change = {"review_by": TODAY - timedelta(1)} if mark == "overdue" else {mark: True}
    Meeting.objects.filter(pk=meeting.pk).update(**change)
    with pytest.raises(NotFree):
        answer_release(secretariat, release, yes=True, reason="It is harmless.")
    meeting.refresh_from_db()
    assert meeting.tlp == "TLP:GREEN"
    Meeting.objects.filter(pk=meeting.pk).update(review_by=None, disputed=False, restricted=False)
    answer_release(secretariat, release, yes=True, reason="It is harmless.")


def test_row_13_a_correction_reaches_everybody_who_received_what_was_wrong(
    kept: dict[str, Any], secretariat: Actor, reviewer: Actor
) -> None:
    post, reader = kept["post"], person("reader")
    validator = member("validator")
    note_disclosure(acting("reader"), post)
    note_disclosure(acting("analyst"), None, kind="forum.post", keys=[str(post.pk)], list="posts")
    note_disclosure(acting("analyst"), post, recipients=["https://partner.example/"])
    received = {one.recipient for one in recipients_of("forum.post", str(post.pk))}
    assert received == {"MA", f"user:{reader.pk}", f"user:{person('analyst').pk}", "https://partner.example/"}
    made = correcting.correct(secretariat, post, "role", "chair")
    post.refresh_from_db()
    assert post.role == "chair"
    assert {one.recipient for one in made.tellings.all()} == received, "as many as the log names"
    letters = Message.objects.all()
    assert {one.person for one in letters} == {reader, person("analyst"), validator} | {
        one.user for one in Office.objects.filter(party_id="MA", role="focal_point")
    }
    assert {one.state for one in letters} == {"held"}
    assert all(PERSON not in one.text for one in letters)
    outside = Telling.objects.get(recipient="https://partner.example/")
    assert outside.message is None, "a place outside is told by other means, and noted"
    correcting.confirm(secretariat, outside)
    assert (outside.confirmed_by, bool(outside.confirmed_at)) == (secretariat.key, True)
    correcting.tell(secretariat, made)
    assert made.tellings.count() == len(received)


def test_row_13_a_corrected_value_is_not_written_over_by_the_source_that_was_wrong(
    forum: Forum, secretariat: Actor, cited: None
) -> None:
    correcting.correct(secretariat, forum.meeting, "when", "2020-06-09")
    standing = {one.value: one.standing for one in Citation.objects.filter(record_key=forum.meeting.pk, field="when")}
    assert standing == {"2020-06-02": "set_aside", "2020-06-09": "preferred"}
    forum.meeting.refresh_from_db()
    assert forum.meeting.when == "2020-06-09"


def test_row_13_a_corrected_term_keeps_what_it_said_before(forum: Forum, secretariat: Actor) -> None:
    term = Term.objects.get()
    correcting.correct(secretariat, term, "start", "2016-05")
    line = term.changes.get()
    assert (line.field, line.before, line.after) == ("start", "2016-04", "2016-05")
    assert (line.reason, line.by) == ("corrected", secretariat.key)


def test_row_13_a_decision_between_sources_that_changes_a_value_is_a_correction_too(
    forum: Forum, secretariat: Actor, cited: None
) -> None:
    other = Citation.objects.create(
        record_type="forum.meeting",
        record_key=str(forum.meeting.pk),
        field="when",
        value="2020-07-02",
        reference="A table",
    )
    settle(secretariat, other)
    assert not Correction.objects.exists(), "nobody had received it"
    note_disclosure(acting("reader"), forum.meeting)
    settle(secretariat, Citation.objects.get(value="2020-06-02"))
    made = Correction.objects.get()
    assert (made.record_key, made.field, made.made_by) == (str(forum.meeting.pk), "when", secretariat.key)
    assert [one.recipient for one in made.tellings.all()] == [f"user:{person('reader').pk}"]
    assert Message.objects.get().state == "held"


@pytest.mark.parametrize("field", ["tlp", "originator", "id", "nothing", "review_by"])
def test_row_20_only_a_value_of_the_record_is_corrected(field: str, forum: Forum, secretariat: Actor) -> None:
    with pytest.raises(ValueError, match="no such field"):
        correcting.correct(secretariat, forum.meeting, field, "x")
