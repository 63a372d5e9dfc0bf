"""Names checked against a list: what is found, what is not, and the reasons given."""

import pytest

from muntada.screening.model import Entry, Hit, Identifier, Name, Query
from muntada.screening.screener import Screener
from muntada.text.gate import TextRefused

LIST = (
    Entry(
        "p1",
        (Name("Tarek Nabil Al-Halabi"), Name("طارق نبيل الحلبي", "original"), Name("Abu Yasin", "weak")),
        born=("1971-03-04",),
        nationalities=("sy",),
        identifiers=(Identifier("N 0071 234", "passport"),),
    ),
    Entry("p2", (Name("Abd al-Rahman Qasim Zeidan"),), born=("1960~",)),
    Entry("p3", (Name("Салман Юсупов"),)),
    Entry("p4", (Name("Mohamed Ahmed Ali"),)),
    Entry("p5", (Name("غلزار خان پرویز", "original"),)),
    Entry("o1", (Name("Cedar Valley Trading Company Ltd"),), kind="entity"),
    Entry("o2", (Name("Northern Relief and Development Association"),), kind="entity"),
    Entry("o3", (Name("Islamic State in Iraq and the Levant"),), kind="entity"),
    Entry("v1", (Name("Golden Heron"),), kind="vessel", identifiers=(Identifier("9074729", "imo"),)),
)


@pytest.fixture(scope="module")
def screener() -> Screener:
    return Screener(LIST)


def ids(hits: list[Hit]) -> list[str]:
    return [hit.entry.id for hit in hits]


@pytest.mark.parametrize(
    "name",
    [
        "Tarek Nabil Al-Halabi", "طارق نبيل الحلبي", "Tariq Nabeel Halabi", "HALABI, Tarik", "Tareq el-Halaby",
        "Тарик Набиль Халаби", "Sheikh Tarek Nabil al Halabi",
        "Tarek Nabil Alhalabi", "TarekNabilHalabi", "Tarek N. Halabi",
        "Tarek Nabil Halbai", "ط\u200bارق نبيـــل الحلبي",
    ],
)  # fmt: skip
def test_a_name_is_found_in_any_script_order_and_spelling(screener: Screener, name: str) -> None:
    assert ids(screener.screen(name))[:1] == ["p1"]


@pytest.mark.parametrize("name", ["Abdurrahman Qassem Zidan", "عبدالرحمن قاسم زيدان", "Abderrahmane Kacem Zaidane"])
def test_compounds_are_found_however_they_are_joined(screener: Screener, name: str) -> None:
    assert ids(screener.screen(name))[:1] == ["p2"]


def test_persian_and_cyrillic_entries_are_found_from_latin(screener: Screener) -> None:
    assert ids(screener.screen("Gulzar Khan Parvez")) == ["p5"]
    assert ids(screener.screen("Salman Yusupov")) == ["p3"]


@pytest.mark.parametrize(
    "name",
    ["Tarek Nabil Wazzani", "Tarek Morsi", "Jamila Halabi", "Mohamed", "Olga Petrova", "أحمد سعيد", "Abdul Rahman"],
)
def test_another_family_name_or_a_common_name_alone_is_no_hit(screener: Screener, name: str) -> None:
    assert screener.screen(name) == []


def test_a_birth_date_confirms_or_vetoes(screener: Screener) -> None:
    plain = screener.screen("Tarek Nabil Halabi")[0]
    same = screener.screen("Tarek Nabil Halabi", born="1971")[0]
    assert same.score >= plain.score
    assert [fact.effect for fact in same.facts if fact.field == "born"] == ["confirms"]
    assert screener.screen("Tarek Nabil Halabi", born="1985-01-01") == []


def test_a_date_written_month_first_still_confirms(screener: Screener) -> None:
    facts = screener.screen("Tarek Nabil Halabi", born="1971-04-03")[0].facts
    assert facts[0].effect == "confirms"


def test_an_identifier_finds_an_entry_under_any_name(screener: Screener) -> None:
    hit = screener.screen("Somebody Else", identifiers=["N0071234"])[0]
    assert hit.entry.id == "p1"
    assert any(fact.field == "identifier" and fact.effect == "confirms" for fact in hit.facts)


def test_every_part_is_explained(screener: Screener) -> None:
    hit = screener.screen("Dr Tariq Halabi")[0]
    rules = {part.asked or part.listed: part.rule for part in hit.parts}
    assert rules["Tariq"] == "transliteration"
    assert rules["Halabi"] == "exact"
    assert rules["Dr"] == "title_ignored"
    assert rules["Nabil"] == "dropped_listed"
    assert all(0 <= part.rarity <= 1 for part in hit.parts)


def test_organisations_are_found_by_translation_acronym_and_known_names(screener: Screener) -> None:
    assert ids(screener.screen("Cedar Valley Trading")) == ["o1"]
    assert ids(screener.screen("داعش"))[:1] == ["o3"]
    assert ids(screener.screen("Da'esh"))[:1] == ["o3"]
    assert ids(screener.screen("NRDA", kind="entity")) == ["o2"]


def test_a_kind_asked_for_leaves_the_others_out(screener: Screener) -> None:
    assert screener.screen("Golden Heron", kind="person") == []
    assert ids(screener.screen("Golden Heron", kind="vessel")) == ["v1"]


def test_scores_fall_from_the_first_hit_and_stay_between_nought_and_one() -> None:
    screener = Screener([Entry(str(n), (Name(f"Tarek {family} Nabil"),)) for n, family in enumerate("ABCDEFG")])
    scores = [hit.score for hit in screener.screen("Tarek A Nabil", cutoff=0.0)]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


def test_an_entry_comes_in_is_replaced_and_goes_out() -> None:
    screener = Screener(LIST)
    screener.add(Entry("n1", (Name("Zubair Kharoubi"),)))
    assert ids(screener.screen("زبير خروبي")) == ["n1"]
    screener.add(Entry("p1", (Name("Somebody Different"),)))
    assert ids(screener.screen("Tarek Nabil Halabi")) == []
    assert screener.remove("n1")
    assert screener.screen("Zubair Kharoubi") == []
    assert screener.remove("p2")
    assert screener.screen("Abdurrahman Qassem Zidan") == []
    assert not screener.remove("p2")


@pytest.mark.parametrize("name", ["", "   ", "...", "ًٌٍ", "🙂", "-", "'", "e", "و"])
def test_names_of_nothing_find_nothing(screener: Screener, name: str) -> None:
    assert screener.screen(name) == []


@pytest.mark.parametrize("name", ["a\0b", "\ud800", "x" * 10_000, "م" + "ّ" * 200])
def test_what_the_gate_refuses_is_refused(screener: Screener, name: str) -> None:
    with pytest.raises(TextRefused):
        screener.screen(name)


def test_many_questions_are_answered_as_one_by_one(screener: Screener) -> None:
    names = [
        "Tariq Nabeel Halabi", "", "Tarek Nabil Wazzani", "TarekNabilHalabi", "داعش", "Cedar Valley Trading",
        "Салман Юсупов", "عبدالرحمن قاسم زيدان", "Tarek N. Halabi", "Golden Heron", "Mohamed",
        "Islamic State of Iraq and of the Levant and of many other places in the world",
    ]  # fmt: skip
    queries = [Query(name, born=("1971",) if number % 2 else ()) for number, name in enumerate(names * 30)]
    many = screener.ask_many(queries, cutoff=0.05)
    assert [ids(hits) for hits in many[:5]] == [["p1"], [], ids(many[2]), ["p1"], ["o3"]]
    assert many == [Screener(LIST).ask(query, cutoff=0.05) for query in queries[:12]] * 30


def test_what_is_sifted_out_could_reach_no_score() -> None:
    """Whatever is asked for, the names found at a high cut-off are those found at a low one that score as much."""
    screener = Screener(LIST)
    names = [name.text for entry in LIST for name in entry.names]
    words = [word for name in names for word in name.split()]
    for number in range(len(words)):
        name = " ".join((words[number], words[number * 7 % len(words)], words[number * 3 % len(words)]))
        low, high = screener.screen(name, cutoff=0.0), screener.screen(name)
        assert [hit for hit in low if hit.score >= 0.5] == high


def test_an_empty_list_finds_nothing() -> None:
    assert Screener([]).screen("Tarek Halabi") == []
