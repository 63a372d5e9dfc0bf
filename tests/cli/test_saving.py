"""`muntada read --save` keeps each source in one transaction, once, as the person who acts."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from django.db import OperationalError

from muntada.access.models import LegalBasis
from muntada.cli.main import main
from muntada.evidence.models import Document
from muntada.people.models import User
from muntada.signin.actions import redeem_link
from muntada.sources.models import Source

pytestmark = pytest.mark.django_db(transaction=True)

TEXT = "عقدت لجنة التنسيق التابعة للمنتدى العالمي لمكافحة الإرهاب اجتماعها في الرباط يوم 10 مارس 2026."


@pytest.fixture(autouse=True)
def _own_store(settings: object, tmp_path: Path) -> None:
    settings.STORE = tmp_path / "store"  # type: ignore[attr-defined]


def run(*args: str, data: bytes = TEXT.encode()) -> Result:
    return CliRunner().invoke(main, [*args], input=data)


def test_a_source_is_saved_once_with_its_label_and_said_to_be_there() -> None:
    first = run("read", "--save", "--tlp", "TLP:GREEN", "-")
    second = run("read", "--save", "--tlp", "TLP:GREEN", "-")
    assert first.exit_code == second.exit_code == 0, first.output
    assert " - saved" in first.stdout
    assert " - already saved" in second.stdout
    assert Source.objects.count() == 1
    assert Document.objects.get().tlp == "TLP:GREEN"


def test_how_it_may_be_handled_is_said_with_options() -> None:
    guest = User.objects.create(email="guest@forum.example", name="A guest")
    LegalBasis.objects.get_or_create(key="public_office", defaults={"instrument": "Office", "since": date(2000, 1, 1)})
    said = ("--tlp", "TLP:AMBER", "--audience", "guest@forum.example", "--purpose", "conduct_of_the_forum")
    person = ("--legal-basis", "public_office", "--category", "author", "--retention", "short")
    assert run("read", "--save", *said, *person, "-").exit_code == 0
    document = Document.objects.get()
    assert (document.tlp, document.audience_keys) == ("TLP:AMBER", {f"user:{guest.pk}"})
    assert (document.legal_basis_id, document.category, document.retention) == ("public_office", "author", "short")
    assert document.review_by is not None


@pytest.mark.parametrize(
    ("said", "code", "words"),
    [
        (("--audience", "nobody@forum.example"), 2, "Nobody here comes in under"),
        (("--audience", "XX"), 3, "--audience: Nobody here has one of these keys."),
        (("--category", "author"), 3, "--legal-basis: What speaks of a person needs its legal basis."),
        (("--category", "somebody"), 2, "--category"),
        (("--review-by", "2020-01-01"), 3, "--review-by: The review is on a day after today."),
        (("--tlp", "TLP:WHITE"), 2, "TLP:CLEAR"),
    ],
)
def test_a_handling_that_cannot_be_is_refused_with_its_option(said: tuple[str, ...], code: int, words: str) -> None:
    result = run("read", "--save", *said, "-")
    assert result.exit_code == code
    assert words in result.output
    assert not Document.objects.exists()


def test_handling_is_said_of_what_is_kept_alone() -> None:
    result = run("read", "--audience", "EG", "--category", "author", "-")
    assert result.exit_code == 2
    assert "--audience, --category belong to --save" in result.output


def test_json_of_what_was_saved_is_json_of_what_was_read() -> None:
    read = json.loads(run("read", "--json", "-").stdout)
    saved = json.loads(run("read", "--save", "--json", "-").stdout)
    again = json.loads(run("read", "--save", "--json", "-").stdout)
    assert saved == again
    assert sorted(saved) == sorted(read)
    assert {finding["quote"] for finding in saved["findings"]} == {finding["quote"] for finding in read["findings"]}


def test_a_day_that_is_given_is_kept_as_given() -> None:
    assert run("read", "--save", "--published", "2026-03-12", "-").exit_code == 0
    document = Document.objects.get()
    assert (str(document.published), document.published_given) == ("2026-03-12", True)


def test_who_may_not_bring_sources_in_is_told_so() -> None:
    User.objects.create(email="guest@forum.example", name="A guest")
    result = run("read", "--save", "--as", "guest@forum.example", "-")
    assert result.exit_code == 2
    assert "--as" in result.stderr
    assert not Source.objects.exists()


def test_an_unknown_person_is_answered_with_a_known_one() -> None:
    result = run("read", "--save", "--as", "nobody@forum.example", "-")
    assert result.exit_code == 2
    assert "administrator@localhost" in result.stderr


def test_a_storage_that_fails_stops_the_batch(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def full(*_: object, **__: object) -> None:
        raise OperationalError("database or disk is full")

    for number in range(3):
        (tmp_path / f"{number}.txt").write_text(f"{TEXT} {number}")
    monkeypatch.setattr("muntada.sources.actions.intake.keep_document", full)
    result = run("read", "--save", str(tmp_path / "0.txt"), str(tmp_path / "1.txt"))
    assert result.exit_code == 4
    assert result.stderr.count("was not saved") == 1
    assert not Source.objects.exists()


def test_a_store_that_cannot_be_written_is_a_storage_that_fails(settings: object, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    settings.STORE = tmp_path / "file"  # type: ignore[attr-defined]
    result = run("read", "--save", "-")
    assert result.exit_code == 4
    assert "make room there" in result.stderr


def test_a_link_lets_the_named_person_in_once() -> None:
    run("read", "--save", "-")
    result = run("sign-in-link", "administrator@localhost", "--port", "8080")
    assert result.exit_code == 0
    assert result.stdout.startswith("http://localhost:8080/")
    token = result.stdout.strip().rstrip("/").rpartition("/")[2]
    assert redeem_link(token).email == "administrator@localhost"


def test_the_demonstration_reads_its_samples_and_accepts_nothing() -> None:
    first, second = run("demo", "--no-serve"), run("demo", "--no-serve")
    assert first.exit_code == second.exit_code == 0, first.output
    assert "/sign-in/" in first.stdout
    assert "Sample sources: 10 saved." in first.stderr
    assert "Sample sources: 10 already saved." in second.stderr
    assert {source.document.language for source in Source.objects.all()} == {"ar", "en", "fr"}
    assert not [one for source in Source.objects.all() for one in source.findings.all() if one.state != "draft"]
    same = Source.objects.filter(document__name__startswith="02") | Source.objects.filter(
        document__name__startswith="03"
    )
    assert len(set(same.values_list("story", flat=True))) == 1
    assert Source.objects.values("story").distinct().count() == 9
