"""What a person does with texts: writing notes, putting together collections, following, and sharing the first two."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, quote, urlencode

from django.db import IntegrityError, transaction
from django.db.models import F, Max

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.operations import Operation
from muntada.access.rules import Permission
from muntada.evidence.actions.given import Given, HandlingRefused, brought_under
from muntada.evidence.conditions import columns_of
from muntada.evidence.values import ValueRefused
from muntada.library.models import (
    Clause,
    Collection,
    CollectionItem,
    Expression,
    Follow,
    News,
    Note,
    NoteRevision,
    Sharing,
    Work,
)
from muntada.library.queries.reading import look_for, look_of
from muntada.marking.tlp import TLP
from muntada.people.models import User
from muntada.search.queries import FACETS
from muntada.trail.deed import Refused, act

KEEP, SHARE = Permission.READING_KEEP, Permission.READING_SHARE
LONGEST = 10_000  # letters of a note
MOST = 2_000  # items of a collection
REMEMBERED = 500  # of what a search has found


def write_note(actor: Actor, work: Work, clause: Clause | None = None, *, text: str) -> Note:
    """A note of one's own beside a work or a clause of it, read by nobody else. Raises ValueRefused."""
    said = _text(text)
    with act(actor, KEEP, on=myself(actor)) as deed:
        deed.as_operation(Operation.COLLECT)
        note = Note.objects.create(user=myself(actor), work=work, clause=clause, text=said)
        deed.of(note, work=work.pk)
    return note


def change_note(actor: Actor, note: Note, *, text: str) -> Note:
    """Other words for a note; what it said before stays in its history. Raises ValueRefused."""
    said = _text(text)
    with act(actor, KEEP, on=note.user) as deed:
        kept = Note.objects.select_for_update().get(pk=note.pk)
        if kept.text != said:
            NoteRevision.objects.create(note=kept, text=kept.text)
            Note.objects.filter(pk=note.pk).update(text=said, changed_at=clock.now())
        deed.of(note, changed=kept.text != said)
    note.refresh_from_db()
    return note


def delete(actor: Actor, thing: Note | Collection) -> None:
    """Delete a note with its history, or a collection with what is in it, for whoever it was shared with too."""
    with act(actor, KEEP, on=thing.user) as deed:
        deed.as_operation(Operation.ERASE)
        deed.of(thing)
        thing.delete()


def share(actor: Actor, thing: Note | Collection, given: Given) -> Sharing:
    """Share a note or a collection under a label; what was said of it before is said anew.

    A note is marked no more openly than the text it stands beside. Raises HandlingRefused.
    """
    if given.tlp is None and not given.audience:
        raise HandlingRefused("audience", "unknown")
    words = thing.text if isinstance(thing, Note) else f"{thing.name}\n{thing.about}"
    own = Given(tlp=given.tlp, originator=actor.key, audience=given.audience)
    handling, conditions = brought_under(actor, own, words)
    if isinstance(thing, Note) and _label_beside(thing).rank > handling.tlp.rank:
        raise HandlingRefused("tlp", "wider_than_text")
    with act(actor, SHARE, on=thing.user) as deed:
        sharing = getattr(thing, "sharing", None) or Sharing(
            **{"note" if isinstance(thing, Note) else "collection": thing}
        )
        sharing.marked(handling)
        for name, value in columns_of(conditions).items():
            setattr(sharing, name, value)
        sharing.save()
        deed.of(sharing, label=handling.tlp.value)
        deed.to(*sorted(handling.audience))
    return sharing


def _label_beside(note: Note) -> TLP:
    """How openly the text is marked that a note stands beside: of a clause, its most open version at most."""
    of_work = note.work.handling.tlp
    versions = Expression.objects.filter(texts__clause=note.clause).exclude(state=Expression.State.PROPOSED)
    labels = [TLP(label) for label in versions.values_list("tlp", flat=True)] if note.clause is not None else []
    return max(of_work, min(labels, key=lambda one: one.rank), key=lambda one: one.rank) if labels else of_work


def unshare(actor: Actor, thing: Note | Collection) -> None:
    """From now on it is one's own alone."""
    with act(actor, SHARE, on=thing.user) as deed:
        deed.as_operation(Operation.ALTER)
        deed.of(thing, shared=False)
        Sharing.objects.filter(**{"note" if isinstance(thing, Note) else "collection": thing}).delete()


def make_collection(actor: Actor, *, name: str, about: str = "") -> Collection:
    """A collection of one's own under a name that no other one of one's own has. Raises ValueRefused."""
    with act(actor, KEEP, on=myself(actor)) as deed:
        deed.as_operation(Operation.COLLECT)
        try:
            with transaction.atomic():
                made = Collection.objects.create(user=myself(actor), name=_name(name), about=_about(about))
        except IntegrityError:
            raise ValueRefused("name", "You have a collection of this name.") from None
        deed.of(made)
    return made


def change_collection(actor: Actor, collection: Collection, *, name: str, about: str = "") -> Collection:
    """Another name for a collection, or another word on what it is. Raises ValueRefused."""
    with act(actor, KEEP, on=collection.user) as deed:
        collection.name, collection.about, collection.changed_at = _name(name), _about(about), clock.now()
        try:
            with transaction.atomic():
                collection.save(update_fields=["name", "about", "changed_at"])
        except IntegrityError:
            raise ValueRefused("name", "You have a collection of this name.") from None
        deed.of(collection)
    return collection


def collect(
    actor: Actor, collection: Collection, work: Work, clause: Clause | None = None, *, remark: str = ""
) -> CollectionItem:
    """Put a work or a clause at the end of a collection; what is in it stays where it is. Raises ValueRefused."""
    with act(actor, KEEP, on=collection.user) as deed:
        Collection.objects.select_for_update().get(pk=collection.pk)
        found = CollectionItem.objects.filter(collection=collection, work=work, clause=clause).first()
        if found is None:
            last = collection.items.aggregate(last=Max("order"))["last"] or 0
            if collection.items.count() >= MOST:
                raise ValueRefused("collection", f"A collection holds {MOST} things at most.")
            found = CollectionItem.objects.create(
                collection=collection, work=work, clause=clause, order=last + 1, remark=" ".join(remark.split())[:600]
            )
            Collection.objects.filter(pk=collection.pk).update(changed_at=clock.now())
        deed.of(collection, work=work.pk)
    return found


def take_out(actor: Actor, item: CollectionItem) -> None:
    """Take something out of a collection; what stood after it moves up."""
    with act(actor, KEEP, on=item.collection.user) as deed:
        after = CollectionItem.objects.filter(collection=item.collection, order__gt=item.order)
        deed.of(item.collection, work=item.work_id)
        item.delete()
        after.update(order=F("order") - 1)
        Collection.objects.filter(pk=item.collection_id).update(changed_at=clock.now())


def move(actor: Actor, item: CollectionItem, by: int) -> None:
    """Move something in a collection by one place, up (-1) or down (1); at an end it stays."""
    with act(actor, KEEP, on=item.collection.user) as deed:
        every = list(CollectionItem.objects.select_for_update().filter(collection=item.collection_id))
        at = next(place for place, one in enumerate(every) if one.pk == item.pk)
        to = min(max(at + by, 0), len(every) - 1)
        every.insert(to, every.pop(at))
        for place, one in enumerate(every, start=1):
            CollectionItem.objects.filter(pk=one.pk).exclude(order=place).update(order=place)
        deed.of(item.collection, work=item.work_id)


def follow(
    actor: Actor, work: Work | None = None, clause: Clause | None = None, *, topic: str = "", sought: str = ""
) -> Follow:
    """Want to be told when a work, a clause of it, what is on a topic or what a search finds changes from what it is
    now. `sought` is a search as an address has it: `q=biometrics&kind=clause`. Raises ValueRefused."""
    what = Follow.What.TOPIC if topic else Follow.What.CLAUSE if clause is not None else Follow.What.WORK
    if sought:
        what, sought = Follow.What.SEARCH, _search(sought)
    user = myself(actor)
    with act(actor, KEEP, on=user) as deed:
        made, new = Follow.objects.get_or_create(
            user=user, what=what, work=work, clause=clause, topic=topic, sought=sought
        )
        if new:
            made.seen = _seen_now(actor, made)
            made.save(update_fields=["seen"])
        deed.of(made)
    return made


def unfollow(actor: Actor, follow: Follow) -> None:
    """Be told of it no more."""
    with act(actor, KEEP, on=follow.user) as deed:
        deed.of(follow)
        follow.delete()


def look_again(actor: Actor, followed: Follow, reader: Actor) -> News | None:
    """Note what changed of it for its reader since that person was last told; None where nothing did."""
    now, before = _seen_now(reader, followed), followed.seen
    if followed.what == Follow.What.SEARCH:
        # What was told once is not told again where it comes and goes among the best.
        fresh = {name: [key for key in keys if key not in before.get(name, [])] for name, keys in now.items()}
        now = {name: [*keys, *before.get(name, [])][:REMEMBERED] for name, keys in fresh.items()}
        changed = [name for name, keys in fresh.items() if keys]
    else:
        changed = [name for name, digest in now.items() if before.get(name, digest) != digest]
    if now == followed.seen:
        return None
    with act(actor, Permission.FOLLOWS_LOOK) as deed:
        Follow.objects.filter(pk=followed.pk).update(seen=now)
        found = News.objects.create(follow=followed, changes=changed) if changed else None
        deed.of(followed, changes=changed)
    return found


def _seen_now(reader: Actor, followed: Follow) -> dict[str, Any]:
    """What it is for its reader, and `open`: what it is of that as far as it may be told outside of a page."""
    spoken_of = replace(reader, clearance=TLP.CLEAR if reader.clearance == TLP.CLEAR else TLP.GREEN)
    if followed.what == Follow.What.SEARCH:
        language = followed.user.language
        return {
            "found": look_for(reader, followed.sought, language),
            "open": look_for(spoken_of, followed.sought, language),
        }
    return {**look_of(reader, followed), "open": " ".join(look_of(spoken_of, followed).values())}


def _search(sought: str) -> str:
    """A search in one form, so that the same one is not followed twice: its words, then what narrows it."""
    asked = parse_qs(sought)
    words = " ".join(" ".join(asked.get("q", [])).split())
    if not words:
        raise ValueRefused("q", "A search has words.")
    narrowed = sorted((name, value) for name in FACETS for value in set(asked.get(name, [])))
    said = urlencode([("q", words), *narrowed], quote_via=quote, safe="")
    if len(said) > 600:
        raise ValueRefused("q", "This search is too long to be followed.")
    return said


def myself(actor: Actor) -> User:
    """The person who acts. Raises Refused for what is none."""
    kind, _, number = actor.key.partition(":")
    user = User.objects.filter(pk=int(number)).first() if kind == "user" and number.isdecimal() else None
    if user is None:
        raise Refused("Only a person keeps something of their own.")
    return user


def _text(text: str) -> str:
    said = text.replace("\r\n", "\n").strip()
    if not said or len(said) > LONGEST:
        raise ValueRefused("text", f"A note says something, in {LONGEST} letters at most.")
    return said


def _name(name: str) -> str:
    said = " ".join(name.split())
    if not said or len(said) > 200:
        raise ValueRefused("name", "A collection has a name, of 200 letters at most.")
    return said


def _about(about: str) -> str:
    return about.replace("\r\n", "\n").strip()[:LONGEST]
