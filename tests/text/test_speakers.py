"""Words that give their speaker away."""

from __future__ import annotations

import pytest

from muntada.text.speakers import Names, names_in, namings

NAMES = Names(
    ["Egypt", "Arab Republic of Egypt", "European Union", "مصر", "جمهورية مصر العربية", "المغرب", "Maroc", "Égypte",
     "États-Unis", "United Kingdom", "الاتحاد الأوروبي"]
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("I take the floor on behalf of Egypt to welcome this.", "on behalf of Egypt"),
        ("Speaking for the European Union, we agree.", "Speaking for the European Union"),
        ("In the name of the Arab Republic of Egypt, thank you.", "In the name of the Arab Republic of Egypt"),
        ("I, the representative of Egypt, wish to add this.", "I, the representative of Egypt"),
        ("As the permanent representative of Ruritania I agree.", "As the permanent representative of Ruritania"),
        ("My country, Egypt, will host it.", "My country, Egypt"),
        ("The Egyptian delegation supports this.", "Egyptian delegation"),
        ("We in Egypt have learnt it.", "We in Egypt"),
        ("Egypt: we agree to the text.", "Egypt"),
        ("أتكلّم باسم جمهورية مصر العربية وأرحّب بهذا.", "باسم جمهورية مصر العربية"),
        ("بالنيابة عن المغرب نشكركم.", "بالنيابة عن المغرب"),
        ("أنا ممثّل مصر وأودّ أن أضيف.", "أنا ممثّل مصر"),
        ("بصفتي ممثلاً لمصر أرى ذلك.", "بصفتي ممثلاً لمصر"),
        ("ترى بلادي مصر أنّ ذلك مفيد.", "بلادي مصر"),
        ("يؤيّد الوفد المصري هذا النصّ.", "الوفد المصري"),
        ("وفد المملكة المغربية يشكر الأمانة.", "وفد المملكة"),
        ("Je m'exprime au nom du Maroc.", "au nom du Maroc"),
        ("Au nom de l'Égypte, je vous remercie.", "Au nom de l'Égypte"),
        ("En ma qualité de représentant du Maroc, je soutiens ce texte.", "En ma qualité de représentant du Maroc"),
        ("La délégation marocaine soutient ce texte.", "délégation marocaine"),
        ("Notre pays, le Maroc, est prêt.", "Notre pays, le Maroc"),
    ],
)
def test_words_that_name_the_party_that_speaks_are_found(text: str, quote: str) -> None:
    found = namings(text, NAMES)
    assert [one.quote for one in found] == [quote]
    assert found[0].whom == "party"
    assert text[found[0].start : found[0].end].strip() == quote


@pytest.mark.parametrize(
    "text",
    [
        "My name is Salim and I thank you.",
        "I, Salim, agree.",
        "I am Ambassador Salim.",
        "Mr. Salim: we agree to the text.",
        "اسمي سليم وأشكركم.",
        "أنا السفير سليم وأشكركم.",
        "السفير سليم: نوافق على النصّ.",
        "Je m'appelle Salim.",
        "Moi, Salim, je soutiens ce texte.",
    ],
)
def test_words_that_name_the_person_who_speaks_are_found(text: str) -> None:
    assert [one.whom for one in namings(text, NAMES)] == ["person"]
    assert not namings(text, NAMES, of=["party"])


@pytest.mark.parametrize(
    "text",
    [
        "I speak on behalf of my delegation and thank the chair.",
        "Nobody kills in the name of religion.",
        "We will act on behalf of the victims.",
        "My delegation agrees. Every delegation may speak.",
        "We need the text by May; the member of the public may read it.",
        "Egypt hosted the meeting of last year.",
        "We in this room agree.",
        "I Think so.",
        "باسم الدين يُقتل الأبرياء.",
        "أتكلّم باسم وفدي وأشكركم.",
        "استضافت مصر الاجتماع الماضي.",
        "نحن في هذه القاعة متّفقون.",
        "Nul ne tue au nom de la religion.",
        "Notre délégation est d'accord avec ce texte.",
        "Nous, en revanche, n'y croyons pas.",
        "Three points: cost, time and place.",
        "ثلاث نقاط: الكلفة والوقت والمكان.",
    ],
)
def test_words_that_name_nobody_as_their_speaker_are_left_alone(text: str) -> None:
    assert namings(text, NAMES) == ()


def test_names_are_found_wherever_they_stand() -> None:
    assert names_in("Egypt met Maroc; وقالت مصر ذلك للمغرب", NAMES) == ("egypt", "maroc", "مصر", "المغرب")
    assert names_in("Egyptian cotton is no party.", NAMES) == ()


def test_a_long_text_is_read_in_one_go() -> None:
    assert len(namings("on behalf of Egypt. " * 2_000, NAMES)) == 2_000
    assert namings("on behalf of " * 20_000, NAMES) == ()
