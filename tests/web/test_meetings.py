"""Meetings run from their pages, as the secretariat and a party do it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from muntada.forum.models import AgendaItem, Meeting, Paper, PaperVersion, Series, Sitting
from muntada.marking.tlp import TLP
from muntada.web.forum.run_words import LANGUAGES, WRONG
from tests.web.conftest import Forum

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
CONVENED: dict[str, Any] = {
    "body": "gctf.coco",
    "shared": "everybody",
    "kind": "coordinating_committee_meeting",
    "ordinal": "12",
    "starts_at": "2027-03-01T09:30",
    "ends_at": "2027-03-02T17:00",
    "time_zone": "Africa/Casablanca",
    "mode": "hybrid",
    "place": "Rabat",
    "room": "Hall <b>1</b>",
    "languages": ["ar", "en"],
    "interpretation": ["ar-en"],
    "attribution": "not_attributed",
    "documents_by": "2027-02-15",
    "quorum": "9",
    "chairs": ["MA"],
}


@pytest.fixture(autouse=True)
def _store(settings: Any, tmp_path: Path) -> None:
    settings.STORE = tmp_path / "store"


def page(client: Client, where: str, *arguments: object) -> str:
    answer = client.get(reverse(where, args=arguments))
    assert answer.status_code == 200, where
    return answer.content.decode()


def send(client: Client, where: str, *arguments: object, **given: Any) -> Any:
    return client.post(reverse(where, args=arguments), given)


@pytest.fixture
def office(forum: Forum, client_of: Callable[[str], Client]) -> Client:
    return client_of("secretariat")


@pytest.fixture
def meeting(office: Client) -> Meeting:
    answer = send(office, "meeting-convene", **CONVENED)
    made = Meeting.objects.get(ordinal=12)
    assert answer.headers["Location"] == reverse("meeting", args=[made.pk])
    return made


def test_a_meeting_is_convened_and_its_page_says_all_of_it(office: Client, meeting: Meeting) -> None:
    shown = page(office, "meeting", meeting.pk)
    for said in ("1-2 March 2027", "09:30–17:00", "Africa/Casablanca", "Hall &lt;b&gt;1&lt;/b&gt;", "Chatham House"):
        assert said in shown
    assert str(LANGUAGES["ar"]) in shown
    assert "The agenda is empty yet." in shown


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"ends_at": "2027-02-01T10:00"}, WRONG["order"]),
        ({"starts_at": "soon"}, "Give a day and a time."),
        ({"time_zone": "Mars/Base"}, "Mars/Base is not one of the available choices"),
        (
            {"starts_at": "2027-03-28T02:30", "ends_at": "2027-03-29T02:30", "time_zone": "Europe/Paris"},
            WRONG["skipped"],
        ),
        ({"documents_by": "2027-04-01"}, WRONG["deadline"]),
        ({"interpretation": ["fr-en"]}, WRONG["pair"]),
        ({"place": ""}, WRONG["place"]),
        ({"title": "Plenary\u202eyranelP"}, WRONG["name"]),
    ],
)
def test_what_cannot_be_is_said_beside_its_field_and_nothing_is_lost(
    office: Client, said: dict[str, Any], words: str
) -> None:
    answer = send(office, "meeting-convene", **(CONVENED | {"title": "The twelfth"} | said))
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert str(words) in shown
    assert "Hall &lt;b&gt;1&lt;/b&gt;" in shown
    assert not Meeting.objects.filter(ordinal=12).exists()


def test_a_postponed_meeting_says_so_wherever_it_is_named(
    office: Client, meeting: Meeting, client_of: Callable[[str], Client]
) -> None:
    given = {"reason": "The hall is flooded", "starts_at": "2027-05-03T09:30", "ends_at": "2027-05-03T17:00"}
    assert send(office, "meeting-do", meeting.pk, "postpone", **given).status_code == 302
    reader = client_of("reader")
    places = [("meetings",), ("meeting", meeting.pk), ("body", "gctf.coco"), ("party", "MA"), ("start",)]
    for where, *arguments in [*places, ("calendar", 2027)]:
        assert "(Postponed)" in page(reader, where, *arguments), where
    shown = page(reader, "meeting", meeting.pk)
    assert "This meeting is postponed to" in shown
    assert "The hall is flooded" in shown
    assert "1-2 March 2027" in shown
    picture = page(reader, "calendar-picture", 2027)
    assert "(Postponed)" in picture
    assert "line-through" in picture


def test_a_cancelled_meeting_says_so_and_can_be_changed_no_more(office: Client, meeting: Meeting) -> None:
    send(office, "meeting-do", meeting.pk, "cancel", reason="The host withdrew")
    assert "(Cancelled)" in page(office, "calendar", 2027)
    shown = page(office, "meeting", meeting.pk)
    assert "This meeting is cancelled." in shown
    assert reverse("meeting-change", args=[meeting.pk]) not in shown
    answer = send(office, "meeting-do", meeting.pk, "postpone", reason="Again")
    assert answer.status_code == 422
    assert str(WRONG["cancelled"]) in answer.content.decode()


@pytest.mark.parametrize(("language", "word"), [("ar", "مؤجّل"), ("fr", "Reportée")])
def test_it_says_so_in_every_language(office: Client, meeting: Meeting, language: str, word: str) -> None:
    send(office, "meeting-do", meeting.pk, "postpone", reason="Snow")
    with override(language):
        shown = page(office, "meeting", meeting.pk)
    assert f"({word})" in shown


def test_whoever_changes_what_somebody_changed_meanwhile_is_told(office: Client, meeting: Meeting) -> None:
    shown = page(office, "meeting-change", meeting.pk)
    assert 'value="2027-03-01T09:30"' in shown
    changed = {name: value for name, value in CONVENED.items() if name not in {"body", "shared"}}
    assert send(office, "meeting-change", meeting.pk, **(changed | {"seen": 0, "room": "Hall 2"})).status_code == 302
    answer = send(office, "meeting-change", meeting.pk, **(changed | {"seen": 0, "room": "Hall 3"}))
    assert answer.status_code == 422
    assert str(WRONG["stale"]) in answer.content.decode()
    meeting.refresh_from_db()
    assert (meeting.room, meeting.sequence) == ("Hall 2", 1)


def test_an_agenda_is_built_moved_and_closed(office: Client, meeting: Meeting) -> None:
    for title in ("Opening", "تقارير مجموعات العمل S/RES/2396 (2017)"):
        send(office, "item-add", meeting.pk, title=title, kind="common", minutes="30")
    first, second = AgendaItem.objects.filter(meeting=meeting).order_by("pk")
    send(office, "item-add", meeting.pk, title="Justice", kind="internal", parent=second.pk)
    send(office, "item-move", second.pk, before=first.pk)
    part = AgendaItem.objects.get(title="Justice")
    assert (part.number, part.tlp) == ("1 A", TLP.AMBER)
    shown = page(office, "meeting", meeting.pk)
    assert shown.index("تقارير") < shown.index("Opening")
    assert "60 minutes in all" in shown
    send(office, "item-do", second.pk, "close")
    assert set(AgendaItem.objects.filter(meeting=meeting).values_list("closed", flat=True)) == {True, False}
    answer = office.post(reverse("item-do", args=[second.pk, "remove"]), follow=True)
    assert str(WRONG["leaned_on"]) in answer.content.decode()
    answer = send(office, "item-add", meeting.pk, title="Opening", kind="common")
    assert str(WRONG["item_twice"]) in answer.content.decode()


def test_internal_items_are_not_shown_to_those_outside(
    office: Client, meeting: Meeting, client_of: Callable[[str], Client]
) -> None:
    send(office, "item-add", meeting.pk, title="The budget", kind="internal")
    send(office, "item-add", meeting.pk, title="A name", kind="hidden")
    for role, seen in (("reader", []), ("focal_point", ["The budget"]), ("secretariat", ["The budget", "A name"])):
        shown = page(client_of(role), "meeting", meeting.pk)
        assert [title for title in ("The budget", "A name") if title in shown] == seen


def test_sittings_stand_in_a_timetable_and_clashes_are_said(office: Client, meeting: Meeting) -> None:
    said = {"starts_at": "2027-03-01T10:00", "ends_at": "2027-03-01T12:00", "room": "Hall 1"}
    for title in ("Opening", "Press"):
        assert send(office, "sitting-add", meeting.pk, title=title, attribution="attributed", **said).status_code == 302
    shown = page(office, "meeting", meeting.pk)
    assert "10:00–12:00" in shown
    assert "are in one room at the same time" in shown
    sitting = Sitting.objects.get(title="Press")
    changed = {"title": "Press", "attribution": "attributed", **said, "room": "Hall 2"}
    assert send(office, "sitting-change", sitting.pk, **changed).status_code == 302
    assert "are in one room" not in page(office, "meeting", meeting.pk)
    send(office, "sitting-do", sitting.pk, "open")
    answer = send(office, "sitting-change", sitting.pk, **(changed | {"attribution": "not_attributed"}))
    assert str(WRONG["sitting_begun"]) in answer.content.decode()
    send(office, "sitting-do", sitting.pk, "close")
    sitting.refresh_from_db()
    assert sitting.state == "closed"


def test_a_party_submits_a_paper_and_everybody_who_sees_it_takes_its_file(
    meeting: Meeting, client_of: Callable[[str], Client]
) -> None:
    party = client_of("focal_point")
    assert send(party, "paper-add", meeting.pk, title="Our paper", party="MA", symbol="CoCo/12/3").status_code == 302
    paper = Paper.objects.get()
    file = SimpleUploadedFile("ورقة <1>.txt", "كلام عن عودة المسافرين.".encode(), content_type="text/plain")
    assert send(party, "paper", paper.pk, language="ar", file=file).status_code == 302
    reader = client_of("reader")
    assert "v1" in page(reader, "meeting", meeting.pk)
    taken = reader.get(reverse("paper-file", args=[PaperVersion.objects.get().pk]))
    assert taken.content.decode() == "كلام عن عودة المسافرين."
    assert taken.headers["Content-Disposition"].startswith("attachment")
    assert send(reader, "paper", paper.pk, language="ar", file=file).status_code == 403


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("empty.txt", b"", "The file is empty."),
        ("sheet.xlsx", b"PK\x03\x04 nothing that is read", None),
        ("picture.png", b"\x89PNG\r\n\x1a\n0000", "This kind of file is not read here."),
    ],
)
def test_a_file_that_is_not_taken_is_refused_with_its_reason(
    office: Client, meeting: Meeting, name: str, data: bytes, words: str | None
) -> None:
    send(office, "paper-add", meeting.pk, title="A paper")
    paper = Paper.objects.get()
    answer = send(office, "paper", paper.pk, language="en", file=SimpleUploadedFile(name, data))
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert (words or 'class="wrong"') in shown
    assert not PaperVersion.objects.exists()


def test_the_same_file_again_is_said_to_be_here(office: Client, meeting: Meeting) -> None:
    send(office, "paper-add", meeting.pk, title="A paper")
    paper = Paper.objects.get()
    for status in (302, 422):
        file = SimpleUploadedFile("a.txt", b"The same words again.")
        assert send(office, "paper", paper.pk, language="en", file=file).status_code == status
    assert paper.versions.count() == 1


def test_a_series_is_begun_and_holds_its_meetings(office: Client, forum: Forum) -> None:
    given = {"body": "gctf.coco", "key": "gctf.coco.meetings", "kind": "session", "title_en": "Meetings of the body"}
    assert send(office, "series-begin", **given).status_code == 302
    assert send(office, "series-begin", **given).status_code == 422
    series = Series.objects.get()
    send(office, "meeting-convene", **(CONVENED | {"series": series.pk}))
    shown = page(office, "series", series.key)
    assert "Meetings of the body" in shown
    assert "1-2 March 2027" in shown
    send(office, "series-rename", series.key, title_ar="اجتماعات الهيئة")
    series.refresh_from_db()
    assert series.title_ar == "اجتماعات الهيئة"


def test_the_next_meeting_is_convened_from_the_one_that_was_held(office: Client, meeting: Meeting) -> None:
    Meeting.objects.filter(pk=meeting.pk).update(status="held")
    shown = page(office, "meeting", meeting.pk)
    where = f"{reverse('meeting-convene')}?body=gctf.coco&amp;follows={meeting.pk}"
    assert where in shown
    form = office.get(where.replace("&amp;", "&")).content.decode()
    assert f'<option value="{meeting.pk}" selected>' in form


def test_a_meeting_that_was_announced_is_convened_from_its_page(office: Client, forum: Forum) -> None:
    Meeting.objects.filter(pk=forum.meeting.pk).update(status="planned", when="2027-03")
    where = reverse("meeting-announced", args=[forum.meeting.pk])
    assert where in page(office, "meeting", forum.meeting.pk)
    given = {name: value for name, value in CONVENED.items() if name not in {"body", "shared"}} | {"seen": 0}
    assert office.post(where, given | {"place": ""}).status_code == 422
    assert office.post(where, given).status_code == 302
    forum.meeting.refresh_from_db()
    assert (forum.meeting.status, forum.meeting.when) == ("convened", "2027-03-01/2027-03-02")
    assert where not in page(office, "meeting", forum.meeting.pk)


def test_what_a_source_says_is_postponed_says_so_without_days_that_nobody_stated(office: Client, forum: Forum) -> None:
    Meeting.objects.filter(pk=forum.meeting.pk).update(status="postponed")
    assert "This meeting is postponed.<" in page(office, "meeting", forum.meeting.pk)


def test_only_who_runs_a_meeting_sees_the_ways_to_run_it(meeting: Meeting, client_of: Callable[[str], Client]) -> None:
    for role in ("reader", "focal_point", "analyst", "administrator"):
        client = client_of(role)
        assert reverse("meeting-change", args=[meeting.pk]) not in page(client, "meeting", meeting.pk)
        assert send(client, "meeting-do", meeting.pk, "cancel", reason="Mine").status_code == 403
        assert send(client, "meeting-convene", **CONVENED).status_code == 403
        assert send(client, "item-add", meeting.pk, title="Mine", kind="common").status_code == 403
    meeting.refresh_from_db()
    assert meeting.status == "convened"


def test_every_reason_has_its_words() -> None:
    from muntada.forum.running import WHY

    assert set(WRONG) == set(WHY)
