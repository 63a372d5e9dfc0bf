"""Corrections of a proposed structure, each a deed of its own: divide, join, indent, number, name, say, point to."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from muntada.access.actor import Actor
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.evidence.named import checked_term
from muntada.evidence.values import ValueRefused
from muntada.library.actions.drafting import Draft, drafting
from muntada.library.actions.refusals import NotPossible
from muntada.library.models import Clause, ClauseText, Expression
from muntada.text.gate import TextRefused, admit

DEEPEST = 8
LONGEST = 200_000
_BETWEEN = re.compile(r"\n[^\S\n]*\n")
_ACT = re.compile(r"[a-z][a-z_]{0,39}", re.ASCII)


def split(actor: Actor, version: Expression, wid: str, *, parts: str, seen: int) -> None:
    """Divide a clause where `parts`, its own words, has empty lines: the first part stays, the others follow it.

    What stands within it stays with the last part. Raises NotPossible, ValueRefused.
    """
    with drafting(actor, version, seen, "split", wid) as draft:
        place = draft.at(wid)
        text = draft.texts[place]
        said = [" ".join(one.split()) for one in _BETWEEN.split(_words("parts", parts)) if one.strip()]
        if len(said) < 2:
            raise NotPossible("one_part")
        if " ".join(said) != " ".join(text.text.split()):
            raise NotPossible("other_words")
        spans = _spans(draft, text, said)
        text.text, (text.start, text.end) = said[0], spans[0]
        text.confidence = None
        text.save()
        _add_parts(draft, place, said[1:], spans[1:])


def join(actor: Actor, version: Expression, wid: str, *, seen: int) -> None:
    """Put a clause to the one before it, with its words; what stands within it moves along. Raises NotPossible."""
    with drafting(actor, version, seen, "join", wid) as draft:
        place = draft.at(wid)
        if not place:
            raise NotPossible("nothing_before")
        text, before = draft.texts[place], draft.texts[place - 1]
        printed = " ".join(part for part in (text.number, text.heading, text.text) if part)
        before.text = f"{before.text} {printed}".strip()
        if before.start is not None and text.end is not None:
            before.end = max(before.end or 0, text.end)
        before.confidence = None
        before.save()
        for inner in range(place + 1, draft.end(place)):
            if draft.texts[inner].clause.parent_id == text.clause_id:
                draft.put_under(inner, before.clause)
        draft.texts.remove(text)
        text.delete()


def indent(actor: Actor, version: Expression, wid: str, *, seen: int) -> None:
    """Put a clause, with all within it, into the clause before it on the same level. Raises NotPossible."""
    with drafting(actor, version, seen, "indent", wid) as draft:
        place = draft.at(wid)
        before = draft.sibling_before(place)
        if before is None:
            raise NotPossible("nothing_before")
        if draft.depth(place) + 1 >= DEEPEST:
            raise NotPossible("too_deep")
        draft.put_under(place, draft.texts[before].clause)


def outdent(actor: Actor, version: Expression, wid: str, *, seen: int) -> None:
    """Take a clause out of the clause that it stands in. What follows it there is within it from then on, so that the
    text keeps its order. Raises NotPossible."""
    with drafting(actor, version, seen, "outdent", wid) as draft:
        place = draft.at(wid)
        parent = draft.parent_of(place)
        if parent is None:
            raise NotPossible("outermost")
        clause = draft.texts[place].clause
        for after in range(draft.end(place), draft.end(draft.at(parent.wid))):
            if draft.texts[after].clause.parent_id == parent.pk:
                draft.put_under(after, clause)
        draft.put_under(place, draft.parent_of(draft.at(parent.wid)))


def move_up(actor: Actor, version: Expression, wid: str, *, seen: int) -> None:
    """Put a clause, with all within it, before the one before it on the same level. Raises NotPossible."""
    with drafting(actor, version, seen, "move", wid) as draft:
        place = draft.at(wid)
        before = draft.sibling_before(place)
        if before is None:
            raise NotPossible("nothing_before")
        end = draft.end(place)
        draft.texts[before:end] = [*draft.texts[place:end], *draft.texts[before:place]]


def renumber(actor: Actor, version: Expression, wid: str, *, number: str, seen: int) -> None:
    """Say what number is printed at a clause in this version. Raises NotPossible, ValueRefused."""
    said = _line("number", number, 40)
    with drafting(actor, version, seen, "renumber", wid) as draft:
        text = draft.texts[draft.at(wid)]
        text.number, text.confidence = said, None
        text.save(update_fields=["number", "confidence"])


def retype(actor: Actor, version: Expression, wid: str, *, kind: str, seen: int) -> None:
    """Say of what kind a clause is. Raises NotPossible, ValueRefused."""
    if kind not in Clause.Kind.values:
        raise ValueRefused("kind", f"There is no kind {kind}.")
    with drafting(actor, version, seen, "retype", wid) as draft:
        clause = draft.texts[draft.at(wid)].clause
        clause.kind = kind
        clause.save(update_fields=["kind"])


def reword(actor: Actor, version: Expression, wid: str, *, heading: str, text: str, seen: int) -> None:
    """Put the heading and the words of a clause right, in this version. Raises NotPossible, ValueRefused."""
    said, words = _line("heading", heading, 600), _words("text", text)
    if not said and not words:
        raise ValueRefused("text", "A clause says something: take it out where it does not.")
    with drafting(actor, version, seen, "reword", wid) as draft:
        one = draft.texts[draft.at(wid)]
        one.heading, one.text, one.confidence = said, words, None
        one.save(update_fields=["heading", "text", "confidence"])


def describe(
    actor: Actor,
    version: Expression,
    wid: str,
    *,
    opening: str = "",
    addressee: str = "",
    topics: Sequence[str] = (),
    pillar: int | None = None,
    lifecycle: str = "",
    sector: str = "",
    seen: int,
) -> None:
    """Say what a clause does, to whom it speaks and what it is about, in every language. Raises as the others."""
    if opening and not _ACT.fullmatch(opening):
        raise ValueRefused("opening", f"{opening} is no act of a clause.")
    if addressee and addressee not in Clause.Addressee.values:
        raise ValueRefused("addressee", f"Nobody is called {addressee} here.")
    if pillar is not None and not 1 <= pillar <= 4:
        raise ValueRefused("pillar", "The Strategy has four pillars.")
    about = {
        "opening": opening,
        "addressee": addressee,
        "topics": [checked_term("topics", "topic", one) for one in dict.fromkeys(topics)],
        "pillar": pillar,
        "lifecycle": checked_term("lifecycle", "lifecycle", lifecycle),
        "sector": checked_term("sector", "sector", sector),
    }
    with drafting(actor, version, seen, "describe", wid) as draft:
        clause = draft.texts[draft.at(wid)].clause
        for name, value in about.items():
            setattr(clause, name, value)
        clause.save(update_fields=list(about))


def take_out(actor: Actor, version: Expression, wid: str, *, seen: int) -> None:
    """Leave a clause out of this version: a page's head that was taken for one. What is within it stays.

    Raises NotPossible.
    """
    with drafting(actor, version, seen, "take_out", wid) as draft:
        place = draft.at(wid)
        parent = draft.parent_of(place)
        for inner in range(place + 1, draft.end(place)):
            if draft.texts[inner].clause.parent_id == draft.texts[place].clause_id:
                draft.put_under(inner, parent)
        draft.texts.pop(place).delete()


def identify(actor: Actor, version: Expression, wid: str, *, target: str, seen: int) -> None:
    """Say which clause of the work this one is; with no `target`, that it is none of those there are.

    Raises NotPossible where the work has no such clause, or this version has words for it already.
    """
    with drafting(actor, version, seen, "identify", wid) as draft:
        text = draft.texts[draft.at(wid)]
        before = text.clause
        if any(one.clause.wid == target for one in draft.texts):
            raise NotPossible("taken")
        clause = _seen_at(actor, version, target) if target else _apart(draft, text)
        if clause is None:
            raise NotPossible("no_such_target")
        for one in draft.texts:
            if one.clause.parent_id == before.pk and before.pk not in draft.fixed:
                one.clause.parent = clause
                one.clause.save(update_fields=["parent"])
        text.clause, text.confidence = clause, None
        text.save(update_fields=["clause", "confidence"])
        if target:
            draft.fixed.add(clause.pk)


CORRECTIONS: dict[str, Callable[..., None]] = {
    "split": split,
    "join": join,
    "indent": indent,
    "outdent": outdent,
    "move_up": move_up,
    "renumber": renumber,
    "retype": retype,
    "reword": reword,
    "describe": describe,
    "take_out": take_out,
    "identify": identify,
}


def correct(actor: Actor, version: Expression, what: str, wid: str, *, seen: int, **said: Any) -> None:
    """One of the corrections by its name, for doors. Raises NotPossible, ValueRefused."""
    CORRECTIONS[what](actor, version, wid, seen=seen, **said)


def _seen_at(actor: Actor, version: Expression, wid: str) -> Clause | None:
    """The clause of the work at this address, of which the actor may read some words."""
    told = rows(actor, Permission.RECORD_READ, ClauseText, via="expression")
    return Clause.objects.filter(work=version.work_id, wid=wid, pk__in=told.values("clause")).first()


def _apart(draft: Draft, text: ClauseText) -> Clause:
    """A clause of its own, like the one that this text was taken for."""
    like = text.clause
    return Clause.objects.create(
        work=draft.version.work, wid=f"~new{text.pk}", parent=like.parent, order=like.order, kind=like.kind,
        opening=like.opening, addressee=like.addressee,
    )  # fmt: skip


def _add_parts(draft: Draft, place: int, said: list[str], spans: list[tuple[int | None, int | None]]) -> None:
    first = draft.texts[place].clause
    inner = [one for one in range(place + 1, draft.end(place)) if draft.texts[one].clause.parent_id == first.pk]
    added: list[ClauseText] = []
    for count, (words, (start, end)) in enumerate(zip(said, spans, strict=True)):
        clause = Clause.objects.create(
            work=draft.version.work, wid=f"~{first.pk}.{draft.version.revision}.{count}", parent=first.parent,
            order=first.order, kind=first.kind,
        )  # fmt: skip
        added.append(ClauseText(clause=clause, expression=draft.version, order=0, text=words, start=start, end=end))
    for one in inner:
        draft.put_under(one, added[-1].clause)
    ClauseText.objects.bulk_create(added)
    draft.texts[place + 1 : place + 1] = added


def _spans(draft: Draft, text: ClauseText, said: list[str]) -> list[tuple[int | None, int | None]]:
    """Where each part stands in the captured document; a part that is not found there has no place."""
    document = draft.version.document
    if document is None or text.start is None or text.end is None:
        return [(None, None)] * len(said)
    at, spans = text.start, list[tuple[int | None, int | None]]()
    for words in said:
        pattern = re.compile(r"\s+".join(re.escape(word) for word in words.split()))
        found = pattern.search(document.text, at, text.end)
        spans.append(found.span() if found else (None, None))
        at = found.end() if found else at
    if spans[0] == (None, None):
        spans[0] = (text.start, text.end)
    return spans


def _line(field: str, value: str, limit: int) -> str:
    said = " ".join(value.split())
    if len(said) > limit:
        raise ValueRefused(field, f"At most {limit} characters.")
    return _admitted(field, said, limit) if said else ""


def _words(field: str, value: str) -> str:
    said = value.replace("\r\n", "\n").strip()
    return _admitted(field, said, LONGEST) if said else ""


def _admitted(field: str, value: str, limit: int) -> str:
    try:
        return admit(value, limit=limit)
    except TextRefused as error:
        raise ValueRefused(field, str(error)) from error
