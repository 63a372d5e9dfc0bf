"""The pages of who comes to a meeting in a real browser: no barrier, nothing off a phone, one tap at the door."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.urls import reverse
from django.utils.translation import override
from playwright.sync_api import Page, expect

from muntada.forum.actions.arrivals import check_in
from muntada.forum.actions.delegations import present_credentials
from muntada.forum.actions.registrations import register_person
from muntada.forum.models import Meeting, Registration
from tests.forum.coming import SECRETARIAT, delegation, focal_point, invited, meeting, person
from tests.web.browser.test_every_page import barriers
from tests.web.conftest import Forum

pytestmark = pytest.mark.browser
PAGES = ("meeting-invitations", "my-delegation", "participants", "credentials", "check-in", "badges")


@pytest.fixture
def room(forum: Forum) -> Meeting:
    """A meeting with invitations, credentials and persons in every state."""
    of = meeting(quorum=2)
    here = delegation(of, "MA", places=9)
    invited(of, "NL")
    present_credentials(focal_point("MA"), here)
    shown = {"visibility": "all", "consented": True}
    one = person(here, "ليلى الفاسي", name_latin="Leila El Fassi", office="سفيرة", capacity="head", **shown)
    check_in(SECRETARIAT, one)
    person(here, "أحمد الأمين", name_latin="Ahmed El Amine", **shown)
    register_person(focal_point("MA"), here, name="يوسف", office="Adviser on S/RES/2396 (2017)")
    register_person(focal_point("MA"), here, name="Karim", draft=True)
    return of


def ways(of: Meeting, language: str) -> list[str]:
    one = Registration.objects.get(name="يوسف")
    with override(language):
        return [
            *(reverse(name, args=[of.pk]) for name in PAGES),
            f"{reverse('my-delegation', args=[of.pk])}?party=MA",
            f"{reverse('check-in', args=[of.pk])}?text=zzz",
            reverse("registration", args=[one.pk]),
            reverse("my-delegations"),
        ]


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_of_who_comes_has_a_barrier(
    language: str, scheme: str, room: Meeting, window: Callable[..., Page]
) -> None:
    page = window("all", bypass_csp=True, color_scheme=scheme)
    for path in ways(room, language):
        page.goto(path)
        assert barriers(page) == [], path


@pytest.mark.parametrize("language", ["ar", "en", "fr"])
def test_no_page_of_who_comes_runs_off_a_phone(language: str, room: Meeting, window: Callable[..., Page]) -> None:
    page = window("all", width=390)
    for path in ways(room, language):
        page.goto(path)
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert over <= 0, path


@pytest.mark.parametrize(("language", "button"), [("ar", "تسجيل الحضور"), ("en", "Check in")])
def test_one_tap_at_the_door_checks_somebody_in_and_another_takes_it_back(
    language: str, button: str, room: Meeting, window: Callable[..., Page]
) -> None:
    page = window("all", width=390)
    with override(language):
        page.goto(reverse("check-in", args=[room.pk]))
    page.locator("main input[type=search]").fill("احمد")
    page.keyboard.press("Enter")
    expect(page.locator(".arrivals li")).to_have_count(1)
    page.locator(".arrivals button", has_text=button).click()
    expect(page.locator(".arrivals li.here")).to_have_count(2)
    assert Registration.objects.get(name="أحمد الأمين").state == "checked_in"
    page.locator(".arrivals li", has_text="أحمد الأمين").locator("button").click()
    expect(page.locator(".arrivals li.here")).to_have_count(1)
    assert Registration.objects.get(name="أحمد الأمين").state == "approved"
