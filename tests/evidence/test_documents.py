"""A document is kept once, with its bytes, however often it is brought."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from muntada.access.actor import Actor, Role
from muntada.evidence import store
from muntada.evidence.actions import documents
from muntada.evidence.actions.documents import keep_document
from muntada.evidence.models import Document
from muntada.marking.tlp import TLP
from muntada.sources.capture.shape import Captured
from muntada.trail.deed import Refused
from muntada.trail.models import Entry

pytestmark = pytest.mark.django_db

ANALYST = Actor("user:1", "An analyst", frozenset({Role.ANALYST}))
READER = Actor("user:2", "A reader", frozenset({Role.READER}))
CAPTURED = Captured("The forum met.", "text/plain", title="Meeting", published=date(2021, 5, 4), furniture=[(0, 3)])


@pytest.fixture(autouse=True)
def _own_store(settings: object, tmp_path: Path) -> None:
    settings.STORE = tmp_path / "store"  # type: ignore[attr-defined]


def test_bytes_and_text_are_kept_with_a_trail_line(settings: object) -> None:
    document = keep_document(ANALYST, data=b"bytes", captured=CAPTURED, name="note.txt", tlp=TLP.GREEN)
    document.refresh_from_db()
    assert (document.text, document.tlp, document.captured_by) == ("The forum met.", "TLP:GREEN", "user:1")
    assert (document.published, document.published_given) == (date(2021, 5, 4), False)
    assert store.get(settings.STORE, document.sha256) == b"bytes"  # type: ignore[attr-defined]
    assert Entry.objects.filter(permission="source.capture", allowed=True).count() == 1


def test_the_same_bytes_twice_are_the_same_document() -> None:
    first = keep_document(ANALYST, data=b"bytes", captured=CAPTURED, name="note.txt")
    second = keep_document(ANALYST, data=b"bytes", captured=CAPTURED, name="other.txt", tlp=TLP.RED)
    assert second == first
    assert second.name == "note.txt"
    assert Document.objects.count() == 1


def test_a_day_given_by_a_person_stands_above_the_declared_one() -> None:
    document = keep_document(ANALYST, data=b"b", captured=CAPTURED, name="n", published=date(2020, 1, 2))
    assert (document.published, document.published_given) == (date(2020, 1, 2), True)


def test_who_may_not_capture_keeps_nothing(settings: object) -> None:
    with pytest.raises(Refused):
        keep_document(READER, data=b"secret", captured=CAPTURED, name="n")
    assert not Document.objects.exists()
    assert not Path(settings.STORE).exists()  # type: ignore[attr-defined]


def test_a_file_left_without_its_row_is_used_by_the_next_try(monkeypatch: pytest.MonkeyPatch, settings: object) -> None:
    class Killed(BaseException):
        pass

    def killed(*_: object, **__: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(documents.Document.objects, "create", killed)
        with pytest.raises(Killed):
            keep_document(ANALYST, data=b"orphan", captured=CAPTURED, name="n")
    digest = store.digest_of(b"orphan")
    path = store.path_of(settings.STORE, digest)  # type: ignore[attr-defined]
    assert path.exists()
    assert not Document.objects.exists()
    written = path.stat().st_mtime_ns
    assert keep_document(ANALYST, data=b"orphan", captured=CAPTURED, name="n").sha256 == digest
    assert path.stat().st_mtime_ns == written
