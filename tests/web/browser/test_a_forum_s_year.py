"""A whole cycle of a body in a real browser, from a bid to the next meeting, as its people would run it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from muntada.access import clock
from muntada.access.models import LegalBasis
from muntada.forum.models import Election, Invitation, Meeting, Membership, Seat, Sitting, Speaker, Statement, Term
from muntada.parties.models import Party
from muntada.people.models import Office, User
from tests.web.conftest import Forum, person

pytestmark = pytest.mark.browser
WORDS: dict[str, dict[str, str]] = {
    "ar": {
        "bid": "نترشّح معًا لرئاسة اللجنة.",
        "item": "أمن الحدود والوثائق",
        "sitting": "حوار مفتوح",
        "said": "لا تكفي قوائم المراقبة وحدها.",
        "minutes": "افتُتح الاجتماع، ثم دار حوار في أمن الحدود.",
        "decided": "تُعتمد خطة العمل.",
        "asked": "تُعدّ قائمة بنقاط الاتصال.",
        "recommended": "يوصى بتدريب المفتشين.",
    },
    "en": {
        "bid": "We stand together to chair the committee.",
        "item": "Security of borders and documents",
        "sitting": "An open exchange",
        "said": "Watchlists alone are not enough.",
        "minutes": "The meeting was opened; an exchange on the security of borders followed.",
        "decided": "The plan of work is adopted.",
        "asked": "A list of contacts is drawn up.",
        "recommended": "Inspectors should be trained.",
    },
}


class Desk:
    """Somebody at a browser: opens a page, fills a form by the names of its fields, sends it."""

    def __init__(self, page: Page, language: str) -> None:
        self.page, self.language = page, language

    def open(self, path: str) -> None:
        """Open a page, which must be there."""
        answer = self.page.goto(f"/{self.language}/{path}")
        assert answer is not None
        assert answer.status == 200, path

    def send(self, path: str, **given: str | list[str]) -> None:
        """Open a page and send the form that has these fields; a refused form fails with what it says."""
        self.open(path)
        form = self.page.locator("main form").filter(has=self.page.locator(f"[name={next(iter(given))}]")).last
        for name, value in given.items():
            _fill(form, name, value)
        self._send(form)

    def press(self, path: str, target: str) -> None:
        """Open a page and press the button of the form that goes there."""
        self.open(path)
        form = self.page.locator(f"main form[action$='{target}']")
        assert form.count(), self.page.locator("main").inner_text()
        self._send(form.first)

    def _send(self, form: Locator) -> None:
        for fold in form.locator("xpath=ancestor::details[not(@open)]/summary").all():
            fold.click()
        with self.page.expect_navigation():
            form.locator("button[type=submit]").first.click()
        said = self.page.locator("main .message.error, main .wrong").all_inner_texts()
        assert said == [], self.page.url

    def numbered(self, pattern: str) -> int:
        """The number in the address of the page that is open."""
        found = re.search(pattern, self.page.url)
        assert found, self.page.url
        return int(found.group(1))

    def sees(self, text: str) -> None:
        """These words are on the page."""
        expect(self.page.locator("main")).to_contain_text(text)


def _fill(form: Locator, name: str, value: str | list[str]) -> None:
    fields = form.locator(f"[name={name}]")
    if fields.first.evaluate("one => one.tagName") == "SELECT":
        fields.first.select_option(value)
    elif isinstance(value, list):
        for one in value:
            form.locator(f"[name={name}][value='{one}']").check()
    else:
        fields.first.fill(value)


@pytest.fixture
def committee(forum: Forum) -> Forum:
    """The committee with two seats and two members, each with somebody who speaks for it."""
    Membership.objects.create(body=forum.body, party=Party.objects.get(key="CA"), kind="founding")
    Term.objects.update(end="2023-05-04")
    LegalBasis.objects.get_or_create(key="public_office", defaults={"instrument": "A law", "since": date(2020, 1, 1)})
    for number in (1, 2):
        Seat.objects.create(body=forum.body, number=number)
    person("focal_point")  # of Morocco
    canada = User.objects.create(email="canada@example.org", name="canada", language="en")
    Office.objects.create(user=canada, role="focal_point", since=date(2020, 1, 1), party_id="CA")
    return forum


@pytest.mark.parametrize("language", ["ar", "en"])
def test_from_a_bid_to_the_meeting_that_opens_with_what_is_still_open(
    language: str, committee: Forum, window: Callable[..., Page]
) -> None:
    words = WORDS[language]
    office, morocco, canada = (Desk(window(role), language) for role in ("secretariat", "focal_point", "canada"))
    _elect(office, morocco, canada, words)
    meeting = _convene(office, words)
    _come(office, morocco, meeting)
    _speak(office, meeting, words)
    _decide(office, meeting, words)
    _meet_again(office, meeting, words["asked"])


def _elect(office: Desk, morocco: Desk, canada: Desk, words: dict[str, str]) -> None:
    today = clock.today()
    office.send(
        "bodies/gctf.coco/election/",
        seats=[str(one.pk) for one in Seat.objects.all()],
        method="consensus",
        nominations_until=str(today),
        term_start=str(today),
        term_end=str(today + timedelta(days=730)),
    )
    number = office.numbered(r"elections/(\d+)/")
    morocco.send(f"elections/{number}/stand/", parties=["MA", "CA"], statement=words["bid"])
    bid = Election.objects.get(pk=number).candidacies.get()
    assert bid.state == "announced"  # until the other one agrees
    canada.send(f"bids/{bid.pk}/agree/", party="CA")
    for _phase in range(2):
        office.send(f"elections/{number}/next/", reason="All agree.")
    office.send(f"bids/{bid.pk}/elect/", at="")
    begun = Term.objects.filter(won=number)
    assert {(one.party_id, one.start, one.planned_end) for one in begun} == {
        (key, str(today), str(today + timedelta(days=730))) for key in ("MA", "CA")
    }


def _convene(office: Desk, words: dict[str, str]) -> int:
    today = clock.today()
    office.send(
        "meetings/convene/?body=gctf.coco",
        body="gctf.coco",
        shared="community",
        kind="coordinating_committee_meeting",
        ordinal="5",
        starts_at=f"{today}T00:00",
        ends_at=f"{today}T23:00",
        time_zone="UTC",
        mode="in_person",
        place="Rabat",
        quorum="1",
    )
    meeting = office.numbered(r"meetings/(\d+)/")
    office.send(f"meetings/{meeting}/agenda/add/", title=words["item"])
    item = Meeting.objects.get(pk=meeting).agenda.get(title=words["item"])
    office.send(
        f"meetings/{meeting}/sittings/add/", title=words["sitting"], attribution="not_attributed", items=[str(item.pk)]
    )
    office.open(f"meetings/{meeting}/")
    office.sees(words["item"])
    return meeting


def _come(office: Desk, morocco: Desk, meeting: int) -> None:
    office.send(f"meetings/{meeting}/invitations/", observers=[])
    sent = Invitation.objects.get(meeting=meeting, party="MA")
    office.press(f"meetings/{meeting}/invitations/", f"/invitations/{sent.pk}/sent/")
    morocco.press(f"meetings/{meeting}/delegation/", "/accept/")
    morocco.send(f"meetings/{meeting}/delegation/", name="ليلى الفاسي", name_latin="Leila El Fassi", capacity="head")
    morocco.sees("ليلى الفاسي")
    office.press(f"meetings/{meeting}/credentials/", "/approve/")
    office.press(f"meetings/{meeting}/check-in/", "/arrival/here/")


def _speak(office: Desk, meeting: int, words: dict[str, str]) -> None:
    sitting = Sitting.objects.get(meeting=meeting)
    office.press(f"meetings/{meeting}/", f"/sittings/{sitting.pk}/do/open/")
    office.send(f"sittings/{sitting.pk}/floor/", seconds="120", item="")
    floor = f"sittings/{sitting.pk}/floor/"
    office.open(floor)
    office.page.locator("details.beyond > summary").first.click()
    ask = office.page.locator("form[action$='/floor/ask/']")
    _fill(ask, "party", "MA")
    with office.page.expect_navigation():
        ask.locator("button[type=submit]").click()
    office.press(floor, "/floor/give/")
    office.press(floor, "/floor/end/")
    office.send(f"sittings/{sitting.pk}/statements/", text=words["said"], language=office.language, item="")
    office.press(f"meetings/{meeting}/", f"/sittings/{sitting.pk}/do/close/")
    assert not Speaker.objects.exists(), "who spoke under the rule is known only while the sitting lasts"
    said = Statement.objects.get()
    assert (said.text, said.party, said.speaker) == (words["said"], None, "")
    office.open(f"sittings/{sitting.pk}/statements/")
    office.sees(words["said"])


def _decide(office: Desk, meeting: int, words: dict[str, str]) -> None:
    office.send(f"meetings/{meeting}/minutes/{office.language}/", text=words["minutes"])
    office.press(f"meetings/{meeting}/minutes/", "/circulate/")
    said = f"text_{office.language}"
    due = str(clock.today() + timedelta(days=60))
    office.send(f"meetings/{meeting}/outcomes/", **{said: words["decided"]}, kind="decision")
    office.send(f"meetings/{meeting}/outcomes/", **{said: words["asked"]}, kind="action", owner="MA", due=due)
    office.send(f"meetings/{meeting}/outcomes/", **{said: words["recommended"]}, kind="recommendation")
    for outcome in ("decided", "asked", "recommended"):
        office.sees(words[outcome])
    office.send(f"meetings/{meeting}/do/hold/", attendance="1")


def _meet_again(office: Desk, meeting: int, still_open: str) -> None:
    day = clock.today() + timedelta(days=180)
    office.send(
        "meetings/convene/?body=gctf.coco",
        body="gctf.coco",
        shared="community",
        kind="coordinating_committee_meeting",
        ordinal="6",
        starts_at=f"{day}T09:00",
        ends_at=f"{day}T17:00",
        time_zone="UTC",
        mode="virtual",
        follows=str(meeting),
    )
    following = office.numbered(r"meetings/(\d+)/")
    carried = Meeting.objects.get(pk=following).agenda
    assert carried.filter(carries__owner="MA").exists(), "what somebody is to do comes back until it is done"
    office.sees(still_open)
    office.send(f"meetings/{meeting}/minutes/", at=str(following))
    office.open(f"meetings/{meeting}/minutes/")
    assert Meeting.objects.get(pk=meeting).minutes.state == "approved"
