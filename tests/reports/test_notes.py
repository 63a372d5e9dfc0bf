"""A note verbale goes with an edition: numbered in its year, dated, in the forms of courtesy of its language."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime

import docx
import pytest

from muntada.access import clock
from muntada.printing.sheet import Paragraph, texts_of
from muntada.reports.actions.notes import write_notes
from muntada.reports.courtesy import begun, named, to
from muntada.reports.exports.notes import FORMS, note_sheet
from muntada.reports.models import Note
from muntada.reports.refused import ReportRefused
from muntada.trail.deed import Refused
from tests.reports.missions import FOCAL, FOREIGN, edition, missions

pytestmark = pytest.mark.django_db
NOON = datetime(2022, 1, 9, 12, tzinfo=UTC)
MINISTRY = {"ar": "وزارة الخارجية", "en": "Ministry of Foreign Affairs", "fr": "Ministère des affaires étrangères"}


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    with clock.at(NOON):
        yield


@pytest.mark.parametrize(
    ("name", "language", "said"),
    [
        ("Embassy of Morocco", "en", "to the Embassy of Morocco"),
        ("The Holy See", "en", "to The Holy See"),
        ("Ambassade du Maroc", "fr", "à l’Ambassade du Maroc"),
        ("Consulat général", "fr", "au Consulat général"),
        ("Mission permanente", "fr", "à la Mission permanente"),
        ("سفارة المغرب", "ar", "سفارة المغرب"),
    ],
)
def test_a_mission_is_called_as_notes_call_it(name: str, language: str, said: str) -> None:
    assert to(name, language) == said


def test_a_sentence_begins_with_a_capital() -> None:
    assert begun(named("Ministry of Justice", "en")) == "The Ministry of Justice"
    assert begun(named("Ambassade", "fr")) == "L’Ambassade"


@pytest.mark.parametrize(
    ("language", "begins", "ends"),
    [
        ("ar", "تهدي وزارة الخارجية أطيب تحياتها إلى السفارات والبعثات المعتمدة لدى مصر،", "فائق تقديرها واحترامها."),
        ("en", "The Ministry of Foreign Affairs presents its compliments to the Embassies", "highest consideration."),
        ("fr", "Le Ministère des affaires étrangères présente ses compliments aux Ambassades", "haute considération."),
    ],
)
def test_one_note_goes_to_all_of_a_list(language: str, begins: str, ends: str) -> None:
    (note,) = write_notes(
        FOCAL, edition(), list="accredited", sender=MINISTRY[language], place="القاهرة", language=language
    )
    texts = [block.text for block in note_sheet(note).blocks if isinstance(block, Paragraph)]
    assert texts[0].startswith(begins)
    assert texts[4].endswith(ends)
    assert "a" * 64 in texts
    assert (note.number, note.year, str(note.day)) == (1, 2022, "2022-01-09")


def test_one_note_a_recipient_in_its_own_language_and_none_twice() -> None:
    report = edition()
    missions(2, language="ar")
    notes = write_notes(FOCAL, report, list="abroad", sender=MINISTRY["ar"], each=True)
    assert [(note.number, note.language) for note in notes] == [(1, "ar"), (2, "ar")]
    assert "إلى السفارة 1،" in " ".join(texts_of(note_sheet(notes[1])))
    with pytest.raises(ReportRefused) as refused:
        write_notes(FOCAL, report, list="abroad", sender=MINISTRY["ar"], each=True)
    assert refused.value.code == "nobody"


def test_numbers_run_on_in_their_year_and_begin_anew_with_the_next() -> None:
    report = edition()
    how = {"list": "other", "sender": "x", "language": "en"}
    assert [write_notes(FOCAL, report, **how)[0].number for _ in range(3)] == [1, 2, 3]  # type: ignore[arg-type]
    with clock.at(datetime(2023, 1, 2, tzinfo=UTC)):
        assert write_notes(FOCAL, report, **how)[0].number == 1  # type: ignore[arg-type]
    # What is refused takes no number.
    with pytest.raises(ReportRefused):
        write_notes(FOCAL, report, list="abroad", sender="x", each=True)
    assert write_notes(FOCAL, report, **how)[0].number == 4  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"sender": " "}, "sender"),
        ({"list": "x"}, "list"),
        ({"language": "de"}, "language"),
        ({"language": ""}, "language"),
    ],
)
def test_what_a_note_cannot_be_without_is_said(given: dict[str, str], code: str) -> None:
    with pytest.raises(ReportRefused) as refused:
        write_notes(FOCAL, edition(), **{"list": "abroad", "sender": "x", "language": "ar"} | given)  # type: ignore[arg-type]
    assert refused.value.code == code


def test_only_who_keeps_the_party_s_lists_writes_its_notes() -> None:
    with pytest.raises(Refused):
        write_notes(FOREIGN, edition(), list="other", sender="x", language="en")
    assert not Note.objects.exists()


@pytest.mark.parametrize("language", ["ar", "en", "fr"])
def test_a_note_is_set_as_pdf_and_as_a_word_file_and_the_same_note_gives_the_same_bytes(language: str) -> None:
    (note,) = write_notes(FOCAL, edition(), list="accredited", sender=MINISTRY[language], language=language)
    made, _kind = FORMS["pdf"]
    pdf = made(note_sheet(note))
    assert pdf.startswith(b"%PDF-")
    assert made(note_sheet(note)) == pdf
    word = docx.Document(io.BytesIO(FORMS["docx"][0](note_sheet(note))))
    assert MINISTRY[language] in "\n".join(paragraph.text for paragraph in word.paragraphs)
