"""At an institution's address the second wall holds; and of two who decide on one answer at once, one does."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.postgres import cluster

ROOT = Path(__file__).resolve().parents[2]


def test_an_institution_meets_what_it_is_asked_and_nothing_above_its_requests_label(tmp_path: Path) -> None:
    with cluster() as address:
        names = {"MUNTADA_DATA": str(tmp_path), "MUNTADA_DATABASE_URL": address, "MUNTADA_HOSTS": "localhost"}
        environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"} | names
        command = [sys.executable, "-m", "tests.followup.asking_on_postgres"]
        ran = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    said = json.loads(ran.stdout)
    assert said == {"outside": [0, 0], "inside": [3, 0], "sent": 1, "after": [0, 0], "decided": ["decided", "done"]}
