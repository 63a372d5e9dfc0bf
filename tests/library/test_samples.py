"""The sample instruments are complete in three languages, and the policy questions have their answers in them."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from muntada.library.samples import LANGUAGES, Sample, sample_topics, sample_uptakes, samples
from muntada.text.folding import fold_key
from muntada.text.lexicon import by_id

_GOLD = Path(__file__).parent / "data"
_QUESTIONS = Path(__file__).parents[2] / "bench" / "data" / "policy_questions.jsonl"
_MISSING = {("sf_infrastructure_2025", "fr"): {"sec_3__para_9"}}


def _gold(key: str, language: str) -> list[dict[str, str]]:
    with (_GOLD / f"{key}.{language}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _questions() -> list[dict[str, object]]:
    return [json.loads(line) for line in _QUESTIONS.read_text(encoding="utf-8").splitlines()]


def _addresses(key: str, language: str) -> list[str]:
    return [row["wid"] for row in _gold(key, language)]


every = pytest.mark.parametrize("one", samples(), ids=lambda one: one.key)


def test_there_are_at_least_twelve_instruments_of_eight_kinds_and_two_have_an_earlier_wording() -> None:
    instruments = [one for one in samples() if not one.older_of]

    assert len(instruments) >= 12
    assert len({one.kind for one in instruments}) >= 8
    assert {one.older_of for one in samples()} - {""} == {"sf_financing_2022", "sf_schools_2023"}


@every
def test_a_sample_has_the_same_clauses_in_every_language_but_for_the_passage_left_out(one: Sample) -> None:
    arabic = _addresses(one.key, "ar")

    assert 15 <= len(arabic) == len(set(arabic))
    for language in ("en", "fr"):
        left_out = _MISSING.get((one.key, language), set())
        assert _addresses(one.key, language) == [wid for wid in arabic if wid not in left_out]


@every
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_clause_stands_in_the_text_under_its_printed_number_in_order(one: Sample, language: str) -> None:
    text, at = one.words(language), 0
    for row in _gold(one.key, language):
        number = text.index(row["number"], at)
        words = text.index(row["words"], number)
        assert words - number <= len(row["number"]) + 3 or not row["number"], row
        at = words


@every
def test_what_a_sample_is_said_to_be_is_known(one: Sample) -> None:
    assert f"instrument_kind.{one.kind}" in by_id()
    assert all(f"topic.{topic}" in by_id() for topic in one.topics)
    assert all(one.symbol in one.words(language) for language in LANGUAGES)
    assert all(one.title(language) in one.words(language) for language in LANGUAGES)


def test_there_are_two_hundred_questions_in_two_languages_and_sixty_in_french() -> None:
    every = _questions()

    assert len(every) == 200 == len({one["id"] for one in every}) == len({one["en"] for one in every})
    assert all(one["ar"] and one["en"] and one["answers"] for one in every)
    assert sum("fr" in one for one in every) >= 60


def test_every_answer_is_a_clause_of_a_sample_in_every_language_asked() -> None:
    for one in _questions():
        for key, wid in one["answers"]:  # type: ignore[attr-defined]
            assert wid in _addresses(key, "ar"), one
            assert wid in _addresses(key, "en"), one


def test_every_instrument_is_asked_about() -> None:
    asked = {key for one in _questions() for key, _wid in one["answers"]}  # type: ignore[attr-defined]

    assert asked == {one.key for one in samples() if not one.older_of}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_question_copies_four_words_in_a_row_of_what_answers_it(language: str) -> None:
    texts = {one.key: f" {fold_key(one.words(language))} " for one in samples()}
    for one in _questions():
        words = fold_key(str(one.get(language, ""))).strip("?؟ ").split()
        runs = [" ".join(words[at : at + 4]) for at in range(len(words) - 3)]
        for key, _wid in one["answers"]:  # type: ignore[attr-defined]
            copied = [run for run in runs if f" {run} " in texts[key]]
            assert not copied, (one["id"], copied)


def test_what_is_said_of_clauses_is_of_clauses_that_are_there() -> None:
    told = [*sample_topics(), *((one.key, one.wid) for one in sample_uptakes())]

    assert all(wid in _addresses(key, "ar") for key, wid in told)
    assert all(f"topic.{topic}" in by_id() for topics in sample_topics().values() for topic in topics)
