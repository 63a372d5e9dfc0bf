"""Infringements reported in confidence: taken in without a name, read and answered by the reviewer alone.

The reviewer is nobody's subordinate here and writes none of the records. Whoever reports gets a receipt, and reads the
answer by it; no line, log or message says who that was.
"""

from __future__ import annotations

import secrets
import unicodedata
from datetime import date, timedelta
from hashlib import sha256

from django.core.cache import cache

from muntada.access import clock
from muntada.access.actor import CLERK, Actor
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.evidence.named import required
from muntada.evidence.values import ValueRefused
from muntada.rights.models import Report
from muntada.text.bidi import strip_controls
from muntada.text.gate import TextRefused, admit, admit_name
from muntada.trail.deed import act
from muntada.trail.looking import note_consultation

State = Report.State
LONGEST = 20_000  # code points of a report or an answer
LONGEST_CONTACT = 300
REVIEW = timedelta(days=183)  # until somebody has to say how it goes on
KEPT_FOR = timedelta(days=365)  # after it was closed
AN_HOUR = 60  # reports that are taken in within one, from everybody together: to count by visitor would note visitors
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: none is taken for another one
_LIKE = str.maketrans("OIL", "011")
_PARTS, _PART = 5, 5  # 125 bits


class TooMany(Exception):
    """Raised where more is sent within an hour than anybody can read."""


class NotPossible(ValueError):
    """Raised where a report is no longer where it was; `code` is a word for programs."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def report(said: str, *, contact: str = "", language: str = "ar") -> str:
    """Take in what somebody reports; the answer is the receipt, which is shown once and kept by its digest alone.

    `contact` is what whoever reports says of themselves. Raises ValueRefused for a text that is empty, too long, or no
    text; TooMany.
    """
    said, contact = admitted("said", said, LONGEST), admitted_line("contact", contact)
    _not_too_many()
    receipt = "-".join("".join(secrets.choice(_LETTERS) for _ in range(_PART)) for _ in range(_PARTS))
    with act(CLERK, Permission.REPORT_TAKE) as deed:
        made = Report.objects.create(
            said=said,
            contact=contact,
            language=language,
            code=digest_of(receipt),
            review_by=clock.today() + REVIEW,
        )
        deed.of(made)
    return receipt


def found_by(receipt: str) -> Report | None:
    """The report of this receipt, in whatever case, spacing and digits it is typed. That it was read is a line of the
    trail that names nobody."""
    if len(receipt) > 10 * _PARTS * _PART:
        return None
    found = rows(CLERK, Permission.REPORT_TAKE, Report).exclude(code="").filter(code=digest_of(receipt)).first()
    if found is not None:
        note_consultation(CLERK, found, Permission.REPORT_TAKE)
    return found


def take_up(actor: Actor, one: Report) -> None:
    """Note that it is being looked into. Raises NotPossible."""
    with act(actor, Permission.REPORT_ANSWER, on=one) as deed:
        _move(one, [State.RECEIVED], state=State.TAKEN_UP)
        deed.of(one, state=one.state)


def answer(actor: Actor, one: Report, said: str) -> None:
    """Tell whoever reported what became of it; a later answer takes the place of the one before. Raises NotPossible,
    ValueRefused."""
    said = admitted("answer", said, LONGEST)
    with act(actor, Permission.REPORT_ANSWER, on=one) as deed:
        _move(one, _OPEN, state=State.ANSWERED, answer=said, answered_by=actor.key, answered_on=clock.today())
        deed.of(one, state=one.state)


def close(actor: Actor, one: Report) -> None:
    """End it: it stays for a year and is then forgotten. Raises NotPossible where nobody answered it."""
    with act(actor, Permission.REPORT_ANSWER, on=one) as deed:
        if not one.answered_on:
            raise NotPossible("unanswered", "First answer whoever reported it.")
        _move(one, [State.ANSWERED], state=State.CLOSED, closed_on=clock.today(), forget_by=clock.today() + KEPT_FOR)
        deed.of(one, state=one.state)


def keep(actor: Actor, one: Report) -> date:
    """Put its review off by half a year from today; the new day. Raises NotPossible."""
    with act(actor, Permission.REPORT_ANSWER, on=one) as deed:
        _move(one, _OPEN, review_by=clock.today() + REVIEW)
        deed.of(one, until=one.review_by.isoformat())
    return one.review_by


def forget(actor: Actor) -> int:
    """Take out of reports that were closed a year ago all that they say, and the receipts; how many."""
    with act(actor, Permission.REPORT_ANSWER) as deed:
        old = Report.objects.filter(forget_by__lt=clock.today()).exclude(code="")
        forgotten = old.update(said="", contact="", code="", answer="")
        deed.things.append({"thing": "rights.report", "forgotten": forgotten})
    return forgotten


def digest_of(receipt: str) -> str:
    """What is kept of a receipt."""
    plain = unicodedata.normalize("NFKC", receipt).upper().translate(_LIKE)
    letters = (str(unicodedata.decimal(one, one)) for one in plain if one.isalnum())
    return sha256("".join(letters).encode("utf-8", "replace")).hexdigest()


def admitted(field: str, text: str, limit: int) -> str:
    """A text over several lines as it is kept: without controls of direction, for they would turn what is beside it.

    Raises ValueRefused.
    """
    try:
        kept = admit(text, limit=limit)
    except TextRefused as error:
        raise ValueRefused(field, str(error)) from error
    lines = strip_controls(kept).replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    if any(unicodedata.category(letter) == "Cc" and letter != "\n" for letter in lines):
        raise ValueRefused(field, "The text holds control characters.")
    return required(field, lines.strip())


def admitted_line(field: str, text: str) -> str:
    """One line, or none, as it is kept. Raises ValueRefused."""
    kept = strip_controls(text).strip()
    if not kept:
        return ""
    try:
        return admit_name(kept, LONGEST_CONTACT)
    except TextRefused as error:
        raise ValueRefused(field, str(error)) from error


_OPEN = [State.RECEIVED, State.TAKEN_UP, State.ANSWERED]


def _move(one: Report, where: list[Report.State], **columns: object) -> None:
    """Change a report that stands there; of two at once only one finds it so. Raises NotPossible."""
    if not Report.objects.filter(pk=one.pk, state__in=where).update(**columns):
        raise NotPossible("moved", "This is not where it was any more.")
    one.refresh_from_db()


def _not_too_many() -> None:
    hour = f"reports:{clock.now():%Y-%m-%dT%H}"
    taken = int(cache.get(hour, 0))
    if taken >= AN_HOUR:
        raise TooMany
    cache.set(hour, taken + 1, 7200)
