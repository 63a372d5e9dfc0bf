"""Row 9: what is erased before a meeting leaves nothing either: its versions, texts and files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from muntada.evidence.models import Document
from muntada.forum.actions.papers import add_version, submit_paper
from muntada.forum.models import Delegation, Paper, PaperVersion
from muntada.rights.actions.removing import Removed, remove
from tests.cast import SECRETARIAT
from tests.forum.meeting_room import captured, convened

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper(settings: Any, tmp_path: Path) -> Paper:
    settings.STORE = str(tmp_path / "store")
    made = submit_paper(SECRETARIAT, convened(), title="A paper")
    for text, language in (("One", "en"), ("Un", "fr")):
        add_version(SECRETARIAT, made, data=text.encode(), captured=captured(text), name="paper.txt", language=language)
    return made


def test_row_9_a_paper_that_is_erased_takes_its_versions_and_files_along(paper: Paper) -> None:
    digests = set(Document.objects.values_list("sha256", flat=True))
    removed = Removed()
    remove(paper, removed)
    for model in (Paper, PaperVersion, Document):
        assert not model.objects.exists()
    assert set(removed.files) == digests


def test_row_9_a_file_of_a_paper_is_erased_alone(paper: Paper) -> None:
    document = Document.objects.get(text="One")
    removed = Removed()
    remove(document, removed)
    assert [one.document.text for one in PaperVersion.objects.all()] == ["Un"]
    assert removed.files == [document.sha256]


def test_row_9_the_same_bytes_of_another_paper_stay(paper: Paper) -> None:
    other = submit_paper(SECRETARIAT, paper.meeting, title="Another paper")
    add_version(SECRETARIAT, other, data=b"One", captured=captured("One"), name="paper.txt", language="en")
    removed = Removed()
    remove(Document.objects.filter(text="One").earliest("pk"), removed)
    assert removed.files == []
    assert other.versions.count() == 1


def test_row_9_a_delegation_stays_when_its_letter_is_erased(paper: Paper) -> None:
    letter = Document.objects.get(text="Un")
    PaperVersion.objects.filter(document=letter).delete()
    there = Delegation.objects.create(meeting=paper.meeting, party_id="MA", letter=letter)
    remove(letter, Removed())
    there.refresh_from_db()
    assert there.letter is None
