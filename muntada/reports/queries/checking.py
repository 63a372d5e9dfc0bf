"""What an edition still wants before it is frozen, and the digest of all that it says and rests on."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from django.apps import apps

from muntada.parties.told import LANGUAGES
from muntada.reports.checked import Wants, wants
from muntada.reports.models import Chapter, Edition, Footing, Paragraph


@dataclass(frozen=True, slots=True)
class Checked:
    """What each paragraph wants, by its number; which are not cleared; which rest on what is gone; empty chapters."""

    paragraphs: Mapping[int, Wants]
    not_cleared: frozenset[int]
    gone: Mapping[int, tuple[str, ...]]
    empty: tuple[Chapter, ...]

    @property
    def open(self) -> bool:
        """Whether anything stands in the way of freezing."""
        unready = any(not one.nothing for one in self.paragraphs.values())
        return bool(unready or self.not_cleared or self.gone or self.empty or not self.paragraphs)

    def open_of(self, pk: int) -> bool:
        """Whether something of this paragraph stands in the way."""
        return not self.paragraphs[pk].nothing or pk in self.not_cleared or pk in self.gone


def wants_of(edition: Edition) -> Checked:
    """What stands in the way of freezing an edition, paragraph by paragraph."""
    listed = list(Paragraph.objects.filter(chapter__edition=edition).order_by("pk"))
    sourced: dict[int, set[int]] = {}
    footings = list(Footing.objects.filter(paragraph__chapter__edition=edition))
    for row in footings:
        sourced.setdefault(row.paragraph_id, set()).add(row.sentence)
    found = {
        one.pk: wants(
            {language: getattr(one, f"text_{language}") for language in edition.languages},
            one.sides,
            sourced.get(one.pk, set()),
            edition.languages,
        )
        for one in listed
    }
    filled = {one.chapter_id for one in listed}
    return Checked(
        paragraphs=found,
        not_cleared=frozenset(one.pk for one in listed if one.state != Paragraph.State.CLEARED),
        gone=_gone(footings),
        empty=tuple(one for one in edition.chapters.order_by("order", "pk") if one.pk not in filled),
    )


def _gone(footings: list[Footing]) -> dict[int, tuple[str, ...]]:
    """By paragraph the records that it rests on and that are there no more."""
    by_kind: dict[str, set[str]] = {}
    for row in footings:
        by_kind.setdefault(row.record_type, set()).add(row.record_key)
    there = {(kind, key) for kind, keys in by_kind.items() for key in _there(kind, keys)}
    gone: dict[int, tuple[str, ...]] = {}
    for row in footings:
        if (row.record_type, row.record_key) not in there:
            gone[row.paragraph_id] = (*gone.get(row.paragraph_id, ()), f"{row.record_type}:{row.record_key}")
    return gone


def _there(kind: str, keys: set[str]) -> set[str]:
    try:
        model = apps.get_model(kind)
    except (LookupError, ValueError):
        return set()
    named = {column.name for column in model._meta.concrete_fields}
    name = "key" if "key" in named else "pk"
    return {str(key) for key in model._default_manager.filter(**{f"{name}__in": keys}).values_list(name, flat=True)}


def digest_of(edition: Edition) -> str:
    """SHA-256 of an edition's titles, chapters, paragraphs, data and sources, in their order."""
    said = {
        "party": edition.party_id,
        "year": edition.year,
        "languages": edition.languages,
        "titles": [getattr(edition, f"title_{one}") for one in LANGUAGES],
        "chapters": [
            {
                "titles": [getattr(chapter, f"title_{one}") for one in LANGUAGES],
                "paragraphs": [_said(one) for one in chapter.paragraphs.order_by("order", "pk")],
            }
            for chapter in edition.chapters.order_by("order", "pk")
        ],
    }
    canonical = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _said(one: Paragraph) -> dict[str, object]:
    rests = one.footings.order_by("sentence", "record_type", "record_key").select_related("passage__document")
    return {
        "kind": one.kind,
        "texts": [getattr(one, f"text_{language}") for language in LANGUAGES],
        "data": one.data,
        "rests": [
            [
                *(row.sentence, row.record_type, row.record_key, row.told),
                *(_quoted(row) if row.passage is not None else []),
            ]
            for row in rests
        ],
    }


def _quoted(row: Footing) -> list[object]:
    assert row.passage is not None
    return [row.passage.document.sha256, row.passage.start, row.passage.end]
