"""Web furniture is marked by whole lines; headline, dateline and sentences of the article are not."""

from __future__ import annotations

import random

import pytest

from muntada.sources.furniture import furniture

ARABIC_PAGE = """\
الإشراف العام
سليم الورداني
رئيس التحرير
هـــالة الزيات

المنتدى يختتم دورة تدريبية في المدينة الساحلية
الثلاثاء، ٤ مايو ٢٠٢١

اختتم المنتدى العالمي لمكافحة الإرهاب دورة للمدعين العامين استمرت ثلاثة أيام، وشارك فيها ممثلون عن دول عدة.

وقال رئيس التحرير السابق للمجلة إن الدورة فتحت بابا للتعليقات والنقاش بين المشاركين.

مقالات ذات صلة
لجنة التنسيق تجتمع في الخريف
وزير يزور مركز التدريب

اترك تعليقاً
لن يتم نشر عنوان بريدك الإلكتروني. الحقول الإلزامية مشار إليها بـ *
زر الذهاب إلى الأعلى
إغلاق
"""

ENGLISH_PAGE = """\
Home
News
About us
Contact
Search
Forum elects chairs

By a staff reporter, 3 March 2022

The coordinating committee met on Thursday and elected two members to chair the forum for the next two years.

Read also: Ministers call for wider cooperation

Comments on the draft were invited from every member, and the editor-in-chief of the journal spoke last.

Share this article
Facebook Twitter WhatsApp
3 comments
Your email address will not be published. Required fields are marked *
© 2022 Example Gazette. All rights reserved.
"""

FRENCH_PAGE = """\
Accueil > Actualités > Le Forum se réunit
Le Forum se réunit
Publié le 5 avril 2021

Le comité de coordination du Forum s'est réuni lundi pour adopter son programme de travail pour les deux années à venir.

Nous utilisons des cookies pour améliorer votre expérience. En continuant, vous les acceptez.
Partager sur Facebook
Laisser un commentaire
Retour en haut
"""


def marked(text: str, language: str) -> list[str]:
    return [line.strip() for start, end in furniture(text, language) for line in text[start:end].splitlines() if line]


def left(text: str, language: str) -> str:
    for start, end in reversed(furniture(text, language)):
        text = text[:start] + text[end:]
    return text


def test_an_arabic_page_loses_its_masthead_related_titles_and_comment_form_only() -> None:
    assert left(ARABIC_PAGE, "ar").split("\n\n") == [
        part
        for part in [
            "\n\nالمنتدى يختتم دورة تدريبية في المدينة الساحلية\nالثلاثاء، ٤ مايو ٢٠٢١",
            ARABIC_PAGE.split("\n\n")[2],
            ARABIC_PAGE.split("\n\n")[3],
            "\n",
        ]
        for part in part.split("\n\n")
    ]


def test_an_english_page_keeps_headline_byline_and_sentences_that_mention_comments() -> None:
    kept = left(ENGLISH_PAGE, "en")
    assert "Forum elects chairs" in kept
    assert "By a staff reporter, 3 March 2022" in kept
    assert "Comments on the draft were invited" in kept
    for gone in ("Home", "Read also", "Share", "Facebook", "3 comments", "email address", "©"):
        assert gone not in kept


def test_a_french_page_keeps_headline_and_date() -> None:
    kept = left(FRENCH_PAGE, "fr").strip().split("\n\n")
    assert kept[0] == "Le Forum se réunit\nPublié le 5 avril 2021"
    assert len(kept) == 2


@pytest.mark.parametrize(
    "line",
    [
        "ترك رئيس التحرير تعليقا على بيان الوزارة",
        "رئيس التحرير يلتقي وزير الخارجية",
        "وقال رئيس التحرير: إن المنتدى نجح.",
        "المزيد من التعاون مطلوب بين الدول الأعضاء",
        "صورة واضحة عن التهديد ترسمها اللجنة",
        "The editor-in-chief praised the forum",
        "Share of women among delegates rises",
        "Subscribe to the convention, says the minister of a coastal state",
        "Read more carefully, the resolution asks for reports",
        "Related resolutions of the Security Council",
        "News of the arrest reached the forum on Monday",
        "Print media and the fight against terrorism",
        "Le rédacteur en chef invité par le Forum",
        "Partager les bonnes pratiques entre les membres",
        "Commentaires du ministre sur la résolution 2178",
        "Le ministre a évoqué l'utilisation des cookies par les groupes",
    ],
)
def test_a_line_that_only_speaks_of_such_things_is_not_furniture(line: str) -> None:
    assert (
        furniture(f"{line}\n\nA paragraph of the article follows here, with more than eight words in it.\n", "en") == []
    )


def test_a_list_of_states_at_the_end_is_not_a_menu() -> None:
    states = "Algeria\nCanada\nEgypt\nJordan\nMorocco\nNetherlands\nTürkiye\n"
    text = f"The following members took part in the meeting of the working group on Monday:\n\n{states}"
    assert furniture(text, "en") == []


def test_a_menu_at_the_foot_is_marked_as_one_run() -> None:
    prose = "The following members took part in the meeting of the working group on Monday."
    foot = "الرئيسية\nمن نحن\nاتصل بنا\nالوثائق\nسياسة الخصوصية"
    assert marked(f"{prose}\n\n{foot}\n", "ar") == foot.split("\n")


def test_titles_after_a_heading_in_the_middle_end_at_the_next_paragraph() -> None:
    first = "The ministers met in the capital on Monday and adopted a declaration on border security."
    second = "They will meet again in the autumn to review what was done since the last session."
    text = f"{first}\n\nRelated articles\nEnvoy visits the region\n\nNext steps\n\n{second}\n"
    assert marked(text, "en") == ["Related articles", "Envoy visits the region"]


def test_no_heading_at_the_head_of_a_page_takes_the_headline_with_it() -> None:
    prose = "The ministers met in the capital on Monday and adopted a declaration on border security."
    text = f"Latest news\nMinisters adopt declaration\nCairo, 12 March 2021\n{prose}\n"
    assert marked(text, "en") == ["Latest news"]


def test_spans_are_whole_lines_in_order_and_apart() -> None:
    for text, language in ((ARABIC_PAGE, "ar"), (ENGLISH_PAGE, "en"), (FRENCH_PAGE, "fr")):
        spans = furniture(text, language)
        assert spans
        for (start, end), (after, _) in zip(spans, [*spans[1:], (len(text) + 1, 0)], strict=True):
            assert start < end < after
            assert start == 0 or text[start - 1] == "\n"
            assert text[end] == "\n"


def test_any_text_has_spans_within_it() -> None:
    chance = random.Random(7)
    letters = "ab \n\r\u2028:.|>©١٢مشاركة\u0651\u202e"
    for _ in range(300):
        text = "".join(chance.choice(letters) for _ in range(chance.randrange(120)))
        assert all(0 <= start < end <= len(text) for start, end in furniture(text, "ar"))
