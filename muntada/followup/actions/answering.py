"""An institution answers at its own address: one thing at a time, as drafts, then sent; nothing changes by that."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.rules import Permission
from muntada.evidence.actions.documents import Capture, keep_along
from muntada.evidence.values import ValueRefused
from muntada.followup.events import RequestSettled
from muntada.followup.models import Answer, Attachment, Request
from muntada.followup.queries.asking import Thing, things_of
from muntada.followup.questionnaire import Returned, SetAside
from muntada.followup.questionnaire.days import day_of
from muntada.followup.refused import AskingRefused
from muntada.text.bidi import strip_controls
from muntada.text.gate import TextRefused, admit, admit_name
from muntada.trail.deed import Record, act

GIVE = Permission.ANSWER_GIVE
LONGEST, LONGEST_NAME = 20_000, 300
MOST_FILES = 10
State = Answer.State
_ADDRESS = re.compile(r"https?://[^\s<>\"'\\]{1,1990}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Said:
    """What is written in answer to one thing: a choice, a day, words."""

    choice: str = ""
    completed: str = ""
    text: str = ""


def save_draft(actor: Actor, request: Request, key: str, said: Said) -> Answer:
    """Keep what is written so far of one answer; nobody but the institution sees it. Raises AskingRefused,
    ValueRefused."""
    with act(actor, GIVE, on=request) as deed:
        thing = _open_thing(_held(request), key)
        answer = _drafted(request, thing, said)
        deed.of(request, draft=key)
    return answer


def attach_address(actor: Actor, request: Request, key: str, *, address: str, title: str = "") -> Attachment:
    """Put the address of a page to an answer. Raises AskingRefused, ValueRefused."""
    with act(actor, GIVE, on=request) as deed:
        answer = _to_attach(request, key)
        made = _attached(answer, address, title)
        deed.of(request, attached=key)
    return made


def attach_file(
    actor: Actor, request: Request, key: str, *, data: bytes, captured: Capture, name: str, title: str = ""
) -> Attachment:
    """Put a file to an answer; it is handled as the request. Raises AskingRefused, ValueRefused, StoreFailed."""
    told = line("title", title)
    with act(actor, GIVE, on=request) as deed:
        answer = _to_attach(request, key)
        document = keep_along(deed, actor, data=data, captured=captured, name=name, handling=request.handling)
        made = Attachment.objects.create(answer=answer, document=document, title=told, at=clock.now())
        deed.of(request, attached=key)
    return made


def detach(actor: Actor, request: Request, number: int) -> None:
    """Take a file or an address from a draft again; what was sent stays. Raises AskingRefused("not_attached")."""
    with act(actor, GIVE, on=request) as deed:
        _held(request)
        found = Attachment.objects.filter(pk=number, answer__request=request, answer__state=State.DRAFT)
        if not found.delete()[0]:
            raise AskingRefused("not_attached")
        deed.of(request, detached=number)


def send(actor: Actor, request: Request, *, said_by: str) -> int:
    """Send all drafts that say something, in the name of an office of the institution; how many were sent.

    Raises AskingRefused, ValueRefused.
    """
    office = line("said_by", said_by)
    if not office:
        raise ValueRefused("said_by", "Say which office answers.")
    with act(actor, GIVE, on=request) as deed:
        return _sent(deed, _held(request), office)


def take_in(actor: Actor, request: Request, returned: Returned) -> tuple[int, tuple[SetAside, ...]]:
    """Keep as drafts what a questionnaire brought back; how many, and what was set aside. Raises AskingRefused."""
    with act(actor, GIVE, on=request) as deed:
        count, aside = _taken_in(_held(request), returned)
        deed.of(request, questionnaire=count, aside=len(aside))
    return count, aside


def enter_returned(actor: Actor, request: Request, returned: Returned) -> tuple[int, tuple[SetAside, ...]]:
    """The same by whoever asked, for a questionnaire that came back by other means: it is sent with that.

    Raises AskingRefused.
    """
    with act(actor, Permission.INSTITUTION_ASK, on=request) as deed:
        held = _held(request)
        count, aside = _taken_in(held, returned)
        if count:
            _sent(deed, held, returned.office or str(held.institution))
        deed.of(request, questionnaire=count, aside=len(aside))
    return count, aside


def line(field: str, value: str) -> str:
    """Words on one line, or none. Raises ValueRefused."""
    told = " ".join(strip_controls(value).split())
    try:
        return admit_name(told, LONGEST_NAME) if told else ""
    except TextRefused as error:
        raise ValueRefused(field, str(error)) from error


def _held(request: Request) -> Request:
    held = Request.objects.select_for_update(of=("self",)).select_related("institution").get(pk=request.pk)
    if held.state == Request.State.CLOSED or held.turn != request.turn:
        raise AskingRefused("closed")
    return held


def _open_thing(request: Request, key: str) -> Thing:
    thing = next((one for one in things_of(request, "ar") if one.key == key), None)
    if thing is None:
        raise AskingRefused("not_asked")
    if not thing.is_open:
        raise AskingRefused("answered")
    return thing


def _drafted(request: Request, thing: Thing, said: Said) -> Answer:
    if said.choice and said.choice not in thing.choices:
        raise ValueRefused("choice", "This is none of the choices.")
    answer = thing.answer or Answer(request=request, measure=thing.measure, commitment=thing.commitment)
    answer.status, answer.response = (said.choice, "") if thing.measure is not None else ("", said.choice)
    answer.completed = _day(said.completed)
    answer.text = _words(said.text)
    answer.state, answer.at = State.DRAFT, clock.now()
    answer.save()
    return answer


def _to_attach(request: Request, key: str) -> Answer:
    thing = _open_thing(_held(request), key)
    answer = thing.answer or _drafted(request, thing, Said())
    if answer.attachments.count() >= MOST_FILES:
        raise AskingRefused("too_many_files")
    return answer


def _attached(answer: Answer, address: str, title: str) -> Attachment:
    told = strip_controls(address).strip()
    if not _ADDRESS.fullmatch(told):
        raise ValueRefused("address", "This is no address of a page.")
    known = answer.attachments.filter(address=told).first()
    return known or Attachment.objects.create(answer=answer, address=told, title=line("title", title), at=clock.now())


def _sent(deed: Record, request: Request, office: str) -> int:
    drafts = [one for one in things_of(request, "ar") if one.answer is not None and one.answer.state == State.DRAFT]
    said = [one.answer.pk for one in drafts if one.answer is not None and _says(one.answer)]
    if not said:
        raise AskingRefused("nothing_to_send")
    # The update is the gate: of two who send at once only one finds the drafts.
    count = Answer.objects.filter(pk__in=said, state=State.DRAFT).update(
        state=State.OPEN, said_by=office, at=clock.now()
    )
    deed.of(request, sent=count)
    deed.to(request.originator)
    if not any(one.is_open for one in things_of(request, "ar")):
        request.state = Request.State.ANSWERED
        request.save(update_fields=["state"])
        deed.tell(RequestSettled(request.pk))
    return count


def _says(answer: Answer) -> bool:
    return bool(answer.status or answer.response or answer.text or answer.attachments.exists())


def _taken_in(request: Request, returned: Returned) -> tuple[int, tuple[SetAside, ...]]:
    things = {one.key: one for one in things_of(request, "ar")}
    aside = list(returned.aside)
    count = 0
    for filled in returned.filled:
        thing = things.get(filled.key)
        if thing is None or not thing.is_open:
            aside.append(SetAside(filled.row, filled.key, "unknown" if thing is None else "answered"))
            continue
        answer = _drafted(request, thing, Said(filled.choice, filled.day, filled.text))
        if filled.address and answer.attachments.count() < MOST_FILES:
            _attached(answer, filled.address, "")
        count += 1
    return count, tuple(aside)


def _day(value: str) -> str:
    if not value.strip():
        return ""
    try:
        return day_of(value)
    except ValueError as error:
        raise ValueRefused("completed", "This is no day.") from error


def _words(text: str) -> str:
    """The words as they may be kept, or none. Raises ValueRefused."""
    told = strip_controls(text).replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").strip()
    try:
        admit(told, limit=LONGEST)
    except TextRefused as error:
        raise ValueRefused("text", str(error)) from error
    if any(unicodedata.category(letter) == "Cc" and letter != "\n" for letter in told):
        raise ValueRefused("text", "The text holds control characters.")
    return told
