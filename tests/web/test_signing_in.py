"""Coming in, going out, and proving once more to be oneself: what the pages answer."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings
from django.test import Client
from django.urls import reverse

from muntada.access import clock
from muntada.access.actor import DOORKEEPER
from muntada.people.models import User
from muntada.signin.actions import issue_link
from muntada.signin.actions.factors import add_totp, new_recovery_codes
from muntada.signin.codes import PERIOD, new_secret
from muntada.signin.models import Session
from muntada.trail.models import Entry
from muntada.web.signin.own import SECRET
from tests.signin.people import actor
from tests.web.conftest import person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def browser() -> Client:
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


def come_in(user: User, client: Client | None = None) -> Client:
    client = client or browser()
    given = client.post(reverse("redeem", args=[issue_link(DOORKEEPER, user)]))
    assert given.status_code == 302
    return client


def code_at(secret: str, moment: datetime) -> str:
    return str(format_hotp_value(hotp_value(secret, int(moment.timestamp()) // PERIOD)))


def test_who_comes_in_by_a_first_link_is_led_to_make_a_passkey() -> None:
    client = browser()
    given = client.post(reverse("redeem", args=[issue_link(DOORKEEPER, person("analyst"))]))
    assert given.headers["Location"] == "/en/me/"
    assert "Make a passkey now" in client.get("/en/me/").content.decode()


def test_the_page_that_was_wanted_comes_after_signing_in() -> None:
    client = browser()
    assert client.get(reverse("meetings")).status_code == 302
    client.get(reverse("sign-in"), {"next": reverse("meetings")})
    given = client.post(reverse("redeem", args=[issue_link(DOORKEEPER, person("analyst"))]))
    assert given.headers["Location"] == reverse("meetings")


@pytest.mark.parametrize("elsewhere", ["https://example.com/", "//example.com/", "javascript:alert(1)"])
def test_nobody_is_led_elsewhere_by_signing_in_or_stepping_up(elsewhere: str) -> None:
    client = browser()
    client.get(reverse("sign-in"), {"next": elsewhere})
    come_in(person("analyst"), client)
    assert elsewhere not in client.get(reverse("step-up"), {"next": elsewhere}).content.decode()


def test_signing_out_ends_the_session_for_whoever_kept_its_cookie() -> None:
    client, thief = come_in(person("analyst")), browser()
    thief.cookies[settings.SESSION_COOKIE_NAME] = client.cookies[settings.SESSION_COOKIE_NAME].value
    assert thief.get(reverse("start")).status_code == 200
    client.post(reverse("sign-out"))
    assert thief.get(reverse("start")).status_code == 302


def test_a_session_of_before_cannot_be_planted_on_who_signs_in() -> None:
    client = browser()
    client.get(reverse("sign-in"), {"next": reverse("meetings")})
    before = client.cookies[settings.SESSION_COOKIE_NAME].value
    come_in(person("analyst"), client)
    assert client.cookies[settings.SESSION_COOKIE_NAME].value != before


def test_an_ended_session_is_nobody_at_its_next_request_and_the_others_go_on() -> None:
    user = person("analyst")
    first, second, third = come_in(user), come_in(user), come_in(user)
    this = Session.objects.filter(user=user).order_by("began_at")[1]
    assert first.post(reverse("session-end", args=[this.pk])).status_code == 302
    assert [client.get(reverse("start")).status_code for client in (first, second, third)] == [200, 302, 200]


def test_the_sessions_of_another_are_absent() -> None:
    client, other = come_in(person("analyst")), come_in(person("reader"))
    theirs = Session.objects.get(user=person("reader"))
    assert client.post(reverse("session-end", args=[theirs.pk])).status_code == 404
    assert other.get(reverse("start")).status_code == 200


def test_row_61_all_other_sessions_end_at_their_next_request_when_a_factor_changes() -> None:
    user = person("analyst")
    first, second, third = come_in(user), come_in(user), come_in(user)
    assert first.post(reverse("recovery-codes")).status_code == 200
    assert [client.get(reverse("start")).status_code for client in (first, second, third)] == [200, 302, 302]


def test_row_61_an_administrator_ends_all_sessions_of_a_person() -> None:
    boss, client = come_in(person("administrator")), come_in(person("analyst"))
    boss.post(reverse("person-do", args=[person("analyst").pk, "sessions"]))
    assert client.get(reverse("start")).status_code == 302


def test_a_right_that_ends_is_gone_at_the_next_request_of_a_held_session() -> None:
    user = person("administrator")
    client = come_in(user)
    assert client.get(reverse("trail")).status_code == 200
    user.offices.all().delete()
    assert client.get(reverse("trail")).status_code == 403


def test_who_is_shut_out_is_nobody_at_the_next_request() -> None:
    client = come_in(person("analyst"))
    User.objects.filter(pk=person("analyst").pk).update(is_active=False)
    assert client.get(reverse("start")).status_code == 302


def test_a_session_that_nobody_uses_lets_nobody_in_after_an_hour() -> None:
    with clock.at(NOW):
        client = come_in(person("analyst"))
    for minutes, status in ((59, 200), (118, 200), (178, 302), (179, 302)):
        with clock.at(NOW + timedelta(minutes=minutes)):
            assert client.get(reverse("start")).status_code == status


def test_no_session_lasts_longer_than_half_a_day_however_much_it_is_used() -> None:
    with clock.at(NOW):
        client = come_in(person("analyst"))
    for minutes in range(30, 12 * 60, 30):
        with clock.at(NOW + timedelta(minutes=minutes)):
            assert client.get(reverse("start")).status_code == 200
    with clock.at(NOW + timedelta(hours=12)):
        assert client.get(reverse("start")).status_code == 302


def test_signing_out_has_the_browser_forget_what_it_showed() -> None:
    given = come_in(person("analyst")).post(reverse("sign-out"))
    assert given.headers["Clear-Site-Data"] == '"cache", "storage"'


def test_a_proof_holds_for_ten_minutes_and_then_has_to_be_given_again() -> None:
    with clock.at(NOW):
        client = come_in(person("analyst"))
    with clock.at(NOW + timedelta(minutes=9, seconds=59)):
        assert client.get(reverse("authenticator")).status_code == 200
    with clock.at(NOW + timedelta(minutes=10)):
        given = client.get(reverse("authenticator"))
        assert given.headers["Location"] == "/en/step-up/?next=%2Fen%2Fme%2Fauthenticator%2F"


def test_without_a_recent_proof_a_sent_form_changes_nothing() -> None:
    user = person("analyst")
    with clock.at(NOW):
        client = come_in(user)
    with clock.at(NOW + timedelta(minutes=30)):
        given = client.post(reverse("recovery-codes"), headers={"referer": "http://testserver/en/me/"})
    assert given.headers["Location"] == "/en/step-up/?next=%2Fen%2Fme%2F"
    assert not Authenticator.objects.exists()


def test_stepping_up_by_a_printed_code_leads_back() -> None:
    user = person("analyst")
    codes = new_recovery_codes(actor(user), user, session=0)
    with clock.at(NOW):
        client = come_in(user)
    with clock.at(NOW + timedelta(minutes=30)):
        wrong = client.post(reverse("step-up"), {"code": "0", "next": "/en/me/"})
        assert (wrong.status_code, "did not prove" in wrong.content.decode()) == (403, True)
        assert client.get(reverse("authenticator")).status_code == 302
        right = client.post(reverse("step-up"), {"code": codes[0], "next": "/en/me/"})
        assert right.headers["Location"] == "/en/me/"
        assert client.get(reverse("authenticator")).status_code == 200


def test_somebodys_passkey_answer_that_is_none_lets_nobody_in() -> None:
    client = browser()
    for text in ("", "[]", "{", '{"response": {}}', '{"response": {"userHandle": 7}}', "9" * 30_000, "[" * 20_000):
        client.post(reverse("passkey-options"))
        given = client.post(reverse("sign-in-passkey"), {"credential": text})
        assert given.status_code == 403
    assert not Session.objects.exists()


def test_a_ceremony_cannot_be_ended_that_was_not_begun() -> None:
    given = browser().post(reverse("sign-in-passkey"), {"credential": '{"response": {}}'})
    assert given.status_code == 403


def test_an_authenticator_is_set_up_and_its_code_lets_in_where_the_browser_is_known() -> None:
    user = person("analyst")
    with clock.at(NOW):
        client = come_in(user)
        client.get(reverse("authenticator"))
        secret = client.session[SECRET]
        wrong = client.post(reverse("authenticator"), {"code": "000"})
        assert wrong.status_code == 400
        assert client.post(reverse("authenticator"), {"code": code_at(secret, NOW)}).status_code == 302
        client.post(reverse("sign-out"))
    later = NOW + timedelta(minutes=5)
    with clock.at(later):
        form = {"email": user.email, "code": code_at(secret, later)}
        assert browser().post(reverse("sign-in-code"), form).status_code == 403
        assert client.post(reverse("sign-in-code"), form).status_code == 302
        assert client.get(reverse("start")).status_code == 200
        client.post(reverse("sign-out"))
        assert client.post(reverse("sign-in-code"), form).status_code == 403


def test_another_browser_is_a_stranger_again_after_a_factor_changed() -> None:
    user, secret = person("analyst"), new_secret()
    with clock.at(NOW):
        add_totp(actor(user), user, secret=secret, code=code_at(secret, NOW), session=0)
        here, there = come_in(user), come_in(user)
        assert here.get(reverse("authenticator")).status_code == 200
        second = here.session[SECRET]
        here.post(reverse("authenticator"), {"code": code_at(second, NOW)})
    later = NOW + timedelta(minutes=5)
    with clock.at(later):
        form = {"email": user.email, "code": code_at(second, later)}
        assert there.post(reverse("sign-in-code"), form).status_code == 403
        assert here.post(reverse("sign-in-code"), form).status_code == 302


def test_an_unknown_address_is_answered_like_a_wrong_code() -> None:
    user = person("analyst")
    new_recovery_codes(actor(user), user, session=0)
    answers = []
    for email in (user.email, "nobody.at.all@example.org"):
        given = browser().post(reverse("sign-in-code"), {"email": email, "code": "1234567890"})
        text = given.content.decode().replace(email, "")
        start = text.index("</header>")
        answers.append((given.status_code, text[start : text.index("csrfmiddlewaretoken")]))
    assert answers[0] == answers[1]


def test_who_has_to_wait_is_told_how_long() -> None:
    client = browser()
    for _ in range(5):
        client.post(reverse("sign-in-code"), {"email": "a@example.org", "code": "1"})
    given = client.post(reverse("sign-in-code"), {"email": "a@example.org", "code": "1"})
    assert (given.status_code, "possible in 1 min" in given.content.decode()) == (429, True)


def test_every_way_in_leaves_a_line() -> None:
    come_in(person("analyst"))
    assert Entry.objects.filter(permission="session.begin", thing_key=str(person("analyst").pk)).exists()


def test_the_cookies_are_closed_to_scripts() -> None:
    client = come_in(person("analyst"))
    for name in (settings.SESSION_COOKIE_NAME, settings.BROWSER_COOKIE_NAME):
        assert client.cookies[name]["httponly"]
        assert client.cookies[name]["samesite"] == "Lax"
