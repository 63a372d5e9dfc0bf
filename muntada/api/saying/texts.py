"""Language versions and clauses as the API gives them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC

from muntada.access.actor import Actor
from muntada.api.records import Known, handling_of
from muntada.api.text_shapes import ClauseOut, MarkedUpOut, VersionOut, WordsOut
from muntada.library.exports import as_akn, gather
from muntada.library.models import Clause, Expression
from muntada.library.queries import words_in_force


def versions_said(actor: Actor, versions: Sequence[Expression]) -> list[VersionOut]:
    """Language versions with how they may be handled."""
    known = Known(actor, works=[one.work_id for one in versions])
    return [
        VersionOut(
            id=one.pk,
            work=known.work(one.work_id),
            language=one.language,  # type: ignore[arg-type]
            version=one.version,
            title=one.title,
            state=one.state,  # type: ignore[arg-type]
            quality=one.quality,  # type: ignore[arg-type]
            authentic=one.authentic,
            address=one.address,
            settled=one.settled_at.astimezone(UTC).isoformat() if one.settled_at else None,
            note=one.note,
            handling=handling_of(one),
        )
        for one in versions
    ]


def marked_up_said(actor: Actor, version: Expression) -> MarkedUpOut:
    """A language version as Akoma Ntoso, as far as the caller may see what it names."""
    taken = gather(actor, version.work, (version.language,), versions=[version])
    return MarkedUpOut(
        version=version.pk,
        work=Known(actor, works=[version.work_id]).work(version.work_id),
        language=version.language,  # type: ignore[arg-type]
        akn=as_akn(taken, version.language).decode(),
        handling=handling_of(version),
    )


def clauses_said(actor: Actor, clauses: Sequence[Clause], language: str = "") -> list[ClauseOut]:
    """Clauses with their words in force, in one language or in all that there are."""
    known = Known(actor, works=[one.work_id for one in clauses])
    words = words_in_force(actor, clauses)
    return [
        ClauseOut(
            id=one.pk,
            work=known.work(one.work_id),
            wid=one.wid,
            parent=one.parent.wid if one.parent else None,
            order=one.order,
            kind=one.kind,
            opening=one.opening,
            addressee=one.addressee,
            topics=one.topics,
            pillar=one.pillar,
            lifecycle=one.lifecycle,
            sector=one.sector,
            repealed=one.repealed or None,
            texts={
                text.expression.language: WordsOut(  # type: ignore[misc]
                    version=text.expression_id,
                    number=text.number,
                    heading=text.heading,
                    text=text.text,
                    handling=handling_of(text.expression),
                )
                for text in words.get(one.pk, ())
                if not language or text.expression.language == language
            },
        )
        for one in clauses
    ]
