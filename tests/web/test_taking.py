"""What people take along of meetings and bring back, through the pages."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, datetime, timedelta

import icalendar
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from muntada.access import clock
from muntada.forum.models import AgendaItem, Meeting
from muntada.marking.handling import Handling
from muntada.marking.tlp import TLP
from muntada.project.logs import Discreet
from muntada.signin.models import ApiToken, Session
from muntada.trail.models import Entry
from tests.web.conftest import Forum, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
ClientOf = Callable[[str], Client]


@pytest.fixture(autouse=True)
def english_addresses(english: None) -> None:
    """Addresses are asked for in English."""


def fresh(client_of: ClientOf, role: str) -> Client:
    """Somebody who has just proved to be that person."""
    client = client_of(role)
    Session.objects.filter(user=person(role)).update(proved_at=clock.now())
    return client


def marked(meeting: Meeting, label: TLP, originator: str = "MA") -> None:
    audience = frozenset({f"user:{person('focal_point').pk}"}) if label == TLP.RED else frozenset()
    meeting.marked(Handling(label, originator, audience))
    meeting.save()


def test_a_meeting_is_taken_into_a_calendar(forum: Forum, client_of: ClientOf) -> None:
    given = client_of("reader").get(reverse("meeting-calendar", args=[forum.meeting.pk]))
    assert given["Content-Type"] == "text/calendar; charset=utf-8"
    assert given["Content-Disposition"] == f'attachment; filename="meeting-{forum.meeting.pk}.TLP-CLEAR.ics"'
    (event,) = icalendar.Calendar.from_ical(given.content).walk("VEVENT")
    assert event["uid"] == forum.meeting.uid
    assert Entry.objects.filter(thing_key=str(forum.meeting.pk), operation="disclose").exists()


def test_a_bodys_meetings_are_taken_into_a_calendar(forum: Forum, client_of: ClientOf) -> None:
    given = client_of("reader").get(reverse("body-calendar", args=["gctf.coco"]))
    calendar = icalendar.Calendar.from_ical(given.content)
    assert str(calendar["name"]) == "Meetings of Coordinating Committee"
    assert len(calendar.walk("VEVENT")) == 1


def test_what_is_red_is_in_no_calendar(forum: Forum, client_of: ClientOf) -> None:
    marked(forum.meeting, TLP.RED)
    client = client_of("focal_point")
    assert client.get(reverse("meeting", args=[forum.meeting.pk])).status_code == 200
    assert client.get(reverse("meeting-calendar", args=[forum.meeting.pk])).status_code == 404
    assert b"VEVENT" not in client.get(reverse("body-calendar", args=["gctf.coco"])).content
    assert "meeting.ics" not in client.get(reverse("meeting", args=[forum.meeting.pk])).content.decode()


@pytest.mark.parametrize(("form", "start"), [("pdf", b"%PDF-"), ("docx", b"PK")])
@pytest.mark.parametrize("language", ["ar", "en", "fr"])
def test_an_agenda_is_taken_along_in_any_language(
    form: str, start: bytes, language: str, forum: Forum, client_of: ClientOf
) -> None:
    where = reverse("meeting-paper", args=[forum.meeting.pk, "agenda", language, form])
    given = client_of("reader").get(where)
    assert given.status_code == 200
    assert given.content.startswith(start)
    name = f"agenda-{forum.meeting.pk}.TLP-CLEAR.{language}.{form}"
    assert given["Content-Disposition"] == f'attachment; filename="{name}"'


def test_a_paper_for_few_is_for_who_proves_to_be_themselves(forum: Forum, client_of: ClientOf) -> None:
    marked(forum.meeting, TLP.AMBER)
    where = reverse("meeting-paper", args=[forum.meeting.pk, "agenda", "en", "docx"])
    given = client_of("focal_point").get(where)
    assert given.status_code == 302
    assert given["Location"].startswith(reverse("step-up"))
    assert fresh(client_of, "focal_point").get(where).status_code == 200
    assert client_of("reader").get(where).status_code == 404


@pytest.mark.parametrize("wrong", [("minutes", "en", "pdf"), ("badges", "en", "pdf"), ("agenda", "de", "pdf"),
                                   ("agenda", "en", "exe"), ("secrets", "en", "pdf")])  # fmt: skip
def test_there_is_no_paper_where_there_is_nothing_to_set(
    wrong: tuple[str, str, str], forum: Forum, client_of: ClientOf
) -> None:
    assert client_of("reader").get(reverse("meeting-paper", args=[forum.meeting.pk, *wrong])).status_code == 404


def test_a_calendar_of_ones_own_is_made_shown_once_and_read_without_signing_in(
    forum: Forum, client_of: ClientOf
) -> None:
    client = fresh(client_of, "focal_point")
    page = client.post(reverse("calendar-make"), {"feed": "all", "language": "ar", "name": "هاتفي"})
    address = page.context["address"]
    assert address in page.content.decode()
    assert address not in client.get(reverse("calendars")).content.decode()
    Meeting.objects.create(body=forum.body, kind="session", title="Zqclosed", when="2027-01-01", tlp="TLP:AMBER",
                           originator="MA")  # fmt: skip
    path = address.removeprefix("http://testserver")
    Meeting.objects.filter(pk=forum.meeting.pk).update(when=f"{clock.today().year}-06-02")
    given = Client().get(path)
    assert given.status_code == 200
    said = given.content.decode()
    assert "LANGUAGE=ar" in said
    assert "Zqclosed" not in said
    assert len(icalendar.Calendar.from_ical(said).walk("VEVENT")) == 2
    assert given["Cache-Control"] == "private, no-cache"
    again = Client().get(path, headers={"If-None-Match": given["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    AgendaItem.objects.all().delete()
    forum.meeting.delete()
    assert Client().get(path, headers={"If-None-Match": given["ETag"]}).status_code == 200
    feed = ApiToken.objects.get()
    assert client.post(reverse("calendar-end", args=[feed.pk])).status_code == 302
    assert Client().get(path).status_code == 404


def test_a_feed_follows_its_persons_rights(forum: Forum, client_of: ClientOf) -> None:
    client = fresh(client_of, "focal_point")
    address = client.post(reverse("calendar-make"), {"feed": "body:gctf.coco", "language": "en"}).context["address"]
    forum.meeting.when = f"{clock.today().year}-06-02"
    marked(forum.meeting, TLP.AMBER)
    assert b"SUMMARY;LANGUAGE=en:Busy" in Client().get(address).content
    marked(forum.meeting, TLP.AMBER, "EG")
    assert b"VEVENT" not in Client().get(address).content
    person("focal_point").offices.all().delete()  # type: ignore[attr-defined]
    assert b"VEVENT" not in Client().get(address).content


def test_a_secret_that_opens_nothing_is_absent_and_stands_in_no_log(client_of: ClientOf) -> None:
    secret = "a" * 43
    assert Client().get(f"/calendars/{secret}.ics").status_code == 404
    assert Client().post(f"/calendars/{secret}.ics").status_code == 405
    import logging

    line = logging.LogRecord("x", logging.WARNING, "", 0, "Not Found: /calendars/%s.ics", (secret,), None)
    assert secret not in Discreet().format(line)


def test_nobody_ends_anothers_calendar_or_a_token_here(forum: Forum, client_of: ClientOf) -> None:
    fresh(client_of, "focal_point").post(reverse("calendar-make"), {"feed": "mine", "language": "en"})
    feed = ApiToken.objects.get()
    assert client_of("reader").post(reverse("calendar-end", args=[feed.pk])).status_code == 404
    ApiToken.objects.update(feed="")
    assert client_of("focal_point").post(reverse("calendar-end", args=[feed.pk])).status_code == 404


def table(text: str, name: str = "meetings.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode(), "text/csv")


def meeting_of_the_forum(forum: Forum) -> Meeting:
    begins = datetime(2027, 3, 4, 9, tzinfo=clock.now().tzinfo)
    return Meeting.objects.create(
        body=forum.body, kind="session", title="Twelfth", when="2027-03-04", starts_at=begins, place="Rabat",
        ends_at=begins + timedelta(hours=8), time_zone="Africa/Casablanca", status="convened", format="in_person",
    )  # fmt: skip


def test_a_list_comes_in_by_a_yes(forum: Forum, client_of: ClientOf) -> None:
    meeting, client = meeting_of_the_forum(forum), client_of("secretariat")
    text = f"id,title,room\n{meeting.pk},الثاني عشر,Hall 2\n987654,x,y\n{forum.meeting.pk},,\n"
    page = client.post(reverse("bring"), {"of": "meetings", "file": table(text)})
    assert page.status_code == 200
    said = page.content.decode()
    assert "There is no such record, or none that you may know of." in said
    assert "الثاني عشر" in said
    meeting.refresh_from_db()
    assert meeting.title == "Twelfth"
    done = client.post(reverse("bring-in"), {"held": page.context["held"]})
    assert done.status_code == 302
    meeting.refresh_from_db()
    assert (meeting.title, meeting.room, meeting.sequence) == ("الثاني عشر", "Hall 2", 1)
    assert "Brought in: new 0, changed 1. Set aside: 1." in client.get(done["Location"]).content.decode()


def test_a_yes_is_to_what_was_shown_to_the_same_person_lately(forum: Forum, client_of: ClientOf) -> None:
    meeting, client = meeting_of_the_forum(forum), client_of("secretariat")
    shown = client.post(reverse("bring"), {"of": "meetings", "file": table(f"id,room\n{meeting.pk},Hall 2\n")})
    held = {"held": shown.context["held"]}
    for other, given in ((client_of("analyst"), held), (client, {"held": held["held"] + "x"}), (client, {})):
        assert other.post(reverse("bring-in"), given).status_code == 302
    Meeting.objects.filter(pk=meeting.pk).update(room="Hall 1")
    again = client.post(reverse("bring-in"), held)
    assert again.status_code == 409
    meeting.refresh_from_db()
    assert meeting.room == "Hall 1"


def test_a_calendar_comes_in_as_proposed_meetings(forum: Forum, client_of: ClientOf) -> None:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", "BEGIN:VEVENT", "UID:a@b", "DTSTAMP:20270101T000000Z",
             "DTSTART;VALUE=DATE:20270301", "SUMMARY:ورشة", "END:VEVENT", "END:VCALENDAR", ""]  # fmt: skip
    client = client_of("secretariat")
    file = table("\r\n".join(lines), "x.ics")
    page = client.post(reverse("bring"), {"of": "calendar", "body": "gctf.coco", "kind": "workshop", "file": file})
    assert page.status_code == 200
    client.post(reverse("bring-in"), {"held": page.context["held"]})
    made = Meeting.objects.get(uid="a@b")
    assert (made.title, made.status, made.kind, made.when) == ("ورشة", "announced", "workshop", "2027-03-01")


@pytest.mark.parametrize(
    ("given", "status", "said"),
    [
        ({}, 400, "This field is required."),
        ({"of": "meetings", "file": table("a,a\n")}, 422, "names a column twice"),
        ({"of": "meetings", "file": table("tlp\nTLP:CLEAR\n")}, 422, "no columns of these names"),
        ({"of": "calendar", "file": table("x")}, 400, "Say this of a calendar."),
        ({"of": "nothing", "file": table("x")}, 400, "Select a valid choice"),
        ({"of": "meetings", "file": table("id\n" + "1\n" * 501)}, 422, "more than ⁨500⁩ rows"),
        ({"of": "meetings", "file": table("x" * (1024 * 1024 + 1))}, 422, "larger than ⁨1⁩ MB"),
    ],
)
def test_a_file_that_cannot_come_in_is_said_beside_its_field(
    given: dict[str, object], status: int, said: str, forum: Forum, client_of: ClientOf
) -> None:
    for value in given.values():
        if isinstance(value, SimpleUploadedFile):
            value.seek(0)
    page = client_of("secretariat").post(reverse("bring"), given)
    assert page.status_code == status
    assert said in page.content.decode()


def test_every_list_of_the_forum_is_taken_along_as_a_workbook(forum: Forum, client_of: ClientOf) -> None:
    import openpyxl

    client = fresh(client_of, "reader")
    given = client.get(reverse("export", args=["meetings", "xlsx"]))
    book = openpyxl.load_workbook(io.BytesIO(b"".join(given.streaming_content)))  # type: ignore[attr-defined]
    rows = list(book.active.values)
    assert rows[0][0] == "id"
    assert rows[1][0] == forum.meeting.pk
    other = Meeting.objects.create(body=forum.body, kind="session", when=str(date(2027, 1, 1)))
    AgendaItem.objects.create(meeting=other, title="Zqother")
    where = reverse("export", args=["agenda-items", "csv"])
    one = b"".join(client.get(f"{where}?meeting={forum.meeting.pk}").streaming_content)  # type: ignore[attr-defined]
    assert "أمن الحدود".encode() in one
    assert b"Zqother" not in one
    assert b"Zqother" not in b"".join(client.get(f"{where}?meeting=x").streaming_content)  # type: ignore[attr-defined]
