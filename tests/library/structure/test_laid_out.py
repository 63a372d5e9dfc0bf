"""How codes of laws, gazettes and councils lay texts out: numbers without signs, orders, texts within texts."""

from __future__ import annotations

import pytest

from muntada.library.structure import Proposal, propose


def rows(proposal: Proposal) -> list[tuple[str, str, str]]:
    return [(one.kind, one.number, one.wid) for one in proposal.provisions]


def wids(proposal: Proposal) -> list[str]:
    return [one.wid for one in proposal.provisions]


CODE = {
    "en": """\
SCHEDULE
(Section 4)
Convention on the Lamps of Harbours

The States Parties,
DESIRING to light their harbours,
Have agreed as follows:

ARTICLE 1
Lamps

1 Each Party lights its harbour:
(a) in winter;
(b) in summer,
as if its ships were there.
2 Each Party keeps oil in store.

ARTICLE 2
Keepers

2 keepers watch each lamp, and 3 each mole.

ARTICLE 3
Fees

1 Fees are set by the Council.
2 The Council tells the Parties.
""",
    "fr": """\
ANNEXE
(article 4)
Convention sur les feux des ports

Les États parties,
DÉSIREUX d'éclairer leurs ports,
Sont convenus de ce qui suit :

ARTICLE 1
Feux

1 Chaque Partie éclaire son port :
a) en hiver;
b) en été,
comme si ses navires y étaient.
2 Chaque Partie garde de l'huile.

ARTICLE 2
Gardiens

2 gardiens veillent sur chaque feu, et 3 sur chaque môle.

ARTICLE 3
Droits

1 Les droits sont fixés par le Conseil.
2 Le Conseil en informe les Parties.
""",
}
CODE_WIDS = [
    "recitals_1__rec_1", "art_1", "art_1__para_1", "art_1__para_1__point_a", "art_1__para_1__point_b",
    "art_1__para_1__wrapup_1", "art_1__para_2", "art_2", "art_3", "art_3__para_1", "art_3__para_2",
]  # fmt: skip


@pytest.mark.parametrize("language", ["en", "fr"])
def test_numbers_without_a_sign_count_the_paragraphs_of_an_article_where_a_second_follows(language: str) -> None:
    assert wids(propose(CODE[language])) == CODE_WIDS


def test_a_schedule_that_is_all_a_file_carries_is_no_annex_and_one_of_two_is() -> None:
    one = "SCHEDULE 1\n\nForm of a lamp\n\n1. The lamp is round.\n\n"
    assert wids(propose(one)) == ["para_1"]
    assert wids(propose(one + one.replace("1\n", "2\n", 1))) == [
        "annex_1", "annex_1__para_1", "annex_2", "annex_2__para_1",
    ]  # fmt: skip


def test_a_symbol_is_no_letter_of_a_list() -> None:
    proposal = propose(
        "United Ports |\nA/RES/3 |\nThe Harbour Council,\nRecalling its resolution 2,\n1. Decides to sail.\n"
    )
    assert wids(proposal) == ["recitals_1__rec_1", "para_1"]


def test_a_bullet_before_a_named_number_is_none() -> None:
    proposal = propose(
        "Recommendations on lamps\n\n • Recommendation 1\n\n Light the mole in good time, before the autumn comes.\n\n"
        " • Recommendation 2\n\n Keep oil in store for the whole of the winter and for a part of the spring.\n"
    )
    assert [(one.kind, one.number) for one in proposal.provisions] == [
        ("recommendation", "Recommendation 1"), ("recommendation", "Recommendation 2"),
    ]  # fmt: skip


COMMUNIQUE = """\
HARBOUR COUNCIL
COMMUNIQUÉ

The Harbour Council, at its 9th meeting, held on 3 March 2021 at the level of pilots, {announces}:

Council,

1. Takes note of the report of the keeper of the lamps on the winter behind us;

2. Decides to light the mole.
"""


@pytest.mark.parametrize("announces", ["adopted the following decision", "issued the following statement on the lamps"])
def test_what_announces_the_text_and_the_council_alone_are_no_clauses(announces: str) -> None:
    assert wids(propose(COMMUNIQUE.format(announces=announces))) == ["para_1", "para_2"]


ORDER = """\
أمر رقم (٧) بتعيين حارس المنارة

نحن عميد البحارة

بعد الاطلاع على نظام المرافئ، الصادر برقم (٣).

وبعد الاطلاع على نظام المنارات.

أمرنا بما هو آت:

أولاً: يُعيَّن سالم حارسا للمنارة الشمالية.

ثانياً: يُبلَّغ أمرنا هذا لمن يلزم.

عميد البحارة

صدر في: ٢ / ٣ / ١٤٤٥هـ
"""


def test_what_one_orders_are_operative_clauses_and_the_name_below_is_none() -> None:
    proposal = propose(ORDER)
    assert rows(proposal) == [
        ("preambular", "", "recitals_1__rec_1"), ("preambular", "", "recitals_1__rec_2"),
        ("operative", "أولاً:", "para_1"), ("operative", "ثانياً:", "para_2"),
    ]  # fmt: skip
    assert proposal.provisions[-1].text == "يُبلَّغ أمرنا هذا لمن يلزم."


ORDINALS = """\
قرار مجلس المرافئ رقم (٥)

أولا

الموافقة على نظام المنارات بالصيغة المرافقة لهذا القرار.

ثانيا

١- تشكيل لجنة دائمة برئاسة عميد البحارة.

٢- تتولى اللجنة ما يأتي:

أ- صيانة الأبراج.

ب- حفظ السجلات.

ثالثا

إبلاغ هذا القرار إلى المرافئ كلها.
"""


def test_an_ordinal_alone_above_a_sentence_numbers_a_clause() -> None:
    proposal = propose(ORDINALS)
    assert rows(proposal) == [
        ("operative", "أولا", "para_1"), ("operative", "ثانيا", "para_2"), ("point", "١-", "para_2__point_a"),
        ("point", "٢-", "para_2__point_b"), ("point", "أ-", "para_2__point_b__point_a"),
        ("point", "ب-", "para_2__point_b__point_b"), ("operative", "ثالثا", "para_3"),
    ]  # fmt: skip


def test_an_ordinal_above_a_heading_still_opens_a_section() -> None:
    proposal = propose(
        "قرار مجلس المرافئ\n\nأولا\n\nالمنارات\n\n١- تضاء المنارات ليلا.\n\nثانيا\n\nالمراسي\n\n٢- تنظف المراسي.\n"
    )
    assert [one.kind for one in proposal.provisions if one.number in ("أولا", "ثانيا")] == ["part", "part"]


HEADINGS = """\
اتفاقية المنارات

المادة الأولى تعريفات

يقصد بالمنارة كل برج مضاء.

المادة الثانية وجود الحراس في المرافئ

١- يبيت في كل منارة حارس.

٢- يبدل الحراس كل شهر.

المادة الثالثة والمادة الرابعة من النظام تسريان على الحراس، ولا يجوز الاتفاق على ما يخالفهما.

حررت هذه الاتفاقية في المرفأ الشمالي من نسختين.

عن المرفأ الشمالي
"""


def test_a_heading_that_begins_with_waw_is_one_and_an_article_named_with_another_is_none() -> None:
    proposal = propose(HEADINGS)
    assert wids(proposal)[:4] == ["art_1", "art_2", "art_2__para_1", "art_2__para_2"]
    assert "art_3" not in wids(proposal)
    assert not any("حررت" in one.text for one in proposal.provisions)


CARRIED = """\
نحن سلطان المرافئ
بعد الاطلاع على نظام المنارات،
وبناء على ما تقتضيه المصلحة العامة.
رسمنا بما هو آت
المادة الأولى
التصديق على اتفاقية المنارات.
المادة الثانية
ينشر هذا المرسوم في الجريدة الرسمية.
صدر في: ٢ من رجب سنة ١٤٣٦هـ
سلطان المرافئ
اتفاقية المنارات بين مرافئ الساحل
ديباجة
إن دول الساحل الموقعة،
رغبة منها في إنارة سواحلها،
اتفقت على ما يلي:
المادة الأولى
تضاء المنارات ليلا.
"""


def test_a_treaty_under_the_decree_that_ratifies_it_is_an_annex_with_numbers_of_its_own() -> None:
    assert wids(propose(CARRIED)) == [
        "recitals_1__rec_1", "recitals_1__rec_2", "art_1", "art_2",
        "annex_1", "annex_1__recitals_1__rec_1", "annex_1__art_1",
    ]  # fmt: skip


TWICE = """\
قرار رقم 5

إن مجلس المرافئ،

إذ يشير إلى قراره السابق، وإذ يؤكد عزمه على إنارة الساحل،

وإذ يلاحظ حال المنارات، وإذ يعرب عن قلقه بسببها،

وإذ يضع في اعتباره قرب الشتاء،

1 - يقرر إنارة الساحل.
"""


def test_a_second_participle_within_a_recital_that_has_a_row_of_its_own_parts_nothing() -> None:
    assert wids(propose(TWICE)) == ["recitals_1__rec_1", "recitals_1__rec_2", "recitals_1__rec_3", "para_1"]


NEWS = """\
صدر في ختام أعمال الدورة الثالثة لمجلس المرافئ مساء أمس في المرفأ الشمالي بيان خاص بالمنارات، وقال المتحدث إنه سيوزع \
على الأعضاء كلهم. وفيما يلي نصه: إن مجلس المرافئ المنعقد بدورته الثالثة في المرفأ الشمالي خلال الفترة من الأول إلى \
الثالث من آذار، إذ يستحضر نظام المنارات وإذ يستشعر قرب الشتاء على الساحل. واقتناعا منه بأن الإنارة واجب، وإذ يؤمن بأن \
البحر واحد. يعلن:- - تجديد عزمه على إنارة الساحل كله قبل الشتاء.
"""


def test_a_newspaper_that_sets_a_statement_into_one_paragraph_loses_no_recital() -> None:
    proposal = propose(NEWS)
    assert [one.kind for one in proposal.provisions] == [*["preambular"] * 4, "point"]
    assert proposal.provisions[0].text.startswith("إذ يستحضر")
