"""Compares the confidence that each rule declares with how often it was right on annotated documents.

    python tools/calibrate.py FOLDER...

A folder holds `sources/NAME.txt` and `gold/NAME.json` ({"source", "findings": [{"type", "attrs"}, ...]}). A finding is
right in so far as its attributes are those of the annotated finding of its type that shares most with it. The estimate
beside each rule is (right + 1.6) / (findings + 2): one and two findings alone prove little.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

from muntada.sources.reading import Draft, read
from muntada.text.folding import fold_key
from muntada.text.when import NotADate, agree

_DATES = {"when", "start", "end", "established", "reviewed"}
_PRIOR_RIGHT, _PRIOR_COUNT = 1.6, 2


def pairs(attrs: dict[str, Any]) -> list[tuple[str, Any]]:
    """Attribute and value, one for each member of a list."""
    return [(name, one) for name, value in attrs.items() for one in (value if isinstance(value, list) else [value])]


def same(name: str, a: Any, b: Any) -> bool:
    """Whether two values of an attribute say the same."""
    if name in _DATES:
        try:
            return agree(str(a), str(b))
        except NotADate:
            return False
    return fold_key(str(a)) == fold_key(str(b))


def shared(attrs: dict[str, Any], gold: dict[str, Any]) -> int:
    """How many of the attributes the annotation has too."""
    left = pairs(gold)
    count = 0
    for name, value in pairs(attrs):
        for at, (other, wanted) in enumerate(left):
            if name == other and same(name, value, wanted):
                left.pop(at)
                count += 1
                break
    return count


def right(draft: Draft, gold: list[dict[str, Any]]) -> float:
    """The share of a draft's attributes that its best annotated counterpart has."""
    of_type = [one["attrs"] for one in gold if one["type"] == draft.type]
    best = max((shared(draft.attrs, attrs) for attrs in of_type), default=0)
    return best / max(1, len(pairs(draft.attrs)))


def main(folders: list[str]) -> None:
    """Print each rule with its findings, the share that was right, the estimate and what it declares."""
    counted: dict[str, list[float]] = defaultdict(list)
    declared: dict[str, float] = {}
    for folder in folders:
        for path in sorted(Path(folder, "gold").glob("*.json")):
            gold = json.loads(path.read_text(encoding="utf-8"))
            text = Path(folder, "sources", gold["source"]).read_text(encoding="utf-8")
            for draft in read(text).findings:
                counted[draft.rule].append(right(draft, gold["findings"]))
                declared[draft.rule] = draft.confidence
    print(f"{'rule':44} {'findings':>8} {'right':>6} {'estimate':>9} {'declared':>9}")
    for rule in sorted(counted):
        shares = counted[rule]
        estimate = (sum(shares) + _PRIOR_RIGHT) / (len(shares) + _PRIOR_COUNT)
        share = sum(shares) / len(shares)
        print(f"{rule:44} {len(shares):8} {share:6.2f} {estimate:9.2f} {declared[rule]:9.2f}")


if __name__ == "__main__":
    main(sys.argv[1:])
