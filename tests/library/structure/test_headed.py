"""Headings by ordinals, formulas that go on as a sentence, tables within a clause, and ends in one row."""

from __future__ import annotations

from muntada.library.structure import propose


def rows(text: str, language: str) -> list[tuple[str, str, str]]:
    return [(one.kind, one.number, one.wid) for one in propose(text, language=language).provisions]


RULES = """\
قواعد حراسة المصابيح

أولا تعيين الحراس

لكل مصباح في الميناء حارس واحد، ويكون التعيين لسنة واحدة قابلة للتجديد.

ثانيا أجور الحراس

تدفع الأجور على النحو الآتي:

١- نصف الأجر في أول الشهر.

٢- نصف الأجر في آخره.

ثالثا غياب الحراس

أ- يبلغ الحارس المجلس بغيابه قبل يوم.

ب- يعين المجلس من يقوم مقامه.
"""


def test_ordinals_without_a_sign_head_parts_where_three_follow_one_another() -> None:
    assert rows(RULES, "ar") == [
        ("part", "أولا", "sec_1"), ("paragraph", "", "intro_1__p_1"),
        ("part", "ثانيا", "sec_2"), ("paragraph", "", "intro_1__p_2"),
        ("point", "١-", "intro_1__p_2__point_a"), ("point", "٢-", "intro_1__p_2__point_b"),
        ("part", "ثالثا", "sec_3"), ("paragraph", "أ-", "sec_3__para_1"), ("paragraph", "ب-", "sec_3__para_2"),
    ]  # fmt: skip
    headings = [one.heading for one in propose(RULES, language="ar").provisions if one.kind == "part"]
    assert headings == ["تعيين الحراس", "أجور الحراس", "غياب الحراس"]


def test_a_sentence_that_begins_with_an_ordinal_heads_nothing() -> None:
    text = RULES.replace("ثالثا غياب الحراس", "ثالثا يبلغ الحراس المجلس بغيابهم.")
    assert [kind for kind, _, _ in rows(text, "ar")].count("part") != 3


DECIDES = """\
إن مجلس الميناء

بعد الاطلاع على نظام المصابيح.

وبعد الاطلاع على توصية لجنة الحراس رقم (١٢).

يقرر:

{}
"""


def test_decides_with_a_colon_alone_in_its_row_is_no_clause() -> None:
    text = DECIDES.format("الموافقة على لائحة المصابيح بالصيغة المرافقة.")
    assert [kind for kind, _, _ in rows(text, "ar")] == ["preambular", "preambular", "operative"]
    assert propose(text, language="ar").provisions[-1].text.startswith("الموافقة")


def test_decides_is_the_clause_of_the_points_that_go_on_with_its_sentence() -> None:
    text = DECIDES.format("(أ) أن يضيء المصابيح كل ليلة؛\n\n(ب) أن يدفع أجور الحراس.")
    assert rows(text, "ar")[2:] == [
        ("operative", "", "para_1"), ("point", "(أ)", "para_1__point_a"), ("point", "(ب)", "para_1__point_b"),
    ]  # fmt: skip


TABLE = """\
Agreement on the Lamps of Harbours

Article 1

The Parties pay for oil as follows:

1. The keepers are paid in three classes:

| Class | Pay |
| First | Ten |
| Second | Five |

2. The oil is paid for by the harbour.

Article 2

1. This Agreement enters into force in spring.

2. Either Party may end it by a letter to the other.

DONE at Northport, this 3rd day of May 2004, in two copies.For the Harbour of the North (signed) A KEEPERFor the \
Harbour of the South (signed) ANOTHER KEEPER, who has been given the powers to do so by the Council of the South and \
by its keepers
"""


def test_a_table_belongs_to_the_clause_above_it_and_an_end_in_one_row_to_none() -> None:
    found = propose(TABLE, language="en").provisions
    assert [one.wid for one in found] == [
        "art_1", "art_1__para_1", "art_1__para_2", "art_2", "art_2__para_1", "art_2__para_2",
    ]  # fmt: skip
    assert "Second" in found[1].text
    assert found[-1].text.endswith("to the other.")


ARRANGEMENT = """\
Arrangement international pour la garde, dans les ports, des lampes et des feux de la côte du Nord.

Les Gouvernements du Nord, du Sud, de l'Est et de l'Ouest, ayant jugé utile d'organiser la garde des lampes de leurs \
ports, ont résolu de conclure un arrangement à cet effet et sont convenus de ce qui suit:

Article 1

Les lampes sont gardées.
"""


def test_an_arrangement_is_a_title_and_why_it_is_concluded_a_recital() -> None:
    found = propose(ARRANGEMENT, language="fr").provisions
    assert [one.wid for one in found] == ["recitals_1__rec_1", "art_1"]
    assert found[0].text.startswith("ayant jugé utile")
