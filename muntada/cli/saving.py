"""`muntada read --save`: each file in one transaction, printed as saved only when it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from muntada.cli.batch import Done
from muntada.cli.exits import STORAGE, USAGE, Failed
from muntada.cli.files import Input
from muntada.cli.ground import actor_at_console, prepare
from muntada.cli.handled import given_by

if TYPE_CHECKING:
    from muntada.access.actor import Actor
    from muntada.sources.models import Source


_SAVED = "What was printed before it is saved."
_AGAIN = "Make room or restore the database, then run this again."


def saver(published: date | None, said: dict[str, Any], email: str | None) -> Callable[[Input], Done]:
    """What to do with each file: take it in as this person, handled as they said. Raises Failed."""
    prepare()
    from django.conf import settings
    from django.db import DatabaseError

    from muntada.evidence.actions.given import HandlingRefused
    from muntada.evidence.store import StoreFailed
    from muntada.sources.actions.intake import take_in
    from muntada.sources.capture import CaptureRefused
    from muntada.trail.deed import Refused

    actor = actor_at_console(email)
    given = given_by(said)

    def work(file: Input) -> Done:
        data = file.data(settings.MAX_UPLOAD)
        try:
            taken = take_in(actor, data, name=_kept_name(file.name), published=published, given=given)
            return _done(actor, taken.source, file.name, "saved" if taken.new else "already saved")
        except HandlingRefused as refused:
            raise CaptureRefused(refused.code, f"--{refused.field.replace('_', '-')}: {refused}") from None
        except Refused as refused:
            raise Failed(f"{refused} Name somebody who may with --as.", USAGE) from None
        except StoreFailed as error:
            raise Failed(f"{file.shown} was not saved: {error} {_SAVED}", STORAGE) from None
        except DatabaseError as error:
            raise Failed(f"{file.shown} was not saved: {error}. {_AGAIN} {_SAVED}", STORAGE) from None

    return work


def _kept_name(name: str) -> str:
    from muntada.sources.capture import clean_name

    return clean_name(name)


def _done(actor: Actor, source: Source, name: str, fate: str) -> Done:
    """What is kept of the source, read back from where it is kept."""
    from muntada.access.rows import rows
    from muntada.access.rules import Permission
    from muntada.sources.models import Finding

    document = source.document
    findings = rows(actor, Permission.SOURCE_READ, Finding, via="source__document").filter(source=source)
    answer: dict[str, Any] = {
        "source": name,
        "language": document.language,
        "published": document.published.isoformat() if document.published else None,
        "findings": [
            {
                "type": finding.type,
                "attrs": finding.attrs,
                "start": finding.start,
                "end": finding.end,
                "quote": finding.quote,
                "rule": finding.rule,
                "confidence": finding.confidence,
            }
            for finding in findings.order_by("start", "pk")
        ],
        "mentions": source.mentions,
    }
    return Done(answer, list(document.notes), fate)
