"""Many names are checked on a page: a table is handed over, a job works, the answers are read and taken along."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from muntada.access import clock
from muntada.access.models import Processing
from muntada.register.models import Batch, Lead
from muntada.signin.models import Session
from muntada.trail.models import Entry
from tests.register.listed import UnList
from tests.web.registered import officer_of
from tests.web.test_register_bringing import work
from tests.web.test_register_pages import listed, page, words

__all__ = ["listed"]
Clients = Callable[[str], Client]
ASKED = {"purpose": "prevention", "basis": "un_sanctions", "case": "border/17"}
TABLE = "id,name,born\na1,Zoubeir el-Khatibi,1964\na2,Nobody Whatsoever,\na3,...,\n"


def hand_over(client: Client, data: bytes, *, answers: int = 302, name: str = "names.csv", **said: str) -> str:
    with override("en"):
        given = client.post(reverse("register-batch-begin"), {**ASKED, **said, "file": SimpleUploadedFile(name, data)})
    assert given.status_code == answers, given.content.decode()
    return words(given.content.decode()) if answers != 302 else str(given["Location"])


def test_a_table_is_handed_over_checked_by_a_job_and_its_answers_are_read(listed: UnList, client_of: Clients) -> None:
    client = officer_of(client_of)
    at = hand_over(client, TABLE.encode())
    batch = Batch.objects.get()
    assert (batch.name, batch.names, batch.aside, batch.case) == ("names.csv", 2, 1, "border/17")
    said = client.get(at).content.decode()
    assert f'hx-get="/en/register/batches/{batch.pk}/working/"' in said
    assert "Not checked yet" in said
    working = reverse("register-batch-working", args=[batch.pk])
    assert "HX-Refresh" not in client.get(working).headers
    work()
    assert client.get(working)["HX-Refresh"] == "true"
    for language, met, aside in (
        ("ar", "إظهار كل الصفوف", "لا اسم فيه"),
        ("en", "Show every row", "It has no name"),
        ("fr", "Afficher toutes les lignes", "Elle n’a pas de nom"),
    ):
        with override(language):
            where = reverse("register-batch", args=[batch.pk])
        assert met in words(client.get(f"{where}?met=yes").content.decode())
        assert aside in words(client.get(where).content.decode())
    said = page(client, "register-batch", batch.pk)
    for word in ("Zubayr Alkhatibi", "QDi.007", "Nothing like it", "2/2"):
        assert word in said
    assert f"/en/register/leads/{Lead.objects.get().pk}/" in client.get(at).content.decode()
    assert "names.csv" in page(client, "register-batches")


def test_the_answers_are_taken_along_by_whoever_proved_to_be_themselves(listed: UnList, client_of: Clients) -> None:
    client = officer_of(client_of)
    hand_over(client, TABLE.encode())
    work()
    where = reverse("register-batch-file", args=[Batch.objects.get().pk])
    at = {form: f"{where}?form={form}" for form in ("csv", "xlsx", "json", "exe")}
    Session.objects.update(proved_at=None)
    assert "/step-up/" in client.get(at["csv"])["Location"]
    Session.objects.update(proved_at=clock.now())
    lines = list(csv.DictReader(io.StringIO(client.get(at["csv"]).content.decode("utf-8-sig"))))
    assert [(line["id"], line["entity"], line["handling.tlp"]) for line in lines] == [
        ("a1", "un-7", "TLP:AMBER"), ("a2", "", "TLP:AMBER"), ("row 4", "", "TLP:AMBER"),
    ]  # fmt: skip
    assert len(list(openpyxl.load_workbook(io.BytesIO(client.get(at["xlsx"]).content)).active.values)) == 4
    assert len(json.loads(client.get(at["json"]).content)["names"]) == 3
    assert client.get(at["exe"]).status_code == 404
    line = Entry.objects.filter(thing_type="register.batch", operation="disclose").latest("pk")
    assert "Khatibi" not in str(line.detail)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b"nom,naissance\nx,1964\n", "no column"),
        (b"\xff\xfe\x00", "neither UTF-8 text nor a workbook"),
        (b"name\n...\n", "no name in this table"),
        (b"[{", "damaged"),
    ],
)
def test_what_is_no_table_of_names_is_refused_whole_with_the_reason(
    data: bytes, said: str, listed: UnList, client_of: Clients
) -> None:
    assert said in hand_over(officer_of(client_of), data, answers=422)
    assert not Batch.objects.exists()


def test_without_an_assessment_no_table_is_taken(listed: UnList, client_of: Clients) -> None:
    client = officer_of(client_of)
    Processing.objects.all().delete()
    assert "is not assessed" in hand_over(client, TABLE.encode(), answers=422)


def test_a_batch_is_its_askers_own_and_may_be_erased_at_once(listed: UnList, client_of: Clients) -> None:
    client, other = officer_of(client_of), officer_of(client_of, "secretariat")
    hand_over(client, TABLE.encode())
    pk = Batch.objects.get().pk
    page(other, "register-batch", pk, answers=404)
    assert "names.csv" not in page(other, "register-batches")
    with override("en"):
        assert other.post(reverse("register-batch-erase", args=[pk])).status_code == 404
        assert client.post(reverse("register-batch-erase", args=[pk])).status_code == 302
    assert not Batch.objects.exists()
    work()
    assert not Lead.objects.exists()
