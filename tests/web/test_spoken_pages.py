"""The floor, minutes and outcomes as they are run from their pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from muntada.access import clock
from muntada.forum.models import (
    Meeting,
    Minutes,
    MinutesRevision,
    Outcome,
    Progress,
    Sitting,
    Speaker,
    SpeakersList,
    Statement,
)
from tests.web.conftest import Forum

pytestmark = pytest.mark.usefixtures("english")
Browser = Callable[[str], Client]


@pytest.fixture
def sitting(forum: Forum) -> Sitting:
    Meeting.objects.filter(pk=forum.meeting.pk).update(status="convened")  # nobody speaks in one that is over
    return Sitting.objects.create(meeting=forum.meeting, title="Morning", state="open")


@pytest.fixture
def listed(sitting: Sitting, client_of: Browser) -> SpeakersList:
    do(client_of("secretariat"), sitting, "open", seconds=120)
    return SpeakersList.objects.get()


def do(client: Client, sitting: Sitting, deed: str, **given: Any) -> str:
    """What the page says after a deed on the floor."""
    answer = client.post(reverse("floor-do", args=[sitting.pk, deed]), given)
    assert answer.status_code == 302, answer.status_code
    return client.get(answer.headers["Location"]).content.decode()


def ask(client: Client, of: SpeakersList, party: str, kind: str = "statement", **more: Any) -> str:
    return do(client, of.sitting, "ask", list=of.pk, party=party, kind=kind, **more)


def test_a_clerk_runs_the_floor_from_its_page(listed: SpeakersList, client_of: Browser) -> None:
    clerk = client_of("secretariat")
    assert "It is noted" in ask(clerk, listed, "MA", person="Driss Alaoui")
    ask(clerk, listed, "CA", "reply")
    first, second = Speaker.objects.order_by("position")
    shown = do(clerk, listed.sitting, "give", list=listed.pk, speaker=first.pk)
    assert "Has the floor" in shown
    assert "Driss Alaoui" in shown
    assert 'data-seconds="1' in shown
    assert "Somebody has the floor" in do(clerk, listed.sitting, "give", list=listed.pk, speaker=second.pk)
    do(clerk, listed.sitting, "end", list=listed.pk, speaker=first.pk)
    assert "Somebody else was quicker" in do(clerk, listed.sitting, "end", list=listed.pk, speaker=first.pk)
    shown = do(clerk, listed.sitting, "withdraw", speaker=second.pk)
    assert "The floor is free" in shown
    assert "Who has spoken" in shown
    assert [one.state for one in Speaker.objects.order_by("pk")] == ["spoken", "withdrawn"]


def test_the_list_is_moved_limited_and_closed_from_its_page(listed: SpeakersList, client_of: Browser) -> None:
    clerk = client_of("secretariat")
    for party in ("MA", "CA"):
        ask(clerk, listed, party)
    do(clerk, listed.sitting, "move", speaker=Speaker.objects.get(party="CA").pk, way="up")
    assert list(Speaker.objects.order_by("position").values_list("party", flat=True)) == ["CA", "MA"]
    do(clerk, listed.sitting, "move", speaker=Speaker.objects.get(party="CA").pk, way="down")
    assert list(Speaker.objects.order_by("position").values_list("party", flat=True)) == ["MA", "CA"]
    do(clerk, listed.sitting, "limit", list=listed.pk, seconds=60)
    for wrong in ("", "x", "-1", "99999", "٦٠"):
        assert "14,400 seconds" in do(clerk, listed.sitting, "limit", list=listed.pk, seconds=wrong)
    do(clerk, listed.sitting, "close", list=listed.pk)
    listed.refresh_from_db()
    assert (listed.seconds, listed.open) == (60, False)
    assert "The list of speakers is closed" in ask(clerk, listed, "MA")
    do(clerk, listed.sitting, "reopen", list=listed.pk)
    assert "on the list already" in ask(clerk, listed, "MA")


def test_a_delegation_asks_for_itself_and_runs_nothing(listed: SpeakersList, client_of: Browser) -> None:
    own, where = client_of("focal_point"), reverse("floor", args=[listed.sitting_id])
    page = own.get(where).content.decode()
    assert "Ask for the floor" in page
    assert "Close the list" not in page
    ask(own, listed, "MA")
    assert "Take off the list" in own.get(where).content.decode()
    for deed, given in (
        ("give", {"list": listed.pk, "speaker": Speaker.objects.get().pk}),
        ("ask", {"list": listed.pk, "party": "CA", "kind": "statement"}),
        ("close", {"list": listed.pk}),
    ):
        answer = own.post(reverse("floor-do", args=[listed.sitting_id, deed]), given)
        assert answer.status_code == 403, deed
    assert Speaker.objects.get().state == "waiting"
    do(own, listed.sitting, "withdraw", speaker=Speaker.objects.get().pk)


@pytest.mark.parametrize(
    ("deed", "given"),
    [
        ("ask", {"list": "x"}),
        ("ask", {"list": "987654", "party": "MA"}),
        ("give", {}),
        ("open", {"item": "9", "seconds": "1"}),
        ("fly", {}),
    ],
)
def test_what_is_not_there_is_absent(deed: str, given: dict[str, str], sitting: Sitting, client_of: Browser) -> None:
    answer = client_of("secretariat").post(reverse("floor-do", args=[sitting.pk, deed]), given)
    assert answer.status_code == 404


def test_the_screen_shows_who_speaks_and_has_nothing_to_press(listed: SpeakersList, client_of: Browser) -> None:
    clerk = client_of("secretariat")
    for party in ("MA", "CA"):
        ask(clerk, listed, party)
    page = clerk.get(reverse("floor", args=[listed.sitting_id]) + "?screen=1").content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    assert "<form" not in main
    assert "<button" not in main
    part = clerk.get(reverse("floor", args=[listed.sitting_id]) + "?part=1").content.decode()
    assert "Morocco" in part
    assert "<html" not in part


def write(client: Client, meeting: Meeting, language: str, **given: Any) -> Any:
    return client.post(reverse("minutes-write", args=[meeting.pk, language]), given)


def test_minutes_are_written_side_by_side_circulated_approved_and_put_right(forum: Forum, client_of: Browser) -> None:
    clerk, meeting = client_of("secretariat"), forum.meeting
    later = Meeting.objects.create(
        body=forum.body, kind="session", when="2021-01-01", status="convened", follows=meeting
    )
    assert write(clerk, meeting, "en", text="It opened at nine.", seen=0).status_code == 302
    assert "It opened at nine." in clerk.get(reverse("minutes-write", args=[meeting.pk, "ar"])).content.decode()
    write(clerk, meeting, "ar", text="افتُتح في التاسعة.", seen=0)
    late = write(clerk, meeting, "en", text="It opened at eight.", seen=0)
    assert late.status_code == 422
    assert "Somebody else wrote in the meantime" in late.content.decode()
    assert "It opened at eight." in late.content.decode()
    clerk.post(reverse("minutes-do", args=[meeting.pk, "circulate"]))
    assert write(clerk, meeting, "en", text="It opened at ten.", seen=1).status_code == 422
    assert write(clerk, meeting, "en", text="It opened at ten.", seen=1, note="A slip.").status_code == 302
    changed = clerk.get(reverse("minutes-changes", args=[meeting.pk, "en"])).content.decode()
    assert '<del class="gone"><bdi dir="auto">nine</bdi></del>' in changed
    assert '<ins class="new"><bdi dir="auto">ten</bdi></ins>' in changed
    assert (
        client_of("reader").post(reverse("minutes-do", args=[meeting.pk, "approve"]), {"at": later.pk}).status_code
        == 403
    )
    clerk.post(reverse("minutes-do", args=[meeting.pk, "approve"]), {"at": later.pk})
    assert Minutes.objects.get().state == "approved"
    assert write(clerk, meeting, "en", text="It opened at noon.", seen=2).status_code == 422
    assert write(clerk, meeting, "en", text="It opened at noon.", seen=2, reason="A slip.").status_code == 302
    assert MinutesRevision.objects.filter(corrigendum=True).count() == 1
    assert "Corrigendum" in client_of("reader").get(reverse("minutes", args=[meeting.pk])).content.decode()
    for missing in ("?to=9", "?from=x&to=0"):
        assert clerk.get(reverse("minutes-changes", args=[meeting.pk, "en"]) + missing).status_code == 404
    assert clerk.get(reverse("minutes-write", args=[meeting.pk, "de"])).status_code == 404


def test_an_outcome_is_entered_reported_on_and_closed(forum: Forum, client_of: Browser) -> None:
    clerk, owner = client_of("secretariat"), client_of("focal_point")
    where = reverse("meeting-outcomes", args=[forum.meeting.pk])
    action = {"kind": "action", "text_en": "Draft the guide."}
    for given, said in (
        ({**action, "due": "2020-09-01"}, "An action has an owner"),
        ({**action, "owner": "MA", "due": "2019-01-01"}, "no day comes before the meeting"),
        ({"kind": "decision"}, "in one language at least"),
    ):
        answer = clerk.post(where, given)
        assert answer.status_code == 422
        assert said in answer.content.decode()
    assert owner.post(where, {**action, "owner": "MA", "due": "2020-09-01"}).status_code == 403
    unnamed = Sitting.objects.create(
        meeting=forum.meeting, title="Closed", state="closed", attribution="not_attributed"
    )
    words = "We shall leave unless this is settled."
    Statement.objects.create(sitting=unnamed, text=words, language="en", attribution="not_attributed")
    naming = {"kind": "conclusion", "text_en": f"Morocco: {words}"}
    assert "These words say who speaks" in clerk.post(where, naming).content.decode()
    assert clerk.post(where, {**action, "owner": "MA", "due": "2020-09-01"}).status_code == 302
    made = Outcome.objects.get()
    assert made.reference in clerk.get(where).content.decode()
    with clock.at(date(2020, 9, 3)):
        page = owner.get(reverse("overdue")).content.decode()
        assert "2 days" in page
        assert made.reference not in owner.get(reverse("overdue") + "?longer=2").content.decode()
        assert "Draft the guide." in owner.get(reverse("start")).content.decode()
    for body, state, count in (("gctf.coco", "open", 1), ("gctf.coco", "done", 0), ("gctf", "open", 0)):
        listed = owner.get(f"{reverse('outcomes')}?body={body}&state={state}").context["list"]
        assert (len(listed.items), listed.form.errors) == (count, {})
    here = reverse("outcome", args=[made.pk])
    assert "Dropped" not in owner.get(here).content.decode()
    assert owner.post(here, {"text": "No.", "state": "dropped"}).status_code == 422
    assert owner.post(here, {"due": "2021-01-01", "reason": "Later."}).status_code == 403
    assert clerk.post(here, {"due": "2021-01-01", "reason": ""}).status_code == 422
    assert clerk.post(here, {"due": "2021-01-01", "reason": "The draft came late."}).status_code == 302
    assert owner.post(here, {"text": "Half of it.", "state": ""}).status_code == 302
    assert owner.post(here, {"text": "All of it.", "state": "done"}).status_code == 302
    assert owner.post(here, {"text": "More.", "state": ""}).status_code == 403
    made.refresh_from_db()
    assert (made.state, made.due, Progress.objects.count()) == ("done", date(2021, 1, 1), 3)


def test_the_rule_of_a_sitting_is_made_stricter_on_its_page_and_no_looser(sitting: Sitting, client_of: Browser) -> None:
    clerk, where = client_of("secretariat"), reverse("sitting-statements", args=[sitting.pk])
    said = {
        "text": "We agree.",
        "language": "en",
        "party": "MA",
        "speaker": "Driss Alaoui",
        "attribution": "attributed",
    }
    assert clerk.post(where, said).status_code == 302
    assert "Driss Alaoui" in clerk.get(where).content.decode()
    rule = reverse("sitting-rule", args=[sitting.pk])
    clerk.post(rule, {"attribution": "not_attributed"})
    page = clerk.get(where).content.decode()
    assert "We agree." in page
    assert "Driss Alaoui" not in page
    assert "Morocco" not in page
    clerk.post(rule, {"attribution": "attributed"})
    assert "stricter, not looser" in clerk.get(where).content.decode()
    assert client_of("reader").post(rule, {"attribution": "not_attributed"}).status_code == 403
