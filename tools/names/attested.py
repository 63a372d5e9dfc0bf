"""Makes muntada/text/names/data/attested.csv from a table of Latin and Arabic spellings of the same word.

    python tools/names/attested.py TABLE

TABLE holds lines of a Latin word, the letters of an Arabic word between spaces, and how often they were met, between
tabs. Pairs whose sounds have little in common are mistakes of the alignment and are left out.
"""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from pathlib import Path

from muntada.text.names.distance import alike
from muntada.text.names.letters import folded, sounds

TARGET = Path(__file__).resolve().parents[2] / "muntada" / "text" / "names" / "data" / "attested.csv"
LEAST = 0.55


def main(table: Path) -> None:
    """Reads the table and writes the shipped one: an Arabic word, and its Latin spellings with their counts."""
    found: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for line in table.read_text(encoding="utf-8").splitlines():
        latin, arabic, count = line.split("\t")
        word, spelling = folded(arabic.replace(" ", "")), folded(latin)
        if not spelling.isalpha() or len(word) < 2 or len(spelling) < 2:
            continue
        if alike(sounds(word), sounds(spelling), mixed=True) >= LEAST:
            found[word][spelling] += int(count)
    with TARGET.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(["arabic", "spellings"])
        for word in sorted(found):
            ranked = sorted(found[word].items(), key=lambda item: (-item[1], item[0]))
            writer.writerow([word, "|".join(f"{s}:{n}" if n > 1 else s for s, n in ranked)])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
