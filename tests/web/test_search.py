"""The page of search: found, marked, narrowed, suggested; and nothing of what its reader may not know of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from muntada.access.actor import CLERK
from muntada.followup.models import Measure
from muntada.library.models import ClauseText
from muntada.search import queries
from muntada.search.embedded import Embedded
from muntada.search.indexing import INDEX, entries_of, keep_up
from muntada.search.kinds import laid
from muntada.search.queries import find
from muntada.signin.actors import actor_of
from tests.library.readable import a_text
from tests.web.canaries import ROLES, SEES, State, member, populate
from tests.web.conftest import Forum
from tests.web.test_matrix import browser, foreign_words, text_of


@pytest.fixture(autouse=True)
def _index(tmp_path: Path, settings: Any) -> Iterator[None]:
    settings.SEARCH = tmp_path / "search"
    queries._open.clear()
    yield
    queries._open.clear()


@pytest.fixture
def reader(client_of: Callable[[str], Client]) -> Client:
    return client_of("reader")


def at(name: str, language: str = "en") -> str:
    with override(language):
        return reverse(name)


def found(client: Client, words: str, language: str = "en", **more: object) -> str:
    return client.get(at("search", language), {"q": words, **more}).content.decode()


def test_a_clause_is_found_with_its_language_versions_and_leads_to_its_place(forum: Forum, reader: Client) -> None:
    a_text()
    keep_up(CLERK)
    page = found(reader, "kept for seventy days")
    assert "/library/works/tangier/sec_1__para_1/?l=en" in page
    assert "<mark>seventy</mark>" in page
    assert 'lang="ar" dir="rtl"' in found(reader, "سجلات العبور")


def test_a_source_is_found_and_leads_to_the_passage(forum: Forum, reader: Client) -> None:
    document = forum.source.document
    document.text = f"{document.text}\nA well-kept lighthouse, seen from the sea.\nIts end."
    document.language = "en"
    document.save()
    keep_up(CLERK)
    page = found(reader, "lighthouse")
    assert f"{reverse('source', args=[forum.source.pk])}#:~:text=lighthouse%2C%20seen%20from%20the%20sea." in page
    assert "text=well%2Dkept%20lighthouse" in found(reader, '"well kept" lighthouse')


def test_a_measure_is_found_by_its_words_or_its_reference_and_leads_to_its_page(forum: Forum, reader: Client) -> None:
    made = Measure.objects.create(
        reference="MA/2026/7", party_id="MA", kind="law", title_ar="قانون المرشدين البحريين",
        title_en="A law on harbour pilots", text_en="Every pilot is to be vetted.", topics=["maritime_security"],
    )  # fmt: skip
    keep_up(CLERK)
    for words in ("harbour pilots", "vetted", "MA/2026/7"):
        assert f"/en/measures/{made.pk}/" in found(reader, words), words
    assert f"/ar/measures/{made.pk}/" in found(reader, "المرشدين", "ar")
    Measure.objects.update(tlp="TLP:AMBER", originator="EG")
    keep_up(CLERK)
    assert f"/measures/{made.pk}/" not in found(reader, "harbour pilots")


def test_results_are_narrowed_by_what_they_have_and_widened_again(forum: Forum, reader: Client) -> None:
    a_text()
    keep_up(CLERK)
    assert "is=work" in found(reader, "passage")
    narrowed = found(reader, "passage", **{"is": "work"})
    assert 'aria-current="true"><bdi dir="auto">Instruments' in narrowed
    assert "seventy" not in narrowed
    assert "Nothing was found" in found(reader, "passage", year="1999")


@pytest.mark.parametrize("typed", ["a\x00b", "(a+)+$", '"', "\u202e", "year:\x00", "a" * 5_000, "١" * 500, "[* TO *]"])
def test_nothing_that_is_typed_or_chosen_is_an_error(typed: str, forum: Forum, reader: Client) -> None:
    keep_up(CLERK)
    answer = reader.get(at("search"), {"q": typed, "body": typed, "party": "\x00", "page": "\x00"})
    assert answer.status_code == 200
    assert b"\x00" not in answer.content
    assert reader.get(at("search-suggestions"), {"q": typed}).status_code == 200


def test_without_an_index_the_page_says_so(forum: Forum, reader: Client) -> None:
    assert "The index is not made yet" in found(reader, "anything")


def test_how_far_behind_the_index_is_is_said(forum: Forum, reader: Client) -> None:
    a_text()
    keep_up(CLERK)
    ClauseText.objects.filter(clause__wid="sec_1__para_1", expression__language="en").update(text="Otherwise.")
    assert "1 change is not found yet." in found(reader, "anything")


def test_what_texts_and_questions_hold_stays_text(forum: Forum, reader: Client) -> None:
    work = a_text()
    said = ClauseText.objects.filter(clause__work=work, expression__language="en").exclude(text="").first()
    assert said is not None
    said.text = "<script>alert(1)</script> seventy <b>days</b>"
    said.save()
    keep_up(CLERK)
    page = found(reader, "seventy <img src=x onerror=1>")
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "&lt;script&gt;alert" in page


def test_titles_are_suggested_while_one_types_and_on_the_page_for_those_without_scripts(
    forum: Forum, reader: Client
) -> None:
    a_text()
    keep_up(CLERK)
    offered = reader.get(at("search-suggestions"), {"q": "Tang"}).content.decode()
    assert '<option value="Tangier Memorandum on Routes of Passage">' in offered
    assert "مذكرة طنجة" in reader.get(at("search-suggestions", "ar"), {"q": "طنج"}).content.decode()


@pytest.mark.parametrize("typed", ['"', "a AND", "t:", "(", "-", "\x00", "ا" * 2000, "%_", "+", "[", "year:"])
def test_whatever_is_typed_the_page_answers(forum: Forum, reader: Client, typed: str) -> None:
    a_text()
    keep_up(CLERK)
    for name in ("search", "search-suggestions"):
        assert reader.get(reverse(name), {"q": typed, "page": "x", "body": "no"}).status_code == 200


@pytest.fixture
def world(forum: Forum) -> dict[str, State]:
    made = populate(forum)
    keep_up(CLERK)
    return made


READERS = [role for role in ROLES if role != "nobody"]


@pytest.mark.parametrize("role", READERS)
def test_no_foreign_word_is_found_counted_or_suggested(role: str, world: dict[str, State]) -> None:
    client, foreign = browser(role), foreign_words(role, world)
    for word in ("Zq meeting party title session", *sorted(foreign)[::9]):
        said = text_of(client.get(reverse("search"), {"q": word})).replace(word, "…")
        assert not {one for one in foreign if one in said}
        begun = client.get(reverse("search-suggestions"), {"q": word[:6]})
        assert not {one for one in foreign if one in text_of(begun)}


@pytest.mark.parametrize("role", READERS)
def test_what_is_foreign_changes_nothing_in_what_is_found_beside_it(
    role: str, world: dict[str, State], monkeypatch: pytest.MonkeyPatch
) -> None:
    actor = actor_of(member(role))
    own = Embedded()
    for kind in laid().values():
        indexed = kind.rows(CLERK, INDEX).values("pk")
        seen = kind.rows(actor, kind.permission).filter(pk__in=indexed)
        own.change([entry for thing in seen for entry in entries_of(kind, thing)])
    words = ["Zq", "Zqforeignmeeting", "session", *sorted(foreign_words(role, world))[::7]]

    def told() -> list[object]:
        every = [find(actor, word) for word in words]
        return [
            ({one.entry.key for result in found.results for one in result.versions}, found.facets, found.more)
            for found in every
        ]

    with_foreign = told()
    monkeypatch.setattr(queries, "engine_of", lambda _index: own)
    assert told() == with_foreign


@pytest.mark.parametrize("role", ["focal_point", "secretariat"])
def test_everybody_finds_their_own(role: str, world: dict[str, State]) -> None:
    for state in SEES[role] - {"red"}:
        word = f"Zq{state}meetingxj"
        assert word in text_of(browser(role).get(reverse("search"), {"q": word})), state
        word = f"Zq{state}titleenxj"
        assert word in text_of(browser(role).get(reverse("search"), {"q": word})), state
