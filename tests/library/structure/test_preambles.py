"""How preambles stand: in one paragraph with those who conclude a treaty, lettered, by bodies named at length."""

from __future__ import annotations

import pytest

from muntada.library.structure import Proposal, propose


def wids(proposal: Proposal) -> list[str]:
    return [one.wid for one in proposal.provisions]


@pytest.mark.parametrize(
    ("preamble", "first", "recitals"),
    [
        ("The Government of the North and the Government of the South desiring, in accordance with the custom of the "
         "sea, to light their harbours have agreed as follows:", "desiring, in accordance", 1),
        ("The Government of the Northandthe Union of Pilots,Recalling that harbours are dark in winter;Considring that "
         "lamps are cheap;Desiring to light their harbours;Have agreed as follows:", "Recalling that", 3),
        ("The States Parties to this Convention. Having in mind the custom of the sea, Recalling the earlier accords "
         "on lamps, Have agreed as follows:", "Having in mind", 2),
        ("SA MAJESTÉ LA REINE DU NORDetSA MAJESTÉ LE ROI DU SUD,animés du désir d'éclairer leurs ports,ont résolu de "
         "conclure à cet effet un traité et ont nommé leurs Plénipotentiaires, savoir,Sa Majesté la Reine: M. DU ROC;"
         "lesquels sont convenus des dispositions suivantes:", "animés du désir", 1),
        ("Préambule Le Royaume du Nord, d’une part, et La République du Sud, d’autre part. Conjointement appelés "
         "« les Parties », Désireux d'éclairer leurs ports, Ont convenu de ce qui suit :", "Désireux", 1),
    ],
)  # fmt: skip
def test_a_preamble_in_one_paragraph_parts_into_its_recitals(preamble: str, first: str, recitals: int) -> None:
    proposal = propose(f"Treaty on lamps\n\n{preamble}\n\nArticle 1\n\nLamps burn; les feux brûlent.\n")
    assert wids(proposal) == [*(f"recitals_1__rec_{at}" for at in range(1, recitals + 1)), "art_1"]
    assert proposal.provisions[0].text.startswith(first)


def test_recitals_may_be_lettered() -> None:
    proposal = propose(
        "Resolution on lamps\n\nThe Harbour Parliament,\n\n– having regard to its resolution of 3 March on lamps,\n\n"
        "A. whereas lamps save ships and those who sail in them,\n\n"
        "B. whereas, since the winter, three ships were lost,\n\n"
        "1. Calls on the pilots to light the mole;\n\n2. Calls on the masters to wait.\n"
    )
    assert [(one.kind, one.number) for one in proposal.provisions] == [
        ("preambular", "–"), ("preambular", "A."), ("preambular", "B."), ("operative", "1."), ("operative", "2."),
    ]  # fmt: skip


WE = [
    ("نحن ملوك ورؤساء دول المرافئ المجتمعين في المؤتمر السادس ( دورة المنارات ) المنعقد في المرفأ الشمالي في الفترة من "
     "3 إلى 5 رجب ( الموافق من 9 إلى 11 آذار )؛ وهو المؤتمر الذي ينعقد في الشمال أول مرة ويكتسي بذلك أهمية خاصة لأنه "
     "يؤكد وحدة الساحل كله،\n\nوإذ نعي قرب الشتاء،\n\nوانطلاقا من حرصنا على السفن،\n\n1 - نقرر إنارة الساحل.\n", "ar"),
    ("We, the Heads of State and Government of the harbours, meeting in the North on the occasion of the ninth meeting "
     "of the Council, which meets there for the first time and which draws together all those who sail, who pilot and "
     "who keep lamps on that coast and on the islands before it,\n\nAware of the winter,\n\nConcerned at the loss of "
     "ships,\n\n1. Decide to light the coast.\n", "en"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "language"), WE)
def test_those_who_declare_are_no_clause_however_long_their_names(text: str, language: str) -> None:
    assert wids(propose(text, language=language)) == ["recitals_1__rec_1", "recitals_1__rec_2", "para_1"]


def test_an_excerpt_may_begin_with_a_later_number_alone_in_its_row() -> None:
    proposal = propose(
        "(تابع) مؤتمر المرافئ، القرار الرقم 19\nالمصدر: مكتب المرافئ\n\n2 -\n\nدعم جهود الإنارة.\n\n3 -\n\n"
        "دعوة الدول إلى حفظ الزيت.\n\n4 -\n\nيطلب من الأمين العام المتابعة.\n"
    )
    assert wids(proposal) == ["para_2", "para_3", "para_4"]


BROKEN = """\
Recommendation 20 (2016)
Lamps and those who keep them
1. The Assembly refers to its resolution on lamps and
on those who keep them in the winter on the coast of the
north, and asks the Council to read what is said there of
oil and wicks.
2. Ships that were lost before the north tell that lamps
are needed there more than anywhere else on the coast of
the Council. It asks the Council of Harbours:
2.1. to light the coast of the north and that of all the
islands before it;
2.2. to keep oil in store for the whole of the winter and
for a part of the spring.
"""


def test_the_first_number_of_a_page_with_broken_lines_may_follow_its_title() -> None:
    proposal = propose(BROKEN)
    assert [(one.kind, one.wid) for one in proposal.provisions] == [
        ("operative", "para_1"), ("operative", "para_2"), ("point", "para_2__point_a"), ("point", "para_2__point_b"),
    ]  # fmt: skip


PLAIN = """\
/The States Parties to this Convention,/
/Reaffirming/ that lamps are a common good of all those who sail on the seas of
the north and of the south,
/Being of the opinion/ that rules on lamps should respect the freedom of those
who keep them on the coasts of the north,
/Have agreed/ as follows:
ARTICLE 1 - SCOPE OF APPLICATION
1. This Convention applies to the lamps that are kept on the coasts of the
Parties and on the islands before them.
2. It does not apply to the lamps of ships and of those who sail in them on the
high seas.
ARTICLE 2 - TIME AND PLACE OF THE LIGHTING OF LAMPS ON COASTS AND
ISLANDS
1. Lamps are lit at the time at which the sun is gone from the coast, wherever
they are kept.
2. They are put out when it comes back.
"""


def test_paragraphs_follow_the_headings_of_articles_in_broken_lines_and_slashes_are_emphasis() -> None:
    proposal = propose(PLAIN)
    assert wids(proposal) == [
        "recitals_1__rec_1", "recitals_1__rec_2", "art_1", "art_1__para_1", "art_1__para_2", "art_2", "art_2__para_1",
        "art_2__para_2",
    ]  # fmt: skip
    assert proposal.provisions[5].heading.endswith("COASTS AND ISLANDS")


def test_what_closes_an_order_is_no_clause() -> None:
    proposal = propose(
        "قرار رقم (٧)\n\nإن وزير البحر\n\nوبناءً على الصلاحيات المخولة له\n\nوبعد الاطلاع على نظام المنارات.\n\n"
        "يقرر ما يلي:\n\nأولاً: إنارة الساحل الشمالي قبل الشتاء.\n\nثانياً: ينشر هذا القرار.\n\nوالله الموفق.\n\n"
        "وزير البحر سالم الربان\n\nصدر في: ٣ / ١ / ١٤٤٤هـ\n"
    )
    assert [one.kind for one in proposal.provisions] == ["preambular", "preambular", "operative", "operative"]
    assert proposal.provisions[-1].text == "ينشر هذا القرار."
