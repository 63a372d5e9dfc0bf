"""Pages of what a party undertook and did, as its own people and others use them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from muntada.evidence.models import Document, Passage
from muntada.followup.models import Commitment, Contribution, Evidence, Institution, Mapping, Measure, Report
from muntada.library.models import Clause
from muntada.web.followup.fields import terms
from tests.web.canaries import member
from tests.web.conftest import Forum
from tests.web.readers import an_open_clause

ClientOf = Callable[[str], Client]


def signed_in(role: str, language: str = "en") -> Client:
    """Somebody of the cast, also the validator for Morocco."""
    client = Client()
    client.force_login(member(role))
    client.get(f"/{language}/commitments/")
    return client


def the_clause(forum: Forum) -> Clause:
    return Clause.objects.get(work=forum.work, wid=an_open_clause(forum.work))


def page(client: Client, name: str, *arguments: object, query: str = "", language: str = "en") -> str:
    with override(language):
        answer = client.get(reverse(name, args=arguments) + query)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def send(client: Client, name: str, *arguments: object, query: str = "", answers: int = 302, **said: Any) -> str:
    with override("en"):
        answer = client.post(reverse(name, args=arguments) + query, said)
    assert answer.status_code == answers, answer.content.decode()[-3000:]
    return answer.headers.get("Location", "") if answers == 302 else answer.content.decode()


def a_measure(client: Client, **said: Any) -> Measure:
    send(client, "measure-new", **{"kind": "law", "status": "planned", "title_en": "A law on pilots", **said})
    return Measure.objects.latest("pk")


def test_from_a_clause_to_its_commitment_to_the_measure_that_serves_it_and_what_shows_it(forum: Forum) -> None:
    """The thread of the house: a passage, what was read in it, a clause, a measure."""
    client, clause = signed_in("focal_point"), the_clause(forum)
    where = reverse("commitment-new") + f"?clause={clause.pk}"
    with override("en"):
        where = reverse("commitment-new") + f"?clause={clause.pk}"
    assert where in page(client, "clause", forum.work.pk, clause.wid)
    asked = page(client, "commitment-new", query=f"?clause={clause.pk}")
    assert "Decides that the records are looked at every year" in asked
    send(client, "commitment-new", query=f"?clause={clause.pk}", response="supported", words_ar="نؤيدها", since="2021")
    made = Commitment.objects.get()
    assert (made.party_id, made.clause, made.tlp, made.originator) == ("MA", clause, "TLP:AMBER", "MA")
    then = send(
        client, "measure-new", query=f"?commitment={made.pk}", kind="law", status="in_progress", title_en="A law"
    )
    measure = Measure.objects.get()
    assert then.endswith(f"/measures/{measure.pk}/serve/?commitment={made.pk}")
    send(client, "measure-serve", measure.pk, commitment=made.pk, extent="whole")
    passage = Passage.objects.create(document=forum.source.document, start=18, end=22, quote="عقدت")
    chosen = send(client, "passage-shows", passage.pk, measure=measure.pk)
    assert chosen.endswith(f"/measures/{measure.pk}/evidence/?passage={passage.pk}")
    assert "عقدت" in page(client, "measure-evidence", measure.pk, query=f"?passage={passage.pk}")
    send(
        client, "measure-evidence", measure.pk, query=f"?passage={passage.pk}", kind="news", title_ar="خبر",
        passage=passage.pk,
    )  # fmt: skip
    shown = page(client, "measure", measure.pk)
    for said in ("عقدت", forum.source.document.sha256, "wholly", "In progress"):
        assert said in shown
    assert "A law" in page(client, "commitment", made.pk)
    assert f"/commitments/{made.pk}/" in page(client, "clause", forum.work.pk, clause.wid)


def test_an_analyst_of_the_forum_meets_none_of_it(forum: Forum) -> None:
    mine, theirs, clause = signed_in("focal_point"), signed_in("analyst"), the_clause(forum)
    send(mine, "commitment-new", query=f"?clause={clause.pk}", response="supported", words_en="Zq/committed")
    measure = a_measure(mine, title_en="Zq/measure")
    send(mine, "institution-new", name_en="Zq/ministry", language="en")
    for name, arguments in (
        ("commitments", ()),
        ("measures", ()),
        ("institutions", ()),
        ("clause", (forum.work.pk, clause.wid)),
    ):
        assert "Zq/" not in page(theirs, name, *arguments), name
    with override("en"):
        for where in (reverse("measure", args=[measure.pk]), reverse("commitment", args=[Commitment.objects.get().pk])):
            assert theirs.get(where).status_code == 404
    assert "Zq/measure" in page(signed_in("validator"), "measures")


@pytest.mark.parametrize("language", ["ar", "en", "fr"])
def test_the_pages_are_in_three_languages(forum: Forum, language: str) -> None:
    client = signed_in("focal_point", language)
    measure = a_measure(client, report_every=3, report_from="2026-01-31")
    words = {
        "ar": ("التدابير", "ما يخدمه", "لا شيء يثبته بعد."),
        "en": ("Measures", "What it serves", "Nothing shows it yet."),
        "fr": ("Mesures", "Ce qu’elle sert", "Rien ne l’atteste encore."),
    }[language]
    shown = page(client, "measure", measure.pk, language=language)
    assert all(word in shown for word in words)
    assert f'dir="{"rtl" if language == "ar" else "ltr"}"' in shown


def test_what_is_refused_is_said_beside_its_field_with_all_that_was_typed(forum: Forum) -> None:
    client = signed_in("focal_point")
    said = send(
        client,
        "measure-new",
        answers=422,
        kind="law",
        status="planned",
        target="2026-13-40",
        title_en="A law on pilots",
    )
    assert "This is no date" in said
    assert "A law on pilots" in said
    said = send(client, "measure-new", answers=422, kind="law", status="planned")
    assert "Give the title in one language at least." in said
    measure = a_measure(client)
    said = send(client, "measure-evidence", measure.pk, answers=422, kind="x", title_en="y")
    assert "Evidence is a file, an address, or a passage of a source." in said
    said = send(
        client, "measure-evidence", measure.pk, answers=422, kind="x", title_en="y", address="javascript:alert(1)"
    )
    assert "Write the whole address" in said
    assert not Evidence.objects.exists()


def test_a_file_is_kept_under_its_hash_and_given_back_as_it_came(forum: Forum) -> None:
    client = signed_in("focal_point")
    measure = a_measure(client)
    file = SimpleUploadedFile("law.txt", "القانون 3 لسنة 2026 بشأن المرشدين.".encode(), "text/plain")
    send(
        client,
        "measure-evidence",
        measure.pk,
        kind="gazette",
        title_ar="الجريدة الرسمية",
        file=file,
        expires="2030-01-01",
    )
    state = Evidence.objects.get().revisions.get()
    assert state.document is not None
    assert state.sha256 == state.document.sha256
    assert state.document.tlp == "TLP:AMBER"
    with override("en"):
        where = reverse("evidence-file", args=[state.pk])
    given = client.get(where)
    assert given.content.decode() == "القانون 3 لسنة 2026 بشأن المرشدين."
    assert "attachment" in given.headers["Content-Disposition"]
    assert signed_in("analyst").get(where).status_code == 404
    send(client, "evidence-revise", Evidence.objects.get().pk, address="https://example.org/law", note="As amended")
    assert [one.number for one in Evidence.objects.get().revisions.all()] == [2, 1]


def test_a_report_is_written_for_a_day_that_is_due_and_validated_by_somebody_else(forum: Forum) -> None:
    focal, validator = signed_in("focal_point"), signed_in("validator")
    measure = a_measure(focal, report_every=1, report_from="2026-01-31")
    assert f"/measures/{measure.pk}/report/2026-02-28/" in page(focal, "measure", measure.pk)
    send(focal, "measure-report", measure.pk, "2026-02-28", status="completed", text_en="It is in force.")
    report = Report.objects.get()
    assert report.due == date(2026, 2, 28)
    assert "Validate it" not in page(focal, "measure", measure.pk)
    send(focal, "measure-do", measure.pk, "validate", answers=403, report=report.pk)
    send(focal, "measure-report-change", report.pk, status="completed", text_en="It is in force since May.")
    send(validator, "measure-do", measure.pk, "validate", report=report.pk)
    report.refresh_from_db()
    measure.refresh_from_db()
    assert (report.state, measure.status) == ("validated", "completed")


def test_a_measure_is_changed_archived_and_brought_back(forum: Forum) -> None:
    client = signed_in("focal_point")
    measure = a_measure(client, topics=[terms("topic")[0][0]])
    held = page(client, "measure-change", measure.pk)
    assert "A law on pilots" in held
    send(client, "measure-change", measure.pk, kind="training", status="completed", title_en="A course")
    send(client, "measure-do", measure.pk, "archive")
    assert "A course" not in page(client, "measures")
    assert "A course" in page(client, "measures", query="?archived=on")
    send(client, "measure-do", measure.pk, "restore")
    assert "A course" in page(client, "measures", query="?text=course&kind=training")
    assert "A course" not in page(client, "measures", query="?text=nothing")


def test_two_clauses_are_related_from_the_page_of_one_by_the_address_of_the_other(forum: Forum) -> None:
    client, clause = signed_in("analyst"), the_clause(forum)
    other = Clause.objects.create(work=forum.work, wid="para_2", order=2, kind="operative", topics=[])
    other.texts.create(
        expression=forum.work.expressions.get(language="en"), order=2, number="2.", text="Asks the same."
    )
    said: dict[str, Any] = {"relationship": "superset", "rationale": "semantic", "strength": 9, "why": "It has both."}
    for wrong in ("nothing/para_2", f"{forum.work.pk}/para_9", ""):
        send(client, "mapping-new", query=f"?clause={clause.pk}", answers=422, target=wrong, **said)
    send(
        client, "mapping-new", query=f"?clause={clause.pk}", target=f"/en/library/works/{forum.work.pk}/para_2/", **said
    )
    made = Mapping.objects.get()
    assert (made.source, made.target, made.relationship) == (clause, other, "superset")
    assert "asks for all, and more, of what is asked for in" in page(client, "clause", forum.work.pk, clause.wid)
    assert "asks for part of what is asked for in" in page(client, "clause", forum.work.pk, "para_2")
    send(client, "mapping-change", made.pk, relationship="unrelated", rationale="semantic", strength=3, why="No.")
    assert "asks for other things than" in page(client, "mappings")


def test_institutions_are_offered_to_their_own_party_alone(forum: Forum) -> None:
    focal = signed_in("focal_point")
    send(focal, "institution-new", name_en="Ministry of Ports", email="ports@example.org", language="en")
    foreign = Institution.objects.create(key="nl.x", party_id="MA", name_en="Hidden", tlp="TLP:AMBER", originator="EG")
    offered = page(focal, "measure-new")
    assert "Ministry of Ports" in offered
    assert "Hidden" not in offered
    send(focal, "measure-new", answers=422, kind="law", title_en="x", owner=foreign.pk)
    one = Institution.objects.get(key="ma.ministry_of_ports")
    send(focal, "institution-change", one.pk, name_en="Ministry of Harbours", language="ar")
    assert "Ministry of Harbours" in page(focal, "institutions", query="?party=MA")


def test_a_measure_that_serves_no_more_says_so_once(forum: Forum) -> None:
    client, clause = signed_in("focal_point"), the_clause(forum)
    send(client, "commitment-new", query=f"?clause={clause.pk}", response="noted")
    made, measure = Commitment.objects.get(), a_measure(client)
    send(client, "measure-serve", measure.pk, commitment=made.pk, extent="part", note="The ports alone.")
    assert "The ports alone." in page(client, "measure", measure.pk)
    send(client, "measure-do", measure.pk, "stop-serving", commitment=made.pk)
    assert not Contribution.objects.exists()
    send(client, "measure-do", measure.pk, "stop-serving", commitment=made.pk)
    assert "This measure does not serve that commitment." in page(client, "measure", measure.pk)


def test_the_panel_of_a_value_leads_from_its_passage_to_a_measure(forum: Forum, cited: None) -> None:
    query = f"?type=forum.meeting&key={forum.meeting.pk}&field=when"
    passage = Passage.objects.get()
    assert f"/passages/{passage.pk}/shows/" in page(signed_in("focal_point"), "evidence", query=query)
    assert "/shows/" not in page(signed_in("reader"), "evidence", query=query)


def test_the_list_is_taken_along_as_it_is_filtered(forum: Forum) -> None:
    from muntada.access import clock
    from muntada.signin.models import Session

    client = signed_in("focal_point")
    a_measure(client, title_en="=HYPERLINK(1)")
    a_measure(client, title_en="A course", kind="training")
    Session.objects.update(proved_at=clock.now())
    with override("en"):
        answer = client.get(reverse("export", args=["measures", "csv"]) + "?kind=law")
    data = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    text = data.decode("utf-8-sig")
    assert "A course" not in text
    assert "'=HYPERLINK(1)" in text
    changed = text.replace("planned", "completed").replace("'=HYPERLINK(1)", "قانون المرشدين").encode()
    shown = send(client, "bring", answers=200, of="measures", file=SimpleUploadedFile("measures.csv", changed))
    assert "قانون المرشدين" in shown
    held = re.search(r'name="held" value="([^"]+)"', shown)
    assert held is not None
    send(client, "bring-in", held=held[1])
    assert set(Measure.objects.values_list("title_en", "status")) == {
        ("قانون المرشدين", "completed"), ("A course", "planned"),
    }  # fmt: skip


def test_a_row_that_cannot_come_in_is_set_aside_in_the_readers_words(forum: Forum) -> None:
    client = signed_in("focal_point")
    file = SimpleUploadedFile("measures.csv", b"party,kind,title_en,start\nMA,law,A law,2026-13-40\n")
    shown = send(client, "bring", answers=200, of="measures", file=file)
    assert "This is no date. Write 2026, 2026-05 or 2026-05-17." in shown
    file = SimpleUploadedFile("uhri.json", b'[{"Symbol": "A/HRC/1/1", "Paragraph": "1", "Countries": "MA"}]')
    shown = send(client, "bring", answers=200, of="recommendations", file=file)
    assert "There is nothing of this key, or nothing that you may know of." in shown
    assert '<code dir="ltr">symbol</code>' in shown
    assert not Measure.objects.exists()


@pytest.fixture
def cited(forum: Forum) -> None:
    """The meeting's day rests on a passage that is open to all."""
    from muntada.evidence.models import Citation

    document: Document = forum.source.document
    passage = Passage.objects.create(document=document, start=18, end=22, quote="عقدت")
    Citation.objects.create(
        record_type="forum.meeting", record_key=forum.meeting.pk, field="when", value="2020-06-02", passage=passage
    )
