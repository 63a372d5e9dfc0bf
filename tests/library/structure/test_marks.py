"""Numbers of all dresses and languages have one neutral value."""

import pytest

from muntada.library.structure.addressees import addressee
from muntada.library.structure.marks import mark_of
from muntada.library.structure.numbers import arabic_letter, letter, point, roman, worded
from muntada.library.structure.openings import acts, opening_of


@pytest.mark.parametrize(
    ("text", "language", "sort", "value"),
    [
        ("5. Decides", "en", "item", ("num", 5)),
        ("١ - يقرر", "ar", "item", ("num", 1)),
        ("(أ) الغرض", "ar", "item", ("alpha", 1)),
        ("ج – ضمان", "ar", "item", ("alpha", 3)),
        ("هـ) نص", "ar", "item", ("alpha", 5)),
        ("‘2’ كانت", "ar", "item", ("roman", 2)),
        ("iv) foo", "fr", "item", ("roman", 4)),
        ("(aa) foo", "en", "item", ("alpha", 27)),
        ("I. Ships", "en", "section", ("ROMAN", 1)),
        ("ثانيًا: الموانئ", "ar", "section", ("ROMAN", 2)),
        ("باء - الأرصفة", "ar", "section", ("ALPHA", 2)),
        ("Article premier", "fr", "article", ("name", 1)),
        ("ARTICLE 12", "en", "article", ("name", 12)),
        ("المادة الحادية عشرة: نص", "ar", "article", ("name", 11)),
        ("المادة (2)", "ar", "article", ("name", 2)),
        ("Bonne pratique n° 3 : Tenir", "fr", "good_practice", ("name", 3)),
        ("الممارسة الجيدة 1: أشركوا", "ar", "good_practice", ("name", 1)),
        ("Première partie", "fr", "part", ("name", 1)),
        ("PART TWO", "en", "part", ("name", 2)),
        ("المحور الأول: معرفة", "ar", "pillar", ("name", 1)),
        ("**3.** Decides", "en", "item", ("num", 3)),
        ("==ب== تنفيذ", "ar", "item", ("alpha", 2)),
    ],
)
def test_a_mark_is_read(text: str, language: str, sort: str, value: tuple[str, int]) -> None:
    mark = mark_of(text, language)
    assert mark is not None
    assert mark.sort == sort
    assert value in mark.values


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Article 2 of the Statute,", "en"),
        ("المادة 2 من النظام", "ar"),
        ("10-12 June", "en"),
        ("U.S. forces", "en"),
        ("2001. Foo", "en"),
        ("Part of the", "en"),
        ("Action against piracy", "en"),
        ("الفصل بين السلطات", "ar"),
    ],
)
def test_what_only_looks_like_a_number_is_none(text: str, language: str) -> None:
    assert mark_of(text, language) is None


def test_letters_have_all_the_values_that_they_may_have() -> None:
    assert letter("i") == (("alpha", 9), ("roman", 1))
    assert arabic_letter("ت") == (("alpha", 22), ("hijai", 3))
    assert [point(value) for value in (1, 3, 26, 27, 28)] == ["a", "c", "z", "aa", "bb"]
    assert [roman(printed) for printed in ("XIV", "iiii", "")] == [14, None, None]
    assert [worded(said, "fr") for said in ("premier", "1er", "deux", "II")] == [1, 1, 2, 2]


@pytest.mark.parametrize(
    ("text", "language", "act", "use", "words"),
    [
        ("Decides also to open", "en", "decides", "operative", "Decides also"),
        ("Further requests it", "en", "requests", "operative", "Further requests"),
        ("Reaffirming its Statute", "en", "reaffirming", "preamble", "Reaffirming"),
        ("Deeply concerned by it", "en", "concerned", "preamble", "Deeply concerned"),
        ("ويقرر أيضاً أن", "ar", "decides", "operative", "ويقرر أيضا"),
        ("تقرر", "ar", "decides", "operative", "تقرر"),
        ("وإذ تضع في اعتبارها أن", "ar", "bearing_in_mind", "preamble", "وإذ تضع في اعتبارها"),
        ("واقتناعا منه بأن", "ar", "convinced", "preamble", "واقتناعا منه"),
        ("Décide également de", "fr", "decides", "operative", "Décide également"),
        ("Profondément préoccupée par", "fr", "concerned", "preamble", "Profondément préoccupée"),
        ("Prie le Secrétaire général", "fr", "requests", "operative", "Prie"),
        ("Bearing also in mind that", "en", "bearing_in_mind", "preamble", "Bearing also in mind"),
        ("وإذ يضع أيضا في اعتباره أن", "ar", "bearing_in_mind", "preamble", "وإذ يضع أيضا في اعتباره"),
    ],
)
def test_an_opening_act_is_read(text: str, language: str, act: str, use: str, words: str) -> None:
    found = opening_of(text, language)
    assert found is not None
    assert (found.act, found.use) == (act, use)
    assert text[: found.end].startswith(words)


def test_a_participle_past_is_not_an_act() -> None:
    assert opening_of("Approuvé par le Comité", "fr") is None
    assert opening_of("Training of examiners", "en") is None


def test_each_act_has_forms_and_a_use() -> None:
    assert all(one.use in {"preamble", "operative"} and (one.ar or one.en or one.fr) for one in acts())
    assert len({(one.act, one.use) for one in acts()}) == len(acts())


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Requests the Secretary-General to come", "secretariat"),
        ("يهيب بالدول أن تأتي", "states"),
        ("Invite les organisations de la société civile", "other"),
        ("يدعو المنتدى إلى", "forum"),
        ("Requests it", ""),
    ],
)
def test_the_addressee_is_the_first_who_is_named(text: str, who: str) -> None:
    language = "ar" if text[0] > "z" else "fr" if text.startswith("Invite") else "en"
    opening = opening_of(text, language)
    assert opening is not None
    assert addressee(text, opening.end) == who
