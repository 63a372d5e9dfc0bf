"""One's own notes and collections, and those that others share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from muntada.access.actor import Actor
from muntada.evidence.actions.given import HandlingRefused
from muntada.evidence.values import ValueRefused
from muntada.library.actions import reading as verbs
from muntada.library.models import Collection, CollectionItem, Note
from muntada.library.queries import reading as queries
from muntada.trail.looking import note_absence, note_consultation
from muntada.web.asking import asker, page_of
from muntada.web.forming import VerbForm
from muntada.web.handling import who, why_refused
from muntada.web.library.doing import NoteForm, ShareForm
from muntada.web.library.reading import called
from muntada.web.names import Names


class CollectionForm(VerbForm):
    """What a collection is called, and what it is."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    about = forms.CharField(
        label=gettext_lazy("What it is"),
        required=False,
        max_length=verbs.LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


@require_safe
def note_list(request: HttpRequest) -> HttpResponse:
    """One's own notes, and those that others share."""
    actor = asker(request)
    shared = list(queries.shared_notes(actor).prefetch_related("note__work__titles")[:200])
    for one in shared:
        note_consultation(actor, one)
    page = page_of(request, queries.own_notes(actor).prefetch_related("work__titles"))
    notes = [*page.object_list, *(one.note for one in shared)]
    context = {
        "page": page,
        "shared": shared,
        "called": called(actor, notes),
        "seen": queries.still_read(actor, page.object_list),
    }
    return render(request, "library/notes.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def note_page(request: HttpRequest, pk: int) -> HttpResponse:
    """A note of one's own: changed here, with what it said before."""
    actor = asker(request)
    note = _own_note(actor, pk)
    form = NoteForm(request.POST or None, initial={"text": note.text})
    if request.method == "POST" and form.is_valid():
        try:
            verbs.change_note(actor, note, **form.given())
        except ValueRefused:
            form.add_error("text", _("A note says something. Nothing was kept."))
        else:
            messages.success(request, _("The note is changed; what it said before stands below."))
            return redirect("note", pk=note.pk)
    return _note(request, actor, note, form)


@require_POST
def note_do(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """Shares a note, takes that back, or deletes it."""
    actor = asker(request)
    note = _own_note(actor, pk)
    if deed == "share":
        form = ShareForm(request.POST, actor=actor)
        if _shared(request, actor, note, form):
            return redirect("note", pk=pk)
        return _note(request, actor, note, NoteForm(initial={"text": note.text}), share=form)
    if deed == "unshare":
        verbs.unshare(actor, note)
        messages.success(request, _("From now on you alone read it."))
        return redirect("note", pk=pk)
    if deed != "delete":
        raise Http404
    verbs.delete(actor, note)
    messages.success(request, _("The note is deleted, with all that it said before."))
    return redirect("notes")


@require_http_methods(["GET", "HEAD", "POST"])
def collection_list(request: HttpRequest) -> HttpResponse:
    """One's own collections, and those that others share; a new one is begun here."""
    actor = asker(request)
    form = CollectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = verbs.make_collection(actor, **form.given())
        except ValueRefused:
            form.add_error("name", _("A collection has a name that no other one of yours has."))
        else:
            messages.success(request, _("The collection is there. Put texts into it from their own pages."))
            return redirect("collection", pk=made.pk)
    context = {"own": queries.own_collections(actor), "shared": queries.shared_collections(actor), "form": form}
    return render(request, "library/collections.html", context, status=422 if form.errors else 200)


@require_safe
def collection_page(request: HttpRequest, pk: int) -> HttpResponse:
    """A collection, as far as whoever asks may see what is in it."""
    actor = asker(request)
    collection = queries.collection(actor, pk)
    if collection is None:
        note_absence(actor, queries.READ, Collection, str(pk))
        raise Http404
    return _collection(request, actor, collection)


@require_POST
def collection_do(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """Changes a collection of one's own, what is in it, or with whom it is shared."""
    actor = asker(request)
    collection = queries.own_collections(actor).filter(pk=pk).first()
    if collection is None or deed not in {*DEEDS, *ITEM_DEEDS, "share", "delete"}:
        note_absence(actor, queries.READ, Collection, str(pk))
        raise Http404
    if deed == "share":
        form = ShareForm(request.POST, actor=actor)
        if not _shared(request, actor, collection, form):
            return _collection(request, actor, collection, share=form)
    elif deed == "delete":
        verbs.delete(actor, collection)
        messages.success(request, _("The collection is deleted. The texts stay where they are."))
        return redirect("collections")
    elif deed in ITEM_DEEDS:
        ITEM_DEEDS[deed](actor, _item(request, collection))
    else:
        DEEDS[deed](request, actor, collection)
    return redirect("collection", pk=pk)


def _own_note(actor: Actor, pk: int) -> Note:
    note = queries.note(actor, pk)
    if note is None:
        note_absence(actor, queries.KEEP, Note, str(pk))
        raise Http404
    return note


def _note(request: HttpRequest, actor: Actor, note: Note, form: NoteForm, share: Any = None) -> HttpResponse:
    context = {
        "note": note,
        "form": form,
        "share": share or ShareForm(actor=actor),
        "sharing": getattr(note, "sharing", None),
        "audience": _audience(actor, note),
        "revisions": queries.revisions(actor, note),
        "called": called(actor, [note]),
        "seen": queries.still_read(actor, [note]),
    }
    status = 422 if form.errors or (share is not None and share.errors) else 200
    return render(request, "library/note.html", context, status=status)


def _collection(request: HttpRequest, actor: Actor, collection: Collection, share: Any = None) -> HttpResponse:
    sharing = getattr(collection, "sharing", None)
    own = f"user:{collection.user_id}" == actor.key
    if not own and sharing is not None:
        note_consultation(actor, sharing)
    items = queries.items(actor, collection)
    context = {
        "collection": collection,
        "items": items,
        "called": called(actor, items),
        "own": own,
        "form": CollectionForm(initial={"name": collection.name, "about": collection.about}),
        "share": share or (ShareForm(actor=actor) if own else None),
        "sharing": sharing,
        "audience": _audience(actor, collection),
    }
    return render(request, "library/collection.html", context, status=422 if share is not None else 200)


def _shared(request: HttpRequest, actor: Actor, thing: Note | Collection, form: ShareForm) -> bool:
    """Whether it is shared now; what is wrong is said in the form."""
    if not form.is_valid():
        return False
    given = form.given()
    if given.tlp is None and not given.audience:
        form.add_error("tlp", _("Choose a label, or say with whom."))
        return False
    try:
        verbs.share(actor, thing, given)
    except HandlingRefused as wrong:
        form.wrong(wrong.field, why_refused(wrong))
        return False
    messages.success(request, _("It is shared. You can take that back at any time."))
    return True


def _audience(actor: Actor, thing: Note | Collection) -> list[Any]:
    sharing, names = getattr(thing, "sharing", None), Names(actor)
    return [who(names, key) for key in sorted(sharing.audience_keys)] if sharing is not None else []


def _change(request: HttpRequest, actor: Actor, collection: Collection) -> None:
    form = CollectionForm(request.POST)
    try:
        if form.is_valid():
            verbs.change_collection(actor, collection, **form.given())
            messages.success(request, _("The collection is changed."))
            return
    except ValueRefused:
        pass
    messages.error(request, _("A collection has a name that no other one of yours has."))


def _unshare(request: HttpRequest, actor: Actor, collection: Collection) -> None:
    verbs.unshare(actor, collection)
    messages.success(request, _("From now on you alone read it."))


def _item(request: HttpRequest, collection: Collection) -> CollectionItem:
    number = request.POST.get("item", "")
    known = number.isascii() and number.isdecimal() and len(number) < 18
    item = collection.items.filter(pk=int(number)).first() if known else None
    if item is None:
        raise Http404
    return item


DEEDS: dict[str, Callable[[HttpRequest, Actor, Collection], None]] = {"change": _change, "unshare": _unshare}
ITEM_DEEDS: dict[str, Callable[[Actor, CollectionItem], None]] = {
    "up": lambda actor, item: verbs.move(actor, item, -1),
    "down": lambda actor, item: verbs.move(actor, item, 1),
    "out": verbs.take_out,
}
