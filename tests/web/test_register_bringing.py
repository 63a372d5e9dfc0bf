"""Lists handed over on a page and brought in by a job, and what is told of them to who was given an entry."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from muntada.jobs.worker import Workers
from muntada.register.actions.bringing import bring_list
from muntada.register.models import Entity, Given, Notice, Run
from tests.cast import ANALYST
from tests.register.events import GTD, table
from tests.register.listed import UnList, assessed, small
from tests.web.conftest import Forum, person
from tests.web.registered import officer_of
from tests.web.test_register_pages import page

Clients = Callable[[str], Client]


@pytest.fixture(autouse=True)
def _ground(forum: Forum, tmp_path: Path, settings: Any) -> None:
    settings.STORE = tmp_path
    assessed()


def work() -> None:
    hands = Workers()
    while hands.run_one():
        pass


def hand_over(client: Client, key: str, data: bytes, *, answers: int = 302) -> str:
    file = SimpleUploadedFile("list.csv", data)
    with override("en"):
        given = client.post(reverse("register-bring"), {"key": key, "file": file})
    assert given.status_code == answers, given.content.decode()
    return given.content.decode() if answers != 302 else str(given["Location"])


def test_a_table_of_acts_is_handed_over_and_its_page_says_how_far_it_is(client_of: Clients) -> None:
    client = officer_of(client_of)
    for language, heading in (("ar", "إدخال قائمة"), ("en", "Bring a list in"), ("fr", "Importer une liste")):
        assert heading in page(client, "register-bring", language=language)
        assert heading in page(client, "register-runs", language=language)
    at = hand_over(client, "gtd", table(GTD, {**GTD, "eventid": "8", "nkill": "many"}))
    run = Run.objects.get()
    assert at.endswith(f"/register/runs/{run.pk}/")
    said = client.get(at).content.decode()
    assert f'hx-get="/en/register/runs/{run.pk}/working/"' in said
    assert "Being brought in" in said
    assert "Every row could be taken" not in said
    assert "already" in hand_over(client, "gtd", table(GTD), answers=422)
    working = client.get(reverse("register-run-working", args=[run.pk]))
    assert "HX-Refresh" not in working.headers
    work()
    assert client.get(reverse("register-run-working", args=[run.pk]))["HX-Refresh"] == "true"
    done = page(client, "register-run", run.pk)
    assert "Taken in" in done
    assert "no count" in done
    assert Entity.objects.filter(schema="Act").count() == 1


def test_what_is_no_such_list_is_refused_on_its_page_in_words(client_of: Clients) -> None:
    client = officer_of(client_of)
    hand_over(client, "un", b"<LIST/>")
    work()
    run = Run.objects.get()
    for language, said in (("ar", "الملف ليس قائمة"), ("en", "no such list"), ("fr", "n’est pas une telle liste")):
        assert said in page(client, "register-run", run.pk, language=language)
    assert "Choose" in hand_over(client, "", b"x", answers=422) or Run.objects.count() == 1
    with override("en"):
        empty = client.post(reverse("register-bring"), {"key": "un"})
    assert (empty.status_code, Run.objects.count()) == (422, 1)


def test_who_was_given_an_entry_is_told_and_takes_note_of_it(
    client_of: Clients, monkeypatch: pytest.MonkeyPatch
) -> None:
    small(monkeypatch)
    listed = UnList.of(20)
    bring_list(ANALYST, "un", listed.xml(), name="x.xml")
    client = officer_of(client_of, "focal_point")
    assert "Nothing changed of what you have" in page(client, "register-told")
    for key in ("un-7", "un-8", "un-9"):
        Given.objects.create(entity_id=key, to=f"user:{person('focal_point').pk}", how="check")
    del listed.persons[7]
    listed.persons[8].born = "1981"
    run = bring_list(ANALYST, "un", listed.xml(), name="x.xml")
    assert run.told == 2
    for language, gone in (("ar", "خرج من القائمة"), ("en", "Gone"), ("fr", "Disparue")):
        assert gone in page(client, "register-told", language=language)
    said = page(client, "register-told")
    assert "2 changes that you have not noted" in said
    assert Entity.objects.get(pk="un-7").caption in said
    assert "2 entries that you were given went from their lists or changed" in page(client, "start")
    other = officer_of(client_of, "analyst")
    assert "that you were given" not in page(other, "start")
    assert "Nothing changed of what you have" in page(other, "register-told")
    last = Notice.objects.order_by("pk").first()
    assert last is not None
    with override("en"):
        client.post(reverse("register-told"), {"last": last.pk})
    assert Notice.objects.filter(seen_at=None).count() == 1
    assert "1 change that you have not noted" in page(client, "register-told")
    with override("en"):
        client.post(reverse("register-told"), {"last": "٩"})
    assert not Notice.objects.filter(seen_at=None).exists()


def test_who_does_not_keep_the_register_brings_nothing_in(client_of: Clients) -> None:
    client = officer_of(client_of, "focal_point")
    page(client, "register-bring", answers=403)
    page(client_of("secretariat"), "register-told", answers=403)
    with override("en"):
        file = SimpleUploadedFile("x.csv", b"x")
        assert client.post(reverse("register-bring"), {"key": "gtd", "file": file}).status_code == 403
    assert not Run.objects.exists()
