"""The peers: nomenklatura's logic-v1 and logic-v2, rapidfuzz and splink's name comparison, each scoring one pair.

Each says how alike a question and an entry are, between 0 and 1; the cut-off of each is the one with the best F1 on
the half 'dev'. They are given the right entry and the nearest others, so that none pays for finding candidates.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from muntada.screening.model import Entry

Scorer = Callable[[str, str, Entry], float]
_SCHEMA = {"person": "Person", "entity": "Organization", "vessel": "Vessel"}


def _nomenklatura(name: str) -> Scorer:
    from followthemoney import model
    from nomenklatura.matching import get_algorithm
    from nomenklatura.matching.types import ScoringConfig

    algorithm: Any = get_algorithm(name)
    config = ScoringConfig.defaults()
    made: dict[Entry, Any] = {}  # the same id stands for other names in other lists

    def proxy(key: str, kind: str, names: Iterable[str], born: Iterable[str]) -> Any:
        properties = {"name": list(names)} | ({"birthDate": list(born)} if kind == "person" and born else {})
        return model.get_proxy({"id": key, "schema": _SCHEMA.get(kind, "LegalEntity"), "properties": properties})

    def score(question: str, born: str, entry: Entry) -> float:
        if entry not in made:
            dates = [date for date in entry.born if "~" not in date and "/" not in date]
            made[entry] = proxy(f"{entry.id}-{len(made)}", entry.kind, [name.text for name in entry.names], dates)
        # The algorithms remember what they made of an id.
        asked = proxy(f"q-{question}-{born}", entry.kind, [question], [born] if born else [])
        return float(algorithm.compare(asked, made[entry], config).score)

    return score


def _rapidfuzz() -> Scorer:
    from rapidfuzz import fuzz, utils

    def score(question: str, _born: str, entry: Entry) -> float:
        return max(fuzz.token_sort_ratio(question, n.text, processor=utils.default_process) for n in entry.names) / 100

    return score


def _splink() -> Scorer:
    """The levels of splink's `NameComparison`: Jaro-Winkler at .92, .88 and .7, over whole names and sorted words."""
    import duckdb
    import splink.comparison_library as comparisons

    levels = [
        level.create_level_dict("duckdb")["sql_condition"]
        for level in comparisons.NameComparison("n").create_comparison_levels()
    ]
    cases = " ".join(f"WHEN {sql} THEN {1 - place / len(levels)}" for place, sql in enumerate(levels) if sql != "ELSE")
    statement = f"SELECT max(CASE {cases} ELSE 0 END) FROM (SELECT ? AS n_l, unnest(?) AS n_r)"
    connection = duckdb.connect()

    def score(question: str, _born: str, entry: Entry) -> float:
        asked = " ".join(sorted(question.lower().split()))
        names = [" ".join(sorted(name.text.lower().split())) for name in entry.names]
        row = connection.execute(statement, [asked, names]).fetchone()
        return float(row[0] or 0.0) if row else 0.0

    return score


def peers() -> dict[str, Scorer]:
    """Every peer that is installed."""
    made: dict[str, Scorer] = {}
    for name, make in (
        ("logic-v1", lambda: _nomenklatura("logic-v1")),
        ("logic-v2", lambda: _nomenklatura("logic-v2")),
        ("rapidfuzz", _rapidfuzz),
        ("splink", _splink),
    ):
        try:
            made[name] = make()
        except ImportError as error:
            print(f"{name} is not installed: {error}")
    return made
