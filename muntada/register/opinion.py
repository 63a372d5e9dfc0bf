"""What another engine makes of a hit: nomenklatura's logic-v2, where it is installed. It decides nothing here. Pure.

It is an optional part; without it a hit stands alone, and whoever shows one says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from itertools import count
from threading import Lock, Thread
from typing import Any

from muntada.screening.model import Entry, Name, Query

ALGORITHM = "logic-v2"
ALGORITHMS = ("logic-v1", "logic-v2")  # of theirs, those that may be asked for by name
_SCHEMATA = {"person": "Person", "entity": "Organization", "vessel": "Vessel", "aircraft": "Airplane"}
_numbers = count()
_loading = Lock()
_loaded: list[str] = []


def is_there() -> bool:
    """Whether a second opinion can be had here."""
    return find_spec("nomenklatura") is not None and find_spec("followthemoney") is not None


def prepare() -> None:
    """Load what a second opinion needs, some seconds' work and some hundred megabytes, once; nothing without it.

    The other engine loads much of it with the first pair of a kind, so that one of each is compared.
    """
    with _loading:
        if _loaded or not is_there():
            return
        for kind in _SCHEMATA:
            score(ALGORITHM, Query("Warm Up", kind=kind), Entry("warm-up", (Name("Warm Up"),), kind))
        _loaded.append(ALGORITHM)


def prepare_beside() -> None:
    """Begin to load it in a thread of its own, so that a process that has just started answers meanwhile."""
    if is_there():
        Thread(target=prepare, name="second-opinion", daemon=True).start()


def second_opinion(query: Query, entry: Entry, names: Sequence[str] = ()) -> dict[str, Any] | None:
    """What logic-v2 makes of a question and an entry: its name and its score between 0 and 1; None without it.

    `names` are all names that were asked for, where there are more than the question's own.
    """
    if not is_there():
        return None
    return {"algorithm": ALGORITHM, "score": score(ALGORITHM, query, entry, names)}


def score(algorithm: str, query: Query, entry: Entry, names: Sequence[str] = ()) -> float:
    """The score of one of ALGORITHMS. Raises ImportError where it is not installed."""
    compare, config = _engine(algorithm)
    dates = [date for date in query.born if _is_plain(date)]
    asked = _proxy(query.kind or entry.kind, names or (query.name,), dates, query.nationalities, query.identifiers)
    listed = _proxy(
        entry.kind, [one.text for one in entry.names], [date for date in entry.born if _is_plain(date)],
        entry.nationalities, entry.identifiers,
    )  # fmt: skip
    return round(float(compare(asked, listed, config).score), 4)


@lru_cache(maxsize=len(ALGORITHMS))
def _engine(algorithm: str) -> tuple[Any, Any]:
    matching, types = import_module("nomenklatura.matching"), import_module("nomenklatura.matching.types")
    return matching.get_algorithm(algorithm).compare, types.ScoringConfig.defaults()


def _is_plain(date: str) -> bool:
    """FollowTheMoney knows neither dates that are about right nor spans."""
    return not set(date) & set("~?%/")


def _proxy(
    kind: str, names: Sequence[str], born: Sequence[str], nationalities: Sequence[str], numbers: Sequence[Any]
) -> Any:
    properties: dict[str, list[str]] = {"name": list(names)}
    if kind == "person":
        properties |= {"birthDate": list(born), "nationality": list(nationalities)}
        properties["passportNumber"] = [one.number for one in numbers if "passport" in one.type.lower()]
    elif kind in {"vessel", "aircraft"}:
        properties["flag" if kind == "vessel" else "country"] = list(nationalities)
        properties["imoNumber" if kind == "vessel" else "serialNumber"] = [one.number for one in numbers]
    else:
        properties["country"] = list(nationalities)
    if kind in {"person", "entity"}:
        properties["idNumber"] = [one.number for one in numbers]
    # The algorithms remember what they made of an id, so that none is given twice.
    stated = {"id": f"asked-{next(_numbers)}", "schema": _SCHEMATA.get(kind, "LegalEntity"), "properties": properties}
    return import_module("followthemoney").model.get_proxy(stated)
