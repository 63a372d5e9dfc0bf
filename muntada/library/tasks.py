"""What is done for the library later: noting which terms stand in a text that was settled."""

from __future__ import annotations

from muntada.access.actor import CLERK
from muntada.jobs.later import task
from muntada.jobs.running import Context
from muntada.library.actions.relating import note_citations as note_cited
from muntada.library.actions.vocabulary import note_terms as note
from muntada.library.events import TextCorrected, TextProposed, TextSettled
from muntada.library.models import Expression


@task(takes_context=True)
def note_terms(context: Context, version: int) -> dict[str, int]:
    """Note which terms stand in a language version; of one that is gone, nothing."""
    held = Expression.objects.filter(pk=version).first()
    return {"terms": note(context.actor, held) if held is not None else 0}


@task(takes_context=True)
def note_citations(context: Context, version: int) -> dict[str, int]:
    """Note what a language version cites and how it bears on other works; of one that is gone, nothing."""
    held = Expression.objects.filter(pk=version).first()
    return {"citations": note_cited(context.actor, held) if held is not None else 0}


def text_changed(event: TextProposed | TextCorrected | TextSettled) -> None:
    """Have noted what a text cites whose words or clauses are others now."""
    note_citations.using(by=CLERK).enqueue(event.expression)


def text_settled(event: TextSettled) -> None:
    """Have the terms of a text noted that came into force."""
    note_terms.using(by=CLERK).enqueue(event.expression)
