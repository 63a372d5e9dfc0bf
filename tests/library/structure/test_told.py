"""Numbers that only the rows around them tell, words of other texts, and who concludes a treaty."""

from __future__ import annotations

from itertools import pairwise

import pytest

from muntada.library.structure import Proposal, propose


def rows(proposal: Proposal) -> list[tuple[str, str, str]]:
    return [(one.kind, one.number, one.wid) for one in proposal.provisions]


def wids(proposal: Proposal) -> list[str]:
    return [one.wid for one in proposal.provisions]


def texts(proposal: Proposal) -> dict[str, str]:
    return {one.wid: one.text for one in proposal.provisions}


ROMANS = """\
Convention on the Lamps of Harbours

The Conference of Harbours, meeting in the North from 3 to 21 March 2005 at its ninth session, Affirming that lamps \
are a common good of all who sail, Celebrating the keepers who light them every night of the winter, Referring to the \
earlier conventions on lamps and harbours, Adopts this convention on 20 March 2005.

I

LAMPS

Article 1

Lamps burn at night.

II

KEEPERS

Article 2

Keepers are paid.
"""


def test_a_roman_number_alone_opens_a_part_and_what_adopts_the_text_is_no_clause() -> None:
    proposal = propose(ROMANS)
    assert wids(proposal) == [
        "recitals_1__rec_1", "recitals_1__rec_2", "recitals_1__rec_3", "sec_1", "art_1", "sec_2", "art_2",
    ]  # fmt: skip
    assert [one.heading for one in proposal.provisions if one.kind == "part"] == ["LAMPS", "KEEPERS"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Article 1\n1. (a) Each Party keeps a lamp;\n(b) Each Party keeps oil.\n2. The Council meets.\n", "en"),
        ("Article 1\n1. a) Chaque Partie garde un feu ;\nb) Chaque Partie a de l'huile.\n2. Le Conseil siège.\n", "fr"),
        ("المادة 1\n١- أ- يحفظ كل طرف مصباحا.\nب- يحفظ كل طرف زيتا.\n٢- يجتمع المجلس في الربيع.\n", "ar"),
    ],
)  # fmt: skip
def test_the_first_point_may_stand_beside_the_number_of_its_paragraph(text: str, language: str) -> None:
    assert wids(propose(text, language=language)) == [
        "art_1", "art_1__para_1", "art_1__para_1__point_a", "art_1__para_1__point_b", "art_1__para_2",
    ]  # fmt: skip


def test_a_letter_in_brackets_that_no_second_follows_is_of_the_sentence() -> None:
    proposal = propose("Article 1\n1. (a) is the sign of a lamp, and no more than that.\n2. The Council meets.\n")
    assert wids(proposal) == ["art_1", "art_1__para_1", "art_1__para_2"]


def test_a_list_in_small_letters_may_miss_a_number() -> None:
    proposal = propose(
        "Article 1\nParties shall:\n(i) keep lamps;\n(ii) keep oil;\n(iv) keep books.\nArticle 2\nNone.\n"
    )
    assert [one.number for one in proposal.provisions] == ["Article 1", "(i)", "(ii)", "(iv)", "Article 2"]
    assert proposal.notes


AMENDMENT = """\
قرار مجلس المرافئ رقم (٦)

أولا

تعديل نظام المنارات الصادر بقرار المجلس رقم (٣)، على النحو الآتي:

١- تعديل المادة (الخامسة)، لتكون بالنص الآتي:

“أ- تضاء المنارات ليلا.

ب- تطفأ المنارات نهارا”.

٢- إضافة فقرة إلى المادة (السابعة) بشأن الزيت.

ثانيا

إبلاغ هذا القرار إلى المرافئ كلها.
"""


def test_words_that_an_amendment_puts_into_another_text_are_no_clauses_of_its_own() -> None:
    proposal = propose(AMENDMENT)
    assert wids(proposal) == ["para_1", "para_1__point_a", "para_1__point_b", "para_2"]
    assert texts(proposal)["para_1__point_a"].endswith("ب- تطفأ المنارات نهارا”.")


def test_so_it_is_in_english() -> None:
    proposal = propose(
        "Protocol on lamps\n\nArticle 1\n\nArticle 5 of the Convention shall be replaced by the following:\n\n"
        "“1. Lamps burn at night.\n\n2. Lamps are put out by day.”\n\nArticle 2\n\nThis Protocol enters into force.\n"
    )
    assert wids(proposal) == ["art_1", "art_2"]


MAGHREB = """\
أمر عدد 27 لسنة 2010 يتعلق بالمنارات.

إن رئيس المرافئ،

باقتراح من وزير البحر،

بعد الاطلاع على القانون عدد 8 لسنة 2001،

يصدر الأمر الآتي نصه :

الفصل الأول ـ تضاء المنارات ليلا في المرافئ كلها، وتطفأ نهارا.

الفصل 2 ـ ينشر هذا الأمر.
"""


def test_sections_are_the_articles_of_the_laws_of_the_maghreb() -> None:
    proposal = propose(MAGHREB)
    assert [(kind, wid) for kind, _, wid in rows(proposal)] == [
        ("preambular", "recitals_1__rec_1"), ("preambular", "recitals_1__rec_2"), ("article", "art_1"),
        ("article", "art_2"),
    ]  # fmt: skip


def test_sections_above_articles_are_still_chapters() -> None:
    proposal = propose(
        "الفصل الأول\nالمنارات\nالمادة 1\nتضاء المنارات ليلا.\nالفصل الثاني\nالزيت\nالمادة 2\nيحفظ الزيت.\n"
    )
    assert [one.kind for one in proposal.provisions] == ["part", "article", "part", "article"]


PRINCIPLES = """\
المادة 1 المبادئ

١- مبدأ الإنارة

تضاء المنارات ليلا.

٢- مبدأ الزيت

يحفظ الزيت في المخازن.

المادة 2

يجتمع المجلس.
"""


def test_the_last_of_a_list_of_titles_has_its_words_as_the_others_have() -> None:
    said = texts(propose(PRINCIPLES, language="ar"))
    assert said["art_1__para_2"] == "مبدأ الزيت يحفظ الزيت في المخازن."
    assert "art_1__wrapup_1" not in said


def test_articles_that_begin_anew_go_on_from_there() -> None:
    first = "".join(f"المادة {number} اللجنة\n\nتجتمع اللجنة كل عام.\n\n" for number in range(1, 8))
    again = "".join(f"المادة {number} التوفيق\n\nتنظر اللجنة في الخلاف.\n\n" for number in range(1, 5))
    assert [one.kind for one in propose(first + again).provisions] == ["article"] * 11


TREATY = """\
Accord sur les feux entre le Nord et le Sud.
Le Gouvernement des îles du Nord, tant en son nom qu'au nom du Gouvernement des îlots du Nord, en vertu d'accords \
existants, et le Gouvernement des îles du Sud, agissant en commun en vertu du Protocole relatif aux feux conclu entre \
eux le 9 mars 1953, d'une part, et le Gouvernement des récifs, d'autre part,Animés du désir d'éclairer les côtes,Sont \
convenus des dispositions suivantes:
Article 1
Chaque feu reste allumé.
"""


def test_those_who_conclude_a_treaty_are_no_recital_and_its_title_no_clause() -> None:
    proposal = propose(TREATY)
    assert wids(proposal) == ["recitals_1__rec_1", "art_1"]
    assert proposal.provisions[0].text.startswith("Animés")


def test_a_rank_in_a_recital_parts_nothing() -> None:
    proposal = propose(
        "Le Conseil des ports,\n\nPrenant note des communications du gardien des feux, du maître du port du Nord et du "
        "Capitaine Du Roc, Attaché de défense de l'Ambassade des récifs et Président du Comité des pilotes, sur les "
        "feux de la côte et sur les naufrages ;\n\nRappelant sa résolution 5 ;\n\n1. Décide d'allumer les feux.\n"
    )
    assert wids(proposal) == ["recitals_1__rec_1", "recitals_1__rec_2", "para_1"]


def test_a_body_at_the_end_of_the_row_of_its_meeting_and_words_without_their_space_open_the_preamble() -> None:
    proposal = propose(
        "Résolution 7 (2014) e Adoptée par le Conseil des ports à sa 7 séance, le 24 mars 2014 Le Conseil des ports,\n"
        "Réaffirmantque les feux sont un bien commun,\nConstatantavec préoccupation les naufrages de l'hiver,\n"
        "1. Décide d'allumer les feux.\n"
    )
    assert wids(proposal) == ["recitals_1__rec_1", "recitals_1__rec_2", "para_1"]


DECISIONS = """\
قرارات مجلس المرافئ

المنارات في الساحل الشمالي وحال حراسها:

يقرّر المجلس الموافقة على إنارة الساحل الشمالي.

(ق 15/ د 2/ ج 6 - 17/10/1958)

الزيت في المخازن:

يقرّر المجلس حفظ الزيت في المخازن كلها.
"""


def test_decisions_of_one_session_stand_below_their_headings() -> None:
    proposal = propose(DECISIONS)
    assert [one.kind for one in proposal.provisions] == ["part", "operative", "part", "operative"]
    assert not any("1958" in one.text for one in proposal.provisions)


def test_a_decree_about_an_agreement_orders_and_is_none() -> None:
    proposal = propose(
        "مرسوم رقم (٥) الموافقة على الانضمام إلى اتفاق المنارات\n\nنحن عميد البحارة\n\nبعد الاطلاع على نظام المرافئ."
        "\n\nرسمنا بما هو آت:\n\nأولاً: الموافقة على الانضمام إلى اتفاق المنارات.\n\n"
        "ثانياً: على وزير البحر تنفيذ مرسومنا هذا.\n"
    )
    assert [one.kind for one in proposal.provisions] == ["preambular", "operative", "operative"]


def test_what_goes_on_after_the_points_of_a_point_stands_behind_them() -> None:
    proposal = propose(
        "Article 1\n\n1. Parties keep:\n\n(a) lamps, which are:\n\n(i) round;\n\n(ii) red;\n\n"
        "Each of them burns all night.\n\nEach of them is cleaned by day.\n\n(b) oil.\n\n2. Parties meet.\n"
    )
    spans = [(one.start, one.end) for one in proposal.provisions]
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
    assert "art_1__para_1__point_b" in wids(proposal)
