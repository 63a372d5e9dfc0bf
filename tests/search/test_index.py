"""The index of the installation: made beside the work, kept up with it, and never told more than the policy tells."""

import random
from datetime import timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from django.db import connection, transaction

from muntada.access import clock
from muntada.access.actor import CLERK, Actor
from muntada.access.models import Audience
from muntada.library.models import Clause, ClauseText, Expression, Title, Work
from muntada.search import indexing, noting
from muntada.search.asking import Question
from muntada.search.embedded import Embedded
from muntada.search.indexing import Busy, alone, entries_of, keep_up, serving
from muntada.search.kinds import laid
from muntada.search.models import Change, Index
from muntada.search.queries import Found, find, status, suggestions, waits
from tests.cast import ANALYST, CAST, READER, VISITOR
from tests.library.readable import a_text

pytestmark = pytest.mark.usefixtures("shelf")


def titles(found: Found) -> set[str]:
    return {one.entry.title or one.entry.text for result in found.results for one in result.versions}


def keys(actor: Actor | None, typed: str, **more: object) -> set[str]:
    return {one.entry.key for result in find(actor, typed, **more).results for one in result.versions}  # type: ignore[arg-type]


def test_what_stands_in_the_library_is_found_in_every_language() -> None:
    a_text()
    keep_up(CLERK)
    [result, *_] = find(READER, "records kept for seventy days").results
    assert result.versions[0].kind == "clause"
    assert result.versions[0].thing.clause.wid == "sec_1__para_1"
    assert find(READER, "سجلات العبور", reader="ar").results[0].versions[0].entry.language == "ar"
    assert find(READER, "registres", reader="fr").results
    shown = result.versions[0]
    assert "seventy" in [shown.entry.text[start:end] for start, end in shown.marks]


def test_what_changes_is_noted_with_the_change_and_found_after() -> None:
    work = a_text()
    keep_up(CLERK)
    assert not waits()
    ClauseText.objects.filter(expression__language="en", clause__wid="sec_1__para_1").update(
        text="Kept in lighthouses."
    )
    assert waits()
    waiting = status()
    assert waiting.waiting == 1
    assert waiting.since is not None
    assert abs(waiting.since - clock.now()) < timedelta(hours=1)
    assert not find(READER, "lighthouses").results
    keep_up(CLERK)
    assert find(READER, "lighthouses").results
    assert status().waiting == 0
    Title.objects.create(work=work, language="en", text="The Lanterns", preferred=False)
    keep_up(CLERK)
    assert find(READER, "lanterns").results[0].versions[0].kind == "work"


def test_what_is_rolled_back_was_never_noted() -> None:
    a_text()
    keep_up(CLERK)
    with transaction.atomic():
        Title.objects.filter(language="en").update(text="Gone with it")
        transaction.set_rollback(True)
    assert not Change.objects.exists()


def test_before_there_is_an_index_nothing_is_found_and_it_says_so() -> None:
    a_text()
    assert not find(READER, "records").results
    assert not status().ready
    assert waits()


def test_what_one_may_not_see_is_in_no_hit_count_facet_or_suggestion() -> None:
    a_text("open", "pelican")
    hidden = a_text("hidden", "pelican", tlp="TLP:AMBER", originator="MA")
    hidden.kind, hidden.adopted = "strategy", "1999-01-01"
    hidden.save()
    Title.objects.create(work=hidden, language="en", text="Pelicanry alone")
    keep_up(CLERK)
    found = find(VISITOR, "pelican")
    assert found.results
    assert all(one.entry.key.partition(":")[2] != "hidden:en" for r in found.results for one in r.versions)
    assert "1999" not in dict(found.facets["year"])
    assert "strategy" not in dict(found.facets["kind"])
    assert not find(VISITOR, "pelican year:1999").results
    assert not find(VISITOR, "pelicanry").results or "Pelicanry alone" not in titles(find(VISITOR, "pelicanry"))
    assert "Pelicanry alone" not in suggestions(VISITOR, "pelicanr")
    assert find(None, "pelican").results == ()


def test_what_is_for_named_persons_stands_in_no_index(shelf: Path) -> None:
    a_text("red", "cormorant", tlp="TLP:RED", originator="MA", audience=Audience.of(["user:5"]))
    keep_up(CLERK)
    assert serving() is not None
    assert status().entries == {"ar": 0, "en": 0, "fr": 0}
    assert b"cormor" not in b"".join(path.read_bytes() for path in shelf.rglob("*") if path.is_file())


def test_what_is_restricted_or_overdue_vanishes_at_once() -> None:
    work = a_text()
    keep_up(CLERK)
    assert keys(READER, "tangier memorandum") >= {"work:tangier:en"}
    Work.objects.filter(pk=work.pk).update(restricted=True)
    assert not {key for key in keys(READER, "tangier memorandum") if key.startswith(("work:", "clause:"))}
    keep_up(CLERK)
    Work.objects.filter(pk=work.pk).update(restricted=False)
    keep_up(CLERK)
    assert keys(READER, "tangier memorandum") >= {"work:tangier:en"}


def test_only_settled_versions_are_found() -> None:
    a_text()
    Expression.objects.filter(language="en").update(state="proposed")
    keep_up(CLERK)
    assert not [one for one in keys(READER, "seventy days") if one.startswith("clause") and one.endswith("en")]
    Expression.objects.filter(language="en").update(state="settled")
    keep_up(CLERK)
    assert [one for one in keys(READER, "seventy days") if one.startswith("clause") and one.endswith("en")]


def test_a_new_index_is_built_while_the_old_one_serves() -> None:
    a_text()
    first = keep_up(CLERK)
    during: list[object] = []

    def meanwhile(done: int, total: int) -> None:
        during.append(serving())
        assert find(READER, "seventy days").results
        assert status().building == (done, total)
        Title.objects.create(work_id="tangier", language="fr", text=f"Titre de plus {done}")

    second = keep_up(CLERK, meanwhile, anew=True)
    assert set(during) == {first}
    assert second.pk != first.pk
    assert Index.objects.get() == second
    assert find(READER, "titre de plus", reader="fr").results
    assert not Change.objects.exists()


def test_words_are_found_while_the_first_index_with_meanings_is_made(settings: Any) -> None:
    a_text()
    settings.SEARCH_ENCODER = "light"
    served: list[str] = []

    def look(_done: int, _total: int) -> None:
        held = serving()
        served.append(held.made_by if held is not None else "")

    made = keep_up(CLERK, look)
    assert sorted(set(served)) == ["", f"{indexing.VERSION}:off"]
    assert made.made_by == f"{indexing.VERSION}:light"


def test_an_index_of_other_terms_is_not_read_but_made_anew() -> None:
    a_text()
    keep_up(CLERK)
    Index.objects.update(made_by="0:off")
    assert not find(READER, "records").results
    assert not status().ready
    assert waits()
    keep_up(CLERK)
    assert find(READER, "records").results


def test_two_do_not_write_at_once() -> None:
    with alone(), pytest.raises(Busy):
        keep_up(CLERK)


def test_terms_of_what_was_erased_leave_the_files_with_the_next_index(shelf: Path) -> None:
    a_text("kept", "pelican")
    a_text("erased", "quagmireword")
    keep_up(CLERK)
    _erase("erased")
    keep_up(CLERK)
    assert not find(READER, "quagmireword").results
    keep_up(CLERK, anew=True)
    held = b"".join(path.read_bytes() for path in shelf.rglob("*") if path.is_file())
    assert b"quagmi" not in held
    assert find(READER, "pelican").results


def _erase(key: str) -> None:
    ClauseText.objects.filter(clause__work=key).delete()
    Clause.objects.filter(work=key).delete()
    Work.objects.get(pk=key).delete()


class Killed(BaseException):
    """The process dies here."""


@pytest.mark.parametrize("seed", range(3))
def test_killed_and_taken_up_again_under_writes_it_finds_what_a_slow_look_finds(seed: int) -> None:
    chance = random.Random(seed)
    for number in range(6):
        a_text(f"text{number}", f"word{number}")
    with patch.object(indexing, "AT_ONCE", 7):
        for _ in range(20 if seed == 0 else 6):
            _write(chance)
            with KilledAfter(chance.randint(1, 12)):
                keep_up(CLERK, anew=chance.random() < 0.5)
        keep_up(CLERK)
    assert keys_in_index() == keys_by_a_slow_look()


def _write(chance: random.Random) -> None:
    texts = list(ClauseText.objects.all())
    for said in chance.sample(texts, min(5, len(texts))):
        said.text = f"changed {chance.randrange(100)} harbour"
        said.save()
    chance.choice(texts).delete()
    if chance.random() < 0.3:
        Expression.objects.filter(pk=chance.choice(texts).expression_id).update(state="replaced")
    Title.objects.create(work=chance.choice(list(Work.objects.all())), language="en", text=f"T {chance.random()}")


class KilledAfter:
    """Dies before or after so many writes to the files."""

    def __init__(self, steps: int) -> None:
        self.steps = steps

    def __enter__(self) -> None:
        change = Embedded.change

        def dying(engine: Embedded, put: object, gone: object = ()) -> None:
            self.steps -= 1
            if self.steps == 0:
                raise Killed
            change(engine, put, gone)  # type: ignore[arg-type]
            self.steps -= 1
            if self.steps == 0:
                raise Killed

        self.patched = patch.object(Embedded, "change", dying)
        self.patched.start()

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> bool:
        self.patched.stop()
        return kind is Killed


def keys_in_index() -> set[str]:
    held = serving()
    assert held is not None
    engine = indexing.opened(held)
    found: set[str] = set()
    for language in ("ar", "en", "fr"):
        found |= engine.words.matching(Question(), language, 100_000)
    return found


def keys_by_a_slow_look() -> set[str]:
    return {
        entry.key
        for kind in laid().values()
        for thing in kind.rows(CLERK, indexing.INDEX)
        for entry in entries_of(kind, thing)
    }


def test_every_table_of_every_kind_is_watched() -> None:
    assert noting.missing() == []
    noting.take_down()
    assert noting.missing()
    noting.put_up()
    assert noting.missing() == []
    assert connection.vendor in ("sqlite", "postgresql")


def test_whatever_is_asked_nobody_finds_what_the_policy_hides() -> None:
    for number, marking in enumerate(
        [
            {},
            {"tlp": "TLP:GREEN"},
            {"tlp": "TLP:AMBER", "originator": "EG"},
            {"tlp": "TLP:AMBER", "originator": "forum"},
        ]
    ):
        a_text(f"m{number}", "gannet", **marking)
    keep_up(CLERK)
    for actor in (*CAST, VISITOR, ANALYST):
        seen = {one.pk for one in laid()["work"].rows(actor, laid()["work"].permission)}
        found = {key.split(":")[1] for key in keys(actor, "gannet") if key.startswith("work:")}
        assert found <= seen
        assert {one for one in seen if one.startswith("m")} == {one for one in found if one.startswith("m")}
