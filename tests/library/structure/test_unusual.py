"""Ways in which formal texts are set and captured that are rarer, in texts written for these tests."""

from __future__ import annotations

import pytest

from muntada.library.structure import Proposal, propose


def wids(proposal: Proposal) -> list[str]:
    return [one.wid for one in proposal.provisions]


def texts(proposal: Proposal) -> dict[str, str]:
    return {one.wid: one.text for one in proposal.provisions}


NUMBERS_ALONE = """\
The Parties to this Agreement,
Recognizing the worth of lighthouses,
Have agreed as follows:
Article 1
Lamps
1.\t
Each Party keeps a lamp burning at the mouth of its harbour.
Lamps of other Parties
2.\t
Where paragraph 1 does not apply, a Party may ask that:
(a)\t
Another Party lend it a lamp;
(b)\t
Article 4(2) and (3) be set aside for a year.
Article 2
Depositary
The Keeper of the Lamps is the depositary.
Done in a single original, of which both texts are equally authentic.
"""


def test_numbers_that_stand_alone_in_their_rows_have_the_words_of_the_next() -> None:
    proposal = propose(NUMBERS_ALONE)
    said = texts(proposal)
    assert wids(proposal) == [
        "recitals_1__rec_1", "art_1", "art_1__para_1", "art_1__para_2", "art_1__para_2__point_a",
        "art_1__para_2__point_b", "art_2",
    ]  # fmt: skip
    assert said["art_1__para_2__point_b"] == "Article 4(2) and (3) be set aside for a year."
    assert said["art_2"] == "The Keeper of the Lamps is the depositary."


def test_what_heads_a_paragraph_within_an_article_parts_nothing() -> None:
    second = next(one for one in propose(NUMBERS_ALONE).provisions if one.wid == "art_1__para_2")
    assert (second.heading, second.number) == ("Lamps of other Parties", "2.")


CHAPTERS = """\
Statute of the Harbour Forum

Chapter I: The Assembly of Pilots
COMPOSITION
Article 1
The Assembly consists of all the pilots.
VOTING
Article 2
Each pilot has one vote.

Chapter II: The Council of Masters
COMPOSITION
Article 3
The Council consists of five masters.
VOTING
Article 4
Each master has one vote.

Chapter III: The Registry
COMPOSITION
Article 5
The Registry consists of a clerk.
{formula}
"""
CLOSINGS = [
    "In faith whereof the undersigned have signed the present Statute.",
    "In witness whereof the undersigned have signed the present Statute.",
    "وتصديقا لما تقدم وقع المندوبون على هذا النظام.",
]


@pytest.mark.parametrize("formula", CLOSINGS)
def test_headings_that_several_chapters_have_are_no_headers_of_pages(formula: str) -> None:
    proposal = propose(CHAPTERS.format(formula=formula), language="en")
    assert [one.heading for one in proposal.provisions if one.kind == "part"] == [
        "The Assembly of Pilots", "COMPOSITION", "VOTING", "The Council of Masters", "COMPOSITION", "VOTING",
        "The Registry", "COMPOSITION",
    ]  # fmt: skip
    assert texts(proposal)["art_5"] == "The Registry consists of a clerk."


def test_the_same_line_on_each_page_is_still_a_header() -> None:
    pages = "\f".join(f"Harbour Statute\nArticle {one}\nPilots keep rule number {one}.\n" for one in range(1, 5))
    assert [one.kind for one in propose(pages).provisions] == ["article"] * 4


def test_a_dash_may_announce_an_enumeration() -> None:
    proposal = propose(
        "Article 1\nThe applicant asks in writing.\nThe applicant shall pay or repay the costs occasioned by --\n"
        "a)  the hire of a boat,\nb)  the pay of its crew.\nArticle 2\nPilots may refuse.\n"
    )
    assert wids(proposal) == ["art_1", "art_1__point_a", "art_1__point_b", "art_2"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Article 1\nThe Council meets in spring.\nArticle 2\nThe Harbour Council, having regard to the tides, shall "
         "call on the pilots for help in all that concerns the safety of the port.\n", "en"),
        ("Article 1\nLe Conseil siège au printemps.\nArticle 2\nLe Conseil du port, agissant sous l'autorité des "
         "pilotes, les assiste dans tout ce qui touche à la sécurité du port.\n", "fr"),
    ],
)  # fmt: skip
def test_a_sentence_about_a_body_in_an_article_opens_no_preamble(text: str, language: str) -> None:
    assert [one.kind for one in propose(text, language=language).provisions] == ["article", "article"]


BROKEN = """\
HF/RES/2024/9
The Harbour Council,
Recalling all its earlier resolutions on the harbours of the northern
shore, in particular resolution 5 (2023) of March,
- Noting the
determination of the pilots to see that every ship which calls at the
northern harbours is met by a boat of theirs,
- Gravely
concerned at the number of ships that were lost in the autumn on the
rocks before the northern harbours,
1. Decides to light the rocks before the northern harbours, in good
time before the autumn comes;
2. Calls upon the pilots to keep the lamps.
"""


def test_the_words_that_open_a_recital_may_be_parted_by_the_end_of_a_line() -> None:
    proposal = propose(BROKEN)
    assert wids(proposal) == ["recitals_1__rec_1", "recitals_1__rec_2", "recitals_1__rec_3", "para_1", "para_2"]
    assert [one.opening for one in proposal.provisions][2:4] == ["concerned", "decides"]


def test_bullets_before_printed_letters_are_not_the_number() -> None:
    proposal = propose(
        "Le Conseil des ports,\nRappelant sa résolution 5,\nParticulièrement préoccupé par les naufrages,\n"
        "1. Décide que les ports :\n  • a) Tiennent un registre;\n  • b) Allument leurs feux.\n"
    )
    assert [(one.wid, one.number) for one in proposal.provisions][2:] == [
        ("para_1", "1."), ("para_1__point_a", "a)"), ("para_1__point_b", "b)"),
    ]  # fmt: skip


def test_a_dash_may_stand_well_apart_from_its_number() -> None:
    proposal = propose(
        "إن مجلس الموانئ،\nإذ يشير إلى قراره ٥،\n1  - يقرر إنارة المرافئ؛\n2  - يدعو الربابنة إلى التعاون.\n"
    )
    assert wids(proposal) == ["recitals_1__rec_1", "para_1", "para_2"]


def test_a_resolution_that_a_book_carries_as_its_appendix_is_no_annex() -> None:
    proposal = propose(
        "Appendix IV: The resolutions\nAuthor(s):\nHarbour Press\n\nResolution 7 (2024)\n\nThe Harbour Council,\n\n"
        "Recalling its resolution 5 (2023),\n\n1. Decides to light the rocks.\n"
    )
    assert wids(proposal) == ["recitals_1__rec_1", "para_1"]


def test_an_introduction_alone_in_its_row_loses_nothing_of_what_it_announces() -> None:
    proposal = propose(
        "WE THE PILOTS OF THE HARBOURS DETERMINED\nto save those who come after us from the rocks on which twice in "
        "our lives so many good ships and their crews were lost, and\n\n"
        "to keep the lamps,\n\nArticle 1\nThe lamps burn.\n"
    )
    assert [one.kind for one in proposal.provisions] == ["preambular", "preambular", "article"]


def test_what_goes_on_between_two_numbers_belongs_to_the_first() -> None:
    proposal = propose(
        "Article 2\nLes décisions sont reconnues si :\n1. le pilote a été entendu ;\n"
        "2. le maître du port a été cité ;\n"
        "toutefois, en cas d'absence, la reconnaissance pourra être refusée ;\n3. la décision est définitive.\n"
        "Article 3\nLes feux restent allumés.\n"
    )
    said = texts(proposal)
    assert wids(proposal) == ["art_2", "art_2__para_1", "art_2__para_2", "art_2__para_3", "art_3"]
    assert said["art_2__para_2"].endswith("pourra être refusée ;")


def test_the_parties_of_a_treaty_stand_before_its_first_recital() -> None:
    proposal = propose(
        "اتفاقية\nبين جمهورية المرافئ\nوجمهورية المنارات\nإن جمهورية المرافئ وجمهورية المنارات، والمشار إليهما "
        'فيما بعد "بالطرفين" إدراكا لروابط الجوار بينهما.\nورغبة منهما في إنارة الساحل.\nومراعاة لقوانينهما،\n'
        "اتفقتا على ما يلي:\nالمادة 1\nتضاء المنارات ليلا.\n"
    )
    assert wids(proposal) == ["recitals_1__rec_1", "recitals_1__rec_2", "recitals_1__rec_3", "art_1"]
    assert proposal.provisions[0].text.startswith("إدراكا")


def test_a_law_that_approves_a_treaty_has_recital_articles_and_an_end() -> None:
    proposal = propose(
        "باسم الشعب\nاستنادا إلى أحكام الدستور وبموافقة مجلس الوزراء\nصدق القانون الآتي:\nمادة 1\n"
        "تصدق الاتفاقية بشأن المرافئ.\nمادة 2\nعلى الوزراء تنفيذ هذا القانون.\n"
        "كتب بالعاصمة في اليوم السادس من شهر شعبان.\nرئيس الجمهورية\n"
    )
    assert texts(proposal) == {
        "recitals_1__rec_1": "استنادا إلى أحكام الدستور وبموافقة مجلس الوزراء",
        "art_1": "تصدق الاتفاقية بشأن المرافئ.",
        "art_2": "على الوزراء تنفيذ هذا القانون.",
    }


def test_an_act_alone_before_sections_is_no_clause_of_its_own() -> None:
    proposal = propose(
        "Résolution 7\nLe Comité des ports,\nVu la résolution 5 relative aux feux ;\nDécide :\n\n"
        "I. Champ d'application\n\n"
        "1.1 La présente résolution s'applique à tous les ports.\n\n1.2 Elle s'applique aussi aux rades.\n"
    )
    assert [one.kind for one in proposal.provisions] == ["preambular", "part", "operative", "operative"]


def test_two_recitals_in_one_row_are_two() -> None:
    proposal = propose(
        "Le Conseil des ports,\n\nAyant pris acte de la lettre, en date du 5 juillet, que le maître du port du Nord a "
        "adressée à tous les pilotes de la côte pour leur dire que les feux seraient éteints pendant la semaine, Ayant "
        "examiné le rapport du gardien des feux et prenant acte des observations qui y sont faites,\n\n1. Décide "
        "d'éteindre les feux.\n"
    )
    assert wids(proposal) == ["recitals_1__rec_1", "recitals_1__rec_2", "para_1"]


def test_quotation_marks_of_a_newspaper_hide_no_recital() -> None:
    proposal = propose(
        "«إن مجلس الموانئ، «إذ يذكر بكل قراراته السابقة المتعلقة بالمنارات وخصوصا القرار 5 الصادر عام 2023».\n"
        "وإذ يعبر عن قلقه البالغ لاستمرار غرق السفن أمام الساحل الشمالي منذ الخريف والذي أودى بعدد من البحارة وأصاب "
        "كثيرين غيرهم وألحق أضرارا كبيرة بالأرصفة والمخازن وبيوت الصيادين، «وإذ يدرك الطابع الحساس لمسألة الربابنة "
        "المفقودين ويشجع الجهود الرامية إلى العثور عليهم».\n"
        "1 - يقرر إنارة الساحل؛\n"
    )
    assert wids(proposal) == ["recitals_1__rec_1", "recitals_1__rec_2", "recitals_1__rec_3", "para_1"]


def test_recitals_that_a_page_set_as_one_paragraph_part_at_their_full_stops() -> None:
    proposal = propose(
        "اتفاقية المنارات\n\nإن حكومات الدول الأعضاء في مجلس الموانئ،\n\n"
        "انطلاقا من أهداف اتفاقية الساحل بين الدول الأعضاء، وقرار إنشاء السجل المشترك الصادر عن مجلس الموانئ في دورته "
        "الأولى.وسعيا إلى مزيد من التعاون بين الربابنة. وعقدت عليه آمالها كلها.وتقديرا منها لأهمية المنارات لسلامة "
        "السفن والبحارة في الساحل كله شمالا وجنوبا.\n\nفقد اتفقت على ما يأتي:\n\nمادة 1\nتضاء المنارات ليلا.\n"
    )
    assert wids(proposal) == ["recitals_1__rec_1", "recitals_1__rec_2", "recitals_1__rec_3", "art_1"]


def test_a_chapter_in_small_letters_after_the_formula_is_a_chapter() -> None:
    proposal = propose(
        "The States signatory to the present Convention,\nDesiring to light the harbours,\n"
        "Have resolved to conclude a Convention to this effect, and have agreed on the following provisions -\n \n"
        "chapter i - lamps\nArticle 1\nLamps burn at night.\n"
    )
    assert [(one.kind, one.heading) for one in proposal.provisions] == [
        ("preambular", ""), ("part", "lamps"), ("article", ""),
    ]  # fmt: skip


def test_a_number_whose_words_never_came_ends_no_sooner_than_it_begins() -> None:
    proposal = propose("Article 1\nEach Party keeps:\n1. A lamp.\nOther lamps\n2.\n")
    assert all(one.start <= one.end for one in proposal.provisions)
    assert proposal.provisions[-1].number == "2."
