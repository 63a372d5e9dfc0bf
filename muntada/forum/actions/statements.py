"""Writing down what was said, as far as it may be said who said it.

Attribution is by absence: who may not be named is not written, in no column and in no line of the trail, so that
nothing can give them away. What the words themselves give away is asked of whoever writes.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from functools import partial

from django.db import transaction
from django.db.models import Q

from muntada.access import clock
from muntada.access.actor import CLERK, Actor
from muntada.access.rules import Permission, decide
from muntada.access.wall import under_ceiling
from muntada.evidence.models import Document
from muntada.evidence.named import required
from muntada.evidence.values import ValueRefused
from muntada.forum.actions.floor import erase_speakers, handling_of_speaker, hold_lists
from muntada.forum.actions.refusals import NotPossible
from muntada.forum.actions.under import under
from muntada.forum.actions.wording import checked_name, checked_text, explained
from muntada.forum.events import NamesTakenOut
from muntada.forum.models import AgendaItem, Attribution, Sitting, Speaker, Statement
from muntada.forum.queries.statements import STRICTNESS
from muntada.marking.handling import Category, Retention, review_within
from muntada.parties.models import Party
from muntada.trail.bus import announce
from muntada.trail.deed import Record, act, refuse

WRITE = Permission.STATEMENT_WRITE
LANGUAGES = ("ar", "en", "fr", "es", "ru", "zh")
# Numbers of statements that are not attributed are drawn from here: no other number comes so high, and a program
# that keeps numbers as floating point still tells them apart.
_LOWEST, _HIGHEST = 2**51, 2**52
_GONE = {"speaker": "", "category": None, "legal_basis": None, "retention": None, "review_by": None}
_NO_PERSON = {"person": "", "category": None, "legal_basis": None, "retention": None, "review_by": None}


def write_statement(
    actor: Actor,
    sitting: Sitting,
    *,
    text: str,
    language: str,
    item: AgendaItem | None = None,
    party: Party | None = None,
    speaker: str = "",
    on_behalf_of: str = "",
    document: Document | None = None,
    attribution: str = "",
    named_because: str = "",
) -> Statement:
    """Write down what was said in a sitting. `attribution` makes one statement stricter than its sitting.

    Raises ValueRefused for whatever the rule does not let be named, NamesSpeaker where the words name their speaker
    and `named_because` does not say why that is somebody else, NotPossible for an item of another meeting.
    """
    with act(actor, WRITE, on=sitting) as deed:
        sitting = Sitting.objects.select_for_update().get(pk=sitting.pk)
        rule = _rule(sitting, attribution)
        if item is not None and item.meeting_id != sitting.meeting_id:
            raise NotPossible("of_another_meeting")
        made = Statement(
            sitting=sitting, item=item, attribution=rule, party=party, document=document, language=_language(language),
            speaker=checked_name("speaker", speaker), on_behalf_of=checked_name("on_behalf_of", on_behalf_of),
        )  # fmt: skip
        _refuse_names(made)
        made.text = checked_text(text)
        made.named_because = explained(made.text, named_because, sitting.meeting, rule)
        _as_personal(made)
        made.marked(under(sitting, *([item] if item else []), *([document] if document else [])))
        _save_new(made)
        _note(deed, made)
    return made


def rewrite_statement(actor: Actor, statement: Statement, *, text: str, named_because: str = "") -> Statement:
    """Put the words of a statement right. Raises NamesSpeaker as `write_statement` does."""
    with act(actor, WRITE, on=statement.sitting) as deed:
        held = Statement.objects.select_for_update().get(pk=statement.pk)
        held.text = checked_text(text)
        held.named_because = explained(held.text, named_because, held.sitting.meeting, held.attribution)
        held.save(update_fields=["text", "named_because"])
        _note(deed, held)
    return held


def set_attribution(actor: Actor, sitting: Sitting, attribution: str) -> int:
    """Change what may be said of who spoke in a sitting; how many statements lost a name by it.

    It can be made stricter at any time, and what may not be said any more is taken out at once. It can be made
    looser only as long as nobody asked for the floor and nothing was said. Raises NotPossible("looser").
    """
    if attribution not in Attribution.values:
        raise ValueRefused("attribution", f"There is no rule {attribution}.")
    with act(actor, Permission.MEETING_RUN, on=sitting.meeting) as deed, under_ceiling(CLERK):
        held = Sitting.objects.select_for_update().get(pk=sitting.pk)
        hold_lists(held)
        stands = held.statements.exists() or Speaker.objects.filter(list__sitting=held).exists()
        if STRICTNESS[attribution] < STRICTNESS[held.attribution] and stands:
            raise NotPossible("looser")
        held.attribution = attribution
        held.save(update_fields=["attribution"])
        lost = _tighten(held, actor)
        deed.of(held, attribution=attribution)
        if stands:
            transaction.on_commit(partial(announce, NamesTakenOut(held.pk)))
    sitting.attribution = attribution
    return lost


def purge_names(actor: Actor) -> int:
    """Take the names out of statements and lists whose time for that has passed; how many. Words and parties stay."""
    over = Q(category__isnull=False, review_by__lt=clock.today(), restricted=False, disputed=False)
    if not decide(actor, Permission.STATEMENT_PURGE):
        refuse(actor, Permission.STATEMENT_PURGE, None, "Names are taken out by the system itself.")
    with under_ceiling(CLERK), act(actor, Permission.STATEMENT_PURGE) as deed:
        sittings = set(Statement.objects.filter(over).values_list("sitting", flat=True))
        sittings |= set(Speaker.objects.filter(over).values_list("list__sitting", flat=True))
        purged = Statement.objects.filter(over).update(**_GONE) + Speaker.objects.filter(over).update(**_NO_PERSON)
        deed.things.append({"thing": "forum.statement", "purged": purged})
        for pk in sorted(sittings)[:1]:  # one cleaning does for all of them
            transaction.on_commit(partial(announce, NamesTakenOut(pk)))
    return purged


def _rule(sitting: Sitting, attribution: str) -> str:
    wanted = attribution or sitting.attribution
    if wanted not in Attribution.values:
        raise ValueRefused("attribution", f"There is no rule {attribution}.")
    if STRICTNESS[wanted] < STRICTNESS[sitting.attribution]:
        raise ValueRefused("attribution", "A statement can be kept more strictly than its sitting, not less.")
    return wanted


def _refuse_names(made: Statement) -> None:
    """Nothing is named that the rule does not let be named."""
    if made.attribution == Attribution.ATTRIBUTED:
        return
    given: Iterable[tuple[str, object]] = [("speaker", made.speaker)]
    if made.attribution == Attribution.NOT_ATTRIBUTED:
        given = [
            *given,
            ("party", made.party),
            ("on_behalf_of", made.on_behalf_of),
            ("document", made.document),
        ]
    for field, value in given:
        if value:
            raise ValueRefused(field, "What is said here is not attributed: this may not be written.")


def _as_personal(made: Statement) -> None:
    if made.speaker:
        made.category, made.legal_basis_id = Category.OFFICIAL.value, "public_office"
        made.retention = Retention.CASE.value
        made.review_by = review_within(Retention.CASE, clock.today())


def _save_new(made: Statement) -> None:
    if made.attribution == Attribution.NOT_ATTRIBUTED:
        made.pk = _drawn()
    made.save(force_insert=True)


def _drawn() -> int:
    """A number that nobody has, by lot: numbers in the order of writing would tell the order of speaking."""
    while True:
        pk = _LOWEST + secrets.randbelow(_HIGHEST - _LOWEST)
        if not Statement.objects.filter(pk=pk).exists():
            return pk


def _note(deed: Record, made: Statement) -> None:
    """What is not attributed is named in the trail by its sitting alone: a line has a moment, and that would tell."""
    deed.of(made.sitting if made.attribution == Attribution.NOT_ATTRIBUTED else made)


def _tighten(sitting: Sitting, actor: Actor) -> int:
    """Take out of statements and lists what the sitting's rule does not let be said any more."""
    looser = [rule for rule, rank in STRICTNESS.items() if rank < STRICTNESS[sitting.attribution]]
    found = list(Statement.objects.select_for_update().filter(sitting=sitting, attribution__in=looser))
    # In the order of their words, because the new rows must not lie in the order of the old ones.
    for one in sorted(found, key=lambda statement: statement.sought):
        _strip(one, sitting.attribution)
    if sitting.attribution == Attribution.NOT_ATTRIBUTED and sitting.state == Sitting.State.CLOSED:
        erase_speakers(sitting)
    elif sitting.attribution != Attribution.ATTRIBUTED:
        for asked in Speaker.objects.filter(list__sitting=sitting).select_related("list__sitting__meeting"):
            for name, value in _NO_PERSON.items():
                setattr(asked, name, value)
            asked.marked(handling_of_speaker(asked, actor))
            asked.save()
    return len(found)


def _strip(one: Statement, rule: str) -> None:
    for name, value in _GONE.items():
        setattr(one, name, value)
    one.attribution = rule
    if rule == Attribution.PARTY_ONLY:
        one.save()
        return
    old = one.pk
    one.party, one.on_behalf_of, one.document = None, "", None
    _save_new(one)  # under a number drawn by lot
    Statement.objects.filter(pk=old).delete()


def _language(language: str) -> str:
    if required("language", language) not in LANGUAGES:
        raise ValueRefused("language", f"There is no language {language}.")
    return language
