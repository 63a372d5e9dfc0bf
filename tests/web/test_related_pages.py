"""Relations, symbols and treaties on their pages."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from muntada.access import clock
from muntada.library.models import PartyStatus, Relation, Work
from muntada.parties.models import Party
from muntada.signin.models import Session
from tests.web.conftest import Forum, person
from tests.web.related import filled

pytestmark = pytest.mark.django_db


def client(role: str) -> Client:
    made = Client()
    made.force_login(person(role))
    Session.objects.filter(user=person(role)).update(proved_at=clock.now())
    return made


def get(name: str, *arguments: object, role: str = "reader", query: str = "", language: str = "en") -> str:
    with override(language):
        where = reverse(name, args=arguments)
    answer = client(role).get(where + query)
    assert answer.status_code == 200, (where, answer.status_code)
    return answer.content.decode()


def post(name: str, *arguments: object, role: str = "secretariat", **data: Any) -> int:
    with override("en"):
        where = reverse(name, args=arguments)
    return client(role).post(where, data).status_code


def test_a_symbol_is_taken_apart_and_leads_to_its_work(forum: Forum) -> None:
    filled(forum.work)
    page = get("symbol-look", query="?q=S/RES/١٣٧٣")
    assert "S/RES/1373 (2001)" in page
    assert "https://undocs.org/ar/S/RES/1373(2001)" in page
    assert reverse("instrument", args=["sc1373"]).split("/", 2)[2] in page
    wrong = get("symbol-look", query="?q=S/RES/1373 (2002)")
    assert "There can be no document of this symbol." in wrong
    assert "2001" in wrong
    assert "is no symbol of the United Nations" in get("symbol-look", query="?q=<script>")
    assert "مجلس الأمن" in get("symbol-look", query="?q=S/2015/939", language="ar")


def test_relations_are_shown_and_proposed_ones_to_those_who_decide(forum: Forum) -> None:
    filled(forum.work)
    proposed = Relation.objects.get(standing="proposed")
    page = get("work-relations", forum.work.pk)
    assert "sc1373" in page
    assert "to be confirmed" not in page
    assert "to be confirmed" in get("work-relations", forum.work.pk, role="secretariat")
    assert "Is recalled by" in get("work-relations", "sc1373")

    assert post("relation-confirm", proposed.pk, role="reader", predicate="amends") == 403
    assert post("relation-confirm", proposed.pk, predicate="amends") == 302
    assert Relation.objects.get(pk=proposed.pk).standing == "confirmed"
    assert "Amends" in get("work-relations", forum.work.pk)
    assert post("relation-remove", proposed.pk) == 302
    assert "Amends" not in get("work-relations", forum.work.pk)


def test_a_relation_is_entered_and_what_is_unknown_is_said_beside_its_field(forum: Forum) -> None:
    filled(forum.work)
    assert post("work-relate", forum.work.pk, predicate="elaborates", other="s/res/1373(2001)", clause="") == 302
    assert Relation.objects.filter(predicate="elaborates", object_work="sc1373", standing="confirmed").exists()
    assert post("work-relate", forum.work.pk, predicate="elaborates", other="nothing") == 422
    assert post("work-relate", forum.work.pk, predicate="elaborates", other="sc1373", clause="para_99") == 422


def test_the_matrix_says_in_words_where_parties_stand(forum: Forum) -> None:
    work = filled(forum.work)
    Work.objects.filter(pk=work.pk).update(kind="convention")
    page = get("treaties", query="?group=other&known=on")
    assert "Bound" in page
    assert "with a reservation" in page
    assert "مع تحفظ" in get("treaties", query="?group=other&known=on", language="ar")
    assert "2000" in get("treaty", work.pk)
    assert "Bound" in get("party-treaties", "MA")


def test_a_status_is_entered_put_right_and_taken_out(forum: Forum) -> None:
    Party.objects.get_or_create(key="EG", defaults={"kind": "state"})
    key = forum.work.pk
    assert post("treaty-status", key, party="EG", signed="2000-09-06") == 302
    held = PartyStatus.objects.get(work=key, party="EG")
    assert "2000-09-06" in get("treaty-status", key, role="secretariat", query="?party=EG")
    assert post("treaty-status", key, party="EG", signed="2000-09-06", bound="1999", act="ratification") == 422
    assert post("treaty-status", key, party="nobody", signed="2000") == 422
    assert "2000-09-06" not in get("treaty-status", key, role="secretariat", query="?party=%00")
    assert post("status-remove", held.pk, role="reader") == 403
    assert post("status-remove", held.pk) == 302
    assert not PartyStatus.objects.filter(pk=held.pk).exists()


def test_a_table_comes_in_by_its_page_and_goes_out_as_it_came(forum: Forum) -> None:
    Party.objects.get_or_create(key="EG", defaults={"kind": "state"})
    Work.objects.filter(pk=forum.work.pk).update(kind="convention")
    table = f"work,party,signed\n{forum.work.pk},EG,2000-09-06\n"
    assert post("treaties-bring", table=SimpleUploadedFile("a.csv", table.encode())) == 302
    assert PartyStatus.objects.get(party="EG").signed == "2000-09-06"
    assert post("treaties-bring", table=SimpleUploadedFile("a.csv", b"work,party\nnothing,EG\n")) == 422
    assert post("treaties-bring", table=SimpleUploadedFile("a.csv", b"\xff\xfe\x00")) == 422
    assert post("treaties-bring") == 422
    with override("en"):
        where = reverse("export", args=["treaties", "csv"])
    taken = b"".join(client("secretariat").get(where + "?group=other")).decode()
    assert "2000-09-06" in taken
    assert post("treaties-bring", table=SimpleUploadedFile("a.csv", taken.encode())) == 302
