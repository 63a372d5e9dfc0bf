"""Symbols and treaties at the console."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from muntada.cli.main import main
from muntada.library.models import PartyStatus, Symbol, Work
from muntada.parties.models import Party
from tests.cli.test_library import muntada, people  # noqa: F401 -- a fixture

pytestmark = pytest.mark.django_db


def test_a_symbol_is_read_however_it_is_typed() -> None:
    work = Work.objects.create(key="sc2178", kind="security_council_resolution", symbol="S/RES/2178 (2014)")
    Symbol.objects.create(work=work, text="S/RES/2178 (2014)")
    for typed in (["S/RES/2178(2014)"], ["s/res/2178"], ["S/RES/٢١٧٨", "(٢٠١٤)"]):
        ran = muntada("symbol", *typed, "--json")
        assert ran.exit_code == 0, ran.output
        said = json.loads(ran.output)
        assert (said["symbol"], said["work"], said["year"], said["possible"]) == (
            "S/RES/2178 (2014)", "sc2178", 2014, True,
        )  # fmt: skip
        assert said["links"]["ar"] == "https://undocs.org/ar/S/RES/2178(2014)"
    shown = muntada("symbol", "A/C.3/60/L.12/Rev.1").output
    assert "Third Committee" in shown
    assert len(muntada("symbol", "S/2015/10-12", "--json").output.splitlines()) == 3


def test_what_is_no_symbol_or_cannot_be_says_why() -> None:
    wrong = muntada("symbol", "S/RES/1373 (2002)")
    assert wrong.exit_code == 3
    assert "The resolution of this number is of 2001." in wrong.output
    none = muntada("symbol", "nothing")
    assert none.exit_code == 2
    assert "No organ has the letters NOTHING." in none.output
    assert json.loads(muntada("symbol", "A/RES/60/0", "--json").output.splitlines()[0])["error"] == "number_zero"


def test_a_table_of_statuses_comes_in_at_the_console(tmp_path: Path) -> None:
    Party.objects.create(key="EG", kind="state")
    Work.objects.create(key="financing1999", kind="convention")
    table = tmp_path / "statuses.csv"
    table.write_text("work,party,signed\nfinancing1999,EG,2000-09-06\n", encoding="utf-8")
    assert json.loads(muntada("treaties", str(table), "--json").output) == {"new": 1, "changed": 0, "same": 0}
    assert muntada("treaties", str(table)).output == "0 new, 0 changed, 1 as they were.\n"
    table.write_text("work,party,signed\nfinancing1999,EG,soon\n", encoding="utf-8")
    ran = muntada("treaties", str(table), "--json")
    assert ran.exit_code == 3
    assert json.loads(ran.output.splitlines()[0])["wrong"][0]["row"] == 2
    table.write_bytes(b"\xff\xfe")
    assert muntada("treaties", str(table)).exit_code == 3
    assert PartyStatus.objects.get().signed == "2000-09-06"


def test_every_reason_has_words() -> None:
    from muntada.text.symbols.reasons import _IMPOSSIBLE, _WRONG
    from muntada.web.library.symbols import REASONS

    assert set(REASONS) == {*_WRONG, *_IMPOSSIBLE}
    assert CliRunner().invoke(main, ["library", "symbol", "--help"]).exit_code == 0
