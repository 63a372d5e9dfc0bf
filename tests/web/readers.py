"""Texts as they are read and what readers keep, for the tests that walk every page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from muntada.library.models import (
    Clause,
    ClauseText,
    Collection,
    CollectionItem,
    Expression,
    Note,
    NoteRevision,
    Sharing,
    Work,
)
from muntada.people.models import User
from tests.web.conftest import CAST, person

EVERYBODY = dict.fromkeys(CAST, 200)
NOWHERE = dict.fromkeys(CAST, 404)
AWAY = dict.fromkeys(CAST, 302)

# name: (arguments, method, what each of the cast gets), as in the table of every address
ADDRESSES: dict[str, tuple[str, str, dict[str, int]]] = {
    "work-read": ("read-work", "GET", EVERYBODY),
    "work-do": ("read-follow", "POST", AWAY),
    "clause": ("read-clause", "GET", EVERYBODY),
    "notes": ("", "GET", EVERYBODY),
    "note": ("absent", "GET", NOWHERE),
    "note-do": ("dropped", "POST", NOWHERE),
    "collections": ("", "GET", EVERYBODY),
    "collection": ("absent", "GET", NOWHERE),
    "collection-do": ("dropped", "POST", NOWHERE),
    "following": ("", "GET", EVERYBODY),
    "following-do": ("read-end", "POST", NOWHERE),
    # It first asks everybody to confirm that it is them; what comes after stands in test_readers.py.
    "following-feed-make": ("", "POST", AWAY),
    # A reader of feeds is nobody; without a secret that is somebody's there is nothing.
    "following-feed": ("secret", "GET", {**NOWHERE, "nobody": 404}),
}
ARGUMENTS: dict[str, Callable[[Any], list[object]]] = {
    "read-work": lambda forum: [forum.work.pk],
    "read-follow": lambda forum: [forum.work.pk, "follow"],
    "read-clause": lambda forum: [forum.work.pk, an_open_clause(forum.work)],
    "read-end": lambda _forum: ["end"],
}
# What looking at each of these writes into the trail.
LOOKS: dict[str, str | None] = {"work-read": "library.work", "clause": "library.work"}
# A route about a text in a state, as the closed matrix asks it.
ABOUT: dict[str, dict[str, Any]] = {
    "work-read": {"arguments": lambda s: [s.work.pk]},
    "work-do": {"arguments": lambda s: [s.work.pk, "follow"], "method": "POST", "otherwise": 302},
    "clause": {"arguments": lambda s: [s.work.pk, s.texts["wid"]]},
    "collection": {"arguments": lambda s: [s.texts["collection"]]},
}


def an_open_clause(work: Work) -> str:
    """The address of a clause of the open text, made where it is not there."""
    found = Clause.objects.filter(work=work, wid="para_1").first()
    if found is None:
        found = Clause.objects.create(work=work, wid="para_1", order=1, kind="operative", topics=["borders"])
        for language, number, words in (
            ("ar", "1 -", "يقرر أن تُراجع السجلات كل سنة؛"),
            ("en", "1.", "Decides that the records are looked at every year;"),
        ):
            version, _new = Expression.objects.get_or_create(
                work=work, language=language, state="settled", defaults={"quality": "native"}
            )
            ClauseText.objects.create(clause=found, expression=version, order=1, number=number, text=words)
    return found.wid


def kept_in(
    work: Work, open_work: Work, word: Callable[[str], str], state: str, marking: dict[str, Any]
) -> dict[str, int]:
    """A note and a collection that somebody shares under a state's marking, on a text of that state and on the open
    one; and what that person shares with nobody."""
    named = {"name": "Somebody who keeps notes", "is_active": False}
    keeper, _new = User.objects.get_or_create(email=f"keeper.{state}@example.org", defaults=named)
    for text, kind in ((work, "note"), (open_work, "opennote")):
        note = Note.objects.create(user=keeper, work=text, text=word(kind))
        NoteRevision.objects.create(note=note, text=word(f"{kind}before"))
        Sharing.objects.create(note=note, **marking)
    shelf = Collection.objects.create(user=keeper, name=word("collection"), about=word("collectionabout"))
    for order, text in enumerate((work, open_work), start=1):
        CollectionItem.objects.create(collection=shelf, order=order, work=text, remark=word(f"remark{order}"))
    Sharing.objects.create(collection=shelf, **marking)
    return {"collection": shelf.pk}


def places(work: Work) -> list[tuple[str, list[object], str]]:
    """The pages as a browser opens them: name, arguments, query."""
    wid, keeper = an_open_clause(work), person("all")
    clause = Clause.objects.get(work=work, wid=wid)
    note, _new = Note.objects.get_or_create(
        user=keeper, work=work, clause=clause, text="هل تكفي سنة؟ S/RES/2396 (2017)"
    )
    if not note.revisions.exists():
        NoteRevision.objects.create(note=note, text="سنة؟")
    shelf, _new = Collection.objects.get_or_create(user=keeper, name="للمراجعة")
    for order, part in enumerate((None, clause), start=1):
        CollectionItem.objects.get_or_create(collection=shelf, work=work, clause=part, defaults={"order": order})
    Sharing.objects.get_or_create(collection=shelf, defaults={"tlp": "TLP:GREEN"})
    return [
        ("work-read", [work.pk], ""),
        ("work-read", [work.pk], "?l=ar&l=en&text=السجلات"),
        ("clause", [work.pk, wid], ""),
        ("notes", [], ""),
        ("note", [note.pk], ""),
        ("collections", [], ""),
        ("collection", [shelf.pk], ""),
        ("following", [], ""),
    ]
