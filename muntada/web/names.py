"""What a record is called in the reader's language, and where its page is."""

from __future__ import annotations

from dataclasses import replace

from django.db import models
from django.urls import reverse
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext as _

from muntada.access.actor import Actor
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.evidence.models import Document
from muntada.followup.models import (
    Assessment,
    Commitment,
    Evidence,
    Institution,
    Measure,
    Position,
    Report,
    Request,
)
from muntada.forum.models import Body, Initiative, Meeting, Post, Programme
from muntada.library.models import Expression, Uptake, Work
from muntada.parties.models import Party
from muntada.register.models import Batch, Entity, Lead, Run
from muntada.reports.models import Edition, Recipient
from muntada.sources.models import Source
from muntada.web.labels import Said, best, label
from muntada.web.looks import digits

# Kinds of meeting that say whose meeting they are.
OF_ONE_BODY = {"coordinating_committee_meeting", "ministerial_plenary"}
STANDS_NOT = {
    "postponed": pgettext_lazy("a meeting", "Postponed"),
    "cancelled": pgettext_lazy("a meeting", "Cancelled"),
}


def name_of(thing: models.Model) -> Said:
    """The name of a record: its shown one in the reader's language, else in another language, else its key."""
    if isinstance(thing, Body):
        return name_of(thing.party)
    if isinstance(thing, Party):
        return best(_shown(thing.names.all()), thing.acronym or thing.key)
    if isinstance(thing, Work):
        title = best(_shown(thing.titles.all()), thing.symbol or thing.key)
        return replace(title, symbol=thing.symbol) if thing.symbol and thing.symbol not in title.text else title
    if isinstance(thing, Expression):
        return Said(thing.title, thing.language) if thing.title else name_of(thing.work)
    if isinstance(thing, Initiative):
        return best({"ar": thing.name_ar, "en": thing.name_en, "fr": thing.name_fr}, thing.key)
    if isinstance(thing, Institution):
        return best({"ar": thing.name_ar, "en": thing.name_en, "fr": thing.name_fr}, thing.key)
    if isinstance(thing, Measure | Evidence):
        title = best({"ar": thing.title_ar, "en": thing.title_en, "fr": thing.title_fr})
        return replace(title, symbol=thing.reference) if isinstance(thing, Measure) else title
    if isinstance(thing, Commitment):
        return name_of(thing.clause.work) if thing.clause else Said(str(thing.outcome))
    if isinstance(thing, Request):
        return name_of(thing.institution)
    if isinstance(thing, Edition):
        title = best({"ar": thing.title_ar, "en": thing.title_en, "fr": thing.title_fr}, thing.party_id)
        year = str(thing.year)
        return replace(title, symbol="" if year in title.text else year)
    if isinstance(thing, Meeting):
        return _standing(thing, _meeting(thing))
    if isinstance(thing, Source):
        return name_of(thing.document)
    if isinstance(thing, Document):
        return Said(thing.title or thing.name, thing.language if thing.title else "")
    if isinstance(thing, Programme):
        return Said(thing.key)
    if isinstance(thing, Post):
        said = (thing.person, str(label("role", thing.role)), str(name_of(thing.party)))
        return Said(("، " if get_language() == "ar" else ", ").join(f"⁨{one}⁩" for one in said))
    return Said(str(thing))


def address_of(thing: models.Model) -> str:
    """Where a record's page is; empty for what has none of its own."""
    if isinstance(thing, Party):
        return reverse("body" if thing.kind == Party.Kind.BODY else "party", args=[thing.key])
    for kind, page in (
        (Body, "body"),
        (Work, "instrument"),
        (Meeting, "meeting"),
        (Edition, "edition"),
        (Recipient, "recipient"),
        (Source, "source"),
        (Uptake, "uptake"),
        (Measure, "measure"),
        (Commitment, "commitment"),
        (Assessment, "judgement"),
        (Position, "position"),
        (Request, "asking"),
        (Entity, "register-entity"),
        (Lead, "register-lead"),
        (Run, "register-run"),
        (Batch, "register-batch"),
    ):
        if isinstance(thing, kind):
            return reverse(page, args=[thing.pk])
    if isinstance(thing, Document):
        source = Source.objects.filter(document=thing).only("pk").first()
        return address_of(source) if source else ""
    if isinstance(thing, Evidence | Report):
        return address_of(thing.measure)
    if isinstance(thing, Expression):
        return f"{reverse('work-read', args=[thing.work_id])}?l={thing.language}&v={thing.pk}"
    body = getattr(thing, "body", None)
    return address_of(body) if isinstance(body, Body) else ""


class Names:
    """Names of parties and works by their keys, each looked up once."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor
        self.known: dict[str, Said] = {}

    def of(self, key: str) -> Said:
        """The name under that key, of a party before a work; the key itself where there is no such thing."""
        if key not in self.known:
            thing = rows(self.actor, Permission.RECORD_READ, Party).filter(pk=key).first()
            work = None if thing else rows(self.actor, Permission.RECORD_READ, Work).filter(pk=key).first()
            found = thing or work
            self.known[key] = name_of(found) if found else Said(key)
        return self.known[key]


def _shown(names: models.QuerySet[models.Model]) -> list[tuple[str, str]]:
    """Texts by language, the shown one of each language last, because the last of a dict's pairs counts."""
    rows = [(name.preferred, name.language, name.text) for name in names]  # type: ignore[attr-defined]
    return [(language, text) for _preferred, language, text in sorted(rows)]


def _meeting(meeting: Meeting) -> Said:
    """A meeting's own title, else its number, kind and body in the reader's words."""
    if meeting.title:
        return Said(meeting.title)
    kind = _begun(str(label("meeting_kind", meeting.kind)))
    body = name_of(meeting.body) if meeting.body and meeting.kind not in OF_ONE_BODY else None
    fields = {"kind": kind, "body": body, "number": digits(meeting.ordinal)}
    if body and meeting.ordinal:
        return Said(_("%(kind)s no. %(number)s, %(body)s") % fields)
    if body:
        return Said(_("%(kind)s, %(body)s") % fields)
    return Said(_("%(kind)s no. %(number)s") % fields) if meeting.ordinal else Said(kind)


def _standing(meeting: Meeting, name: Said) -> Said:
    """The name, with the word that the meeting was postponed or cancelled: wherever it is named, it says so."""
    word = STANDS_NOT.get(meeting.status)
    return Said(f"⁨{name.text}⁩ ({word})") if word else name


def _begun(text: str) -> str:
    return text[:1].upper() + text[1:]
