"""Scores the proposed structure of texts against annotated ones.

    python tools/structure_score.py FOLDER [--json] [--verbose]

A folder holds `NAME.LANGUAGE.txt` and beside it `NAME.LANGUAGE.gold`: a line a clause, in order, of five cells between
bars: kind, number as printed, first words, address, and the address of the same clause in the other languages where
it differs. All but the kind may be empty; an empty address is not compared. The kind "-" says where something begins
that is no clause: signatures, a note. A clause is right where the proposal has one that begins and ends there, of that
kind, with that number. Addresses are compared with the annotated ones and between the languages of one NAME; so is
what alignment makes of two languages of one NAME.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path

from muntada.library.aligning import Stand, align
from muntada.library.structure import Proposal, Provision, propose

Versions = dict[str, dict[str, tuple[list["Gold"], Proposal]]]  # by name and language
_NEAR = 3  # code points by which two beginnings may differ: a quotation mark, a space


@dataclass(frozen=True)
class Gold:
    """One annotated clause and where it begins and, at the latest, ends."""

    kind: str
    number: str
    words: str
    wid: str
    other: str  # its address in the other languages
    start: int
    end: int


@dataclass
class Score:
    """Counts of one text, and of several together."""

    clauses: int = 0
    proposed: int = 0
    right: int = 0
    addresses: int = 0
    same_address: int = 0
    wrong: list[str] = field(default_factory=list)

    def add(self, other: Score) -> None:
        """Count another text in."""
        self.clauses += other.clauses
        self.proposed += other.proposed
        self.right += other.right
        self.addresses += other.addresses
        self.same_address += other.same_address

    def as_dict(self) -> dict[str, float | int]:
        """The counts and the shares: `right` of what is annotated, `precision` of what is proposed."""
        return {
            "clauses": self.clauses,
            "proposed": self.proposed,
            "right": _share(self.right, self.clauses),
            "precision": _share(self.right, self.proposed),
            "f1": _share(2 * self.right, self.clauses + self.proposed),
            "addresses": _share(self.same_address, self.addresses),
        }


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 1.0


def _pattern(printed: str) -> str:
    return r"\s*".join(re.escape(word) for word in printed.split())


def read_gold(path: Path, text: str) -> list[Gold]:
    """The annotated clauses with their places; ValueError where one is not found after the one before."""
    found: list[tuple[list[str], int]] = []
    at = 0
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.strip():
            continue
        cells = [*line.split("|"), "", "", "", ""][:5]
        shape = _pattern(cells[1]) + (r"[\s\u200e\u200f:.\-–—]*" if cells[1] and cells[2] else "") + _pattern(cells[2])
        place = re.compile(shape).search(text, at)
        if place is None:
            raise ValueError(f"{path.name}: {line!r} is not found in the text after place {at}")
        found.append((cells, place.start()))
        at = place.start() + 1
    ends = [start for _, start in found[1:]] + [len(text)]
    return [
        Gold(kind, number, words, wid, other or wid, start, end)
        for ((kind, number, words, wid, other), start), end in zip(found, ends, strict=True)
        if kind != "-"
    ]


def _is_right(gold: Gold, one: Provision, last: bool) -> bool:
    if one.kind != gold.kind or _bare(one.number) != _bare(gold.number):
        return False
    whole = gold.end - gold.start
    return abs(one.start - gold.start) <= _NEAR and one.end <= gold.end and (last or one.end - one.start >= whole / 2)


def _bare(number: str) -> str:
    return re.sub(r"[\s:.\-–—]+$", "", " ".join(number.split()))


def score(text: str, gold: list[Gold], proposal: Proposal) -> Score:
    """The score of one text."""
    counts = Score(len(gold), len(proposal.provisions))
    for place, one in enumerate(gold):
        near = [p for p in proposal.provisions if abs(p.start - one.start) <= _NEAR]
        hit = next((p for p in near if _is_right(one, p, place == len(gold) - 1)), None)
        counts.right += hit is not None
        counts.addresses += bool(one.wid)
        counts.same_address += bool(one.wid) and any(p.wid == one.wid for p in near)
        if hit is None or (one.wid and hit.wid != one.wid):
            seen = [(p.kind, p.number, p.wid, p.end - one.end) for p in near]
            counts.wrong.append(f"{one.kind}|{one.number}|{one.words[:40]}|{one.wid} <> {seen}")
    starts = [one.start for one in gold]
    for p in proposal.provisions:
        if not any(abs(p.start - start) <= _NEAR for start in starts):
            counts.wrong.append(f"too much: {p.kind}|{p.number}|{(p.heading or p.text)[:50]}|{p.wid}")
    return counts


def across(found: Versions) -> tuple[Score, Score]:
    """Of the clauses annotated as the same in two languages: those that got one address in both, and those that
    alignment takes for the same."""
    addresses, aligned = Score(), Score()
    for versions in found.values():
        for (gold, proposal), (gold_there, there) in combinations(versions.values(), 2):
            mine, theirs = _proposed(gold, proposal), _proposed(gold_there, there)
            pairs = align(_stands(proposal), _stands(there, abroad=True))
            partner = {proposal.provisions[at].wid: pair.wid for at, pair in pairs.items()}
            for key in mine.keys() & theirs.keys():
                (wid, annotated), (wid_there, annotated_there) = mine[key], theirs[key]
                aligned.addresses += 1
                aligned.same_address += bool(wid) and partner.get(wid) == wid_there
                addresses.addresses += annotated == annotated_there
                addresses.same_address += annotated == annotated_there and wid == wid_there != ""
    return addresses, aligned


def _proposed(gold: list[Gold], proposal: Proposal) -> dict[str, tuple[str, str]]:
    """For each clause, by its address in other languages, the address proposed and the one annotated here."""
    found = {}
    for one in gold:
        if one.wid:
            near = [p for p in proposal.provisions if abs(p.start - one.start) <= _NEAR]
            found[one.other] = next((p.wid for p in near if p.kind == one.kind), ""), one.wid
    return found


def _stands(proposal: Proposal, *, abroad: bool = False) -> list[Stand]:
    return [
        Stand(p.wid, p.kind, p.number, p.opening, "" if abroad else p.text, p.text if abroad else "")
        for p in proposal.provisions
    ]


def run(folder: Path) -> dict[str, object]:
    """The scores of a folder: by text, by language, over all, and across languages."""
    texts: dict[str, Score] = {}
    languages: dict[str, Score] = defaultdict(Score)
    versions: Versions = defaultdict(dict)
    for path in sorted(folder.glob("*.gold")):
        name, language = path.stem.rsplit(".", 1)
        text = path.with_suffix(".txt").read_text(encoding="utf-8")
        gold, proposal = read_gold(path, text), propose(text)
        texts[path.stem] = counts = score(text, gold, proposal)
        languages[language].add(counts)
        languages["all"].add(counts)
        versions[name][language] = (gold, proposal)
    addresses, aligned = across(versions)
    return {
        "texts": {name: {**one.as_dict(), "wrong": one.wrong} for name, one in texts.items()},
        "languages": {name: one.as_dict() for name, one in sorted(languages.items())},
        "across": {
            "pairs": aligned.addresses,
            "same_address": _share(addresses.same_address, addresses.addresses),
            "aligned": _share(aligned.same_address, aligned.addresses),
        },
    }


def main() -> None:
    """Print the scores of the folder named on the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--json", action="store_true", help="the whole result as JSON")
    parser.add_argument("--verbose", action="store_true", help="name what is wrong")
    asked = parser.parse_args()
    result = run(asked.folder)
    if asked.json:
        json.dump(result, sys.stdout, ensure_ascii=False, indent=1)
        return
    for group in ("texts", "languages"):
        for name, one in result[group].items():  # type: ignore[attr-defined]
            wrong = one.pop("wrong", [])
            print(f"{name:28}", *(f"{key} {value}" for key, value in one.items()))
            for line in wrong if asked.verbose else []:
                print("    ", line)
    print("across languages", result["across"])


if __name__ == "__main__":
    main()
