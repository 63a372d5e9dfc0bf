"""How allauth behaves here: nobody signs up, secrets are sealed, a ministry vouches only for those who were invited."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialLogin
from cryptography.fernet import Fernet
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.crypto import salted_hmac

from muntada.access.actor import DOORKEEPER
from muntada.access.rules import Permission
from muntada.people.models import User
from muntada.signin.models import Session
from muntada.trail.deed import act


class InvitationOnly(DefaultAccountAdapter):  # type: ignore[misc]
    """No sign-up, no stages of allauth's own, and no mail: there may be no network."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: people are invited."""
        return False

    def get_login_stages(self) -> list[str]:
        """None: whoever a ministry's own sign-in lets through has passed its factors."""
        return []

    def pre_login(self, request: HttpRequest, user: User, **details: Any) -> None:
        """What is remembered of the session that begins now."""
        request.sign_in_way = Session.Way.OIDC  # type: ignore[attr-defined]

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Nothing is mailed from here."""

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Our own pages say what happened, in the reader's language."""


class MinistrySignIn(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Signing in at a ministry's own OpenID provider."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Never: people are invited."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Know the person again, or for the first time by an address that the provider may vouch for; not where it
        states a weaker proof than the settings ask for."""
        if not is_strong(sociallogin.account):
            raise ImmediateHttpResponse(redirect("not-invited"))
        if not sociallogin.is_existing:
            user = invited(sociallogin)
            if user is None:
                raise ImmediateHttpResponse(redirect("not-invited"))
            with act(DOORKEEPER, Permission.SESSION_BEGIN, on=user) as record:
                sociallogin.connect(request, user)
                record.of(user, provider=sociallogin.account.provider)
        if not sociallogin.user.is_active:
            raise ImmediateHttpResponse(redirect("not-invited"))

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: SocialAccount) -> str:
        """To one's own page."""
        return str(reverse("me"))

    def on_authentication_error(self, request: HttpRequest, provider: Any, **details: Any) -> None:
        """Back to the sign-in page, which says that it did not work."""
        raise ImmediateHttpResponse(redirect("not-invited"))


def is_strong(account: SocialAccount) -> bool:
    """Whether the provider's signed word names a strength (`acr`) that the settings ask for, where they do."""
    said = (account.extra_data or {}).get("id_token") or {}
    return not settings.OIDC_ACR or said.get("acr") in settings.OIDC_ACR


def invited(sociallogin: SocialLogin) -> User | None:
    """The invited person with a verified address of this sign-in, in a domain that the provider may vouch for."""
    for address in sociallogin.email_addresses:
        domain = address.email.rpartition("@")[2].lower()
        if address.verified and domain in settings.OIDC_DOMAINS:
            found = User.objects.filter(email__iexact=address.email, is_active=True).first()
            if found is not None:
                return found
    return None


class SealedFactors(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets of authenticators and seeds of recovery codes are sealed with a key made from the secret key."""

    def encrypt(self, text: str) -> str:
        """Seal a secret for the database."""
        return _seal().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Open a sealed secret."""
        return _seal().decrypt(encrypted_text.encode()).decode()


def _seal() -> Fernet:
    from base64 import urlsafe_b64encode

    return Fernet(urlsafe_b64encode(salted_hmac("muntada.signin.factors", "seal", algorithm="sha256").digest()))
