"""Texts out of and into the library at the console."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from muntada.cli import ground
from muntada.cli.main import main
from muntada.library.models import ClauseText, Collection, CollectionItem, Expression, Work
from muntada.library.structure.akn import read
from muntada.library.structure.akn import writing as writing_akn
from muntada.people.models import Office, User
from tests.library.readable import a_text

pytestmark = pytest.mark.django_db
EMAIL = "salim@example.org"


@pytest.fixture(autouse=True)
def salim(monkeypatch: pytest.MonkeyPatch) -> User:
    monkeypatch.setattr(ground, "prepare", lambda: None)
    user = User.objects.create(email=EMAIL, name="Salim", language="en")
    Office.objects.create(user=user, role="secretariat", since=date(2020, 1, 1))
    return user


def muntada(*words: str) -> Result:
    return CliRunner().invoke(main, ["library", *words, "--as", EMAIL])


def test_a_checked_text_is_written_and_comes_in_again_as_a_proposal(tmp_path: Path) -> None:
    a_text()
    Work.objects.create(key="copy", kind="memorandum")
    file = tmp_path / "tangier.xml"
    done = muntada("export", "tangier", "--format", "akn", "--language", "ar", "--check", "--out", str(file))
    assert done.exit_code == 0, done.output
    assert "Valid by the schema" in done.output
    assert "TLP:CLEAR" in done.output
    assert read(file.read_bytes()).text.language == "ar"
    back = muntada("import", "copy", str(file), "--json")
    assert back.exit_code == 0, back.output
    said = json.loads(back.stdout)
    assert (said["language"], said["state"], said["clauses"], said["notes"]) == ("ar", "proposed", 5, [])
    assert Expression.objects.get(work="copy").pk == said["version"]


def test_a_file_that_the_schema_finds_wrong_is_not_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    a_text()
    monkeypatch.setitem(writing_akn.ELEMENTS, "para", "unheard")
    file = tmp_path / "x.zip"
    done = muntada("export", "tangier", "--check", "--out", str(file))
    assert done.exit_code == 1
    assert "tangier.ar.xml: line" in done.output
    assert not file.exists()


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_table_goes_out_and_comes_in_with_every_language(form: str, tmp_path: Path) -> None:
    a_text()
    file = tmp_path / f"tangier.{form}"
    assert muntada("export", "tangier", "--format", form, "--out", str(file)).exit_code == 0
    back = muntada("import", "tangier", str(file))
    assert back.exit_code == 0, back.output
    assert "ar: 5 clauses are proposed" in back.output
    assert "fr: 4 clauses are proposed" in back.output
    for language in ("ar", "en", "fr"):
        old, new = (
            list(
                ClauseText.objects.filter(expression__language=language, expression__state=state)
                .order_by("order")
                .values_list("clause__wid", "number", "heading", "text")
            )
            for state in ("settled", "proposed")
        )
        assert old == new


def test_a_table_of_another_work_does_not_come_in(tmp_path: Path) -> None:
    a_text()
    Work.objects.create(key="copy", kind="memorandum")
    file = tmp_path / "t.csv"
    muntada("export", "tangier", "--format", "csv", "--out", str(file))
    done = muntada("import", "copy", str(file))
    assert done.exit_code == 2
    assert "not of copy alone: it names tangier" in done.output
    assert not Expression.objects.filter(work="copy").exists()


def test_what_is_not_understood_of_a_file_is_named(tmp_path: Path) -> None:
    Work.objects.create(key="copy", kind="memorandum")
    file = tmp_path / "foreign.xml"
    file.write_text(
        """<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><act name="act"><meta><identification>
        <FRBRExpression><FRBRlanguage language="eng"/></FRBRExpression></identification></meta><body>
        <section eId="sec_1"><num>1</num><content><p>Ports<authorialNote><p>a note</p></authorialNote>.</p></content>
        </section></body></act></akomaNtoso>""",
        encoding="utf-8",
    )
    done = muntada("import", "copy", str(file))
    assert done.exit_code == 1, done.output
    assert "not understood: footnote:sec_1" in done.output
    assert Expression.objects.get().notes == ["footnote:sec_1"]


def test_a_collection_of_ones_own_goes_out(tmp_path: Path, salim: User) -> None:
    collection = Collection.objects.create(user=salim, name="Passage")
    CollectionItem.objects.create(collection=collection, order=1, work=a_text())
    file = tmp_path / "c.json"
    done = muntada("export", "--collection", str(collection.pk), "--format", "json", "--out", str(file))
    assert done.exit_code == 0, done.output
    assert json.loads(file.read_text(encoding="utf-8"))["texts"][0]["work"] == "tangier"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["export"], "Name a work"),
        (["export", "nothing"], "The library has no work nothing"),
        (["export", "--collection", "99"], "There is no collection 99"),
        (["export", "tangier", "--format", "pdf", "--check"], "Only Akoma Ntoso"),
        (["export", "tangier", "--format", "pdf"], "at most two languages"),
        (["export", "tangier", "--language", "de"], "Name each language once"),
        (["export", "empty", "--language", "en"], "no settled text"),
    ],
)
def test_what_cannot_be_done_is_said(words: list[str], said: str) -> None:
    a_text()
    Work.objects.create(key="empty", kind="memorandum")
    done = muntada(*words)
    assert done.exit_code == 2
    assert said in done.output


@pytest.mark.parametrize(
    ("name", "data"), [("x.xml", b"<a>"), ("x.csv", b"\xff\xfe\x00"), ("x.csv", b"wid,kind\n1,2\n")]
)
def test_a_file_that_is_no_text_is_refused_and_changes_nothing(name: str, data: bytes, tmp_path: Path) -> None:
    a_text()
    (tmp_path / name).write_bytes(data)
    done = muntada("import", "tangier", str(tmp_path / name))
    assert done.exit_code == 3, done.output
    assert not Expression.objects.filter(state="proposed").exists()
