"""How a value of a record is written, whatever its field."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from muntada.web.labels import Said, label, place_name
from muntada.web.looks import digits
from muntada.web.names import Names
from muntada.web.templatetags.words import isolated, listed, when

DATES = {
    "when",
    "start",
    "end",
    "planned_start",
    "planned_end",
    "established",
    "dissolved",
    "adopted",
    "in_force",
    "reviewed",
}
WORDS = {"role": "role", "level": "level", "format": "format", "stages": "lifecycle", "topics": "topic"}
PARTIES = {"party", "body", "organiser", "host", "chairs", "parties", "parent", "leads", "subject_party", "chair"}
WORKS = {"subject_work", "object_work", "work", "instrument", "from", "to", "key"}

LANGUAGES = {
    "ar": _("Arabic"),
    "en": _("English"),
    "fr": _("French"),
    "es": _("Spanish"),
    "ru": _("Russian"),
    "zh": _("Chinese"),
}
FIELDS: dict[str, str | Promise] = {
    "adopted": _("Adopted"),
    "attendance": _("Number attending"),
    "body": _("Body"),
    "chair": _("Chair"),
    "chairs": _("Chair"),
    "edition": _("Edition"),
    "end": _("End"),
    "entities": _("Entities taking part"),
    "established": _("Established"),
    "format": _("Form"),
    "from": _("From"),
    "host": _("Host"),
    "in_force": _("In force"),
    "instrument": _("Instrument"),
    "key": _("Name"),
    "kind": _("Kind"),
    "language": _("Languages"),
    "languages": _("Languages"),
    "leads": _("Led by"),
    "level": _("Level"),
    "member_count": _("Members"),
    "members": _("Members"),
    "ordinal": _("Number"),
    "organiser": _("Organised by"),
    "parent": _("Part of"),
    "parties": _("Parties"),
    "party": _("Party"),
    "person": _("Person"),
    "place": _("Place"),
    "activity": _("In what"),
    "clause": _("Clause"),
    "source": _("Source"),
    "projects": _("Projects"),
    "recipients": _("Recipients"),
    "reviewed": _("Reviewed"),
    "role": _("Role"),
    "stages": _("Stages"),
    "start": _("Start"),
    "status": _("Status"),
    "symbol": _("Symbol"),
    "title": _("Title"),
    "to": _("To"),
    "topics": _("Topics"),
    "when": pgettext_lazy("a date", "When"),
}


def field_name(field: str) -> str:
    """The words for a field."""
    return str(FIELDS.get(field, field.replace("_", " ")))


def shown(names: Names, field: str, value: object, kind: str = "") -> SafeString:
    """A value in the reader's words: dates, lexicon words, names of parties and works; all else as it stands.

    `kind` is the lexicon's kind of word where the field is `kind`: `meeting_kind` for a meeting's.
    """
    if isinstance(value, list | tuple):
        return listed([_said(names, field, item, kind) for item in value])
    if isinstance(value, str) and field in DATES:
        return when(value)
    return isolated(_said(names, field, value, kind))


def _said(names: Names, field: str, value: object, kind: str) -> Said:
    if not isinstance(value, str):
        return Said(digits(value))
    if field == "place":
        return place_name(value)
    if field == "kind" and kind:
        return label(kind, value)
    if field in WORDS:
        return label(WORDS[field], value)
    if field in {"language", "languages"}:
        return Said(str(LANGUAGES.get(value, value)))
    return names.of(value) if field in PARTIES | WORKS else Said(value)
