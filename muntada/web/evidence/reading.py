"""Reads a record's passages for a page, as far as the actor may see them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.safestring import SafeString

from muntada.access.actor import Actor
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.evidence.actions.citations import keep_as_entered, settle
from muntada.evidence.models import Citation, Document
from muntada.evidence.queries import FieldValues, record_at
from muntada.sources.queries import values_of
from muntada.web.evidence.values import LANGUAGES

AROUND = 140  # code points of context on each side of a quote


@dataclass(frozen=True, slots=True)
class Word:
    """One source's word on a value, with the passage in its context."""

    citation: Citation
    shown: SafeString

    @property
    def document(self) -> Document | None:
        return self.citation.passage.document if self.citation.passage else None

    @property
    def quote(self) -> str:
        return self.citation.passage.quote if self.citation.passage else ""

    @property
    def before(self) -> str:
        passage = self.citation.passage
        if passage is None:
            return ""
        text = passage.document.text[max(0, passage.start - AROUND) : passage.start]
        return _from_a_word(text) if passage.start > AROUND else text

    @property
    def after(self) -> str:
        passage = self.citation.passage
        if passage is None:
            return ""
        text = passage.document.text[passage.end : passage.end + AROUND]
        return text.rpartition(" ")[0] + " …" if passage.end + AROUND < len(passage.document.text) else text

    @property
    def published(self) -> str:
        day = self.document.published if self.document else None
        return day.isoformat() if day else ""

    @property
    def language(self) -> str:
        return str(LANGUAGES.get(self.document.language, "")) if self.document else ""

    @property
    def source_address(self) -> str:
        source = getattr(self.document, "source", None)
        return f"{reverse('source', args=[source.pk])}#at-{self.citation.finding or ''}" if source else ""


def _from_a_word(text: str) -> str:
    return "… " + text.partition(" ")[2]


def field_of(actor: Actor, record: models.Model, field: str) -> FieldValues | None:
    """What is stated of one field of a record."""
    return next((values for values in values_of(actor, record) if values.field == field), None)


def follow(actor: Actor, citation: int) -> None:
    """Let the record follow this citation; what the actor may not see looks absent."""
    settle(actor, get_object_or_404(rows(actor, Permission.CITATION_READ, Citation), pk=citation))


def keep(actor: Actor, kind: str, key: str, field: str) -> None:
    """Let the record keep the value that it was entered with."""
    record = record_at(actor, kind, key)
    if record is None:
        raise Http404
    keep_as_entered(actor, record, field)
