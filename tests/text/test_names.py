"""Names taken apart, written as sounds and compared across scripts."""

import pytest

from muntada.text.names.attested import attested, bearers, is_known
from muntada.text.names.distance import alike
from muntada.text.names.keys import keys, skeletons
from muntada.text.names.letters import LONGEST, codes, folded, is_arabic, sounds
from muntada.text.names.parsing import looks_like_entity, parse


def words(name: str, *, entity: bool = False) -> list[str]:
    return [part.word for part in parse(name, entity=entity) if part.kind != "particle"]


def close(first: str, second: str) -> float:
    one, other = folded(first), folded(second)
    return alike(sounds(one), sounds(other), mixed=is_arabic(one) != is_arabic(other))


@pytest.mark.parametrize(
    "name",
    ["Abdul Rahman", "Abdurrahman", "Abd al-Rahman", "Abd-al-Rahman", "Abdulrahman", "ABDUR RAHMAN", "Abdirahman"],
)
def test_every_way_of_writing_the_article_inside_a_compound_gives_one_part(name: str) -> None:
    assert words(name) == ["αrahman"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Nasr Allah", "Nasrallah"), ("نصر الله", "نصرالله"), ("Saif al-Din", "Saifuddin"), ("عبد الله", "عبدالله"),
        ("Abd Allah", "Abdullah"), ("عبد اللطيف", "عبداللطيف"),
        ("Salah ad-Din", "Salahaddin"), ("عبد الرحمن", "عبدالرحمن"),
    ],
)  # fmt: skip
def test_a_compound_in_two_words_is_the_compound_in_one(first: str, second: str) -> None:
    assert words(first) == words(second)
    assert len(words(first)) == 1


def test_a_kunya_is_one_part_of_its_own_kind() -> None:
    assert [(part.word, part.kind) for part in parse("Abu Yasin al-Halabi") if part.kind != "particle"] == [
        ("βyasin", "kunya"),
        ("halabi", "name"),
    ]
    assert parse("أبو ياسين الحلبي")[0].kind == "kunya"


def test_particles_and_titles_tell_nobody_apart() -> None:
    kinds = {part.word: part.kind for part in parse("Sheikh Tarek ben Nabil de Marsa")}
    assert kinds == {
        "sheikh": "title", "tarek": "name", "ben": "particle", "nabil": "name", "de": "particle", "marsa": "name",
    }  # fmt: skip
    assert [part.kind for part in parse("الشيخ طارق بن نبيل")] == ["title", "name", "particle", "name"]


def test_a_name_of_nothing_but_a_title_keeps_it() -> None:
    assert [part.kind for part in parse("Sheikh")] == ["name"]


def test_the_arabic_article_is_no_part_of_a_word() -> None:
    assert words("طارق الحلبي") == ["طارق", "حلبي"]


def test_words_of_organisations_are_translated_and_legal_forms_told_apart() -> None:
    kinds = [(part.word, part.kind) for part in parse("شركة الأرز للتجارة المحدودة", entity=True)]
    assert kinds == [("company", "legal"), ("ارز", "name"), ("trading", "common"), ("limited", "legal")]
    assert looks_like_entity("Cedar Trading Co.")
    assert not looks_like_entity("Tarek Nabil")


@pytest.mark.parametrize(
    ("arabic", "latin"),
    [
        ("طارق", "Tarek"), ("طارق", "Tariq"), ("جمال", "Gamal"),
        ("جمال", "Djamel"), ("قاسم", "Kassem"), ("قاسم", "Qasim"),
        ("يوسف", "Youcef"), ("شريف", "Cherif"), ("وليد", "Oualid"),
        ("خالد", "Halid"), ("ظافر", "Dhafer"), ("ظافر", "Zafer"),
        ("عيسى", "Issa"), ("گلزار", "Gulzar"), ("چراغ", "Chiragh"), ("پرویز", "Parvez"), ("ياسين", "Yacine"),
    ],
)  # fmt: skip
def test_habits_of_transliteration_are_near_the_arabic(arabic: str, latin: str) -> None:
    assert close(arabic, latin) >= 0.75
    assert keys(sounds(folded(arabic))) & keys(sounds(folded(latin)))


@pytest.mark.parametrize(
    ("first", "second"),
    [("حسن", "حسين"), ("Hasan", "Hussein"), ("سالم", "سليمان"), ("Karim", "Rahim"), ("Nabil", "Jamil")],
)
def test_different_names_of_like_consonants_are_apart(first: str, second: str) -> None:
    assert close(first, second) < 0.7


def test_cyrillic_and_georgian_are_read_as_latin() -> None:
    assert folded("Шахид Юсупов") == "shakhid yusupov"
    assert close("Рашид", "Rachid") >= 0.85
    assert folded("გიორგი") == "giorgi"


def test_letters_that_look_alike_hidden_ones_and_padding_hide_nothing() -> None:
    assert folded("Аhmed") == "ahmed"  # with a Cyrillic А
    assert folded("Ah\u200bm\u200ced") == "ahmed"
    assert folded("محـــمد") == "محمد"
    assert folded("ﻣﺤﻤﺪ") == "محمد"
    assert close("علی", "علي") > 0.95
    assert sounds("mo7ammed") == sounds("mohammed")


def test_runs_of_marks_are_cut_before_normalising() -> None:
    assert folded("م" + "\u064b\u0651" * 100_000) == "م"


def test_sounds_fit_their_row() -> None:
    text = sounds("x" * 300)
    assert len(text) <= LONGEST
    assert codes(text).shape == (LONGEST,)


def test_skeletons_are_few_and_never_empty() -> None:
    assert skeletons("ali") == ("l",)
    assert skeletons("au") == (".",)
    assert 1 <= len(skeletons(sounds("ghazghadhdhidh"))) <= 4


def test_spellings_written_for_one_arabic_word_share_it() -> None:
    first, second = attested("mohamed"), attested("muhammad")
    assert first is not None
    assert second is not None
    assert set(first.shares) & set(second.shares)
    assert is_known(first)
    assert bearers(first) > 500
    assert attested("zzzqqq") is None
