"""Forms of Arabic laws, decisions of the Arab organisations and records of conferences, in texts of the tests' own."""

from __future__ import annotations

from muntada.library.structure import Proposal, propose


def rows(proposal: Proposal) -> list[tuple[str, str, str]]:
    return [(one.kind, one.number, one.wid) for one in proposal.provisions]


def wids(proposal: Proposal) -> list[str]:
    return [one.wid for one in proposal.provisions]


LAW = """\
خبر من الصحيفة: نشرت الجريدة الرسمية صباح اليوم نص القانون الجديد الخاص بالمنارات كاملا.

رئيس الجمهورية:
بعد الاطلاع على الدستور؛
وعلى قانون الموانئ؛
قرر رئيس الجمهورية بتاريخ 3/4/2001

إصدار القانون الآتي:

رقم (7) لسنة 2001

قانون المنارات والموانئ

الفصل الأول

(التعاريف)

المادة 1

يقصد بالكلمات الآتية ما يقابلها:-
المنارة : كل برج مضاء عند مدخل الميناء.

المادة 2

تحدد الرسوم على النحو الآتي:

نوع السفينة

الرسم السنوي

سفن الصيد

(٣٠) ثلاثون درهما

المادة 3

أ- تتولى الهيئة ما يأتي:-
1- صيانة الأبراج الآتية:-
برج الشمال، وبرج الجنوب، وبرج الشرق
"""


def test_an_office_opens_a_law_whose_formula_stands_in_two_rows_and_whose_name_follows() -> None:
    assert rows(propose(LAW)) == [
        ("preambular", "", "recitals_1__rec_1"),
        ("preambular", "", "recitals_1__rec_2"),
        ("part", "الفصل الأول", "chp_1"),
        ("article", "المادة 1", "art_1"),
        ("article", "المادة 2", "art_2"),
        ("article", "المادة 3", "art_3"),
        ("point", "أ-", "art_3__point_a"),
        ("point", "1-", "art_3__point_a__point_a"),
    ]


def test_columns_of_a_table_and_amounts_in_brackets_part_no_article() -> None:
    second = next(one for one in propose(LAW).provisions if one.wid == "art_2")
    assert second.text.endswith("ثلاثون درهما")


def test_what_a_point_announces_without_numbers_goes_on_with_it() -> None:
    last = propose(LAW).provisions[-1]
    assert last.text == "صيانة الأبراج الآتية:- برج الشمال، وبرج الجنوب، وبرج الشرق"


INSTRUCTIONS = """\
تعليمات رقم (9) لسنة 2003م بشأن سلامة القوارب

اللجنة الوطنية لسلامة القوارب، استنادا لأحكام قانون الموانئ رقم (7) لسنة 2001م وتعديلاته، لا سيما المادة (4/2) منه، \
وبناء على الصلاحيات المخولة لنا، وتحقيقا للمصلحة العامة، أصدرنا التعليمات الآتية:

باب تمهيدي

أحكام عامة

مادة (1)
تسجل القوارب في سجل الميناء.

الباب الأول

التسجيل

مادة (2)
يكون التسجيل بلا رسم.
"""


def test_a_preamble_in_one_sentence_parts_at_its_nouns_and_ends_with_its_formula() -> None:
    proposal = propose(INSTRUCTIONS)
    assert wids(proposal) == [
        "recitals_1__rec_1", "recitals_1__rec_2", "recitals_1__rec_3", "part_0", "art_1", "part_1", "art_2",
    ]  # fmt: skip
    assert proposal.provisions[2].text == "وتحقيقا للمصلحة العامة،"
    assert proposal.provisions[3].heading == "أحكام عامة"


DECLARATION = """\
تأكيدا لدور المرافئ في حياة أهلها وفي رزقهم كل صيف وشتاء.
وإسهاما في حفظ سفنها القديمة مما يصيبها من تلف في الشتاء.
نعلن ما يلي:
1 - حقوق البحارة
[المادة الأولى (الراحة)]
أـ لكل بحار يوم راحة في الأسبوع.
ب ـ لا ينقص أجره بسببه.
المادة الثانية
يحمل كل قارب مصباحا.
2 - حقوق المرافئ
المادة الثالثة
ينظف المرفأ كل عام.
"""


def test_numbered_headings_over_articles_are_sections_and_drawn_letters_points() -> None:
    assert wids(propose(DECLARATION)) == [
        "recitals_1__rec_1", "recitals_1__rec_2", "sec_1", "art_1", "art_1__point_a", "art_1__point_b", "art_2",
        "sec_2", "art_3",
    ]  # fmt: skip


DECISION = """\
صدرت عن مجلس المرافئ في دورته العادية التي اختتمت أعمالها أمس في المرفأ الشمالي برئاسة عميد البحارة القرارات التالية:

إن مجلس المرافئ على مستوى الوزراء بعد استماعه إلى كلمة عميد البحارة عن حال المنارات في السنوات الخمس الماضية.

وبعد اطلاعه على تقرير الأمانة العامة عن المنارات.

وعلى مذكرة لجنة السفن.

وعملا بما جاء في النظام الأساسي للمجلس.. يقرر:

1 - التأكيد على صيانة المنارات قبل الشتاء.

2 - دعوة الدول الأعضاء إلى تمويلها.

3 - تكليف الأمين العام بمتابعة ذلك.
"""


def test_a_decision_whose_body_and_recitals_end_with_full_stops() -> None:
    proposal = propose(DECISION)
    assert wids(proposal) == [
        "recitals_1__rec_1", "recitals_1__rec_2", "recitals_1__rec_3", "recitals_1__rec_4",
        "para_1", "para_2", "para_3",
    ]  # fmt: skip
    assert [one.opening for one in proposal.provisions[-3:]] == ["affirms", "calls_upon", "directs"]


COMMUNIQUE = """\
البيان الختامي لمؤتمر المرافئ

أصدر مؤتمر المرافئ في دورته الرابعة مساء أمس في المرفأ الشمالي بيانا ختاميا فيما يلي نصه:

1 ـ أعرب المؤتمر عن شكره لأهل المرفأ.

2 ـ أكد المؤتمر أهمية المنارات للصيادين.

الأمن البحري:

• دعا المؤتمر إلى حراسة المداخل ليلا.

• أشاد المؤتمر بعمل الحراس.
"""


def test_what_a_communique_tells_is_a_paragraph_and_a_name_with_a_colon_heads_points() -> None:
    assert rows(propose(COMMUNIQUE))[:2] == [("paragraph", "1 ـ", "para_1"), ("paragraph", "2 ـ", "para_2")]


POINTS = """\
برنامج عمل المرافئ

يمثل هذا البرنامج خطوات لتنفيذ إعلان المرافئ، ويسترشد به في خطط الدول الأعضاء كلها خلال السنوات الخمس القادمة.

الأمن البحري:

• حراسة المداخل ليلا.

• إضاءة المنارات.
"""


def test_a_name_with_a_colon_apart_from_the_rows_around_it_heads_points() -> None:
    assert [(one.kind, one.heading) for one in propose(POINTS).provisions][1] == ("part", "الأمن البحري:")


TREATY = """\
ACCORD sur les phares entre le gouvernement des îles du Nord et le gouvernement des îles du Sud.
Le présent accord est entré en vigueur le 3 mars 1950.
Le gouvernement des îles du Nord, d'une part,
Le gouvernement des îles du Sud, d'autre part,
Considérant la nuit ;
Désireux d'éclairer leurs côtes ;
sont convenus des dispositions suivantes :
Dispositions générales
Article 1er
Chaque phare reste allumé toute la nuit
Article 2
Aucun phare ne change de couleur.
"""


def test_two_governments_open_a_treaty_and_an_article_alone_in_its_row_follows_a_row_without_a_full_stop() -> None:
    assert wids(propose(TREATY)) == ["recitals_1__rec_1", "recitals_1__rec_2", "hcontainer_1", "art_1", "art_2"]


DECREE = """\
بسم الله الرحمن الرحيم
نحن سالم بن راشد أمير إمارة المرافئ،بعد الاطلاع على النظام الأساسي المعدل، وبخاصة المادتان (3)، (4) منه،وعلى القانون \
رقم (2) لسنة 1962 بتنظيم الموانئ، المعدل بالقانون رقم (9) لسنة 1970،وعلى اقتراح وزير البحر،وبعد أخذ رأي مجلس الشورى،\
قررنا القانون الآتي:
مادة (1)
تبنى منارة جديدة.
"""


def test_each_text_that_a_decree_has_seen_is_a_recital_though_they_stand_in_one_row() -> None:
    proposal = propose(DECREE)
    assert wids(proposal) == [*(f"recitals_1__rec_{number}" for number in range(1, 5)), "art_1"]
    assert proposal.provisions[1].text.endswith("المعدل بالقانون رقم (9) لسنة 1970،")


STATUTE = """\
النظام الأساسي لجمعية البحارة
مقدمة:
بالرغم من طول الشواطئ
وكثرة المرافئ التي يقصدها الصيادون من القرى القريبة والبعيدة كل موسم
لم تكن للبحارة جمعية تجمعهم وترعى شؤونهم وشؤون أسرهم في الشتاء الطويل
ولذلك رأى أهل المرافئ أن ينشئوا هذه الجمعية ويضعوا لها هذا النظام.
الباب الأول: التعاريف
المادة الأولى: يسمى هذا النظام بالنظام الأساسي لجمعية البحارة في المرافئ
الشمالية والجنوبية.
المادة الثانية: مقر الجمعية في المرفأ الشمالي ولها أن تفتح فروعا في غيره من
المرافئ.
"""


def test_a_part_and_its_first_article_follow_a_preface_that_the_page_broke_into_lines() -> None:
    proposal = propose(STATUTE)
    assert wids(proposal) == ["recitals_1__rec_1", "part_1", "art_1", "art_2"]
    assert proposal.provisions[0].text.startswith("بالرغم")
