"""Language versions of instruments, their clauses and what they cite, in each of the states of the crawl."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from muntada.library.models import Citation, Clause, ClauseText, Expression, PartyStatus, Symbol, Work
from muntada.parties.models import Party


def shelved(work: Work, word: Callable[[str], str], state: str, marking: dict[str, Any]) -> dict[str, Any]:
    """A version of the instrument as it is marked itself, settled, with a clause that cites; and one proposed."""
    Symbol.objects.create(work=work, text=word("furthersymbol"))
    settled = _version(work, "en", "settled", word, "s", marking)
    proposed = _version(work, "fr", "proposed", word, "p", marking)
    return {"settled": settled.pk, "proposed": proposed.pk, "wid": settled.texts.get().clause.wid}


def beside(work: Work, word: Callable[[str], str], party: Party, marking: dict[str, Any]) -> None:
    """What hangs on an instrument that is open to all, and is not open itself: versions, and a party's standing."""
    _version(work, "fr", "proposed", word, "open", marking)
    PartyStatus.objects.create(
        work=work, party=party, signed="2001", reservation=word("reservation"), source=word("depositary"), **marking
    )


def _version(
    work: Work, language: str, state: str, word: Callable[[str], str], which: str, marking: dict[str, Any]
) -> Expression:
    version = Expression.objects.create(
        work=work, language=language, version="2020", title=word(f"version{which}"), state=state, quality="typed",
        note=word(f"versionnote{which}"), **marking,
    )  # fmt: skip
    clause = Clause.objects.create(
        work=work, wid=f"para_{word(f'wid{which}').lower()}", order=version.pk, kind="operative",
        sector=word(f"sector{which}"),
    )  # fmt: skip
    said = word(f"clause{which}")
    text = ClauseText.objects.create(
        clause=clause, expression=version, order=1, number="1.", heading=word(f"heading{which}"), text=said
    )
    Citation.objects.create(
        text=text, start=0, end=len(said), quote=said, symbol=word(f"cites{which}"), standing="possible"
    )
    return version
