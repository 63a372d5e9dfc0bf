"""A text is brought in on its page, corrected beside its original, settled, and its versions are compared."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from muntada.evidence.models import Document
from muntada.library.actions.correcting import CORRECTIONS
from muntada.library.models import Clause, Expression, Work
from muntada.web.library.bringing_words import NOT_POSSIBLE, WRONG
from tests.sources.capture.files import word
from tests.web.conftest import Forum

pytestmark = pytest.mark.usefixtures("english")
Clients = Callable[[str], Client]
SAMPLES = Path(__file__).resolve().parents[2] / "muntada" / "library" / "samples" / "texts"


@pytest.fixture(autouse=True)
def store(settings: Any, tmp_path: Path) -> None:
    settings.STORE = tmp_path / "store"


@pytest.fixture
def editor(client_of: Clients) -> Client:
    return client_of("analyst")


def sample(language: str) -> str:
    return (SAMPLES / f"sf_biometrics_2024.{language}.txt").read_text(encoding="utf-8")


def bring(editor: Client, forum: Forum, **said: Any) -> Expression:
    given = editor.post(reverse("text-bring", args=[forum.work.pk]), said)
    assert given.status_code == 302, given.content.decode()
    return Expression.objects.latest("pk")


def do(editor: Client, version: Expression, what: str, **said: Any) -> Any:
    version.refresh_from_db()
    return editor.post(reverse("text-do", args=[version.pk, what]), {"seen": version.revision, **said})


def form_of(editor: Client, version: Expression, wid: str) -> dict[str, Any]:
    """What the page's own form would send for this clause, read back from the page."""
    page = editor.get(reverse("text-correct", args=[version.pk]), {"at": wid}).content.decode()
    form = page[page.index('<div class="tools"') :]
    said = dict(re.findall(r'<input[^>]* name="(\w+)"[^>]* value="([^"]*)"', form))
    said["text"] = re.findall(r"<textarea[^>]*>\n(.*?)</textarea>", form, re.DOTALL)[0]
    for name, body in re.findall(r'<select[^>]* name="(\w+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.findall(r'<option value="([^"]*)" selected', body)
        said[name] = chosen if name == "topics" else (chosen or [""])[0]
    return said


def test_a_word_file_becomes_clauses_beside_its_original(editor: Client, forum: Forum) -> None:
    file = SimpleUploadedFile("decision.docx", word(*sample("en").split("\n\n")))
    version = bring(editor, forum, document=file, language="en", version="2024-05-22")
    assert (version.quality, version.version, version.authentic) == ("native", "2024-05-22", True)
    page = editor.get(reverse("text-correct", args=[version.pk]), {"at": "para_2__point_a"}).content.decode()
    assert '<mark id="place" data-wid="para_2__point_a"' in page
    assert page.count('class="place"') > 10
    assert 'aria-current="true"' in page


def test_a_pasted_text_in_arabic_is_told_to_be_arabic(editor: Client, forum: Forum) -> None:
    version = bring(editor, forum, pasted=sample("ar"), translation="on")
    assert (version.language, version.quality, version.authentic) == ("ar", "typed", False)
    assert 'dir="rtl"' in editor.get(reverse("text-correct", args=[version.pk])).content.decode()


def test_the_form_of_a_clause_changes_what_was_changed_alone(editor: Client, forum: Forum) -> None:
    version = bring(editor, forum, pasted=sample("en"))
    said = form_of(editor, version, "para_1")
    assert do(editor, version, "save", **said).status_code == 302
    version.refresh_from_db()
    assert version.revision == 0, "what was sent as it stood changes nothing"
    said |= {"text": "Decides otherwise;", "kind": "action", "number": "1 bis", "pillar": "2", "topics": ["borders"]}
    said["topics"] = ["border_security"]
    given = do(editor, version, "save", **{**said, "seen": 0})
    assert given.status_code == 302
    text = version.texts.get(order=6)
    assert (text.text, text.number) == ("Decides otherwise;", "1 bis")
    assert (text.clause.kind, text.clause.pillar, text.clause.topics) == ("action", 2, ["border_security"])
    assert given.headers["Location"].endswith(f"#c-{text.clause.wid}")


def test_every_correction_has_a_button_that_works_without_scripts(editor: Client, forum: Forum) -> None:
    version = bring(editor, forum, pasted=sample("en"))
    page = editor.get(reverse("text-correct", args=[version.pk]), {"at": "para_2__point_b"}).content.decode()
    buttons = {re.sub(r".*/texts/\d+/(\w+)/.*", r"\1", one) for one in re.findall(r'formaction="([^"]+)"', page)}
    assert buttons | {"reword", "renumber", "retype", "describe"} == set(CORRECTIONS)
    for what, wid in (
        ("join", "para_2__point_b"),
        ("outdent", "para_2__point_a"),
        ("indent", "para_4"),
        ("move_up", "para_3"),
    ):
        given = do(editor, version, what, wid=wid)
        assert given.status_code == 302, what
        assert editor.get(given.headers["Location"]).status_code == 200
    parts = "Decides to remain\n\nseized of the matter."
    version.texts.filter(clause__wid="para_10").update(text=" ".join(parts.split()))
    assert do(editor, version, "split", wid="para_10", text=parts).status_code == 302
    assert do(editor, version, "take_out", wid="para_10-2").status_code == 302


def test_of_two_people_the_second_is_told_and_keeps_what_they_typed(
    editor: Client, client_of: Clients, forum: Forum
) -> None:
    version = bring(editor, forum, pasted=sample("en"))
    other = client_of("secretariat")
    assert do(editor, version, "join", wid="para_9").status_code == 302
    said = {**form_of(editor, version, "para_1"), "text": "Decides what nobody saw;"}
    late = other.post(reverse("text-do", args=[version.pk, "save"]), {**said, "seen": 0})
    assert late.status_code == 409
    assert "Decides what nobody saw;" in late.content.decode()
    assert str(NOT_POSSIBLE["stale"]) in late.content.decode()
    for what in ("settle", "discard"):
        assert other.post(reverse("text-do", args=[version.pk, what]), {"seen": 0}).status_code == 409
    assert not version.texts.filter(text__contains="nobody saw").exists()


def test_what_cannot_be_is_said_beside_the_form(editor: Client, forum: Forum) -> None:
    version = bring(editor, forum, pasted=sample("en"))
    said = form_of(editor, version, "para_1")
    wrong = do(editor, version, "save", **{**said, "text": ""})
    assert wrong.status_code == 422
    assert str(WRONG["text"]) in wrong.content.decode()
    assert do(editor, version, "indent", wid="recitals_1__rec_1").status_code == 409
    assert do(editor, version, "burn", wid="para_1").status_code == 404
    assert do(editor, version, "save", wid="para_99").status_code == 409


@pytest.mark.parametrize(
    ("said", "beside"),
    [
        ({}, "Choose a file or paste a text."),
        ({"pasted": "1. Decides.", "version": "2027-02-29"}, "Write a day as 2024-05-22"),
        ({"document": SimpleUploadedFile("a.docx", b"PK\x03\x04 broken")}, "id_document-wrong"),
        ({"pasted": "Hello", "language": "en"}, "No clause was found in this text."),
    ],
)
def test_what_cannot_come_in_is_said_with_its_reason(
    editor: Client, forum: Forum, said: dict[str, Any], beside: str
) -> None:
    given = editor.post(reverse("text-bring", args=[forum.work.pk]), said)
    assert given.status_code == 422
    assert beside in given.content.decode()
    assert not Expression.objects.exists()
    assert set(Document.objects.values_list("pk", flat=True)) == {forum.source.document_id, forum.hidden.document_id}


def test_settling_corrects_by_a_copy_and_shows_what_changed(editor: Client, client_of: Clients, forum: Forum) -> None:
    first = bring(editor, forum, pasted=sample("en"), version="2024-05-22")
    assert do(editor, first, "settle").status_code == 302
    first.refresh_from_db()
    assert first.state == "settled"
    assert editor.post(reverse("text-do", args=[first.pk, "revise"])).status_code == 302
    copy = Expression.objects.get(state="proposed")
    do(editor, copy, "save", **{**form_of(editor, copy, "para_1"), "text": "Decides to found another network;"})
    do(editor, copy, "take_out", wid="para_9")
    do(editor, copy, "settle")
    where = reverse("text-versions", args=[forum.work.pk])
    page = client_of("reader").get(where, {"older": first.pk, "newer": copy.pk}).content.decode()
    assert "0 came in, 1 went out, 1 changed, 0 moved" in re.sub(r"<[^>]+>", "", page)
    assert "<ins>another" in page
    assert Clause.objects.get(wid="para_9").repealed
    assert "There is nothing to compare" in client_of("reader").get(where, {"older": 1, "newer": "x"}).content.decode()


def test_a_proposal_is_thrown_away_and_the_file_stays(editor: Client, forum: Forum) -> None:
    version = bring(editor, forum, pasted=sample("fr"))
    assert do(editor, version, "discard").status_code == 302
    assert not Expression.objects.exists()
    assert not Clause.objects.exists()


def test_an_instrument_is_entered_and_put_right_on_its_page(editor: Client, forum: Forum) -> None:
    said = {
        "key": "sc9178", "title_en": "On harbours", "kind": "security_council_resolution", "body": "gctf",
        "symbol": "s/res/9178(2014)", "adopted": "2014-09", "adopted_by": "vote", "votes": "13-0-2",
        "binding": "chapter_7", "supersedes": forum.work.pk,
    }  # fmt: skip
    assert editor.post(reverse("work-add"), {**said, "votes": "many"}).status_code == 422
    given = editor.post(reverse("work-add"), said)
    assert given.headers["Location"] == reverse("text-bring", args=["sc9178"])
    page = editor.get(reverse("instrument", args=["sc9178"])).content.decode()
    for shown in ("By a vote", "13-0-2", "Chapter VII", "S/RES/9178 (2014)", "supersedes"):
        assert shown in page
    change = reverse("work-change", args=["sc9178"])
    kept = {**said, "title_fr": "Sur les ports", "status": "in_force", "supersedes": ""}
    assert editor.post(change, {**kept, "symbol": "S/RES/9178 (2014)"}).status_code == 302
    work = Work.objects.get(pk="sc9178")
    assert (work.status, work.body_id, work.titles.count()) == ("in_force", "gctf", 2)


def test_who_may_not_see_the_file_corrects_without_it(editor: Client, forum: Forum) -> None:
    version = bring(editor, forum, pasted=sample("en"))
    assert version.document is not None
    type(version.document).objects.update(tlp="TLP:AMBER", originator="EG")
    page = editor.get(reverse("text-correct", args=[version.pk]), {"at": "para_1"})
    assert page.status_code == 200
    assert "There is no original that you may open." in page.content.decode()
