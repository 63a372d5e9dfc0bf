"""Coming in with a real browser and a virtual security key: first start, invitation, recovery, step-up."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import Page, expect

from muntada.access import clock
from muntada.access.actor import DOORKEEPER
from muntada.people.models import User
from muntada.signin.actions import first_administrator, issue_link
from muntada.signin.models import Session

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def with_key(page: Page) -> tuple[Any, str]:
    """A security key in the browser; its session and its number."""
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    return tools, tools.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})["authenticatorId"]


def come_in(page: Page, language: str, user: User) -> None:
    page.goto(f"/{language}/sign-in/{issue_link(DOORKEEPER, user)}/")
    page.locator("main form button[type=submit]").click()


def administrator(language: str) -> User:
    user = first_administrator()
    assert user
    user.language = language
    user.save()
    return user


def sign_out(page: Page, language: str) -> None:
    page.locator(f"form[action='/{language}/sign-out/'] button").click()
    expect(page).to_have_url(re.compile(f"/{language}/sign-in/$"))


def forget_the_proof() -> None:
    Session.objects.update(proved_at=clock.now() - timedelta(hours=1))


def make_a_passkey(page: Page, language: str) -> None:
    page.goto(f"/{language}/me/")
    page.locator("form[data-passkey=create] button").click()
    expect(page.locator(".message.success")).to_be_visible()


@pytest.mark.parametrize("language", ["ar", "en"])
def test_first_start_then_a_passkey_then_in_and_out_by_it(
    language: str, live_server: Any, window: Callable[..., Page]
) -> None:
    user = administrator(language)
    page = window(locale=language)
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    with_key(page)
    come_in(page, language, user)
    expect(page).to_have_url(re.compile(f"/{language}/me/$"))
    make_a_passkey(page, language)
    assert Authenticator.objects.get(user=user).type == Authenticator.Type.WEBAUTHN
    sign_out(page, language)
    page.locator("form[data-passkey=get] button").click()
    expect(page).to_have_url(re.compile(f"/{language}/$"))
    assert Session.objects.filter(user=user, ended_at__isnull=True).get().way == Session.Way.PASSKEY
    assert complaints == []


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_key_that_does_not_answer_is_said_and_lets_nobody_in(
    language: str, live_server: Any, window: Callable[..., Page]
) -> None:
    page = window(locale=language)
    tools, key = with_key(page)
    tools.send("WebAuthn.setUserVerified", {"authenticatorId": key, "isUserVerified": False})
    page.goto(f"/{language}/sign-in/")
    page.locator("form[data-passkey=get] button").click()
    expect(page.locator("[data-failed]").first).to_be_visible()
    assert not Session.objects.exists()


@pytest.mark.parametrize("language", ["ar", "en"])
def test_an_invitation_is_given_and_taken(language: str, live_server: Any, window: Callable[..., Page]) -> None:
    page = window(locale=language)
    come_in(page, language, administrator(language))
    page.goto(f"/{language}/people/")
    form = page.locator(f"form[action='/{language}/people/invite/']")
    form.locator("[name=name]").fill("Hassan")
    form.locator("[name=email]").fill("hassan@example.org")
    form.locator("[name=language]").select_option(language)
    form.locator("button").click()
    address = page.locator("input#address").input_value()
    guest = window(locale=language)
    with_key(guest)
    guest.goto(address)
    guest.locator("main form button[type=submit]").click()
    make_a_passkey(guest, language)
    expect(guest.locator("h1")).to_have_text("Hassan")
    guest.goto(address)
    guest.locator("main form button[type=submit]").click()
    assert User.objects.get(email="hassan@example.org").links.filter(used_at__isnull=False).count() == 1
    assert guest.locator("main form").count() == 0  # the link has ended; there is no button any more


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_printed_code_lets_in_when_everything_else_is_lost(
    language: str, live_server: Any, window: Callable[..., Page]
) -> None:
    user = administrator(language)
    page = window(locale=language)
    come_in(page, language, user)
    page.locator(f"form[action='/{language}/me/codes/'] button").click()
    codes = page.locator(".codes code").all_inner_texts()
    assert len(codes) == 10
    another = window(locale=language)
    for expected in (f"/{language}/$|/{language}/me/$", f"/{language}/sign-in/code/$"):
        another.goto(f"/{language}/sign-in/")
        form = another.locator(f"form[action='/{language}/sign-in/code/']")
        form.locator("[name=email]").fill(user.email)
        form.locator("[name=code]").fill(codes[4])
        form.locator("button").click()
        expect(another).to_have_url(re.compile(expected))
        if "sign-in" not in expected:
            sign_out(another, language)
    expect(another.locator(".message.error")).to_be_visible()


@pytest.mark.parametrize("language", ["ar", "en"])
def test_what_cannot_be_taken_back_asks_for_the_passkey_first(
    language: str, live_server: Any, window: Callable[..., Page]
) -> None:
    page = window(locale=language)
    with_key(page)
    come_in(page, language, administrator(language))
    make_a_passkey(page, language)
    forget_the_proof()
    page.locator(f"form[action='/{language}/me/codes/'] button").click()
    expect(page).to_have_url(re.compile(f"/{language}/step-up/"))
    expect(page.locator(".message.info")).to_be_visible()
    assert not Authenticator.objects.filter(type=Authenticator.Type.RECOVERY_CODES).exists()
    page.locator("form[data-passkey=get] button").click()
    expect(page).to_have_url(re.compile(f"/{language}/me/$"))
    page.locator(f"form[action='/{language}/me/codes/'] button").click()
    expect(page.locator(".codes li")).to_have_count(10)


def test_a_passkey_that_was_taken_away_lets_nobody_in(live_server: Any, window: Callable[..., Page]) -> None:
    page = window(locale="en")
    with_key(page)
    come_in(page, "en", administrator("en"))
    make_a_passkey(page, "en")
    Authenticator.objects.all().delete()
    sign_out(page, "en")
    page.locator("form[data-passkey=get] button").click()
    expect(page.locator(".message.error")).to_be_visible()
    assert not Session.objects.filter(ended_at__isnull=True).exists()
