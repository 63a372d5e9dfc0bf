"""A message as the file that goes out: plain text and HTML, labelled, under an id that never changes."""

from __future__ import annotations

import uuid
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from django.conf import settings

from muntada.access import clock
from muntada.outreach.models import Message
from muntada.outreach.safety import address_of, name_of, subject_of, text_of
from muntada.text.bidi import FIRST_STRONG_ISOLATE, POP_ISOLATE

# Seven bits, because not every server on the way takes more.
_POLICY = SMTP.clone(cte_type="7bit")
NOWHERE = "muntada.invalid"


def new_id() -> str:
    """A Message-ID of our own."""
    sender: str = settings.MAIL_FROM
    return f"<{uuid.uuid4().hex}@{sender.rpartition('@')[2] or NOWHERE}>"


def file_of(message: Message) -> bytes:
    """The message as RFC 5322 has it. Raises Unsafe where something in it may not go out."""
    name = message.person.name if message.person is not None else ""
    made = EmailMessage(policy=_POLICY)
    made["From"] = Address("Muntada", addr_spec=settings.MAIL_FROM or f"outbox@{NOWHERE}")
    made["To"] = Address(name_of(name), addr_spec=address_of(message.to))
    made["Subject"] = f"[{message.tlp}] {FIRST_STRONG_ISOLATE}{subject_of(message.subject)}{POP_ISOLATE}"
    made["Date"] = format_datetime(clock.now())
    made["Message-ID"] = message.message_id
    made["Content-Language"] = message.language
    made.set_content(f"{message.tlp}\n\n{text_of(message.spoken)}")
    made.add_alternative(message.html, subtype="html")
    return made.as_bytes()
