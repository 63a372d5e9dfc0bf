"""A text comes in from a file: kept as it is, its structure proposed, the same file twice the same version."""

from __future__ import annotations

from pathlib import Path

import pytest

from muntada.evidence.actions.given import Given
from muntada.library.actions.texts import settle
from muntada.library.models import Expression
from muntada.library.structure.akn import Text, write
from muntada.library.structure.shape import Provision
from muntada.marking.tlp import TLP
from muntada.sources.actions.texts import AKN, bring_text, recognise
from muntada.sources.capture import CaptureRefused
from muntada.trail.deed import Refused
from tests.cast import ANALYST, FOCAL_POINT
from tests.library.harbours import a_work, wids
from tests.sources.capture.files import word

SAMPLES = Path(__file__).resolve().parents[2] / "muntada" / "library" / "samples" / "texts"


def sample(language: str) -> bytes:
    return (SAMPLES / f"sf_biometrics_2024.{language}.txt").read_bytes()


def marked_up() -> bytes:
    provisions = tuple(
        Provision(wid, parent, "operative" if not parent else "point", number, "", said, "", "", 0, 0, 1.0)
        for wid, parent, number, said in (
            ("para_1", "", "1.", "Decides to keep a register:"),
            ("para_1__point_a", "para_1", "(a)", "of ships;"),
        )
    )
    text = Text("sf_harbours", "resolution", "en", provisions, title="Decision on registers", version="2025-05-04")
    return write(text)


@pytest.mark.parametrize(
    ("data", "name", "quality"),
    [
        (sample("en"), "decision.txt", "typed"),
        (word(*sample("en").decode().split("\n\n")), "decision.docx", "native"),
        (b"<html><body><p>1. Decides to keep a register of ships.</p><p>2. Urges members to follow.</p></body></html>",
         "decision.html", "native"),
    ],
)  # fmt: skip
def test_files_of_all_kinds_are_recognised(data: bytes, name: str, quality: str) -> None:
    found = recognise(data, name=name, language="en")
    assert found.quality == quality
    assert found.proposal.provisions
    for one in found.proposal.provisions:
        piece = " ".join(found.captured.text[one.start : one.end].split())
        assert " ".join(one.text.split())[-20:] in piece


@pytest.mark.django_db
def test_a_text_is_kept_and_its_structure_proposed() -> None:
    work = a_work()
    brought = bring_text(ANALYST, work, sample("en"), name="decision.txt", version="2024-05-22")
    assert (brought.version.state, brought.version.language, brought.new) == ("proposed", "en", True)
    assert brought.version.document == brought.document
    assert brought.document.text.startswith("Sample Forum")
    again = bring_text(ANALYST, work, sample("en"), name="copy.txt", version="2024-05-22")
    assert (again.version, again.new) == (brought.version, False)
    settle(ANALYST, brought.version, seen=0)
    assert bring_text(ANALYST, work, sample("en"), name="decision.txt").version == brought.version


@pytest.mark.django_db
def test_three_languages_have_the_same_addresses() -> None:
    work = a_work()
    brought = [
        bring_text(ANALYST, work, sample(language), name=f"{language}.txt").version for language in ("ar", "en", "fr")
    ]
    assert wids(brought[0]) == wids(brought[1]) == wids(brought[2])


@pytest.mark.django_db
def test_akoma_ntoso_says_its_own_structure() -> None:
    brought = bring_text(ANALYST, a_work(), marked_up(), name="decision.xml")
    assert wids(brought.version) == ["para_1", "para_1__point_a"]
    assert (brought.version.version, brought.version.quality) == ("2025-05-04", "native")
    assert brought.document.media_type == AKN
    point = brought.version.texts.get(clause__wid="para_1__point_a")
    assert "of ships;" in brought.document.text[point.start : point.end]


@pytest.mark.django_db
def test_a_text_is_handled_as_it_is_said() -> None:
    brought = bring_text(ANALYST, a_work(), sample("fr"), name="a.txt", given=Given(tlp=TLP.GREEN))
    assert (brought.version.tlp, brought.document.tlp) == ("TLP:GREEN", "TLP:GREEN")


@pytest.mark.django_db
def test_what_cannot_be_read_leaves_nothing() -> None:
    work = a_work()
    for data in (b"", b"<akomaNtoso><act/></akomaNtoso>", b"\x89PNG\x00"):
        with pytest.raises(CaptureRefused):
            bring_text(ANALYST, work, data, name="a.xml")
    with pytest.raises(Refused):
        bring_text(FOCAL_POINT, work, sample("en"), name="a.txt")
    assert not Expression.objects.exists()
