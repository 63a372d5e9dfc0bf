"""Bodies and their mandates: entering what sources state, and what the forum itself makes, changes and ends."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from muntada.access.actor import Actor
from muntada.access.rules import Permission
from muntada.evidence.matching import Into
from muntada.evidence.named import checked_date, checked_term, named_party, required
from muntada.evidence.pen import Pen, Written
from muntada.evidence.values import ValueRefused
from muntada.forum.actions.office import end_terms_of
from muntada.forum.actions.rules import NotPossible
from muntada.forum.actions.under import Given, keep
from muntada.forum.models import Body, Mandate
from muntada.forum.queries.rules import LANGUAGES
from muntada.library.models import Work
from muntada.parties.models import Name, Party
from muntada.text.when import bounds
from muntada.trail.deed import Record, act

_KEY = re.compile(r"[a-z0-9]+(?:[._-][a-z0-9]+)*", re.ASCII)
CHANGEABLE = ("kind", "parent", "established", "place")


def named_body(pen: Pen, field: str, key: str) -> Body:
    """The body of this key; a party that no table lists as a body becomes one. A state is refused."""
    body = Body.objects.filter(party=key).first()
    if body is not None:
        return body
    party = named_party(pen, field, key)
    if party.kind == Party.Kind.STATE:
        raise ValueRefused(field, f"{key} is a state, not a body.")
    return pen.make(Body, {"party": party})


def record_body(
    actor: Actor,
    *,
    key: str,
    kind: str = "",
    parent: str = "",
    established: str = "",
    members: int | None = None,
    into: Into = None,
) -> Written:
    """Enter what a source states of a body: its kind, the body above it, when it began, how many members it has.

    Raises ValueRefused for an unknown key, kind or date. The key says which body it is, so `into` may only repeat it.
    """
    checked_date("established", established)
    checked_term("kind", "body_kind", kind)
    if isinstance(into, Body) and into.key != key:
        raise ValueRefused("into", f"The finding speaks of {key}, not of {into.key}.")
    with act(actor, Permission.RECORD_WRITE) as deed:
        pen = Pen()
        body = named_body(pen, "key", required("key", key))
        pen.say(body, party=body.party)
        above = named_body(pen, "parent", parent) if parent else None
        if above == body:
            raise ValueRefused("parent", "A body does not stand above itself.")
        pen.say(body, kind=kind, parent=above, established=established, member_count=members)
        deed.of(body)
        return pen.done(body)


def record_mandate(actor: Actor, *, body: str, title: str) -> Written:
    """Enter one task of a body, in the words of a source."""
    with act(actor, Permission.RECORD_WRITE) as deed:
        pen = Pen()
        of = named_body(pen, "body", required("body", body))
        mandate = Mandate.objects.filter(body=of, title=required("title", title)).first()
        if mandate is None:
            mandate = pen.make(Mandate, {"body": of, "title": title})
        else:
            pen.say(mandate, body=of, title=title)
        deed.of(mandate)
        return pen.done(mandate)


def make_body(
    actor: Actor,
    *,
    key: str,
    names: Mapping[str, str],
    kind: str,
    parent: Body | None = None,
    acronym: str = "",
    established: str = "",
    place: str = "",
    handling: Given = None,
) -> Body:
    """Make a body of the forum's own, or a forum, under a key for good; `names` by language.

    Raises ValueRefused for a key that is taken or none, an unknown kind or date, or no name at all.
    """
    if not _KEY.fullmatch(key) or len(key) > 120:
        raise ValueRefused("key", "A key is made of small Latin letters, digits and dots.")
    checked_term("kind", "body_kind", required("kind", kind))
    checked_date("established", established)
    shown = {language: names.get(language, "").strip() for language in LANGUAGES}
    if not any(shown.values()):
        raise ValueRefused("names", "This must be said.")
    with act(actor, Permission.BODY_KEEP, on=parent) as deed:
        if Party.objects.filter(pk=key).exists():
            raise ValueRefused("key", f"The key {key} is taken.")
        above = [parent] if parent is not None else []
        party = keep(Party(key=key, kind=Party.Kind.BODY, acronym=acronym), *above, given=handling)
        called = [Name(party=party, language=one, text=text, preferred=True) for one, text in shown.items() if text]
        Name.objects.bulk_create(called)
        made = keep(
            Body(party=party, kind=kind, parent=parent, established=established, place=place), *above, given=handling
        )
        deed.of(party)
        deed.of(made)
    return made


def change_body(actor: Actor, body: Body, **values: Any) -> Body:
    """Change what a body is: its kind, the body above it, when it began, where it sits.

    Raises ValueRefused for an unknown value, NotPossible(`circle`) for a body that would stand under itself.
    """
    unknown = set(values) - set(CHANGEABLE)
    if unknown:
        raise ValueRefused(min(unknown), "That of a body does not change so.")
    checked_term("kind", "body_kind", values.get("kind", ""))
    checked_date("established", values.get("established", ""))
    with act(actor, Permission.BODY_KEEP, on=body) as deed:
        body = Body.objects.select_for_update().get(pk=body.pk)
        above = values.get("parent")
        while above is not None:
            if above.pk == body.pk:
                raise NotPossible("circle", "A body does not stand above itself.", "parent")
            above = above.parent
        _set(deed, body, **values)
    return body


def succeed_body(actor: Actor, body: Body, *, by: Body, on: date, reason: str = "") -> Body:
    """Let a body be succeeded by another from a day on: it ends, and its terms with it.

    Raises NotPossible(`circle`) where the other one was itself succeeded by this one, `ended` for one that has ended.
    """
    after: Body | None = by
    while after is not None:
        if after.pk == body.pk:
            raise NotPossible("circle", "A body does not succeed itself.", "by")
        after = after.succeeded_by
    return _ended(actor, body, on, reason, by)


def dissolve_body(actor: Actor, body: Body, *, on: date, reason: str = "") -> Body:
    """End a body on a day, and its terms with it. Raises NotPossible(`ended`) for one that has ended."""
    return _ended(actor, body, on, reason, None)


def give_mandate(
    actor: Actor, body: Body, *, title: str, work: Work | None = None, clause: str = "", handling: Given = None
) -> Mandate:
    """Give a body a task, with the instrument and the clause of it that gives it, as it is printed.

    Given again in the same words it is the same mandate, with this clause.
    """
    title = required("title", title.strip())
    if clause and work is None:
        raise ValueRefused("work", "A clause is one of an instrument.")
    with act(actor, Permission.BODY_KEEP, on=body) as deed:
        mandate = Mandate.objects.filter(body=body, title=title).first()
        if mandate is None:
            above: list[Any] = [body] if work is None else [body, work]
            mandate = keep(Mandate(body=body, title=title, work=work, clause=clause), *above, given=handling)
            deed.of(mandate)
        else:
            _set(deed, mandate, work=work, clause=clause)
    return mandate


def _ended(actor: Actor, body: Body, on: date, reason: str, by: Body | None) -> Body:
    with act(actor, Permission.BODY_KEEP, on=body) as deed:
        body = Body.objects.select_for_update().get(pk=body.pk)
        if body.dissolved:
            raise NotPossible("ended", f"That body ended on {body.dissolved}.", "on")
        if body.established and on <= bounds(body.established)[0]:
            raise ValueRefused("on", f"The body began on {body.established}.")
        _set(deed, body, dissolved=on.isoformat(), succeeded_by=by, reason=reason)
        with act(actor, Permission.TERM_KEEP, on=body) as ending:
            end_terms_of(actor, ending, body.pk, on, reason)
    return body


def _set(deed: Record, thing: Body | Mandate, reason: str = "", **values: Any) -> None:
    """Write values, with what stood there before in the trail."""
    changed = {name: value for name, value in values.items() if getattr(thing, name) != value}
    before = {name: _plain(getattr(thing, name)) for name in changed}
    for name, value in changed.items():
        setattr(thing, name, value)
    if changed:
        thing.save(update_fields=[*changed])
        after = {name: _plain(value) for name, value in changed.items()}
        deed.of(thing, before=before, after=after, **({"reason": reason} if reason else {}))


def _plain(value: Any) -> Any:
    return value.pk if isinstance(value, (Body, Work)) else value
