"""The tree of RFC 9162, beside the RFC's own definitions written down as they stand there."""

from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from muntada.trail.merkle import (
    EMPTY,
    Frontier,
    consistency_path,
    includes,
    inclusion_path,
    is_beginning,
    leaf_hash,
    node_hash,
    range_hash,
)

SIZES = st.integers(min_value=1, max_value=130)


def leaves(size: int) -> list[bytes]:
    return [leaf_hash(number.to_bytes(2, "big")) for number in range(size)]


def k_of(size: int) -> int:
    k = 1
    while k * 2 < size:
        k *= 2
    return k


def mth(hashes: list[bytes]) -> bytes:
    """2.1.1: the Merkle Tree Hash."""
    if not hashes:
        return sha256(b"").digest()
    if len(hashes) == 1:
        return hashes[0]
    k = k_of(len(hashes))
    return sha256(b"\1" + mth(hashes[:k]) + mth(hashes[k:])).digest()


def path(m: int, hashes: list[bytes]) -> list[bytes]:
    """2.1.3.1: PATH(m, D_n)."""
    if len(hashes) == 1:
        return []
    k = k_of(len(hashes))
    if m < k:
        return [*path(m, hashes[:k]), mth(hashes[k:])]
    return [*path(m - k, hashes[k:]), mth(hashes[:k])]


def subproof(m: int, hashes: list[bytes], whole: bool) -> list[bytes]:
    """2.1.4.1: SUBPROOF(m, D_n, b)."""
    if m == len(hashes):
        return [] if whole else [mth(hashes)]
    k = k_of(len(hashes))
    if m <= k:
        return [*subproof(m, hashes[:k], whole), mth(hashes[k:])]
    return [*subproof(m - k, hashes[k:], False), mth(hashes[:k])]


def nodes(hashes: list[bytes]):  # type: ignore[no-untyped-def]
    def node(level: int, position: int) -> bytes:
        assert (position + 1) << level <= len(hashes), "only complete subtrees are asked for"
        return mth(hashes[position << level : (position + 1) << level])

    return node


def test_the_smallest_trees_are_what_anybody_can_compute() -> None:
    empty_leaf = leaf_hash(b"")
    assert EMPTY.hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert empty_leaf.hex() == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    one, two, three = leaf_hash(b"1"), leaf_hash(b"2"), leaf_hash(b"3")
    tree = Frontier()
    tree.extend([one, two, three])
    assert tree.root() == sha256(b"\1" + sha256(b"\1" + one + two).digest() + three).digest()


@given(SIZES, st.lists(st.integers(min_value=0, max_value=40), max_size=6), st.integers(min_value=1, max_value=4))
@settings(max_examples=60, deadline=None)
def test_a_tree_grown_in_any_pieces_has_the_root_and_the_subtrees_of_the_definition(
    size: int, pieces: list[int], lowest: int
) -> None:
    hashes, tree, done, kept = leaves(size), Frontier(), 0, {}
    for piece in [*pieces, size]:
        part = hashes[done : min(size, done + piece)]
        kept |= {(level, place): node for level, place, node in tree.extend(part, lowest)}
        done += len(part)
        tree = Frontier(tree.size, tree.peaks)
        assert tree.root() == mth(hashes[:done])
    every = {
        (level, place): mth(hashes[place << level : (place + 1) << level])
        for level in range(lowest, 9)
        for place in range(size >> level)
    }
    assert kept == every


@given(SIZES, st.data())
@settings(max_examples=100, deadline=None)
def test_paths_are_those_of_the_definition_and_prove(size: int, data: st.DataObject) -> None:
    hashes = leaves(size)
    index = data.draw(st.integers(min_value=0, max_value=size - 1))
    found = inclusion_path(index, size, nodes(hashes))
    assert found == path(index, hashes)
    assert includes(hashes[index], index, size, found, mth(hashes))
    assert range_hash(0, size, nodes(hashes)) == mth(hashes)
    old = data.draw(st.integers(min_value=1, max_value=size))
    proof = consistency_path(old, size, nodes(hashes))
    assert proof == subproof(old, hashes, True)
    assert is_beginning(old, size, mth(hashes[:old]), mth(hashes), proof)


@given(SIZES, st.data())
@settings(max_examples=100, deadline=None)
def test_nothing_but_the_right_path_proves(size: int, data: st.DataObject) -> None:
    hashes = leaves(size)
    index = data.draw(st.integers(min_value=0, max_value=size - 1))
    found, root = inclusion_path(index, size, nodes(hashes)), mth(hashes)
    other = leaf_hash(b"another")
    assert not includes(other, index, size, found, root)
    assert not includes(hashes[index], index, size, [*found, other], root)
    assert not includes(hashes[index], size, size, found, root)
    if found:
        spot = data.draw(st.integers(min_value=0, max_value=len(found) - 1))
        assert not includes(hashes[index], index, size, found[:spot] + found[spot + 1 :], root)
        assert not includes(hashes[index], index, size, [*found[:spot], other, *found[spot + 1 :]], root)
    old = data.draw(st.integers(min_value=1, max_value=size))
    proof, was = consistency_path(old, size, nodes(hashes)), mth(hashes[:old])
    changed = mth([*hashes[: old - 1], other])
    assert not is_beginning(old, size, changed, root, proof)
    assert not is_beginning(old, size, was, other, proof)
    assert not is_beginning(old, size, was, root, [*proof, other])
    assert not is_beginning(size + 1, size, root, root, proof)


def test_what_there_is_none_of_is_refused() -> None:
    with pytest.raises(ValueError, match="no leaf 3"):
        inclusion_path(3, 3, nodes(leaves(3)))
    with pytest.raises(ValueError, match="No proof"):
        consistency_path(4, 3, nodes(leaves(3)))
    with pytest.raises(ValueError, match="complete subtrees"):
        Frontier(3, [EMPTY])
    assert node_hash(EMPTY, EMPTY) == sha256(b"\1" + EMPTY + EMPTY).digest()
