"""Another engine's opinion stands beside our own, where it is installed, and decides nothing."""

from __future__ import annotations

from typing import Any

import pytest

from muntada.register import opinion
from muntada.register.actions.screening import Right, screen
from muntada.register.explained import explained_with
from muntada.screening.model import Entry, Identifier, Name, Query
from tests.register.listed import UnList
from tests.register.officers import OFFICER
from tests.register.test_screening import listed

__all__ = ["listed"]
RIGHT = Right("prevention", "un_sanctions")


class _Scored:
    score = 0.51239


def _other_engine(monkeypatch: pytest.MonkeyPatch, asked: list[tuple[Any, Any]]) -> None:
    """In the place of the other engine one that says always the same, so that it need not be installed."""

    def compare(query: Any, listed: Any, _config: Any) -> _Scored:
        asked.append((query, listed))
        return _Scored()

    monkeypatch.setattr(opinion, "is_there", lambda: True)
    monkeypatch.setattr(opinion, "_engine", lambda _name: (compare, None))
    monkeypatch.setattr(opinion, "_proxy", lambda *stated: stated)


def test_it_is_given_the_names_and_what_it_understands_of_dates(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[Any, Any]] = []
    _other_engine(monkeypatch, asked)
    entry = Entry("x", (Name("زبير الخطيبي"), Name("Zubayr")), born=("1964", "1960~", "1950/1952"))
    query = Query("Zubair", ("1964",), ("jo",), (Identifier("K7"),))
    assert opinion.second_opinion(query, entry) == {"algorithm": "logic-v2", "score": 0.5124}
    [(question, listed)] = asked
    assert question == ("person", ("Zubair",), ["1964"], ("jo",), (Identifier("K7"),))
    assert listed[:3] == ("person", ["زبير الخطيبي", "Zubayr"], ["1964"])


def test_without_the_other_engine_there_is_no_opinion(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opinion, "find_spec", lambda _name: None)
    opinion.prepare()
    assert not opinion.is_there()
    assert opinion.second_opinion(Query("Zubair"), Entry("x", (Name("Zubayr"),))) is None


def test_it_is_loaded_once_with_a_pair_of_each_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[Any, Any]] = []
    _other_engine(monkeypatch, asked)
    monkeypatch.setattr(opinion, "_loaded", [])
    opinion.prepare_beside()
    opinion.prepare()
    assert [question[0] for question, _listed in asked] == ["person", "entity", "vessel", "aircraft"]


@pytest.mark.django_db
def test_it_is_kept_with_the_lead_and_changes_neither_the_score_nor_what_is_met(
    listed: UnList, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    (alone,) = screen(OFFICER, [Query("Zubayr Alkhatibi")], RIGHT)
    assert "second" not in alone.met[0].lead.explained
    settings.SECOND_OPINION = True
    _other_engine(monkeypatch, [])
    (answer,) = screen(OFFICER, [Query("Zubair Al-Khatibi")], RIGHT)
    (met,) = answer.met
    assert met.lead.explained["second"] == {"algorithm": "logic-v2", "score": 0.5124}
    assert explained_with(met.hit, met.lead.explained)["second"]["score"] == 0.5124
    assert met.lead.score == met.hit.score > 0.9
