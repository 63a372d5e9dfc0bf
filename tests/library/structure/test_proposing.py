"""Clauses come out with the same addresses whatever the language and however the page was captured."""

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from muntada.library.structure import KINDS, TEXT_KINDS, Line, Proposal, propose
from tests.library.structure import texts

SAMPLES = Path("muntada/library/samples/texts")
ANNOTATED = sorted(Path("tests/library/data").glob("sf_*.csv"))


def wids(proposal: Proposal) -> list[str]:
    return [one.wid for one in proposal.provisions]


def by_wid(proposal: Proposal) -> dict[str, str]:
    return {one.wid: one.text for one in proposal.provisions}


@pytest.mark.parametrize("text", [texts.WRAPPED_EN, texts.WRAPPED_FR, texts.WRAPPED_AR])
def test_a_resolution_broken_by_its_pages_has_the_same_clauses_in_each_language(text: str) -> None:
    proposal = propose(text)
    assert wids(proposal) == texts.RESOLUTION_WIDS
    assert proposal.notes == ("gap:para:3",)
    assert (proposal.kind, proposal.symbol, proposal.adopted) == ("resolution", "HF/RES/2024/7", "2024-03-03")


@pytest.mark.parametrize("text", [texts.CONVENTION_EN, texts.CONVENTION_FR, texts.CONVENTION_AR])
def test_a_convention_has_parts_chapters_articles_and_annexes(text: str) -> None:
    proposal = propose(text)
    assert wids(proposal) == texts.CONVENTION_WIDS
    assert proposal.kind == "convention"
    assert proposal.notes == ()


def test_headings_are_told_from_the_words_of_articles() -> None:
    found = {one.wid: one for one in propose(texts.CONVENTION_EN).provisions}
    assert found["part_1"].heading == "General provisions"
    assert (found["part_1__chp_1"].number, found["part_1__chp_1"].heading) == ("Chapter I", "Use of terms")
    assert (found["art_1"].heading, found["art_1"].text) == ("Terms", "For the purposes of this Convention:")
    assert found["art_3"].text.endswith("It may be denounced in writing.")
    assert found["annex_1"].heading == "Form of request"


def test_headers_footers_footnotes_and_hyphens_of_pages_are_not_in_the_words() -> None:
    said = by_wid(propose(texts.WRAPPED_EN))
    assert "safety of harbours and the counter-terrorism work" in said["recitals_1__rec_1"]
    assert said["para_1__point_b__wrapup_1"] == "and shall keep the list for five years;"
    assert not any("HF/" in words or "24-00123" in words or "at length" in words for words in said.values())


def test_a_number_at_the_head_of_a_broken_line_is_part_of_the_sentence() -> None:
    said = by_wid(propose(texts.WRAPPED_EN))
    assert said["para_2"].endswith("have done by 1. January of each year;")


def test_the_act_and_its_words_are_told_and_whom_it_asks() -> None:
    found = {one.wid: one for one in propose(texts.WRAPPED_EN).provisions}
    assert (found["para_2"].opening, found["para_2"].opening_words) == ("requests", "Also requests")
    assert found["para_2"].addressee == "secretariat"
    assert (found["para_4"].opening, found["para_4"].addressee) == ("urges", "states")
    arabic = {one.wid: one for one in propose(texts.WRAPPED_AR).provisions}
    assert (arabic["recitals_1__rec_2"].opening, arabic["recitals_1__rec_2"].opening_words) == (
        "concerned",
        "وإذ يساوره بالغ القلق",
    )
    assert (arabic["para_4"].opening_words, arabic["para_4"].addressee) == ("يحث كذلك", "states")


@pytest.mark.parametrize("annotated", ANNOTATED, ids=lambda path: path.stem)
def test_the_shipped_samples_come_out_as_annotated(annotated: Path) -> None:
    proposal = propose((SAMPLES / f"{annotated.stem}.txt").read_text(encoding="utf-8"))
    with annotated.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    found = [(one.wid, one.kind, one.number) for one in proposal.provisions]
    assert found == [(row["wid"], row["kind"], row["number"]) for row in rows]
    said = [one.heading or one.text for one in proposal.provisions]
    assert all(words.startswith(row["words"]) for words, row in zip(said, rows, strict=True))


def test_a_whole_preamble_in_one_line_is_parted() -> None:
    said = by_wid(
        propose(
            "Quay Convention\n\nPreamble The States Parties to this Convention, Recalling the Statute of the Harbour "
            "and all that was agreed in it about ships, Deeply concerned that cargo is lost every year in the ports, "
            "Noting that nobody has yet looked for it with care, Have agreed as follows:\n\nArticle 1\n\nCargo is "
            "returned.\n\nArticle 2\n\nNobody pays for it."
        )
    )
    assert list(said) == ["recitals_1__rec_1", "recitals_1__rec_2", "recitals_1__rec_3", "art_1", "art_2"]
    assert said["recitals_1__rec_3"] == "Noting that nobody has yet looked for it with care,"


def test_a_number_used_twice_gets_an_address_of_its_own_and_a_note() -> None:
    proposal = propose(
        "Resolution 3\n\nThe Harbour Council,\n\nRecalling its Statute,\n\n1. Decides that ports shall open;\n\n"
        "2. Requests the Secretariat to open them;\n\n2. Invites States to come;\n\n3. Thanks the ports."
    )
    assert wids(proposal) == ["recitals_1__rec_1", "para_1", "para_2", "para_2-2", "para_3"]
    assert proposal.notes == ("twice:para:2",)


def test_sections_restart_or_go_on_and_addresses_name_them() -> None:
    proposal = propose(
        "خطة المرفأ\n\nأولا - السفن\n\n1 - تسجل السفن.\n\n2 - تفتش السفن.\n\nثانيا - الموانئ\n\n1 - تسور الموانئ.\n\n"
        "ألف - البوابات\n\n1 - تحرس البوابات.\n\nباء - الأرصفة\n\n1 - تضاء الأرصفة."
    )
    assert wids(proposal) == [
        "sec_1",
        "sec_1__para_1",
        "sec_1__para_2",
        "sec_2",
        "sec_2__para_1",
        "sec_2__subsec_1",
        "sec_2__subsec_1__para_1",
        "sec_2__subsec_2",
        "sec_2__subsec_2__para_1",
    ]


def test_ordinals_in_words_may_number_paragraphs_themselves() -> None:
    proposal = propose(
        "إن مجلس المرفأ،\n\nإذ يستذكر نظامه الأساسي،\n\n"
        "أولا: يقرر فتح المرافئ أمام السفن التي تحمل الأغذية والأدوية؛\n\n"
        "ثانيا: يدعو الدول إلى أن تسجل كل سفينة تدخل مياهها الإقليمية ليلا؛"
    )
    assert [(one.wid, one.kind) for one in proposal.provisions] == [
        ("recitals_1__rec_1", "preambular"),
        ("para_1", "operative"),
        ("para_2", "operative"),
    ]


def test_styles_help_where_a_format_lost_its_numbers() -> None:
    text = "Harbour memorandum\nGates\nKeep them shut at night.\nLight them.\nQuays\nSweep them."
    places = [(text.index(words), text.index(words) + len(words)) for words in text.split("\n")]
    styles = ["title", "heading 1", "list", "list", "heading 1", "list"]
    lines = [Line(start, end, style) for (start, end), style in zip(places, styles, strict=True)]
    found = propose(text, lines=lines).provisions
    assert [(one.kind, one.heading or one.text) for one in found] == [
        ("part", "Gates"),
        ("point", "Keep them shut at night."),
        ("point", "Light them."),
        ("part", "Quays"),
        ("point", "Sweep them."),
    ]


def test_an_unnumbered_declaration_counts_its_paragraphs_and_says_so() -> None:
    proposal = propose(
        "Declaration of the Harbour\n\nWe, the masters of the ports, have met to speak of the lights that went out in "
        "the storm of last winter.\n\nWe undertake to light them again before the first ships of spring come in."
    )
    assert wids(proposal) == ["para_1", "para_2"]
    assert proposal.notes == ("unnumbered:2",)


def test_a_text_without_clauses_is_told() -> None:
    assert propose("").notes == ("no_clauses",)
    assert propose("١٢٣").provisions == ()


PIECES = (
    "1. ", "2. ", "(a) ", "(i) ", "أ - ", "(ب) ", "المادة 1\n", "Article 2\n", "The Harbour Council,\n",
    "Decides so;\n", "Annex\n", "I. ", "أولا: ", "\f", "_____\n", "1 See it\n", "- ", "٣ - ", "A. ", "1.1 ", "\u200f",
    "Good Practice 3: keep\n", "إن مجلس المرفأ،\n", "وإذ يشير إليه،\n", "word ", "كلمة ", "Part Two\n", "\r\n", "12/3 ",
    "\n\n", "Recalling it,\n",
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=200), st.lists(st.sampled_from(PIECES), max_size=40).map("".join)))
def test_any_text_gives_clauses_in_order_inside_it_under_addresses_of_their_own(text: str) -> None:
    proposal = propose(text)
    assert proposal.kind in (*TEXT_KINDS, "")
    before, known = 0, {""}
    for one in proposal.provisions:
        assert before <= one.start <= one.end <= len(text)
        assert one.wid not in known
        assert one.parent in known
        assert one.kind in KINDS
        assert 0 < one.confidence <= 1
        before = one.end
        known.add(one.wid)


def test_shapes_of_arabic_letters_are_read_and_places_stay_those_of_the_capture() -> None:
    text = "ﺇﻥ ﻣﺠﻠﺲ ﺍﻟﻤﺮﻓﺄ ﺇﺫ ﻳﺸﻴﺮ ﺇﻟﻰ ﻧﻈﺎﻣﻪ، ﻭﺇﺫ ﻳﻘﻠﻘﻪ ﺍﻟﻈﻼﻡ،\n\n1 - ﻳﻘﺮﺭ ﺇﺿﺎﺀﺓ ﺍﻷﺭﺻﻔﺔ؛"
    found = propose(text).provisions
    assert [one.wid for one in found] == ["recitals_1__rec_1", "recitals_1__rec_2", "para_1"]
    assert text[found[1].start : found[1].end] == "ﻭﺇﺫ ﻳﻘﻠﻘﻪ ﺍﻟﻈﻼﻡ،"
    assert (found[1].opening, found[2].opening, found[2].text) == ("concerned", "decides", "يقرر إضاءة الأرصفة؛")


def test_recitals_may_come_as_a_list_of_dots_or_in_small_letters() -> None:
    dotted = propose(
        "Convention du Quai\n\nLes États parties à la présente Convention,\n\n• Considérant leurs ports,\n\n"
        "• Rappelant leurs navires,\n\nSont convenus de ce qui suit :\n\nArticle premier\n\nLes ports sont ouverts."
    )
    small = propose(
        "Convention du Quai\n\nLes États parties à la présente Convention, considérant leurs ports ;\n\n"
        "rappelant leurs navires ;\n\nsont convenus de ce qui suit :\n\nArticle premier\n\nLes ports sont ouverts."
    )
    assert wids(dotted) == wids(small) == ["recitals_1__rec_1", "recitals_1__rec_2", "art_1"]


def test_an_article_and_its_first_paragraph_may_share_a_row() -> None:
    proposal = propose(
        "Quay Covenant\n\nPART I\n\nArticle 1. 1. Ports open.\n\n2. Ports close.\n\nArticle 2. Ships come."
    )
    assert wids(proposal) == ["part_1", "art_1", "art_1__para_1", "art_1__para_2", "art_2"]


def test_a_body_may_stand_without_its_particle_and_a_number_before_a_drawn_stroke() -> None:
    proposal = propose(
        "نبأ من المرفأ عن القرار\n\nمجلس المرفأ ،\n\nوإذ يساوره القلق من الظلام ،\n\nوبعد استماعه إلى الربابنة ،\n\n"
        "1ـ يقرر إضاءة الأرصفة ؛\n\n2ـ يدعو السفن إلى العودة ."
    )
    assert wids(proposal) == ["recitals_1__rec_1", "recitals_1__rec_2", "para_1", "para_2"]


def test_a_decree_with_articles_in_brackets_ends_before_its_day() -> None:
    proposal = propose(
        "مرسوم المرفأ\n\nرئيس المرفأ\nبعد الاطلاع على نظام المرفأ؛\nقـرر:\n(المادة الأولى)\nتضاء الأرصفة ليلا.\n"
        "(المادة الثانية)\nينشر هذا المرسوم.\nصدر في: 3 صفر سنة 1440"
    )
    assert wids(proposal) == ["recitals_1__rec_1", "art_1", "art_2"]
    assert proposal.provisions[2].text == "ينشر هذا المرسوم."
    assert wids(propose("مرسوم\n\nقررنا:\n(مادة وحيدة)\nتضاء الأرصفة ليلا.")) == ["art_1"]


def test_a_text_quoted_within_a_paragraph_of_prose_is_found() -> None:
    proposal = propose(
        "Les quais\n\nVoici le texte qui a été présenté hier soir aux capitaines de tous les navires réunis dans la "
        "halle du port : Le Conseil du port, Rappelant ses règles ; Prenant acte de la nuit ; Réaffirmant son souci "
        "des navires ; 1. Décide d'éclairer les quais ; 2. Prie les capitaines de veiller."
    )
    assert wids(proposal)[-2:] == ["para_1", "para_2"]
    assert [one.kind for one in proposal.provisions] == ["preambular"] * 3 + ["operative"] * 2


def test_one_finite_verb_between_recitals_is_a_recital() -> None:
    proposal = propose(
        "قرار المرفأ\n\nإن مجلس المرفأ، إذ يشير إلى نظامه، وبعد الاستماع إلى الربابنة.\n\n"
        "يعبر المجلس عن قلقه من الظلام.\n\nواقتناعا من المجلس بأن الضوء نافع:\n\n"
        "1. يقرر إضاءة الأرصفة.\n\n2. يدعو السفن."
    )
    assert wids(proposal) == [*(f"recitals_1__rec_{n}" for n in (1, 2, 3, 4)), "para_1", "para_2"]


def test_a_first_act_run_on_to_the_last_recital_is_parted() -> None:
    proposal = propose(
        "Harbour resolution\n\nThe Harbour Council,\nRecalling its rules of the last spring,\n"
        "Convinced that the present darkness on the quays keeps all the larger ships from coming in before the winter, "
        "Calls for strict respect of the hours in which the lamps of the outer quay and of the inner basin are lit by "
        "the keepers of the harbour and by their helpers;\nDecides to return to the matter."
    )
    assert wids(proposal) == ["recitals_1__rec_1", "recitals_1__rec_2", "para_1", "para_2"]


def test_one_act_alone_before_numbers_is_said_for_each_of_them() -> None:
    texts = (
        "قرار المرفأ\n\nإن مجلس المرفأ،\nبعد اطلاعه على المذكرة،\nيقرر:\n1- إضاءة الأرصفة.\n"
        "2- دعوة السفن:\nأ- ليلا؛\nب- نهارا.",
        "Harbour resolution\n\nThe Harbour Council,\n\nRecalling its rules,\n\nDecides:\n\n1. To light the quays;\n\n"
        "2. To call the ships:\n\n(a) By night;\n\n(b) By day.",
        "Résolution du port\n\nLe Conseil du port,\n\nRappelant ses règles,\n\nDécide ce qui suit :\n\n"
        "1. Les quais sont éclairés ;\n\n2. Les navires sont appelés :\n\na) De nuit ;\n\nb) De jour.",
    )
    for text in texts:
        found = propose(text).provisions
        assert [one.wid for one in found[1:]] == ["para_1", "para_2", "para_2__point_a", "para_2__point_b"]
        assert [one.opening for one in found[1:3]] == ["decides", "decides"]


def test_acts_without_numbers_keep_their_own_points() -> None:
    proposal = propose(
        "Harbour resolution\n\nThe Harbour Council,\n\nDecides:\n\n1. To light the quays;\n\n2. To wait.\n\n"
        "Recommends:\n\n1. To look;\n\n2. To act."
    )
    assert wids(proposal) == [
        *("para_1", "para_1__point_a", "para_1__point_b", "para_2", "para_2__point_a", "para_2__point_b")
    ]


@pytest.mark.parametrize(
    "row", ["." * 200_000, f"{'1.' * 100_000}x", "The Council\n1. Decides to wait;\nAnnex ......... 7"]
)
def test_rows_of_dots_and_digits_are_read_once(row: str) -> None:
    """Tried at every place of the row anew, the longest that a file can hold would take hours."""
    assert all("7" not in one.text for one in propose(row, language="en").provisions)
