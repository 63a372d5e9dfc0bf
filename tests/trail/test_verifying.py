"""Whoever tampers with the log is found: by the log itself where it was done clumsily, by a witness in any case."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import DatabaseError, transaction

from muntada.access.actor import Actor, Role
from muntada.access.rules import Permission
from muntada.trail import heads
from muntada.trail.actions import NotTheSameLog, hand_to_witness, prove, sign_head, take_out
from muntada.trail.deed import Refused, act
from muntada.trail.heads import KeyUnusable, read_head, witnessed
from muntada.trail.merkle import includes, leaf_hash
from muntada.trail.models import Entry, Frozen, Leaf, Tree
from muntada.trail.verifying import Tampering, verify
from muntada.trail.writing import sequence
from tests.cast import ANALYST
from tests.trail.tampering import CLASSES, cover_up, nth, some_lines, sql, unguarded

pytestmark = pytest.mark.django_db
OVERSEER = Actor("user:9", "Idris, overseer", frozenset({Role.OVERSEER, Role.PERSON}))
# How each of the seven looks where nothing was covered up.
CLUMSY = {
    "edit": Tampering.EDIT,
    "delete": Tampering.DELETE,
    "insert": Tampering.INSERT,
    "reorder": Tampering.REORDER,
    "truncate": Tampering.TRUNCATE,
    "recompute": Tampering.EDIT,
    "replace": Tampering.TRUNCATE,
}


@pytest.fixture(autouse=True)
def own_key(settings: object, tmp_path: Path) -> Iterator[None]:
    settings.TRAIL_KEY = tmp_path / "trail.key"  # type: ignore[attr-defined]
    yield
    heads._private_key.cache_clear()


def test_a_log_that_nobody_touched_is_sound() -> None:
    assert verify().is_sound
    some_lines(300)
    sign_head()
    some_lines(5)
    found = verify()
    assert found.is_sound, found.faults
    assert (found.leaves, found.heads, found.waiting) == (306, 1, 0)


@pytest.mark.parametrize("kind", CLASSES)
def test_what_is_tampered_with_clumsily_shows_by_itself(kind: str) -> None:
    some_lines()
    sign_head()
    with unguarded():
        CLASSES[kind]()
    found = verify()
    assert CLUMSY[kind] in found.counted, found.faults


@pytest.mark.parametrize("kind", CLASSES)
def test_row_37_with_a_witness_s_head_every_tampering_is_found_though_all_was_computed_anew(
    kind: str, tmp_path: Path
) -> None:
    some_lines(4)
    file = tmp_path / "witness"
    hand_to_witness(file)
    some_lines(12)
    hand_to_witness(file)
    with unguarded():
        CLASSES[kind]()
        cover_up(kind)
    assert verify().is_sound, "the log agrees with itself: nothing shows without a witness"
    found = verify(witnessed(file))
    assert set(found.counted) & {Tampering.RECOMPUTE, Tampering.REPLACE, Tampering.TRUNCATE}, found.faults


def test_a_log_under_another_key_is_found_as_replaced(tmp_path: Path) -> None:
    some_lines()
    file = tmp_path / "witness"
    hand_to_witness(file)
    with unguarded():
        CLASSES["replace"]()
        cover_up("replace", new_key=True)
    assert verify().is_sound
    assert Tampering.REPLACE in verify(witnessed(file)).counted
    with pytest.raises(NotTheSameLog, match="another key"):
        hand_to_witness(file)


def test_a_witness_is_given_no_head_of_another_log(tmp_path: Path) -> None:
    some_lines()
    file = tmp_path / "witness"
    hand_to_witness(file)
    before = file.read_text()
    with unguarded():
        CLASSES["edit"]()
        cover_up("edit")
    with pytest.raises(NotTheSameLog):
        hand_to_witness(file)
    assert file.read_text() == before


def test_a_head_that_was_changed_is_not_genuine() -> None:
    some_lines(3)
    line = sign_head().line()
    assert read_head(line).is_genuine()
    assert not read_head(line.replace('"size":3', '"size":2')).is_genuine()


def test_the_key_is_its_owner_s_alone(settings: object) -> None:
    some_lines(1)
    sign_head()
    key: Path = settings.TRAIL_KEY  # type: ignore[attr-defined]
    assert key.stat().st_mode & 0o777 == 0o600
    key.chmod(0o644)
    heads._private_key.cache_clear()
    with pytest.raises(KeyUnusable, match="chmod 600"):
        sign_head()


@pytest.mark.parametrize("model", [Entry, Leaf, Frozen, Tree])
def test_the_database_itself_refuses_to_change_or_remove_what_stands(model: type) -> None:
    some_lines(260)
    assert model.objects.exists()
    column = "hash" if model in (Leaf, Frozen) else "size" if model is Tree else "actor"
    for statement in (f"DELETE FROM {model._meta.db_table}", f"UPDATE {model._meta.db_table} SET {column} = {column}"):
        with pytest.raises(DatabaseError, match="never changed or removed"), transaction.atomic():
            sql(statement)
    assert verify().is_sound


def test_row_9_what_an_entry_says_is_taken_away_and_the_log_stays_verifiable() -> None:
    some_lines(5)
    pk = nth(2)
    assert take_out(OVERSEER, [pk]) == 1
    entry = Entry.objects.get(pk=pk)
    assert (entry.actor, entry.reason, entry.thing_key, entry.detail, entry.salt) == ("", "", "", {}, None)
    sequence()
    found = verify()
    assert found.is_sound, found.faults
    assert found.taken == 1
    assert take_out(OVERSEER, [pk]) == 0


def test_whoever_empties_an_entry_without_saying_so_is_found() -> None:
    some_lines(5)
    sql(
        "UPDATE trail_entry SET actor = '', reason = '', recipient = '', thing_key = '', detail = '{}', salt = NULL "
        "WHERE id = %s",
        [nth(2)],
    )
    assert Tampering.EDIT in verify().counted


def test_only_the_overseer_takes_out_what_entries_say() -> None:
    some_lines(1)
    with pytest.raises(Refused):
        take_out(ANALYST, [nth(0)])


def test_an_entry_is_proved_to_whoever_knows_no_more_than_the_file() -> None:
    some_lines(40)
    entry = Entry.objects.get(pk=nth(17))
    told = prove(entry).said()
    head = read_head(str(prove(entry).head.line()))
    from muntada.trail.canonical import canonical, commitment

    leaf = told["leaf"]
    assert commitment(bytes.fromhex(told["salt"]), canonical(told["entry"]).encode()).hex() == leaf["commitment"]
    path = [bytes.fromhex(step) for step in told["path"]]
    hashed = leaf_hash(canonical(leaf).encode())
    assert head.is_genuine()
    assert includes(hashed, told["index"], head.size, path, bytes.fromhex(head.root))


def test_a_deed_that_fails_leaves_no_leaf() -> None:
    some_lines(1)
    with pytest.raises(Refused), act(ANALYST, Permission.RECORD_WRITE), act(ANALYST, Permission.SOURCE_CAPTURE):
        raise Refused("half-way")
    assert verify().leaves == 1
