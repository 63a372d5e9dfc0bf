"""One-time links, sessions, the last code of an authenticator, and attempts that failed.

Passkeys, authenticator secrets and recovery codes themselves are rows of `allauth.mfa`.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from muntada.access import clock
from muntada.access.days import DaysAfter
from muntada.access.models import LegalBasis
from muntada.marking.handling import Purpose


class OneTimeLink(models.Model):
    """A link that lets one person in, once, for a short time. Only a digest of its token is kept."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="links")
    digest = models.CharField(max_length=64, unique=True)
    issued_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-issued_at"]

    def __str__(self) -> str:
        return f"link for {self.user}"


class Session(models.Model):
    """A browser in which a person is signed in. Personal data: network and browser; kept for 90 days after its end.

    Only a digest of the session's key is kept, so that this table lets nobody in.
    """

    class Way(models.TextChoices):
        LINK = "link"
        PASSKEY = "passkey"
        TOTP = "totp"
        RECOVERY = "recovery"
        OIDC = "oidc"
        OTHER = "other"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="sessions")
    digest = models.CharField(max_length=64, unique=True)
    way = models.CharField(max_length=10, choices=Way.choices, default=Way.OTHER)
    network = models.CharField(max_length=50, blank=True)
    browser = models.CharField(max_length=200, blank=True)
    began_at = models.DateTimeField(default=clock.now)
    seen_at = models.DateTimeField(default=clock.now)
    proved_at = models.DateTimeField(null=True, blank=True)  # when its person last proved to be that person
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-seen_at"]

    def __str__(self) -> str:
        return f"session of {self.user}"


class LastCode(models.Model):
    """The number of the last time-based code that a person's authenticator was believed.

    Every process that takes codes raises this number by one conditional update; a code whose number is not above
    it was used before.
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="last_code")
    counter = models.BigIntegerField()

    def __str__(self) -> str:
        return f"last code of {self.user}"


class Attempts(models.Model):
    """Failed attempts for one address from one network, whether or not anybody has that address.

    Personal data: a keyed digest of the address. Kept for a day after the last attempt.
    """

    who = models.CharField(max_length=64)
    network = models.CharField(max_length=50)
    failures = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField(default=clock.now)
    closed_until = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["-last_at"]
        verbose_name_plural = "attempts"
        constraints = [models.UniqueConstraint(fields=["who", "network"], name="signin_attempts_once")]

    def __str__(self) -> str:
        return f"{self.failures} failures from {self.network}"


class ApiToken(models.Model):
    """A program acts for a person by this, for one purpose, until an end. Only a digest of its text is kept.

    Where `feed` says so it is the secret address of a calendar, by which nothing else can be done. Personal data: when
    it was last used. Its rights are its person's of the moment, never more.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=100)
    purpose = models.CharField(max_length=60, choices=[(one.value, one.value) for one in Purpose])
    permissions = models.JSONField(default=list, blank=True)  # for fewer permissions than a program may have
    # By which right its program checks names, where it does: one for one token, as the purpose.
    legal_basis = models.ForeignKey(LegalBasis, models.PROTECT, null=True, blank=True, related_name="+")
    feed = models.CharField(max_length=130, blank=True)  # the calendar it is of: mine, all, body:KEY; none of a program
    language = models.CharField(max_length=2, blank=True)  # of that calendar
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    minute = models.BigIntegerField(default=0)  # of the last call, since 1970
    calls = models.PositiveIntegerField(default=0)  # within that minute

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("made_at"), expires_at__lte=DaysAfter("made_at", 366)),
                name="signin_token_ends",
            ),
            models.CheckConstraint(
                condition=Q(purpose__in=[one.value for one in Purpose]), name="signin_token_purpose"
            ),
        ]

    def __str__(self) -> str:
        return f"token {self.pk} of {self.user}"
