"""All that is kept of a person as a file for that person: JSON for programs, and a page in the person's language.

Other persons are blotted out; who consulted and received is told as what they are, not by name.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterable
from html import escape
from typing import Any

from django.conf import settings
from django.utils.translation import get_language_bidi, override, pgettext
from django.utils.translation import gettext as _

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.models import Handled
from muntada.access.operations import Operation
from muntada.access.rules import Permission
from muntada.evidence.exports import handling_of, line_of
from muntada.forum.models import Registration
from muntada.forum.told import title_in
from muntada.library.models import Collection, CollectionItem, Follow, Note, NoteRevision
from muntada.people.models import Affiliation, Clearance, Delegation, Office, User
from muntada.register.models import Entity
from muntada.register.queries.belonging import told_of
from muntada.rights.actions.repurposing import history_of
from muntada.rights.actions.requests import NotPossible
from muntada.rights.masking import blotted
from muntada.rights.models import Repurposing, Request
from muntada.rights.queries import Kept, all_kept_of, citations_under, others_than, registered_others, whose
from muntada.signin.models import ApiToken, Session
from muntada.trail.deed import act, key_of, label

Json = dict[str, Any]


def pack(actor: Actor, request: Request) -> bytes:
    """The ZIP for whoever asked: `data.json` and `data.html`. That it was made is a disclosure to that person.

    Raises NotPossible before it is noted how the person was identified, and after the names were taken out.
    """
    if not request.identified_by:
        raise NotPossible("identified", "First note how it was made sure that whoever asks is that person.")
    if not request.names and request.user is None:
        raise NotPossible("names", "This request names nobody any more.")
    with act(actor, Permission.REQUEST_ANSWER, on=request) as deed:
        kept = all_kept_of(actor, request.names, request.user)
        said = content(request, kept)
        deed.as_operation(Operation.DISCLOSE)
        deed.to(f"user:{request.user.pk}" if request.user else f"request:{request.pk}")
        deed.of(request, records=len(kept.records), passages=len(kept.mentions))
        for record in kept.records:
            deed.of(record)
    with override(request.language):
        return _zipped(said, page(said, request.language))


def content(request: Request, kept: Kept) -> Json:
    """What the pack says, with every other person blotted out."""
    others = others_than(request.names, request.user)
    said: Json = {
        "made": clock.now().isoformat(),
        "request": {"number": request.pk, "received": request.received_on.isoformat(), "names": list(request.names)},
        "controller": {"name": settings.CONTROLLER, "contact": settings.CONTACT, "authority": settings.AUTHORITY},
        "account": _account(kept.user) if kept.user else None,
        "records": [_record(one, kept, request.language) for one in kept.records],
        "passages": [
            {
                "source": str(one.document),
                "address": one.document.address,
                "published": one.document.published.isoformat() if one.document.published else None,
                "text": one.text,
                "handling": handling_of(one.document),
                **_seen(one.document, kept),
            }
            for one in kept.mentions
        ],
        "elsewhere": [
            {
                "kind": label(one.row),
                "key": key_of(one.row),
                "values": {name: getattr(one.row, name) for name in one.columns},
            }
            for one in kept.elsewhere
        ],
        "withheld": kept.withheld,
    }
    own = {name: said.pop(name) for name in ("request", "controller")}
    plain = json.dumps(said, default=str, ensure_ascii=False)
    words = " ".join(re.findall(r"\w+", plain))
    others += registered_others(kept, words, request.names)
    cleaned: Json = blotted(json.loads(plain), tuple(sorted(others, key=lambda one: (-len(one), one))))
    return {**own, **cleaned}


def _record(record: Handled, kept: Kept, language: str) -> Json:
    return {
        "kind": label(record),
        "key": key_of(record),
        **line_of(record),
        **_at_a_meeting(record, language),
        **(told_of(record) if isinstance(record, Entity) else {}),
        "category": record.category,
        "retention": record.retention,
        "restricted": record.restricted,
        "disputed": record.disputed,
        "purposes_before": [
            {"purpose": one.from_purpose, "legal_basis": str(one.from_basis), "until": _day(one)}
            for one in history_of(record)
        ],
        "sources": [
            {
                "field": one.field,
                "value": one.value,
                "source": str(one.passage.document) if one.passage else one.reference,
                "text": one.passage.quote if one.passage else None,
            }
            for one in citations_under(record)
        ],
        **_seen(record, kept),
    }


def _at_a_meeting(record: Handled, language: str) -> Json:
    """Of a registration: for which party, at which meeting and when."""
    if not isinstance(record, Registration):
        return {}
    meeting = record.delegation.meeting
    title = title_in(meeting, language, body=False)
    return {"party": record.delegation.party_id, "meeting": title, "when": meeting.when}


def _day(one: Repurposing) -> str:
    return one.decided_at.date().isoformat() if one.decided_at else ""


def _seen(record: Handled, kept: Kept) -> Json:
    """Who received it, as what they are, and how often each operation was done with it."""
    name = f"{label(record)}:{key_of(record)}"
    received = kept.recipients.get(name, [])
    return {
        "recipients": sorted({f"{whose(one.recipient)} {one.at.date().isoformat()}" for one in received}),
        "operations": {kind: count for kind, count in kept.looked_at.get(name, {}).items() if count},
    }


def _account(user: User) -> Json:
    return {
        "name": user.name,
        "address": user.email,
        "language": user.language,
        "since": user.invited_at,
        "offices": _rows(Office.objects.filter(user=user), "role", "party_id", "body_id", "since", "until"),
        "affiliations": _rows(Affiliation.objects.filter(user=user), "party_id", "post", "since", "until"),
        "clearances": _rows(Clearance.objects.filter(user=user), "label", "purposes", "since", "until"),
        "lent": _rows(Delegation.objects.filter(giver=user), "roles", "since", "until"),
        "borrowed": _rows(Delegation.objects.filter(taker=user), "roles", "since", "until"),
        "sessions": _rows(
            Session.objects.filter(user=user), "way", "network", "browser", "began_at", "seen_at", "ended_at"
        ),
        "tokens": _rows(ApiToken.objects.filter(user=user), "name", "purpose", "made_at", "expires_at", "last_used_at"),
        "notes": [
            *_rows(Note.objects.filter(user=user), "work_id", "clause__wid", "text", "made_at", "changed_at"),
            *_rows(NoteRevision.objects.filter(note__user=user), "note__work_id", "note__clause__wid", "text", "at"),
        ],
        "collections": [
            {"name": one.name, "about": one.about, "made_at": one.made_at, "items": _items(one)}
            for one in user.collections.order_by("pk")
        ],
        "followed": _rows(
            Follow.objects.filter(user=user), "what", "work_id", "clause__wid", "topic", "sought", "since"
        ),
    }


def _items(of: Collection) -> list[Json]:
    return _rows(CollectionItem.objects.filter(collection=of), "work_id", "clause__wid", "remark")


def _rows(found: Any, *columns: str) -> list[Json]:
    return list(found.values(*columns))


def page(said: Json, language: str) -> str:
    """The pack as a page that is read without a network, in the language that is switched on."""
    direction = "rtl" if get_language_bidi() else "ltr"
    title = _("What is kept of you")
    parts = [
        f'<!doctype html><html lang="{language}" dir="{direction}"><head><meta charset="utf-8">',
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head><body><h1>{escape(title)}</h1>",
        f"<p>{escape(_('Handed out on'))} <bdi>{escape(said['made'][:10])}</bdi></p>",
        _section(_("Who is responsible"), _facts(said["controller"])),
        _section(_("Your account"), _tree(said["account"]) if said["account"] else f"<p>{escape(_('None.'))}</p>"),
        _section(_("Records about you"), _many(said["records"])),
        _section(_("Passages that speak of you"), _many(said["passages"])),
        _section(_("Where else your name stands"), _many(said["elsewhere"])),
    ]
    if said["withheld"]:
        asked = _("Something that others shared under a closed label is not in here until they are asked: %(count)s.")
        parts.append(f"<p>{escape(asked % {'count': said['withheld']})}</p>")
    rights = _(
        "You may ask that what is wrong be corrected, what is disputed be kept from use, and what is not needed or not "
        "lawful be erased. You may complain to the authority that is named above, or go to court."
    )
    parts.append(_section(_("Your rights"), f"<p>{escape(rights)}</p>"))
    return "".join(parts) + "</body></html>"


_STYLE = (
    "body{font-family:serif;max-inline-size:50rem;margin-inline:auto;padding-inline:1rem;line-height:1.6}"
    "dt{font-weight:bold}dd{margin-inline-start:1.5rem}section{border-block-start:1px solid #888}"
)


def _section(title: str, body: str) -> str:
    return f"<section><h2>{escape(title)}</h2>{body}</section>"


def _many(items: Iterable[Json]) -> str:
    listed = "".join(f"<li>{_tree(one)}</li>" for one in items)
    return f"<ol>{listed}</ol>" if listed else f"<p>{escape(_('None.'))}</p>"


def _facts(values: Json) -> str:
    return "".join(f"<p><bdi>{escape(str(value))}</bdi></p>" for value in values.values() if value)


def _tree(value: Any) -> str:
    """A JSON value as nested lists; what nobody filled in is left out."""
    if isinstance(value, dict):
        pairs = [(name, one) for name, one in value.items() if one not in (None, "", [], {})]
        return "<dl>" + "".join(f"<dt>{escape(_name(key))}</dt><dd>{_tree(one)}</dd>" for key, one in pairs) + "</dl>"
    if isinstance(value, list):
        return "<ul>" + "".join(f"<li>{_tree(one)}</li>" for one in value) + "</ul>"
    return f'<bdi dir="auto">{escape(str(value))}</bdi>'


def _name(key: str) -> str:
    """A field's name in the reader's language where it has one; else the name that programs use, as JSON has it."""
    return _NAMES[key]() if key in _NAMES else key.replace("_", " ")


_NAMES = {
    "name": lambda: _("Name"),
    "address": lambda: _("Address"),
    "language": lambda: _("Language"),
    "offices": lambda: _("Offices"),
    "affiliations": lambda: _("Affiliations"),
    "clearances": lambda: _("Clearances"),
    "sessions": lambda: _("Sessions"),
    "tokens": lambda: _("Tokens"),
    "notes": lambda: _("Notes"),
    "collections": lambda: _("Collections"),
    "followed": lambda: pgettext("what one follows", "Followed"),
    "person": lambda: _("Person"),
    "role": lambda: _("Role"),
    "party": lambda: _("Party"),
    "source": lambda: _("Source"),
    "sources": lambda: _("Sources"),
    "text": lambda: _("Text"),
    "since": lambda: _("Since"),
    "until": lambda: _("Until"),
    "recipients": lambda: _("Recipients"),
    "operations": lambda: _("What was done with it"),
    "handling": lambda: _("How it may be handled"),
    "handling.tlp": lambda: _("Label"),
    "handling.originator": lambda: _("Originator"),
    "handling.purpose": lambda: _("Purpose"),
    "handling.legal_basis": lambda: _("Legal basis"),
    "handling.expires": lambda: _("Review on"),
    "purposes_before": lambda: _("What it was kept for before"),
    "meeting": lambda: _("Meeting"),
    "when": lambda: pgettext("a date", "When"),
    "name_latin": lambda: _("Name in Latin letters"),
    "office": lambda: _("Office"),
    "capacity": lambda: _("Capacity"),
    "email": lambda: _("E-mail"),
    "state": lambda: _("State"),
    "visibility": lambda: _("Who may see that this person comes"),
    "consented_on": lambda: _("Consent given on"),
    "badge": lambda: _("Badge"),
    "checked_in_at": lambda: _("Arrived at"),
    "purpose": lambda: _("Purpose"),
    "legal_basis": lambda: _("Legal basis"),
    "published": lambda: _("Published"),
    "disputed": lambda: _("Disputed"),
    "restricted": lambda: _("Kept from use"),
}


def _zipped(said: Json, html: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("data.json", json.dumps(said, ensure_ascii=False, indent=2, default=str))
        made.writestr("data.html", html)
    return file.getvalue()
