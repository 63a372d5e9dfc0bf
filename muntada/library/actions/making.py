"""Entering a work by hand, and putting it right: what it is, who adopted it and how, what it succeeds and adds to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from muntada.access.actor import Actor
from muntada.access.models import Handled
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.evidence.named import checked_date, checked_term, required
from muntada.evidence.values import ValueRefused
from muntada.library.models import Relation, Symbol, Title, Work
from muntada.library.naming import canonical
from muntada.marking.handling import Handling
from muntada.parties.models import LANGUAGES, Party
from muntada.text.gate import TextRefused, admit_name
from muntada.trail.deed import act

BINDING = ("", "treaty", "chapter_7", "eu_law")  # why it binds; "" where it does not
STATUSES = (
    "", "planned", "negotiated", "presented", "endorsed", "adopted", "in_force", "superseded", "withdrawn", "tool",
    "companion", "inspired_institution",
)  # fmt: skip
_KEY = re.compile(r"[a-z0-9][a-z0-9._-]{0,119}", re.ASCII)
_VOTES = re.compile(r"[0-9]{1,4}-[0-9]{1,4}-[0-9]{1,4}", re.ASCII)
_COLUMNS = (
    "kind",
    "symbol",
    "body",
    "adopted",
    "in_force",
    "adopted_by",
    "votes",
    "binding",
    "status",
    "parent",
    "note",
)


def make_work(
    actor: Actor,
    *,
    key: str,
    titles: Mapping[str, str],
    handling: Handling | None = None,
    supersedes: str = "",
    **said: Any,
) -> Work:
    """Enter a work that the library does not have, with its title in at least one language.

    `said` are kind, symbol, the keys of body and parent, adopted, in_force, adopted_by, votes (13-0-2), binding,
    status, topics and note; `supersedes` is the key of the work that this one succeeds. Raises ValueRefused.
    """
    if not _KEY.fullmatch(required("key", key)):
        raise ValueRefused("key", "A key is of small Latin letters, digits, dots, hyphens and underscores.")
    required("kind", str(said.get("kind", "")))
    if not any(titles.values()):
        raise ValueRefused("title", "This must be said in one language at least.")
    with act(actor, Permission.RECORD_WRITE) as deed:
        if Work.objects.filter(pk=key).exists():
            raise ValueRefused("key", "The library has a work of this key.")
        work = Work(key=key, **_columns(actor, said, key))
        _marked(work, handling)
        work.save()
        _name(work, titles)
        _symbol(work)
        _succeed(actor, work, supersedes)
        deed.of(work, kind=work.kind)
    return work


def change_work(
    actor: Actor, work: Work, *, titles: Mapping[str, str] | None = None, supersedes: str = "", **said: Any
) -> Work:
    """Put right what is known of a work; what is not named stays. Raises as `make_work`."""
    columns = _columns(actor, said, work.pk)
    with act(actor, Permission.RECORD_WRITE, on=work) as deed:
        held = Work.objects.select_for_update(of=("self",)).get(pk=work.pk)
        for name, value in columns.items():
            setattr(held, name, value)
        for above in (held.body, held.parent):
            if above is not None and not above.handling.flows_to(held.handling):
                raise ValueRefused("parent" if above is held.parent else "body", "That is for fewer people than this.")
        held.save(update_fields=sorted(columns))
        if titles:
            _name(held, titles)
        _symbol(held)
        _succeed(actor, held, supersedes)
        deed.of(held, fields=sorted(columns))
    return held


def _columns(actor: Actor, said: Mapping[str, Any], key: str) -> dict[str, Any]:
    unknown = set(said) - {*_COLUMNS, "topics"}
    if unknown:
        raise ValueRefused(min(unknown), "A work has nothing of this name.")
    found: dict[str, Any] = {name: _line(name, str(said[name] or "")) for name in _COLUMNS if name in said}
    _check(found)
    if "symbol" in found:
        found["symbol"] = canonical(found["symbol"])
    if "body" in found:
        parties = rows(actor, Permission.RECORD_READ, Party)  # what one may not know of is not there
        found["body"] = parties.filter(pk=found["body"]).first() if found["body"] else None
        if said["body"] and found["body"] is None:
            raise ValueRefused("body", f"No party has the key {said['body']}.")
    if "parent" in found:
        found["parent"] = _other(actor, "parent", found["parent"], key)
    if "topics" in said:
        found["topics"] = [checked_term("topics", "topic", one) for one in dict.fromkeys(said["topics"])]
    return found


def _check(found: Mapping[str, str]) -> None:
    checked_term("kind", "instrument_kind", found.get("kind", ""))
    for name in ("adopted", "in_force"):
        checked_date(name, found.get(name, ""))
    choices = {"adopted_by": ("", *Work.Adoption.values), "binding": BINDING, "status": STATUSES}
    for name, allowed in choices.items():
        if found.get(name, "") not in allowed:
            raise ValueRefused(name, f"It is one of: {', '.join(one for one in allowed if one)}.")
    if found.get("votes") and not _VOTES.fullmatch(found["votes"]):
        raise ValueRefused("votes", "Votes are written as for-against-abstaining, such as 13-0-2.")
    if found.get("votes") and found.get("adopted_by", "vote") != "vote":
        raise ValueRefused("votes", "Only what was adopted by a vote has votes.")


def _other(actor: Actor, field: str, key: str, own: str) -> Work | None:
    """Another work that the actor may know of, which this one does not itself stand under."""
    if not key:
        return None
    other = rows(actor, Permission.RECORD_READ, Work).filter(pk=key).first()
    if other is None:
        raise ValueRefused(field, f"The library has no work {key}.")
    above: Work | None = other
    while above is not None:
        if above.pk == own:
            raise ValueRefused(field, "A work does not stand under itself.")
        above = above.parent
    return other


def _marked(work: Work, handling: Handling | None) -> None:
    """As it is said; and never for more people than the body and the work that it stands under are."""
    if handling is not None:
        work.marked(handling)
    above: list[Handled] = [one for one in (work.body, work.parent) if one is not None]
    if handling is None and above:
        work.marked(above[-1].handling)
    for one in above:
        if not one.handling.flows_to(work.handling):
            raise ValueRefused("parent" if one is work.parent else "body", "That is for fewer people than this.")


def _name(work: Work, titles: Mapping[str, str]) -> None:
    for language, text in titles.items():
        if language not in dict(LANGUAGES):
            raise ValueRefused("title", f"{language} is none of the three languages.")
        said = _line("title", text)
        if said:
            Title.objects.filter(work=work, language=language, preferred=True).exclude(text=said).update(
                preferred=False
            )
            Title.objects.update_or_create(work=work, language=language, text=said, defaults={"preferred": True})


def _symbol(work: Work) -> None:
    """The symbol leads to the work; one that leads to another work already is refused."""
    if not work.symbol:
        return
    known, _new = Symbol.objects.get_or_create(text=work.symbol, defaults={"work": work})
    if known.work_id != work.pk:
        raise ValueRefused("symbol", "Another work has this symbol.")


def _succeed(actor: Actor, work: Work, key: str) -> None:
    older = _other(actor, "supersedes", key, work.pk)
    if older is None:
        return
    relation = {"subject_work": work, "predicate": Relation.Predicate.SUPERSEDES, "object_work": older}
    if not Relation.objects.filter(**relation).exists():
        made = Relation(**relation)
        made.marked(work.handling)
        made.save()


def _line(field: str, value: str) -> str:
    said = " ".join(value.split())
    limit = 60 if field == "symbol" else 600
    if not said:
        return ""
    try:
        return admit_name(said, limit=limit)
    except TextRefused as error:
        raise ValueRefused(field, str(error)) from error
