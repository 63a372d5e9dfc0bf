"""Programs read the register and have many names checked by a job; what is met is decided by a person alone."""

from __future__ import annotations

import csv
import io
from typing import Any

import openpyxl
import pytest

from muntada.access import clock
from muntada.access.rules import Permission
from muntada.api.register_shapes import MOST_NAMES
from muntada.jobs.models import Job
from muntada.jobs.worker import Workers
from muntada.register.models import Batch, Entity, Given, Neutrality, Screening, Statement
from muntada.signin.models import ApiToken
from muntada.signin.tokens import FOR_PROGRAMS
from tests.api.conftest import Program, forum, token_for
from tests.api.test_yente import key, listed
from tests.register.listed import UnList
from tests.web.registered import for_prevention

__all__ = ["forum", "key", "listed"]
NAMES = [
    {"id": "a1", "name": "Zubair Al-Khatibi", "born": "1964", "nationality": "JO;SY"},
    {"id": "a2", "name": "Nobody Whatsoever"},
    {"id": "a3", "name": "..."},
]


@pytest.fixture
def program(key: str) -> Program:
    return Program(key)


def checked(program: Program, **more: Any) -> Any:
    answer = program.post("/screenings", {"names": NAMES, "case": "border/17", **more})
    assert answer.status_code == 202, answer.content
    return answer.json()


@pytest.mark.django_db(transaction=True)
def test_names_are_checked_by_a_job_and_its_answers_come_in_pieces_and_as_tables(program: Program) -> None:
    begun = checked(program)
    assert (begun["state"], begun["names"], begun["set_aside"], begun["done"]) == ("waits", 2, 1, 0)
    assert (begun["handling"]["legal_basis"], begun["handling"]["purpose"]) == ("un_sanctions", "prevention")
    where = f"/screenings/{begun['id']}"
    assert program.get(f"{where}/results").json()["items"][0]["state"] == "waits"
    assert Workers().run_one()
    said = program.get(where).json()
    assert (said["state"], said["done"], said["hits"]) == ("done", 2, 1)
    first = program.get(f"{where}/results?limit=2").json()
    rest = program.get(f"{where}/results?limit=2&cursor={first['next']}").json()
    items: list[Any] = [*first["items"], *rest["items"]]
    met, none, aside = items
    [hit] = met["hits"]
    assert (met["id"], hit["entity"], hit["reference"], hit["state"]) == ("a1", "un-7", "QDi.007", "open")
    assert hit["explained"]["parts"]
    assert (none["hits"], aside["id"], aside["state"], aside["code"]) == ([], "a3", "aside", "no_name")
    assert [one["id"] for one in program.get(f"{where}/results?met=yes").json()["items"]] == ["a1"]
    table = program.get(f"{where}/table")
    lines = list(csv.DictReader(io.StringIO(table.content.decode("utf-8-sig"))))
    assert [(line["id"], line["entity"], line["state"]) for line in lines] == [
        ("a1", "un-7", "checked"), ("a2", "", "checked"), ("a3", "", "aside"),
    ]  # fmt: skip
    book = openpyxl.load_workbook(io.BytesIO(program.get(f"{where}/table?form=xlsx").content))
    assert len(list(book.active.values)) == 4
    assert Screening.objects.get().case == "border/17"
    lead = program.get(f"/leads/{hit['lead']}").json()
    assert (lead["entity"], lead["asked"]["nationalities"]) == ("un-7", ["JO", "SY"])
    assert [one["id"] for one in program.get("/leads?state=open&entity=un-7").json()["items"]] == [hit["lead"]]


def test_the_same_key_begins_one_batch(program: Program) -> None:
    body = {"names": NAMES}
    first, again = (program.post("/screenings", body, Idempotency_Key="nightly-2026") for _ in range(2))
    assert first.json() == again.json()
    assert (Batch.objects.count(), Job.objects.filter(task="register.check_batch").count()) == (1, 1)


def test_a_token_that_ended_ends_its_batches(program: Program) -> None:
    begun = checked(program)
    assert Job.objects.get(task="register.check_batch").via.startswith("token:")
    ApiToken.objects.all().delete()
    Workers().run_one()
    assert Batch.objects.get(pk=begun["id"]).done == 0
    assert Job.objects.get(task="register.check_batch").state == Job.State.DEAD


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"names": []}, "invalid"),
        ({"names": [{"name": "x"}] * (MOST_NAMES + 1)}, "invalid"),
        ({"names": [{"name": "x", "brn": "1964"}]}, "invalid"),
        ({"names": [{"name": "..."}]}, "invalid"),
        ({"names": [{"name": "x"}], "cutoff": 2}, "invalid"),
        ({"names": [{"name": "x"}], "basis": "nothing"}, "invalid"),
    ],
)
def test_what_cannot_be_checked_is_refused_whole(body: Any, code: str, program: Program) -> None:
    answer = program.post("/screenings", body)
    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert not Batch.objects.exists()


def test_without_a_legal_basis_or_an_assessed_purpose_no_name_is_checked(listed: UnList) -> None:
    for_prevention("analyst")
    for more in ({"purpose": "prevention"}, {"basis": "un_sanctions"}):
        answer = Program(token_for("analyst", **more)).post("/screenings", {"names": NAMES})
        assert (answer.status_code, answer.json()["code"]) == (403, "no_right")


def test_a_batch_is_nobodys_but_its_askers(program: Program) -> None:
    begun = checked(program)
    for_prevention("secretariat")
    other = Program(token_for("secretariat", purpose="prevention", basis="un_sanctions"))
    assert other.get("/screenings").json()["items"] == []
    for where in ("", "/results", "/table"):
        assert other.get(f"/screenings/{begun['id']}{where}").status_code == 404


def test_entities_and_listings_are_read_and_who_read_them_is_told_when_they_change(program: Program) -> None:
    keys, cursor = [], ""
    while cursor is not None:
        page = program.get(f"/entities?kind=Person&dataset=un&limit=25&cursor={cursor}").json()
        keys += [one["key"] for one in page["items"]]
        cursor = page["next"]
    assert (len(keys), len(set(keys))) == (40, 40)
    one = program.get("/entities/un-7").json()
    assert (one["schema_name"], one["listed"], one["properties"]["birthDate"]) == ("Person", True, ["1964"])
    assert {"birthDate"} <= {each["property"] for each in one["statements"]}
    [listing] = program.get("/listings?entity=un-7").json()["items"]
    assert (listing["reference"], listing["state"]) == ("QDi.007", "listed")
    assert program.get(f"/listings/{listing['id']}").json() == listing
    assert Given.objects.get(entity="un-7").how == "program"


def test_row_10_a_victim_is_in_no_answer(program: Program) -> None:
    program.post("/screenings", {"names": NAMES})
    Entity.objects.filter(pk="un-7").update(category="victim")
    for where in ("/entities?limit=200", "/listings?limit=200", "/leads"):
        assert "un-7" not in program.get(where).content.decode()
    assert program.get("/entities/un-7").status_code == 404
    assert program.get("/handling/register.entity/un-7").status_code == 404
    assert program.get("/handling/register.entity/un-8").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_row_54_what_may_not_leave_leaves_by_no_list_lead_or_batch(program: Program) -> None:
    where = f"/screenings/{checked(program)['id']}"
    assert Workers().run_one()
    now = clock.now()
    Neutrality.objects.create(entity_id="un-7", aspect="political", reason="It may be.", by="user:9", at=now)
    Entity.objects.filter(pk="un-8").update(canonical="un-7")
    stated = {"entity_id": "un-8", "dataset": "un", "first_seen": now, "last_seen": now}
    Statement.objects.create(prop="addressEntity", value="un-7", **stated)
    asked = ("/entities?limit=200", "/listings?limit=200", "/leads", f"{where}/results", f"{where}/table")
    for one in (*asked, "/entities/un-8"):
        answer = program.get(one)
        assert (answer.status_code, b'un-7"' in answer.content or b"Alkhatibi" in answer.content) == (200, False), one
    assert program.get("/entities/un-8").json()["canonical"] is None


def test_row_16_no_program_decides_of_a_lead() -> None:
    deciding = {Permission.LEAD_DECIDE, Permission.LISTING_DECIDE, Permission.LISTING_PROPOSE}
    assert not deciding & set(FOR_PROGRAMS)
