"""The two ceremonies of a passkey: making one, and proving to hold it. Needs no network.

Options and answers are the JSON shapes of Web Authentication level 3. A `site` is the host's name without its port:
a passkey works there and nowhere else. The `state` that a ceremony begins with is kept on our side until its end.
"""

from __future__ import annotations

from typing import Any

from allauth.account.utils import url_str_to_user_pk, user_pk_to_url_str
from allauth.mfa.models import Authenticator
from fido2.server import Fido2Server
from fido2.utils import websafe_decode
from fido2.webauthn import (
    AttestationConveyancePreference,
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    RegistrationResponse,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from muntada.people.models import User

REQUIRED = UserVerificationRequirement.REQUIRED  # a passkey is two factors only where it knows its person


class NotProved(Exception):
    """Raised where a passkey's answer proves nothing; why is nobody's business outside."""


def begin_making(user: User, site: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Options for the browser to make a passkey with, and the state to keep."""
    options, state = _server(site).register_begin(
        user=PublicKeyCredentialUserEntity(
            id=user_pk_to_url_str(user).encode(), name=user.email, display_name=user.name
        ),
        credentials=[_credential(row) for row in _rows(user)],
        resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=REQUIRED,
    )
    return dict(options), state


def finish_making(site: str, state: dict[str, Any], answer: dict[str, Any]) -> None:
    """Check the browser's answer. Raises NotProved."""
    try:
        _server(site).register_complete(state, answer)
    except (ValueError, TypeError, KeyError, AttributeError) as wrong:
        raise NotProved from wrong


def begin_proof(site: str, user: User | None = None) -> tuple[dict[str, Any], dict[str, Any]]:
    """Options for the browser to prove a passkey with; any person's where none is given."""
    credentials = [_credential(row) for row in _rows(user)] if user else None
    options, state = _server(site).authenticate_begin(credentials=credentials, user_verification=REQUIRED)
    return dict(options), state


def finish_proof(site: str, state: dict[str, Any], answer: dict[str, Any], user: User | None = None) -> Authenticator:
    """The passkey that the answer proves, of this person where one is given. Raises NotProved."""
    try:
        handle = answer["response"].get("userHandle")
        pk = url_str_to_user_pk(websafe_decode(handle).decode()) if handle else (user.pk if user else 0)
        person = User.objects.filter(pk=pk, is_active=True).first()
        if person is None or (user is not None and person != user):
            raise NotProved
        rows = {_credential(row).credential_id: row for row in _rows(person)}
        proved = _server(site).authenticate_complete(state, [_credential(row) for row in rows.values()], answer)
        row = rows[proved.credential_id]
        count = AuthenticationResponse.from_dict(answer).response.authenticator_data.counter
    except (ValueError, TypeError, KeyError, AttributeError) as wrong:
        raise NotProved from wrong
    _refuse_a_copy(row, count)
    return row


def _refuse_a_copy(row: Authenticator, count: int) -> None:
    """An authenticator that counts its uses counts upwards; one that does not was copied."""
    before = row.data.get("count", 0)
    if before and count <= before:
        raise NotProved
    row.data["count"] = count


def _server(site: str) -> Fido2Server:
    return Fido2Server(
        PublicKeyCredentialRpEntity(id=site, name="Muntada"), attestation=AttestationConveyancePreference.NONE
    )


def _rows(user: User) -> list[Authenticator]:
    return list(Authenticator.objects.filter(user=user, type=Authenticator.Type.WEBAUTHN))


def _credential(row: Authenticator) -> AttestedCredentialData:
    data = RegistrationResponse.from_dict(row.data["credential"]).response.attestation_object.auth_data.credential_data
    assert data is not None
    return data  # type: ignore[no-any-return]
