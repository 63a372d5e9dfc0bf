"""To whom editions of the report go in the small forum, for the tests that walk every page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from muntada.access import clock
from muntada.marking.handling import THE_FORUM
from muntada.reports.models import Delivery, Edition, Note, Recipient, Sending
from muntada.reports.secret import digest_of, secret_for
from tests.web.conftest import CAST

EVERYBODY = dict.fromkeys(CAST, 200)
NOWHERE = dict.fromkeys(CAST, 404)
AWAY = dict.fromkeys(CAST, 302)
THE_STAFF = {**dict.fromkeys(CAST, 403), "secretariat": 200, "analyst": 200}
KEEPERS = {**THE_STAFF, "focal_point": 200}
HIDDEN = {**NOWHERE, "secretariat": 200, "analyst": 200}
# name: (arguments, method, what each of the cast gets), as in the table of every address
ADDRESSES: dict[str, tuple[str, str, dict[str, int]]] = {
    "recipients": ("", "GET", EVERYBODY),
    "recipient-new": ("", "GET", KEEPERS),
    "recipients-bring": ("", "GET", KEEPERS),
    "recipients-bring-in": ("", "POST", {role: 302 if given == 200 else 403 for role, given in KEEPERS.items()}),
    "recipient": ("a-recipient", "GET", HIDDEN),
    "recipient-do": ("no-recipient", "POST", NOWHERE),
    "distribution": ("an-edition-sent", "GET", THE_STAFF),
    "distribution-do": ("an-edition-done", "POST", NOWHERE),
    "sending": ("a-sending", "GET", THE_STAFF),
    # It first asks everybody to confirm that it is them.
    "sending-do": ("absent-sending", "POST", AWAY),
    "deliveries": ("an-edition-sent", "GET", EVERYBODY),
    "delivery": ("a-delivery", "GET", HIDDEN),
    "receipts-file": ("receipts", "GET", AWAY),
    "note-verbale-new": ("an-edition-sent", "GET", THE_STAFF),
    "note-verbale": ("a-note", "GET", HIDDEN),
    # Whoever has the address needs no account; without one that is somebody's there is nothing.
    "receipt": ("secret", "GET", {**NOWHERE, "nobody": 404}),
    "receipt-file": ("secret-file", "GET", {**NOWHERE, "nobody": 404}),
}
ARGUMENTS: dict[str, Callable[[Any], list[object]]] = {
    "a-recipient": lambda _forum: [open_here()["recipient"]],
    "no-recipient": lambda _forum: [987_654, "end"],
    "an-edition-sent": lambda _forum: [open_here()["edition"]],
    "an-edition-done": lambda _forum: [open_here()["edition"], "nothing"],
    "a-sending": lambda _forum: [open_here()["sending"]],
    "absent-sending": lambda _forum: [987_654, "release"],
    "a-delivery": lambda _forum: [open_here()["delivery"]],
    "receipts": lambda _forum: [open_here()["edition"], "csv"],
    "a-note": lambda _forum: [open_here()["note"], "docx"],
    "secret-file": lambda _forum: ["secret", "ar", "pdf"],
}
# What looking at each of these writes into the trail.
LOOKS: dict[str, str | None] = {
    "recipient": "reports.recipient",
    "distribution": "reports.edition",
    "sending": "reports.sending",
    "deliveries": "reports.edition",
    "delivery": "reports.delivery",
    "note-verbale-new": "reports.edition",
    "note-verbale": "reports.note",
}
_KEEPS = {"validator": {"own"}, "focal_point": {"own"}, "secretariat": {"draft"}, "analyst": {"draft"}}


def _of(kind: str, *more: object) -> Callable[[Any], list[object]]:
    return lambda state: [state.sent[kind], *more]


# A route about a record in a state, as the closed matrix asks it: of what one sees only its keepers change it.
ABOUT: dict[str, dict[str, Any]] = {
    "recipient": {"arguments": _of("recipient"), "otherwise": 403, "mine": _KEEPS},
    "recipient-do": {"arguments": _of("recipient", "nothing"), "method": "POST", "otherwise": 404},
    "distribution": {"arguments": _of("edition"), "otherwise": 403, "mine": _KEEPS},
    "distribution-do": {"arguments": _of("edition", "nothing"), "method": "POST", "otherwise": 404},
    "sending": {"arguments": _of("sending"), "otherwise": 403, "mine": _KEEPS},
    "sending-do": {"arguments": _of("sending", "nothing"), "method": "POST", "otherwise": 404, "fresh": True},
    "deliveries": {"arguments": _of("edition")},
    "delivery": {"arguments": _of("delivery")},
    "receipts-file": {"arguments": _of("edition", "csv"), "otherwise": 403, "mine": _KEEPS, "fresh": True},
    "note-verbale-new": {"arguments": _of("edition"), "otherwise": 403, "mine": _KEEPS},
    "note-verbale": {"arguments": _of("note", "docx"), "who": _KEEPS},
    # An edition that is not open to all is found at no address of its recipients.
    "receipt": {"arguments": _of("secret"), "who": {}, "open": True},
    "receipt-file": {"arguments": _of("secret", "ar", "pdf"), "who": {}, "open": True},
}
_YEARS = ("own", "shared", "foreign", "red", "overdue", "draft")


def open_here() -> dict[str, Any]:
    """One of each whose edition is open to all, made where it is not there; its recipients are the staff's."""
    found = Delivery.objects.filter(edition__party="MA", edition__year=1949).first()
    if found is None:
        return sent_in(lambda kind: f"Open {kind}.", "open", {"originator": THE_FORUM})
    note = Note.objects.get(edition=found.edition)
    return {
        "edition": found.edition_id,
        "recipient": found.recipient_id,
        "delivery": found.pk,
        "sending": found.sending_id,
        "note": note.pk,
    }


def sent_in(word: Callable[[str], str], state: str, marking: dict[str, Any]) -> dict[str, Any]:
    """An edition that went to a mission, handled as the state says: each text is a word of its own. Keys by kind."""
    year = 1950 + _YEARS.index(state) if state in _YEARS else 1949
    edition = Edition.objects.create(
        party_id="MA", year=year, languages=["ar", "en"], title_ar=word("reportar"), title_en=word("reporten"),
        state="frozen", sha256="a" * 64, **marking,
    )  # fmt: skip
    of_it = marking if state in _YEARS else marking | {"tlp": "TLP:AMBER"}
    to = Recipient.objects.create(
        owner_id="MA", list="abroad", name=word("mission"), place=word("missionplace"), contact=word("missioncontact"),
        email=f"mission.{state}@example.org", **of_it,
    )  # fmt: skip
    sending = Sending.objects.create(
        edition=edition, lists=["abroad"], state="released", made_by="user:0", released_by="user:1", turn=1,
        released_at=clock.now(),
    )  # fmt: skip
    secret = secret_for(edition.pk, to.pk)
    delivery = Delivery.objects.create(
        edition=edition, recipient=to, sending=sending, state="on_behalf", digest=digest_of(secret),
        sent_at=clock.now(), answered_at=clock.now(), answered_by=word("answeredby"), note=word("receiptnote"),
    )  # fmt: skip
    note = Note.objects.create(
        edition=edition, owner_id="MA", year=year, number=1, day=clock.today(), recipient=to, language="ar",
        sender=word("notesender"), place=word("noteplace"), by="user:0",
    )  # fmt: skip
    return {
        "edition": edition.pk,
        "recipient": to.pk,
        "sending": sending.pk,
        "delivery": delivery.pk,
        "note": note.pk,
        "secret": secret,
    }


def places() -> list[tuple[str, list[object], str]]:
    """The pages as a browser opens them: name, arguments, query."""
    made = open_here()
    return [
        ("recipients", [], ""),
        ("recipient-new", [], ""),
        ("recipients-bring", [], ""),
        ("recipient", [made["recipient"]], ""),
        ("distribution", [made["edition"]], ""),
        ("sending", [made["sending"]], ""),
        ("deliveries", [made["edition"]], ""),
        ("delivery", [made["delivery"]], ""),
        ("note-verbale-new", [made["edition"]], ""),
        ("receipt", [secret_for(made["edition"], made["recipient"])], ""),
    ]
