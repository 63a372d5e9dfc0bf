"""Files made to break whoever reads them: each is refused, or set aside row by row, with its reason."""

from __future__ import annotations

import io
import json
import zipfile

import pytest

from muntada.access import clock
from muntada.register.actions.bringing import set_aside
from muntada.register.actions.entering import Handled
from muntada.register.lists import READERS, ListRefused
from muntada.register.lists import ofac as of_ofac
from muntada.register.lists.asked import questions
from muntada.register.lists.form import FileRead, Row
from muntada.register.models import Quarantined, Run
from tests.register.events import GTD, table


def packed(*sizes: int) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, size in enumerate(sizes):
            archive.writestr(f"{number}.csv", b"0" * size)
    return made.getvalue()


def test_a_table_that_is_none_and_an_archive_that_is_too_large_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(of_ofac, "_LONGEST", 1_000)
    locked = bytearray(packed(10))
    for at in (locked.find(b"PK\x03\x04") + 6, locked.find(b"PK\x01\x02") + 8):
        locked[at] |= 1  # says that it needs a password
    for broken in (b"[" * 200_000, b"a\rb", packed(600, 600), bytes(locked), packed(900)[:-30]):
        with pytest.raises(ListRefused):
            READERS["ofac_csv"](broken)


def test_values_of_another_kind_and_numbers_beyond_reason_are_left_out() -> None:
    one = {"id": "a", "schema": "Person", "properties": {"name": ["A Person"], "topics": [{"id": "sanction"}]}}
    [read] = READERS["ftm_json"](json.dumps(one).encode()).entities
    assert (read.values("topics"), read.programme) == (["sanction"], "")
    for column in ("imonth", "iday"):
        found = READERS["gtd_csv"](table({**GTD, "eventid": "1", column: "9" * 30}))
        assert not any(said.prop == "date" for one in found.entities for said in one.stated)


def test_what_names_a_column_is_no_text_that_anybody_checked() -> None:
    [row] = questions(b'[{"\\ud83d\\u0000\\u202e": "x"}]')
    assert isinstance(row, Row)
    assert row.reason.isprintable()
    [many] = questions(json.dumps([{"name": "A Person", "born": ["1964"] * 101}]).encode())
    assert isinstance(many, Row)
    assert many.code == "born"


@pytest.mark.django_db
def test_a_broken_row_is_kept_as_any_database_keeps_it() -> None:
    run = Run(dataset="ftm", sha256="0" * 64, name="x", state="done", entries=0, by="user:1")
    run.__dict__.update(Handled.of_runs(), at=clock.now())
    run.save()
    set_aside(run, FileRead(rows=[Row("line 1", "not_json", "It is\0 none.", '{"a\0\ud83d')]))
    assert list(Quarantined.objects.values_list("reason", "row")) == [("It is\ufffd none.", '{"a\ufffd?')]
