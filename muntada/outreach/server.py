"""Speaks to the mail server, step by step: what counts is whether it may have taken the message."""

from __future__ import annotations

import contextlib
import re
import smtplib
import ssl
from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """What became of a message that was handed over."""

    ACCEPTED = "accepted"
    LATER = "later"  # surely not taken; it may be tried again
    NEVER = "never"  # surely not taken, and it never will be
    UNCLEAR = "unclear"  # all of it was on its way when the answer stayed out


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail is handed over. `security` is `starttls`, `tls`, or `none` on the machine itself."""

    host: str
    port: int
    user: str = ""
    password: str = ""
    security: str = "starttls"
    timeout: float = 30.0


def hand_over(server: MailServer, sender: str, recipient: str, file: bytes) -> Outcome:
    """Hand one message over. Never raises for what the server or the network does."""
    whole = False
    smtp: smtplib.SMTP | None = None
    try:
        smtp = _connect(server)
        for code, _said in (smtp.mail(sender), smtp.rcpt(recipient)):
            if code not in {250, 251}:
                return _refused(code)
        code, _said = smtp.docmd("DATA")
        if code != 354:
            return _refused(code)
        whole = True  # from here on the server may have all of it
        smtp.send(re.sub(rb"(?m)^\.", b"..", file.rstrip(b"\r\n")) + b"\r\n.\r\n")
        code, _said = smtp.getreply()
        if code != 250:
            return _refused(code)
    except (OSError, smtplib.SMTPException):
        return Outcome.UNCLEAR if whole else Outcome.LATER
    finally:
        if smtp is not None:
            with contextlib.suppress(OSError, smtplib.SMTPException):
                smtp.quit()  # whatever comes of this, the message's own answer was given
            smtp.close()
    return Outcome.ACCEPTED


def _connect(server: MailServer) -> smtplib.SMTP:
    if server.security == "tls":
        context = ssl.create_default_context()
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=server.timeout, context=context)
    else:
        smtp = smtplib.SMTP(server.host, server.port, timeout=server.timeout)
    try:
        smtp.ehlo_or_helo_if_needed()
        if server.security == "starttls":
            smtp.starttls(context=ssl.create_default_context())
        if server.user:
            smtp.login(server.user, server.password)
    except BaseException:
        smtp.close()
        raise
    return smtp


def _refused(code: int) -> Outcome:
    return Outcome.NEVER if 500 <= code < 600 else Outcome.LATER
