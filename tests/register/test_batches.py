"""Many names are checked by a job, piece by piece; none is left out, and none is kept longer than its week."""

from __future__ import annotations

import csv
import io
import json
from datetime import timedelta

import openpyxl
import pytest

from muntada.access import clock
from muntada.access.actor import CLERK
from muntada.evidence.values import ValueRefused
from muntada.jobs.models import Job
from muntada.register.actions import batches
from muntada.register.actions.batches import begin_batch, check_names, erase_batch, erase_batches
from muntada.register.actions.screening import Right
from muntada.register.answers import COLUMNS, written
from muntada.register.lists.asked import questions
from muntada.register.models import Batch, BatchName, Entity, Lead, Screening
from muntada.register.queries.batches import batch_of, names_in, results
from muntada.screening.model import Query
from muntada.trail.deed import Refused
from muntada.trail.models import Entry
from tests.register.listed import UnList
from tests.register.officers import OFFICER, ONLOOKER, SECOND
from tests.register.test_screening import listed

__all__ = ["listed"]
pytestmark = pytest.mark.django_db
RIGHT = Right("prevention", "un_sanctions", "border/17")
TABLE = "id,name,born\na1,Zubair Al-Khatibi,1964\na2,Nobody Whatsoever,\na3,...,\na4,Zubayr Alkhatibi,yesterday\n"


class Alone:
    """The context of a job that works in the test itself."""

    def __init__(self) -> None:
        self.told: list[tuple[int, int]] = []

    def step(self, *, done: int, total: int) -> Alone:
        self.told.append((done, total))
        return self

    def __enter__(self) -> object:
        return OFFICER

    def __exit__(self, *_why: object) -> None:
        pass


def begun(text: str = TABLE) -> Batch:
    return begin_batch(OFFICER, list(questions(text.encode())), RIGHT, name="names.csv")


def done(batch: Batch) -> Batch:
    check_names(Alone(), batch.pk)  # type: ignore[arg-type]
    return Batch.objects.get(pk=batch.pk)


def test_every_row_is_answered_or_set_aside_with_its_reason(listed: UnList) -> None:
    batch = begun()
    assert (batch.names, batch.aside, batch.done, batch.is_done) == (2, 2, 0, False)
    assert (batch.tlp, batch.purpose, batch.legal_basis_id) == ("TLP:AMBER", "prevention", "un_sanctions")
    batch = done(batch)
    assert (batch.done, batch.met, batch.is_done) == (2, 1, True)
    first, second, third, fourth = results(OFFICER, names_in(OFFICER, batch))
    assert [one["id"] for one in (first, second)] == ["a1", "a2"]
    [hit] = first["hits"]
    assert (hit["entity"], hit["lead"], hit["reference"]) == ("un-7", Lead.objects.get().pk, "QDi.007")
    assert {part["rule"] for part in hit["parts"]}
    assert (second["state"], second["hits"]) == ("checked", [])
    assert [(one["state"], one["code"]) for one in (third, fourth)] == [("aside", "no_name"), ("aside", "born")]
    assert Screening.objects.get().case == "border/17"
    assert [one.place for one in names_in(OFFICER, batch, met=True)] == [1]


def test_a_batch_is_checked_in_pieces_and_a_piece_that_was_checked_is_not_again(
    listed: UnList, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "CHUNK", 20)
    batch = begin_batch(OFFICER, [Query(f"Somebody {one}", key=str(one)) for one in range(45)], RIGHT)
    context = Alone()
    check_names(context, batch.pk)  # type: ignore[arg-type]
    assert context.told == [(20, 45), (40, 45), (45, 45)]
    BatchName.objects.filter(batch=batch, place__gt=40).update(leads=None)
    Batch.objects.filter(pk=batch.pk).update(done=40)
    assert done(batch).done == 45
    assert [one.names for one in Screening.objects.order_by("pk")] == [20, 20, 5, 5]


def test_the_job_is_asked_for_with_the_batch_and_bears_no_name(listed: UnList) -> None:
    batch = begun()
    job = Job.objects.get(task="register.check_batch")
    assert (batch.job_id, job.args, job.requested_by) == (job.pk, [batch.pk], OFFICER.key)
    told = str(Entry.objects.filter(permission="name.screen").latest("pk").detail)
    assert "register.batch" in told
    assert "Zubair" not in told


def test_too_many_names_no_name_and_no_right_are_refused_whole(listed: UnList, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "MOST_NAMES", 3)
    for wrong in ([Query("Somebody")] * 4, [], [Query("...")]):
        with pytest.raises(ValueRefused):
            begin_batch(OFFICER, wrong, RIGHT)
    for actor, right in ((ONLOOKER, RIGHT), (OFFICER, Right("investigation", "un_sanctions"))):
        with pytest.raises(Refused):
            begin_batch(actor, [Query("Somebody")], right)
    assert not Batch.objects.exists()


def test_a_batch_is_its_askers_own_and_of_what_they_may_not_see_any_more_there_is_no_hit(listed: UnList) -> None:
    batch = done(begun())
    assert batch_of(SECOND, batch.pk) is None
    for hidden in ({"restricted": True}, {"restricted": False, "category": "victim"}):
        Entity.objects.filter(pk="un-7").update(**hidden)
        assert [one["hits"] for one in results(OFFICER, names_in(OFFICER, batch))] == [[]] * 4


def test_after_a_week_a_batch_is_erased_with_its_names_and_the_leads_stay(listed: UnList) -> None:
    batch = done(begun())
    assert erase_batches(CLERK) == 0
    with clock.at(clock.now() + timedelta(days=8)):
        assert batch_of(OFFICER, batch.pk) is None
        assert erase_batches(CLERK) == 1
    assert (Batch.objects.count(), BatchName.objects.count(), Lead.objects.count()) == (0, 0, 1)
    assert Entry.objects.latest("pk").operation == "erase"
    again = begun()
    with pytest.raises(ValueRefused):
        erase_batch(SECOND, again)
    erase_batch(OFFICER, again)
    assert check_names(Alone(), again.pk) == {"names": 0}  # type: ignore[arg-type]


def test_answers_are_written_as_a_table_a_workbook_and_json_without_formulas(listed: UnList) -> None:
    batch = done(begun(TABLE.replace("Nobody Whatsoever", "=Nobody()")))
    told = list(results(OFFICER, names_in(OFFICER, batch)))
    table = list(csv.DictReader(io.StringIO(b"".join(written("csv", told, batch.tlp)).decode("utf-8-sig"))))
    assert [line["id"] for line in table][:2] == ["a1", "a2"]
    assert (table[0]["entity"], table[0]["handling.tlp"], table[1]["name"]) == ("un-7", "TLP:AMBER", "'=Nobody()")
    book = openpyxl.load_workbook(io.BytesIO(b"".join(written("xlsx", told, batch.tlp))))
    lines = list(book.active.values)
    assert (list(lines[0]), lines[1][COLUMNS.index("entity")]) == (list(COLUMNS), "un-7")
    said = json.loads(b"".join(written("json", told, batch.tlp)))
    assert said["names"][0]["hits"][0]["entity"] == "un-7"
