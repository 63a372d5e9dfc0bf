"""A frozen edition as files: every sentence with its note, the same bytes again, kept under their digest."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from muntada.cli.main import main
from muntada.evidence.models import Document
from muntada.evidence.store import get
from muntada.forum.models import Meeting
from muntada.library.models import Title
from muntada.printing.report.shape import Chart, Table, Text, checked
from muntada.reports.actions import editions
from muntada.reports.actions.paragraphs import propose
from muntada.reports.actions.printing import keep_printing
from muntada.reports.actions.refusals import NotPossible
from muntada.reports.exports.document import document_of
from muntada.reports.exports.printed import every_file, printed
from muntada.reports.models import Edition, Printing
from muntada.trail.models import Entry
from tests.cast import FOCAL_POINT
from tests.reports.test_editions import VALIDATOR, finished
from tests.reports.yearly import a_year


@pytest.fixture
def frozen(db: None, settings: Any, tmp_path: Path) -> Edition:
    settings.STORE = tmp_path / "store"
    made = editions.begin_edition(FOCAL_POINT, party=a_year(), year=2021)
    propose(FOCAL_POINT, made)
    return editions.freeze(VALIDATOR, finished(made))


def test_every_sentence_of_the_document_has_a_note_and_every_figure_too(frozen: Edition) -> None:
    for language in ("ar", "en"):
        document = checked(document_of(frozen, language))
        blocks = [block for chapter in document.chapters for block in chapter.blocks]
        texts = [block for block in blocks if isinstance(block, Text)]
        assert texts
        assert all(sentence.notes for text in texts for sentence in text.sentences)
        assert all(block.notes for block in blocks if isinstance(block, Chart | Table))
        assert sum(isinstance(block, Chart) for block in blocks) >= 5
        assert {text.language for text in texts} == {""}


def test_a_frozen_edition_gives_the_same_bytes_whatever_becomes_of_its_records(frozen: Edition) -> None:
    before = {
        (language, form): data for language, form, data in every_file(frozen, ["ar", "en"], ["pdf", "docx", "html"])
    }
    Meeting.objects.update(title="شيء آخر", when="2020")
    Title.objects.update(text="Another title")
    Document.objects.update(title="عنوان آخر")
    again = {
        (language, form): data for language, form, data in every_file(frozen, ["ar", "en"], ["pdf", "docx", "html"])
    }
    assert again == before
    assert before["ar", "pdf"].startswith(b"%PDF")
    assert printed(frozen, "ar", "html") == before["ar", "html"]


def test_a_note_says_where_it_is_from_in_the_words_of_the_source(frozen: Edition) -> None:
    document = document_of(frozen, "ar")
    sources = {one.key: one for one in document.sources}
    listed = [one.text for one in sources.values()]
    assert "ورشة في القاهرة، 5 مارس 2021" in listed
    assert any(text.startswith("تدبير: EG/2021/1، قانون التعاون القضائي") for text in listed)
    assert any("سجلات المنتدى التي عُدَّت هنا" in text for text in listed)


def test_arabic_digits_are_a_choice_of_arabic_files_alone(frozen: Edition) -> None:
    assert document_of(frozen, "ar", "arabic-indic").digits == "arabic-indic"
    assert document_of(frozen, "en", "arabic-indic").digits == "as written"


def test_a_file_is_kept_once_under_its_digest(frozen: Edition, settings: Any) -> None:
    data = printed(frozen, "en", "html")
    first = keep_printing(FOCAL_POINT, frozen, language="en", form="html", data=data)
    assert keep_printing(FOCAL_POINT, frozen, language="en", form="html", data=data).pk == first.pk
    assert get(settings.STORE, Printing.objects.get().sha256) == data


def test_no_file_is_kept_of_an_edition_that_may_still_change(db: None) -> None:
    made = editions.begin_edition(FOCAL_POINT, party=a_year(), year=2021)
    with pytest.raises(NotPossible, match="frozen"):
        keep_printing(FOCAL_POINT, made, language="en", form="html", data=b"x")


def test_a_draft_says_that_it_is_one(db: None) -> None:
    made = editions.begin_edition(FOCAL_POINT, party=a_year(), year=2021)
    assert document_of(made, "ar").made == "مسودة، لم تُجمَّد بعد"


@pytest.mark.django_db
def test_the_command_begins_proposes_checks_and_prints(
    settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.STORE = tmp_path / "store"
    monkeypatch.setattr("muntada.cli.ground.prepare", lambda: None)
    monkeypatch.setattr("muntada.cli.ground.actor_at_console", lambda _email: FOCAL_POINT)
    a_year()

    def run(*words: str) -> Any:
        return CliRunner().invoke(main, ["report", *words], standalone_mode=False, catch_exceptions=False)

    def run_refused(*words: str) -> BaseException | None:
        return CliRunner().invoke(main, ["report", *words], standalone_mode=False).exception

    assert "10 chapters" in run("begin", "EG", "2021").output
    offered = [json.loads(line) for line in run("propose", "EG", "2021", "--dry-run", "--json").output.splitlines()]
    assert all(one["sources"] for one in offered)
    assert run("propose", "EG", "2021", "--json").output.count("\n") == len(offered)
    assert run("propose", "EG", "2021", "--json").output == ""
    said = run("check", "EG", "2021", "--json")
    assert json.loads(said.output)["counts"]["unsourced"] == 0
    assert json.loads(said.output)["open"] is True
    out = str(tmp_path / "out")
    assert "EG-2021-ar.html" in run("print", "EG", "2021", "--form", "html", "--out", out).output
    assert (tmp_path / "out" / "EG-2021-en.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    assert Printing.objects.count() == 0
    assert Entry.objects.filter(operation="disclose", thing_type="reports.edition", actor=FOCAL_POINT.key).exists()
    made = finished(Edition.objects.get())
    assert "No rule gives the permission" in str(run_refused("freeze", "EG", "2021"))
    monkeypatch.setattr("muntada.cli.ground.actor_at_console", lambda _email: VALIDATOR)
    assert len(run("freeze", "EG", "2021").output.strip()) == 64
    made.refresh_from_db()
    assert made.state == "frozen"
