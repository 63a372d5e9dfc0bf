"""The embedded engine finds words in their forms, with slips, by phrases and fields, in three languages."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from muntada.search.asking import ask
from muntada.search.embedded import Embedded, interleaved, lifted
from muntada.search.encoders import NoEncoder, encoder
from muntada.search.entries import Entry, Hit

TEXTS = [
    Entry(
        "c:1",
        "en",
        "Encourages members to share biometric data lawfully.",
        "Border memorandum",
        "w:1",
        {"year": ("2019",)},
    ),
    Entry(
        "c:2",
        "ar",
        "يشجع الأعضاء على تبادل البيانات البيومترية وفقا للقانون.",
        "مذكرة الحدود",
        "w:1",
        {"year": ("2019",)},
    ),
    Entry(
        "c:3", "en", "Calls for watch lists that respect the rule of law.", "Watch lists", "w:2", {"year": ("2021",)}
    ),
    Entry(
        "c:4", "fr", "Invite les membres à échanger des listes de surveillance.", "Listes", "w:2", {"year": ("2021",)}
    ),
    Entry("c:5", "en", "The lists are kept under watch by the secretariat.", "Minutes", "w:3", {"year": ("2021",)}),
]


def found(engine: Embedded, typed: str, asked_in: str = "en", *languages: str) -> list[str]:
    lists = engine.look(ask(typed), asked_in, languages or (asked_in,), 10)
    return [hit.key for one in lists.values() for hit in one]


@pytest.fixture
def engine() -> Embedded:
    made = Embedded()
    made.change(TEXTS)
    return made


def test_inflections_and_slips_are_found(engine: Embedded) -> None:
    assert found(engine, "encouraging")[0] == "c:1"
    assert found(engine, "biometrik")[0] == "c:1"
    assert found(engine, "بالبيانات", "ar") == ["c:2"]
    assert found(engine, "البيومتريه", "ar") == ["c:2"]
    assert found(engine, "echange", "fr") == ["c:4"]


def test_what_shares_but_a_few_letters_or_little_words_is_not_found(engine: Embedded) -> None:
    assert found(engine, "fingerprints") == []
    assert found(engine, "the harvest of") == []
    assert found(engine, "the of") != []
    assert found(engine, "secretraiatt") == ["c:5"]


def test_a_word_as_it_was_asked_comes_before_its_other_forms() -> None:
    engine = Embedded()
    engine.change([Entry("c:1", "en", "They report daily."), Entry("c:2", "en", "They reported daily.")])
    assert found(engine, "reported") == ["c:2", "c:1"]


def test_a_phrase_stands_word_for_word(engine: Embedded) -> None:
    assert found(engine, '"watch lists"') == ["c:3"]
    assert set(found(engine, "watch lists")) == {"c:3", "c:5"}


def test_what_is_left_out_and_what_a_field_asks_for(engine: Embedded) -> None:
    assert found(engine, "lists -secretariat") == ["c:3"]
    assert found(engine, "members year:2019") == ["c:1"]
    assert found(engine, "members year:2020") == []


def test_other_languages_answer_by_the_lexicon(engine: Embedded) -> None:
    engine.change([Entry("c:9", "en", "The Security Council decided so.", "", "w:9")])
    assert found(engine, "مجلس الأمن", "ar", "en")[0] == "c:9"


@pytest.mark.parametrize("typed", ['"a', "a AND", "t:", "a^2 ~", "[a TO b]", "\ud800a", "a\x00b", '-"', "*", "ا" * 400])
def test_nothing_that_is_typed_breaks_the_engine(engine: Embedded, typed: str) -> None:
    found(engine, typed, "en", "ar", "en", "fr")
    engine.begun(typed, ("ar", "en"), 5)


def test_titles_are_begun(engine: Embedded) -> None:
    assert [hit.key for hit in engine.begun("border mem", ("en",), 5)] == ["c:1"]
    assert [hit.key for hit in engine.begun("مذك", ("ar", "en"), 5)] == ["c:2"]
    assert engine.begun("", ("ar", "en"), 5) == []


def test_what_changed_is_found_as_it_is_now_and_what_is_gone_no_more(engine: Embedded) -> None:
    engine.change([Entry("c:3", "fr", "Les listes sont closes.", "", "w:2")], ["c:5"])
    assert found(engine, "watch") == []
    assert set(found(engine, "listes", "fr")) == {"c:3", "c:4"}
    assert engine.counts() == {"ar": 1, "en": 1, "fr": 2}


def test_an_index_on_disk_is_there_after_its_process(tmp_path: Path) -> None:
    Embedded(tmp_path).change(TEXTS)
    assert found(Embedded(tmp_path), "biometric") == ["c:1"]


def test_who_only_reads_sees_what_another_wrote(tmp_path: Path) -> None:
    reader, writer = Embedded(tmp_path), Embedded(tmp_path)
    writer.change(TEXTS)
    reader.fresh()
    assert found(reader, "biometric") == ["c:1"]


def test_language_versions_of_one_text_are_joined_and_languages_take_turns() -> None:
    english = [Hit("c:1", "w:1", "en", 3.0), Hit("c:3", "w:2", "en", 2.0)]
    arabic = [Hit("c:7", "w:7", "ar", 0.9), Hit("c:2", "w:1", "ar", 0.5)]
    assert [one.whole for one in interleaved([english, arabic], 10)] == ["w:1", "w:7", "w:2"]
    assert [hit.key for hit in interleaved([english, arabic], 10)[0].hits] == ["c:1", "c:2"]


def test_a_text_in_another_language_is_lifted_by_its_version_in_the_question_s_own() -> None:
    lists = {
        "ar": [Hit("a:2", "w:2", "ar", 8.0), Hit("a:1", "w:1", "ar", 2.0)],
        "en": [Hit("e:9", "w:9", "en", 0.9), Hit("e:1", "w:1", "en", 0.8), Hit("e:2", "w:2", "en", 0.7)],
    }
    together = lifted(lists, "ar")
    assert [hit.key for hit in together["en"]] == ["e:2", "e:1", "e:9"]
    assert together["ar"] == lists["ar"]
    assert lifted({"en": lists["en"]}, "ar") == {"en": lists["en"]}


class Flags:
    """An encoder that knows two things, in whatever language."""

    name, floor, weight = "flags", 0.5, 1.0
    known = (("biometric", "بيومتر", "fingerprint"), ("list", "قوائم", "liste"))

    def words(self, words: Sequence[str]) -> Any:
        rows = [[float(any(one in word.lower() for one in about)) for about in self.known] + [0.01] for word in words]
        made = np.array(rows, dtype=np.float32)
        return made / np.linalg.norm(made, axis=1, keepdims=True)

    questions = words

    def parts(self, texts: Sequence[Sequence[str]]) -> Any:
        return self.words([part for parts in texts for part in parts])


def test_meaning_finds_what_shares_no_word_and_keeps_to_the_fields() -> None:
    engine = Embedded(None, Flags())
    engine.change(TEXTS)
    assert found(engine, "fingerprints")[0] == "c:1"
    assert found(engine, "fingerprints", "en", "ar")[0] == "c:2"
    assert found(engine, "fingerprints year:2021") == []
    assert found(engine, "fingerprints -lawfully", "en") == []
    engine.change([], ["c:1"])
    assert "c:1" not in found(engine, "fingerprints")


def test_an_encoder_that_is_none_is_refused() -> None:
    assert encoder("off") is None
    with pytest.raises(NoEncoder):
        encoder("heaviest")
