"""Agenda, minutes and participants on paper: in three languages, as far as their reader may see, under their label."""

from __future__ import annotations

import io
import re
from datetime import UTC, date, datetime

import docx
import pypdfium2
import pytest

from muntada.access.actor import Actor
from muntada.forum.actions.agenda import add_item, close_item
from muntada.forum.actions.meetings import postpone_meeting
from muntada.forum.actions.minutes import circulate_minutes, write_minutes
from muntada.forum.actions.outcomes import enter_outcome
from muntada.forum.actions.sittings import add_sitting
from muntada.forum.exports.papers import FORMS, PAPERS, paper
from muntada.forum.exports.words import LANGUAGES, phrases, say
from muntada.forum.models import AgendaItem, Meeting, Outcome, Paper
from muntada.marking.handling import Handling
from muntada.marking.tlp import TLP
from muntada.parties.models import Party
from muntada.printing.sheet import Badges, Outline, Table, texts_of
from tests.cast import READER, SECRETARIAT
from tests.forum import coming, meeting_room
from tests.forum.meeting_room import MEMBER, OUTSIDER, convened

pytestmark = pytest.mark.django_db


def said(actor: Actor, meeting: Meeting, which: str, language: str = "en") -> str:
    made = paper(actor, meeting, which, language)
    assert made is not None
    return "\n".join(texts_of(made.sheet))


@pytest.fixture
def agenda() -> Meeting:
    """A meeting with an agenda of two levels, items for fewer people, a paper and a sitting."""
    meeting = convened(title="Twelfth meeting", room="Hall 2")
    borders = add_item(SECRETARIAT, meeting, title="أمن الحدود وفق S/RES/2396 (2017)", minutes=45)
    add_item(SECRETARIAT, meeting, title="Returning travellers", parent=borders)
    add_item(SECRETARIAT, meeting, title="Zqinternal matters", kind="internal")
    add_item(SECRETARIAT, meeting, title="Zqhidden matters", kind="hidden")
    done = add_item(SECRETARIAT, meeting, title="Opening")
    close_item(SECRETARIAT, done)
    Paper.objects.create(meeting=meeting, item=borders, title="A toolkit", symbol="GCTF/2026/1", due=date(2026, 1, 1))
    Paper.objects.create(meeting=meeting, title="Practical note")
    hours = {"starts_at": datetime(2026, 12, 8, 9, 30, tzinfo=UTC), "ends_at": datetime(2026, 12, 8, 12, tzinfo=UTC)}
    add_sitting(SECRETARIAT, meeting, title="Morning", **hours)
    return meeting


def test_an_agenda_shows_its_tree_its_times_and_its_papers(agenda: Meeting) -> None:
    made = paper(SECRETARIAT, agenda, "agenda", "en")
    assert made is not None
    (outline, general, sittings) = [block for block in made.sheet.blocks if isinstance(block, Outline)]
    first, part = outline.items[:2]
    assert (first.number, first.text, first.depth, first.aside) == (
        "1",
        "أمن الحدود وفق S/RES/2396 (2017)",
        0,
        "45 min",
    )
    assert first.below == ("Paper GCTF/2026/1 A toolkit, not there yet",)
    assert (part.text, part.depth) == ("Returning travellers", 1)
    assert general.items[0].text.startswith("Paper Practical note")
    assert sittings.items[0].below == ("8 December 2026, 10:30–13:00",)
    assert "8-9 December 2026, 09:30–17:00 (Africa/Casablanca)" in said(SECRETARIAT, agenda, "agenda")


def test_an_agenda_shows_to_each_what_they_may_see_under_the_label_of_that(agenda: Meeting) -> None:
    whole, own, outside = (said(actor, agenda, "agenda") for actor in (SECRETARIAT, MEMBER, OUTSIDER))
    assert "Zqhidden" in whole
    assert "Zqhidden" not in own
    assert "Zqinternal" in own
    assert "For the members of the body alone" in own
    assert "Zqinternal" not in outside
    labels = {actor.key: paper(actor, agenda, "agenda", "en") for actor in (SECRETARIAT, MEMBER, OUTSIDER)}
    assert [one.sheet.tlp for one in labels.values() if one] == [TLP.AMBER_STRICT, TLP.AMBER, TLP.CLEAR]


def test_what_is_postponed_says_so_on_its_agenda(agenda: Meeting) -> None:
    postpone_meeting(SECRETARIAT, agenda, reason="The hall is not ready")
    assert "Postponed: The hall is not ready. No new day is known yet." in said(READER, agenda, "agenda")
    assert "أُجِّل: The hall is not ready" in said(READER, agenda, "agenda", "ar")


@pytest.fixture
def minuted(agenda: Meeting) -> Meeting:
    """Minutes in two languages and two outcomes, one of them for few."""
    write_minutes(SECRETARIAT, agenda, language="en", text="The Committee met.\n\nIt took note of the toolkit.")
    write_minutes(SECRETARIAT, agenda, language="ar", text="اجتمعت اللجنة وأخذت علمًا بالدليل S/RES/2396 (2017).")
    kept = agenda.minutes  # type: ignore[attr-defined]
    circulate_minutes(SECRETARIAT, kept)
    write_minutes(SECRETARIAT, agenda, language="en", text="The Committee met in Rabat.", note="As Morocco wished")
    morocco = Party.objects.get(key="MA")
    enter_outcome(SECRETARIAT, agenda, kind="action", text_en="Draft a note", text_ar="إعداد مذكرة", owner=morocco,
                  due=date(2027, 3, 1))  # fmt: skip
    few = enter_outcome(SECRETARIAT, agenda, kind="decision", text_en="Zqfew decided")
    few.marked(Handling(TLP.AMBER, "EG"))
    few.save()
    return agenda


def test_minutes_are_the_revision_that_stands_with_outcomes_as_a_table(minuted: Meeting) -> None:
    text = said(MEMBER, minuted, "minutes")
    assert "The Committee met in Rabat." in text
    assert "It took note of the toolkit" not in text
    assert "Circulated, Revision 2" in text
    assert "Zqfew" not in text
    made = paper(MEMBER, minuted, "minutes", "ar")
    assert made is not None
    (table,) = [block for block in made.sheet.blocks if isinstance(block, Table)]
    reference = Outcome.objects.exclude(kind="decision").get().reference
    assert table.rows == ((reference, "إجراء", "إعداد مذكرة", "Name of MA", "1 مارس 2027", "مفتوح"),)
    assert "معمَّم، التنقيح 1" in "\n".join(texts_of(made.sheet))


def test_minutes_without_words_in_a_language_say_so_and_show_another(minuted: Meeting) -> None:
    text = said(MEMBER, minuted, "minutes", "fr")
    assert "Il n’y a pas de texte dans cette langue ; voici le texte arabe." in text
    assert "اجتمعت اللجنة" in text
    assert paper(MEMBER, convened(title="Another"), "minutes", "en") is None


def test_a_list_of_participants_shows_those_who_may_be_shown() -> None:
    meeting = coming.meeting(days=30)
    morocco, egypt = coming.delegation(meeting, "MA"), coming.delegation(meeting, "EG")
    coming.person(morocco, "ليلى الفاسي", name_latin="Layla Fassi", capacity="head", visibility="all", consented=True)
    coming.person(egypt, "Zqnobody shown")
    text = said(coming.SECRETARIAT, meeting, "participants")
    assert "Layla Fassi (ليلى الفاسي)" in text
    assert "Zqnobody shown" in text
    outside = said(READER, meeting, "participants")
    assert "Layla Fassi (ليلى الفاسي)" in outside
    assert "Zqnobody" not in outside
    assert "Number: 1 (Head of delegation 1)" in outside
    assert "ليلى الفاسي (Layla Fassi)" in said(READER, meeting, "participants", "ar")
    made = paper(coming.SECRETARIAT, meeting, "badges", "en")
    assert made is not None
    (sheet,) = [block for block in made.sheet.blocks if isinstance(block, Badges)]
    assert {badge.name for badge in sheet.badges} == {"Layla Fassi", "Zqnobody shown"}


def test_there_are_no_badges_where_nobody_may_be_shown() -> None:
    assert paper(READER, coming.meeting(), "badges", "en") is None


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("which", PAPERS)
def test_every_paper_is_set_in_word_and_in_pdf_in_every_language(which: str, language: str) -> None:
    meeting = coming.meeting(days=30)
    coming.person(coming.delegation(meeting, "MA"), name_latin="Layla Fassi")
    AgendaItem.objects.create(meeting=meeting, title="أمن الحدود", number="1")
    write_minutes(SECRETARIAT, meeting, language="en", text="The Committee met.")
    made = paper(coming.SECRETARIAT, meeting, which, language)
    assert made is not None
    as_pdf, as_docx = FORMS["pdf"][0], FORMS["docx"][0]
    page = pypdfium2.PdfDocument(as_pdf(made.sheet))[0].get_textpage().get_text_bounded()
    # The reader of the file turns the parts of a label round in an Arabic line; on the page they stand as they should.
    assert all(page.count(part) >= 2 for part in ("TLP", *made.sheet.tlp.value.removeprefix("TLP:").split("+")))
    document = docx.Document(io.BytesIO(as_docx(made.sheet)))
    assert made.sheet.title in [paragraph.text for paragraph in document.paragraphs]


def test_every_phrase_of_files_is_there_in_three_languages_with_the_same_gaps() -> None:
    for phrase in phrases().values():
        gaps = [sorted(re.findall(r"\{([a-z]+)\}", getattr(phrase, language))) for language in LANGUAGES]
        assert gaps[0] == gaps[1] == gaps[2], phrase.key
        assert phrase.ar.strip() or phrase.key == "comma"


def test_what_fills_a_gap_is_no_pattern() -> None:
    assert say("of_meeting", "en", what="{meeting}", meeting="{what}") == "{meeting}: {what}"


def test_a_title_of_a_meeting_is_made_of_its_kind_where_it_has_none() -> None:
    meeting = meeting_room.convened(ordinal=12)
    assert "Agenda: Coordinating committee meeting no. 12" in said(READER, meeting, "agenda")
    assert "جدول الأعمال: اجتماع اللجنة التنسيقية رقم 12" in said(READER, meeting, "agenda", "ar")
    assert "Ordre du jour : Réunion du comité de coordination nº 12" in said(READER, meeting, "agenda", "fr")
