"""A ministry's own sign-in lets in who was invited, and nobody else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.urls import reverse

from muntada.people.models import User
from muntada.project.environment import ministry_sign_in, oidc_strengths
from muntada.signin.models import Session
from tests.web.conftest import person
from tests.web.ministry import CLIENT, SECRET, Ministry, running
from tests.web.test_signing_in import browser

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def ministry(settings: Any) -> Iterator[Ministry]:
    with running() as one:
        app = {
            "provider_id": "ministry",
            "name": "Ministry",
            "client_id": CLIENT,
            "secret": SECRET,
            "settings": {"server_url": one.address, "oauth_pkce_enabled": True},
        }
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
        settings.OIDC_DOMAINS = frozenset({"example.org"})
        yield one


def there_and_back(client: Client) -> Any:
    """Through the provider and back, as a browser goes; the last answer."""
    away = client.post(reverse("openid_connect_login", args=["ministry"]))
    assert away.status_code == 302
    asked = parse_qs(urlsplit(away.headers["Location"]).query)
    assert asked["code_challenge_method"] == ["S256"]
    return client.get(
        reverse("openid_connect_callback", args=["ministry"]), {"code": "once", "state": asked["state"][0]}
    )


def test_an_invited_person_comes_in_and_is_known_again_by_the_providers_own_number(ministry: Ministry) -> None:
    user = person("analyst")
    ministry.claims = {"sub": "7", "email": user.email, "email_verified": True}
    client = browser()
    assert there_and_back(client).status_code == 302
    assert client.get(reverse("start")).status_code == 200
    assert Session.objects.get().way == Session.Way.OIDC
    User.objects.filter(pk=user.pk).update(email="moved@example.org")
    again = browser()
    there_and_back(again)
    assert again.get(reverse("start")).status_code == 200
    assert (SocialAccount.objects.count(), User.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    "claims",
    [
        {"email": "uninvited@example.org", "email_verified": True},
        {"email": "analyst@example.org", "email_verified": False},
        {"email": "analyst@example.org"},
        {},
    ],
    ids=["nobody invited", "not verified", "not said to be verified", "no address"],
)
def test_whom_nobody_invited_is_not_let_in_and_nobody_is_made(ministry: Ministry, claims: dict[str, Any]) -> None:
    person("analyst")
    ministry.claims = {"sub": "8", **claims}
    client = browser()
    given = there_and_back(client)
    assert given.headers["Location"] == reverse("not-invited")
    assert client.get(reverse("start")).status_code == 302
    assert (SocialAccount.objects.count(), User.objects.count(), Session.objects.count()) == (0, 1, 0)


def test_a_provider_vouches_only_for_addresses_of_its_domains(ministry: Ministry, settings: Any) -> None:
    settings.OIDC_DOMAINS = frozenset({"elsewhere.example"})
    ministry.claims = {"sub": "7", "email": person("analyst").email, "email_verified": True}
    assert there_and_back(browser()).headers["Location"] == reverse("not-invited")


@pytest.mark.parametrize(
    ("stated", "let_in"),
    [
        ("https://refeds.org/profile/mfa", True),
        ("https://refeds.org/profile/sfa", False),
        (None, False),
        (["x"], False),
    ],
)
def test_a_provider_has_to_state_the_strength_that_is_asked_of_it(
    stated: Any, let_in: bool, ministry: Ministry, settings: Any
) -> None:
    user = person("analyst")
    ministry.claims = {"sub": "7", "email": user.email, "email_verified": True}
    there_and_back(browser())  # known before the strength was asked for
    settings.OIDC_ACR = frozenset({"https://refeds.org/profile/mfa"})
    ministry.claims |= {"acr": stated} if stated else {}
    client = browser()
    there_and_back(client)
    assert (client.get(reverse("start")).status_code == 200) is let_in


def test_the_strength_is_asked_for_where_the_settings_name_one(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("ISSUER", "https://idp.example"), ("CLIENT_ID", "a"), ("CLIENT_SECRET", "b")):
        monkeypatch.setenv(f"MUNTADA_OIDC_{name}", value)
    assert "auth_params" not in ministry_sign_in()["openid_connect"]["APPS"][0]["settings"]
    monkeypatch.setenv("MUNTADA_OIDC_ACR", "two, three")
    app = ministry_sign_in()["openid_connect"]["APPS"][0]
    assert app["settings"]["auth_params"] == {"acr_values": "three two"}
    assert oidc_strengths() == {"two", "three"}


def test_who_was_shut_out_is_not_let_in_by_a_ministry(ministry: Ministry) -> None:
    user = person("analyst")
    ministry.claims = {"sub": "7", "email": user.email, "email_verified": True}
    there_and_back(browser())
    User.objects.update(is_active=False)
    client = browser()
    assert there_and_back(client).headers["Location"] == reverse("not-invited")


def test_an_answer_that_was_not_asked_for_lets_nobody_in(ministry: Ministry) -> None:
    ministry.claims = {"sub": "7", "email": person("analyst").email, "email_verified": True}
    given = browser().get(reverse("openid_connect_callback", args=["ministry"]), {"code": "once", "state": "made up"})
    assert given.headers["Location"] == reverse("not-invited")
    assert not Session.objects.exists()


def test_a_provider_that_does_not_answer_leaves_the_other_ways_open(settings: Any, ministry: Ministry) -> None:
    app = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]
    app["settings"]["server_url"] = "http://127.0.0.1:9"
    given = browser().post(reverse("openid_connect_login", args=["ministry"]))
    assert given.headers["Location"] == reverse("not-invited")


def test_the_sign_in_page_offers_it_and_a_visit_alone_begins_nothing(ministry: Ministry) -> None:
    client = browser()
    assert "Continue at" in client.get(reverse("sign-in")).content.decode()
    given = client.get(reverse("openid_connect_login", args=["ministry"]))
    assert (given.status_code, "Continue" in given.content.decode()) == (200, True)
    assert ministry.asked == []
