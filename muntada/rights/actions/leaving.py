"""An account that is erased: the row stays as a number that nobody can be told by, because others' deeds name it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.sessions.models import Session as Browser

from muntada.library.models import Collection, Follow, Note
from muntada.outreach.models import Message
from muntada.people.models import Affiliation, Clearance, Delegation, Office, Proposal, User
from muntada.signin.models import ApiToken, LastCode, OneTimeLink, Session

if TYPE_CHECKING:
    from muntada.rights.actions.removing import Removed

NOBODY = "muntada.invalid"


def leave_nothing_of(user: User, removed: Removed) -> None:
    """Take everything that tells who an account was; nobody comes in by it again."""
    for model in (
        Affiliation,
        Clearance,
        Office,
        OneTimeLink,
        Session,
        LastCode,
        ApiToken,
        EmailAddress,
        SocialAccount,
        Note,
        Collection,
        Follow,
    ):
        removed.all_of(model._base_manager.filter(user=user))
    removed.all_of(Authenticator.objects.filter(user=user))
    removed.all_of(Delegation.objects.filter(giver=user) | Delegation.objects.filter(taker=user))
    removed.all_of(Proposal.objects.filter(user=user))
    removed.all_of(Message.objects.filter(person=user))
    for row in Browser.objects.all():
        if str(row.get_decoded().get("_auth_user_id", "")) == str(user.pk):
            row.delete()
    # Of the row itself only the number stays; `user:7` in a line of the trail then names nobody.
    user.name, user.email, user.is_active, user.last_login = "—", f"erased-{user.pk}@{NOBODY}", False, None
    user.set_unusable_password()
    user.save()
    removed.counted["people.user"] += 1
    removed.things.add(("people.user", str(user.pk)))
