"""Language versions of instruments, their clauses and what they cite, in each of the states of the crawl."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from muntada.library.models import (
    Citation,
    Clause,
    ClauseText,
    Expression,
    PartyStatus,
    Symbol,
    TermSeen,
    Uptake,
    Work,
)
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
    # Of a clause that everybody may read, used by a state that everybody knows of: the use itself is marked.
    clause = open_practice(work)
    Uptake.objects.create(
        clause=clause, party_id="MA", place=word("usedat"), activity=word("usedin"), source=word("usedsource"),
        note=word("usednote"), when="2020", **marking,
    )  # fmt: skip


def open_practice(work: Work) -> Clause:
    """A good practice of the open instrument in a version that is in force and open, made once."""
    version, _new = Expression.objects.get_or_create(
        work=work, language="ar", state="settled", defaults={"version": "2020", "quality": "typed"}
    )
    clause, _new = Clause.objects.get_or_create(
        work=work, wid="para_77", defaults={"order": 77, "kind": "good_practice", "topics": ["biometrics"]}
    )
    ClauseText.objects.get_or_create(
        clause=clause, expression=version, defaults={"order": 77, "number": "77", "text": "ممارسة جيدة مفتوحة"}
    )
    return clause


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
    Clause.objects.filter(pk=clause.pk).update(topics=["biometrics"])
    TermSeen.objects.create(text=text, term="topic.biometrics", form=word(f"form{which}"))
    Citation.objects.create(
        text=text, start=0, end=len(said), quote=said, symbol=word(f"cites{which}"), standing="possible"
    )
    return version
