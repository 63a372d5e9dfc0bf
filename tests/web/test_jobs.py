"""The page of jobs: one's own for everybody, all of them for an administrator."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from muntada.jobs.models import Job
from tests.web.conftest import person


def job(role: str, state: str = "queued", **more: object) -> Job:
    return Job.objects.create(
        task="outreach.send", args=[1, 1], requested_by=f"user:{person(role).pk}", state=state, **more
    )


def said(client: Client, **headers: str) -> str:
    with override("en"):
        return client.get(reverse("jobs"), headers=headers).content.decode()


def test_everybody_sees_how_far_their_own_jobs_are_and_nobody_elses(client_of: Callable[[str], Client]) -> None:
    job("reader", done=3, total=7)
    job("analyst")
    page = said(client_of("reader"))
    assert "1 job<" in page
    assert '<progress value="3" max="7"' in page
    assert "2 jobs" in said(client_of("administrator"))
    assert "0 jobs" in said(client_of("focal_point"))


def test_the_list_asks_again_by_itself_as_long_as_something_is_going_on(client_of: Callable[[str], Client]) -> None:
    made = job("reader")
    client = client_of("reader")
    assert 'hx-trigger="every 3s"' in said(client)
    part = said(client, **{"HX-Request": "true", "HX-Target": "jobs"})
    assert part.lstrip().startswith('<div id="jobs" hx-get="/en/jobs/"')
    assert "<html" not in part
    Job.objects.filter(pk=made.pk).update(state="done")
    assert "every 3s" not in said(client)


def test_an_administrator_has_a_failed_job_tried_again_or_drops_it(client_of: Callable[[str], Client]) -> None:
    failed, other = job("reader", "dead", error="OSError"), job("reader", "dead", error="lost")
    boss = client_of("administrator")
    assert "OSError" in said(boss)
    assert "Its worker was lost" in said(boss)
    with override("en"):
        boss.post(reverse("job-do", args=[failed.pk, "again"]))
        boss.post(reverse("job-do", args=[other.pk, "drop"]))
        twice = boss.post(reverse("job-do", args=[other.pk, "drop"]), follow=True)
    assert "no longer where it was" in twice.content.decode()
    assert set(Job.objects.values_list("pk", "state")) == {(failed.pk, "queued"), (other.pk, "cancelled")}


def test_nobody_else_does(client_of: Callable[[str], Client]) -> None:
    failed = job("reader", "dead")
    assert "Try again" not in said(client_of("reader"))
    with override("en"):
        where = reverse("job-do", args=[failed.pk, "again"])
    assert client_of("reader").post(where).status_code == 403
    assert client_of("analyst").post(where).status_code == 404


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_the_page_speaks_the_reader_s_language(language: str, client_of: Callable[[str], Client]) -> None:
    job("administrator", "dead", error="lost")
    with override(language):
        page = client_of("administrator").get(reverse("jobs")).content.decode()
    assert {"ar": "فُقد المنفّذ", "fr": "Son exécutant a été perdu"}[language] in page
    assert "Its worker" not in page
