"""The score of a folder counts what is right, what is too much, and what is the same in two languages."""

import json
import subprocess
import sys
from pathlib import Path

from tests.library.structure import texts

GOLD = """\
part|PART ONE||part_1
part|Chapter I||part_1__chp_1
article|Article 1|Terms|art_1
point|(a)|“Cargo” means|art_1__point_a
point|(b)|“Owner” means|art_1__point_b
-||IN WITNESS
"""


def score(folder: Path) -> dict[str, dict[str, dict[str, float]]]:
    done = subprocess.run(
        [sys.executable, "tools/structure_score.py", str(folder), "--json"], capture_output=True, check=True
    )
    return json.loads(done.stdout)


def test_a_folder_is_scored(tmp_path: Path) -> None:
    (tmp_path / "quay.en.txt").write_text(texts.CONVENTION_EN, encoding="utf-8")
    (tmp_path / "quay.en.gold").write_text(GOLD, encoding="utf-8")
    (tmp_path / "quay.fr.txt").write_text(texts.CONVENTION_FR, encoding="utf-8")
    (tmp_path / "quay.fr.gold").write_text(
        "article|Article premier|Définitions|art_1\npoint|a)|On entend|art_1__point_a\n"
        "point|b)|On entend|art_1__para_9\n",
        encoding="utf-8",
    )
    found = score(tmp_path)
    assert found["texts"]["quay.en"]["right"] == 1.0
    assert found["texts"]["quay.en"]["addresses"] == 1.0
    assert found["texts"]["quay.fr"]["addresses"] == round(2 / 3, 4)
    assert found["texts"]["quay.en"]["precision"] == round(5 / len(texts.CONVENTION_WIDS), 4)
    assert found["across"]["pairs"] == 2
    assert found["across"]["same_address"] == 1.0
