"""Editions of the report as they are written in the small forum, for the tests that walk every page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from muntada.access import clock
from muntada.marking.handling import THE_FORUM
from muntada.reports.models import Chapter, Edition, Footing, Paragraph, Revision
from tests.web.conftest import CAST

EVERYBODY = dict.fromkeys(CAST, 200)
NOWHERE = dict.fromkeys(CAST, 404)
AWAY = dict.fromkeys(CAST, 302)
THE_STAFF = {**dict.fromkeys(CAST, 403), "secretariat": 200, "analyst": 200}
KEEPERS = {**THE_STAFF, "focal_point": 200}
# name: (arguments, method, what each of the cast gets), as in the table of every address
ADDRESSES: dict[str, tuple[str, str, dict[str, int]]] = {
    "editions": ("", "GET", EVERYBODY),
    "edition-new": ("", "GET", KEEPERS),
    "edition": ("an-edition", "GET", EVERYBODY),
    "edition-proposals": ("an-edition", "GET", THE_STAFF),
    "edition-changes": ("an-edition", "GET", EVERYBODY),
    "paragraph-history": ("an-edition-s-paragraph", "GET", EVERYBODY),
    "edition-paper": ("an-edition-s-file", "GET", EVERYBODY),
    # It first asks everybody to confirm that it is them.
    "edition-settle": ("no-edition", "POST", AWAY),
    "edition-do": ("no-edition", "POST", NOWHERE),
    "chapter-do": ("no-edition", "POST", NOWHERE),
    "paragraph-do": ("no-edition", "POST", NOWHERE),
}
ARGUMENTS: dict[str, Callable[[Any], list[object]]] = {
    "an-edition": lambda _forum: [open_here()["written"]],
    "an-edition-s-paragraph": lambda _forum: [open_here()["written"], open_here()["paragraph"]],
    "an-edition-s-file": lambda _forum: [open_here()["written"], "ar", "html"],
    "no-edition": lambda _forum: [987_654, "nothing"],
}
# What looking at each of these writes into the trail.
LOOKS: dict[str, str | None] = dict.fromkeys(
    ("edition", "edition-proposals", "edition-changes", "paragraph-history", "edition-paper"), "reports.edition"
)
_KEEPS = {"validator": {"own"}, "focal_point": {"own"}, "secretariat": {"draft"}, "analyst": {"draft"}}


def _of(*kinds: str, more: tuple[object, ...] = ()) -> Callable[[Any], list[object]]:
    return lambda state: [*(state.done[kind] for kind in kinds), *more]


_NOTHING: dict[str, Any] = {"method": "POST", "otherwise": 404}
# A route about an edition in a state, as the closed matrix asks it: of what one sees only its keepers change it.
ABOUT: dict[str, dict[str, Any]] = {
    "edition": {"arguments": _of("written")},
    "edition-proposals": {"arguments": _of("written"), "otherwise": 403, "mine": _KEEPS},
    "edition-changes": {"arguments": _of("written")},
    "paragraph-history": {"arguments": _of("written", "paragraph")},
    "edition-paper": {"arguments": _of("written", more=("ar", "html"))},
    "edition-settle": {"arguments": _of("written", more=("nothing",)), "fresh": True, **_NOTHING},
    "edition-do": {"arguments": _of("written", more=("nothing",)), **_NOTHING},
    "chapter-do": {"arguments": _of("chapter", more=("nothing",)), **_NOTHING},
    "paragraph-do": {"arguments": _of("paragraph", more=("nothing",)), **_NOTHING},
}
_YEARS = ("own", "shared", "foreign", "red", "overdue", "draft")


def open_here() -> dict[str, Any]:
    """One that is open to all, made where it is not there."""
    found = Paragraph.objects.filter(chapter__edition__party="MA", chapter__edition__year=1959).first()
    if found is None:
        return edited_in(lambda kind: f"Open {kind}.", "open", {"originator": THE_FORUM})
    return {"written": found.chapter.edition_id, "chapter": found.chapter_id, "paragraph": found.pk}


def edited_in(word: Callable[[str], str], state: str, marking: dict[str, Any]) -> dict[str, Any]:
    """An edition in drafting, handled as the state says: each text is a word of its own. Keys by kind."""
    year = 1960 + _YEARS.index(state) if state in _YEARS else 1959
    edition = Edition.objects.create(
        party_id="MA", year=year, languages=["ar", "en"], title_ar=word("draftar"), title_en=word("draften"), **marking
    )
    chapter = Chapter.objects.create(edition=edition, order=1, title_ar=word("chapterar"), title_en=word("chapteren"))
    texts = {"text_ar": word("pairar"), "text_en": word("pairen")}
    paragraph = Paragraph.objects.create(
        chapter=chapter, order=1, sides={"ar": 1, "en": 1}, note=word("pairnote"), **texts
    )
    data = {"columns": [word("column")], "rows": [[word("cell")]], "caption": word("caption")}
    Paragraph.objects.create(chapter=chapter, order=2, kind="table", text_ar=word("tablear"), data={"ar": data})
    Footing.objects.create(paragraph=paragraph, record_type="parties.party", record_key="MA", sentence=1)
    Revision.objects.create(
        edition=edition, of=paragraph.pk, version=1, did="written", note=word("revision"), by="user:0", at=clock.now(),
        text_ar=word("beforear"), text_en=word("beforeen"),
    )  # fmt: skip
    return {"written": edition.pk, "chapter": chapter.pk, "paragraph": paragraph.pk}


def places() -> list[tuple[str, list[object], str]]:
    """The pages as a browser opens them: name, arguments, query."""
    made = open_here()
    return [
        ("editions", [], ""),
        ("edition-new", [], ""),
        ("edition", [made["written"]], ""),
        ("edition", [made["written"]], f"?at={made['paragraph']}"),
        ("edition-proposals", [made["written"]], ""),
        ("edition-changes", [made["written"]], ""),
        ("paragraph-history", [made["written"], made["paragraph"]], ""),
    ]
