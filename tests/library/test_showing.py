"""The sample instruments as a demonstration brings them in: the same clauses in every language, with their topics."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from muntada.access.actor import Actor, Role
from muntada.library.models import Clause, ClauseText, Expression, Uptake, Work
from muntada.library.queries.vocabulary import forms_seen, practices, toolkits
from muntada.library.samples import LANGUAGES, samples
from muntada.library.showing import bring_samples
from muntada.library.structure import propose
from muntada.parties.models import Party

NADIA = Actor("user:1", "Nadia", frozenset({Role.SECRETARIAT, Role.PERSON}))
_GOLD = Path(__file__).parent / "data"


def gold(key: str, language: str) -> list[dict[str, str]]:
    with (_GOLD / f"{key}.{language}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("one", samples(), ids=lambda one: one.key)
def test_the_clauses_of_a_sample_are_recognised(one: object, language: str) -> None:
    found = propose(one.words(language))  # type: ignore[attr-defined]

    assert found.language == language
    wanted = gold(one.key, language)  # type: ignore[attr-defined]
    assert [(each.wid, each.kind) for each in found.provisions] == [(row["wid"], row["kind"]) for row in wanted]
    for each, row in zip(found.provisions, wanted, strict=True):
        assert row["words"] in f"{each.heading} {each.text}", row


@pytest.mark.django_db
def test_the_samples_come_in_whole_and_a_second_time_nothing_changes() -> None:
    for key in ("JO", "MA", "NL", "ES", "EG", "ID", "DZ"):
        Party.objects.create(key=key, kind="state")

    assert bring_samples(NADIA) == 3 * len(samples())
    for one in samples():
        work = Work.objects.get(pk=one.older_of or one.key)
        for language in LANGUAGES:
            version = Expression.objects.get(work=work, language=language, version=one.version)
            texts = ClauseText.objects.filter(expression=version).order_by("order").select_related("clause")
            assert [text.clause.wid for text in texts] == [row["wid"] for row in gold(one.key, language)]
            assert version.state == ("replaced" if one.older_of else "settled")
    assert Clause.objects.exclude(topics=[]).count() > 60
    assert Uptake.objects.count() == 8
    assert len(toolkits(NADIA)[0].modules) == 5
    assert practices(NADIA).count() == 29
    assert {language for language, _form, _number in forms_seen(NADIA, "topic.border_security")} == {"ar", "en", "fr"}
    clauses, words = Clause.objects.count(), ClauseText.objects.count()
    assert bring_samples(NADIA) == 0
    assert (Clause.objects.count(), ClauseText.objects.count(), Uptake.objects.count()) == (clauses, words, 8)
