"""Screening beside its peers: `python -m bench.screen LISTS_FOLDER [--speed NAMES]`.

LISTS_FOLDER holds the consolidated list of the United Nations (un_consolidated*.xml), labelled pairs
(name_bench_cases.csv), two tables of name tokens and, if you have it, OFAC's list (ofac_sdn.csv, ofac_alt.csv). All
questions are made with fixed seeds; what is shown is of the half 'test', which nothing was tuned on. The cut-off of a
peer is the one with the best F1 on the half 'dev' of a sample; what each does at 0.7 stands under it.
"""

from __future__ import annotations

import argparse
import csv
import os
import random
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

from bench.screening.ofac import ofac_questions, read_ofac
from bench.screening.peers import Scorer, peers
from bench.screening.questions import Question, Tokens, across, half_of, questions
from bench.screening.speed import speed
from bench.screening.unlist import read_un
from muntada.screening.model import Entry, Name, Query
from muntada.screening.screener import CUTOFF, Screener

_NEAREST = 8  # entries each peer is given beside the right one
_SAMPLE = 500  # questions of a half that the peers are asked
_USUAL = 0.7  # the cut-off that yente ships; shown beside the best one
_NOT_COUNTED = {"other birth date", "other father"}  # shown, and not part of F1: they ask about one entry or a guess
Scored = list[tuple[Question, bool, float]]  # a question, whether the entry is the one it means, and the score


def _asked(screener: Screener, some: list[Question]) -> Scored:
    rows: Scored = []
    queries = [Query(question.name, born=(question.born,) if question.born else ()) for question in some]
    for question, hits in zip(some, screener.ask_many(queries, cutoff=0.05), strict=True):
        if question.target:
            rows.append((question, True, max((h.score for h in hits if h.entry.id == question.target), default=0.0)))
        else:
            rows.append((question, False, max((hit.score for hit in hits), default=0.0)))
    return rows


def _peer_asked(scorer: Scorer, screener: Screener, some: list[Question], entries: dict[str, Entry]) -> Scored:
    rows: Scored = []
    for question in some:
        if question.target:
            rows.append((question, True, scorer(question.name, question.born, entries[question.target])))
        else:
            near = [hit.entry.id for hit in screener.screen(question.name, cutoff=0.0, limit=_NEAREST)]
            scores = [scorer(question.name, question.born, entries[key]) for key in near if key in entries]
            rows.append((question, False, max(scores, default=0.0)))
    return rows


def f1(rows: Scored, cutoff: float, keep: Callable[[Question], bool] = lambda question: True) -> float:
    """F1 of finding whom a question means and of finding nobody where nobody is meant."""
    counted = [row for row in rows if keep(row[0]) and row[0].kind not in _NOT_COUNTED]
    true = sum(right and score >= cutoff for _, right, score in counted)
    false = sum(not right and score >= cutoff for _, right, score in counted)
    missed = sum(right and score < cutoff for _, right, score in counted)
    return 2 * true / max(1, 2 * true + false + missed)


def _share(rows: Scored, kinds: str, cutoff: float) -> float:
    some = [score >= cutoff for question, _, score in rows if question.kind in kinds.split("|")]
    return sum(some) / max(1, len(some))


def _line(name: str, rows: Scored, cutoff: float) -> str:
    figures = (
        f1(rows, cutoff),
        f1(rows, cutoff, lambda q: q.script == "Arabic" or q.kind in {"Latin to original", "unrelated"}),
        f1(rows, cutoff, lambda q: q.script == "Latin" and q.kind != "Latin to original"),
        _share(rows, "original to Latin", cutoff),
        _share(rows, "Latin to original", cutoff),
        _share(rows, "unrelated|unrelated Arabic", cutoff),
        _share(rows, "recombined", cutoff),
        _share(rows, "same given name|same given names", cutoff),
        _share(rows, "other birth date", cutoff),
    )
    return f"{name:10}{cutoff:8.2f}" + "".join(f"{figure:10.3f}" for figure in figures)


_HEAD = ("", "cut-off", "F1", "F1 Ar-La", "F1 Latin", "orig>La", "La>orig", "unrelated", "recomb.", "given", "birth")


def _best(rows: Scored) -> float:
    return max((cut / 100 for cut in range(20, 100)), key=lambda cutoff: f1(rows, cutoff))


def _labelled(path: Path, half: str) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    return [row for row in rows if half in ("", half_of(row["name1"] + row["name2"]))]


def _pairs(path: Path, score: Callable[[str, Entry], float], half: str) -> dict[str, list[tuple[bool, float]]]:
    found: dict[str, list[tuple[bool, float]]] = defaultdict(list)
    kinds = {"Person": "person", "Vessel": "vessel"}
    for number, row in enumerate(_labelled(path, half)):
        entry = Entry(f"n{half}{number}", (Name(row["name2"]),), kinds.get(row["schema"], "entity"))
        value = row["is_match"] == "true", score(row["name1"], entry)
        found["Person" if row["schema"] == "Person" else "others"].append(value)
    return found


def _pair_f1(pairs: list[tuple[bool, float]], cutoff: float) -> float:
    true = sum(right and score >= cutoff for right, score in pairs)
    return 2 * true / max(1, sum(right for right, _ in pairs) + sum(score >= cutoff for _, score in pairs))


def _own_pair(name: str, entry: Entry) -> float:
    hits = Screener([entry]).screen(name, kind=entry.kind, cutoff=0.0)
    return hits[0].score if hits else 0.0


def _show_pairs(path: Path, scorers: dict[str, Scorer]) -> None:
    print("\nLabelled pairs, F1 of all and of the half nothing was fitted on: persons, others (peers: best cut-off)")
    every: dict[str, Callable[[str, Entry], float]] = {"muntada": _own_pair}
    every |= {name: (lambda n, e, s=scorer: s(n, "", e)) for name, scorer in scorers.items()}
    for name, score in every.items():
        figures = []
        learned = _pairs(path, score, "dev")
        for half in ("", "test"):
            found = _pairs(path, score, half)
            for kind in ("Person", "others"):
                choices = [CUTOFF] if name == "muntada" else [cut / 100 for cut in range(20, 100)]
                best = max(choices, key=lambda cutoff, pairs=learned[kind]: _pair_f1(pairs, cutoff))
                figures.append(_pair_f1(found[kind], best))
        print(f"{name:10}" + "".join(f"{figure:8.3f}" for figure in figures))


def _show_another(lists: Path) -> None:
    """The same of a list on which nothing was fitted, all of it."""
    entries = read_ofac(lists)
    asked = ofac_questions(entries, Tokens(lists / "arabic_latin_tokens_wikipedia.tsv"))
    rows = _asked(Screener(entries), asked)
    print(f"\nAnother list: {len(entries)} entries, {len(asked)} questions, F1 {f1(rows, CUTOFF):.3f}", end="")
    _show_kinds(rows)


def _show_kinds(rows: Scored) -> None:
    print("\nmuntada by kind of question: share found (of those who are meant), share of alarms (of those who are not)")
    kinds: dict[str, list[bool]] = defaultdict(list)
    for question, _, score in rows:
        kinds[question.kind].append(score >= CUTOFF)
    for kind, found in kinds.items():
        print(f"  {kind:20}{sum(found) / len(found):7.3f}  of {len(found)}")


def main(lists: Path, with_peers: bool) -> dict[str, float]:
    """Asks everybody everything and prints the tables; gives the cut-offs that were used."""
    entries = read_un(next(lists.glob("un_consolidated*.xml")))
    asked = questions(entries, Tokens(lists / "arabic_latin_tokens_wikipedia.tsv"))
    latin, original, to_latin, to_original = across(entries)
    sets = [
        (Screener(held), held, some) for held, some in ((entries, asked), (latin, to_latin), (original, to_original))
    ]

    def rows(half: str) -> Scored:
        return [row for screener, _, some in sets for row in _asked(screener, [q for q in some if q.half == half])]

    print(f"{len(entries)} entries, {len(asked) + len(to_latin) + len(to_original)} questions, half 'test' shown")
    test = rows("test")
    print("".join(f"{word:>10}" for word in _HEAD).replace(" ", "", 0))
    print(_line("muntada", test, CUTOFF), flush=True)
    cutoffs, scorers = {"muntada": CUTOFF}, peers() if with_peers else {}
    rng = random.Random(8)
    for name, scorer in scorers.items():
        halves: dict[str, Scored] = {"dev": [], "test": []}
        for half, found in halves.items():
            for screener, held, some in sets:
                chosen = [question for question in some if question.half == half]
                chosen = chosen if len(chosen) < _SAMPLE else rng.sample(chosen, _SAMPLE)
                found.extend(_peer_asked(scorer, screener, chosen, {entry.id: entry for entry in held}))
        cutoffs[name] = _best(halves["dev"])
        print(_line(name, halves["test"], cutoffs[name]), flush=True)
        print(_line("", halves["test"], _USUAL), flush=True)
    _show_kinds(test)
    if (lists / "ofac_sdn.csv").is_file():
        _show_another(lists)
    _show_pairs(lists / "name_bench_cases.csv", scorers)
    return cutoffs


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("lists", type=Path)
    parser.add_argument("--speed", type=int, default=0, help="also measure against so many invented names")
    parser.add_argument("--no-peers", action="store_true")
    given = parser.parse_args()
    if not any(given.lists.glob("un_consolidated*.xml")):
        parser.error(f"{given.lists} holds no un_consolidated*.xml: the consolidated list of the Security Council.")
    started = time.time()
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    main(given.lists, not given.no_peers)
    if given.speed:
        speed(given.lists / "arabic_latin_tokens_wikidata.tsv", given.speed)
    print(f"\n{time.time() - started:.0f} s; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
