"""What is stated of an entity as a page shows it: each property in the reader's words, each value with its source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import get_language

from muntada.access.actor import Actor
from muntada.evidence.models import Passage
from muntada.register.facts.own import values_of
from muntada.register.models import Entity, Statement
from muntada.register.queries import entities
from muntada.register.schema import Property, UnknownSchema, schema_of
from muntada.web.labels import Said, best
from muntada.web.register.seeing_words import VALUES

# As lists name languages, and as pages do.
_TONGUES = {"ara": "ar", "eng": "en", "fra": "fr", "fas": "fa", "urd": "ur", "rus": "ru"}


@dataclass(frozen=True, slots=True)
class Line:
    """One statement: the property's name, its type, the value, and whom it names where it names somebody; the passage
    that it rests on, where the reader may see that."""

    one: Statement
    label: Said
    type: str
    value: Said
    other: Entity | None = None
    passage: Passage | None = None

    @property
    def grade(self) -> str:
        """How reliable its source is and how credible what it says (Admiralty code): B2."""
        return f"{self.one.reliability}{self.one.credibility}"


def lines(actor: Actor, entity: Entity, stated: Iterable[Statement]) -> list[Line]:
    """Statements of an entity, each as a line; of whom it names only those whom the reader may see are named."""
    told = [(one, _property(entity.schema, one.prop)) for one in stated]
    others = entities.seen(actor, (one.value for one, prop in told if prop is not None and prop.type == "entity"))
    passages = entities.passages(actor, (one for one, _ in told))
    return [
        Line(
            one,
            label_of(prop, one.prop),
            prop.type if prop else "",
            said_of(one),
            others.get(one.value),
            passages.get(one.passage_id or 0),
        )
        for one, prop in told
    ]


def label_of(prop: Property | None, name: str) -> Said:
    """A property in the reader's language, else in English; its own name where nobody declared it."""
    return best(prop.labels, name) if prop is not None else Said(name)


def label_in(schema: str, name: str) -> Said:
    """A property of a schema in the reader's language."""
    return label_of(_property(schema, name), name)


def schema_label(name: str) -> Said:
    """What kind of thing an entity is."""
    try:
        return best(schema_of(name).labels, name)
    except UnknownSchema:
        return Said(name)


def _property(schema: str, name: str) -> Property | None:
    try:
        return schema_of(schema).property(name)
    except UnknownSchema:
        return None


def said_of(one: Statement) -> Said:
    """A statement's value in its language; in the reader's where it is one of a few that have a word."""
    word = values_of(one.prop).get(one.value) or VALUES.get(one.prop, {}).get(one.value)
    if word is not None:
        return best(word, one.value) if isinstance(word, Mapping) else Said(str(word), get_language() or "")
    return Said(one.value, _TONGUES.get(one.language, one.language))
