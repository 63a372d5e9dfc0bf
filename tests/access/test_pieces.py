"""A list in pieces shows everything once, on and back, whatever comes and goes meanwhile."""

from __future__ import annotations

import pytest

from muntada.access.pieces import NoPlace, different, first_piece, piece_after, piece_before, read, write
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.forum.models import Meeting
from tests.cast import VISITOR

pytestmark = pytest.mark.django_db
ORDER = [("-when", str), ("-pk", int)]
SIZE = 4


@pytest.fixture
def meetings() -> list[int]:
    """Eleven meetings, several on one day, as the list shows them."""
    for number in range(11):
        Meeting.objects.create(kind="session", when=f"2020-0{number % 3 + 1}")
    return list(Meeting.objects.order_by("-when", "-pk").values_list("pk", flat=True))


def test_everything_is_shown_once_on_and_back(meetings: list[int]) -> None:
    every = Meeting.objects.all()
    pieces = [first_piece(every, ORDER, SIZE)]
    while pieces[-1].after:
        pieces.append(piece_after(every, ORDER, pieces[-1].after, SIZE))
    assert [one.pk for piece in pieces for one in piece.items] == meetings
    assert (pieces[0].before, pieces[-1].after) == ("", "")
    back = pieces[-1]
    for piece in reversed(pieces[:-1]):
        back = piece_before(every, ORDER, back.before, SIZE)
        assert [one.pk for one in back.items] == [one.pk for one in piece.items]
    assert back.before == ""


def test_what_comes_meanwhile_moves_nothing(meetings: list[int]) -> None:
    every = Meeting.objects.all()
    first = first_piece(every, ORDER, SIZE)
    Meeting.objects.create(kind="session", when="2021")
    Meeting.objects.get(pk=meetings[0]).delete()
    assert [one.pk for one in piece_after(every, ORDER, first.after, SIZE).items] == meetings[4:8]


def test_before_the_first_ones_stands_the_whole_first_piece(meetings: list[int]) -> None:
    every = Meeting.objects.all()
    second = piece_after(every, ORDER, write(["2020-03", meetings[1]]), SIZE)
    back = piece_before(every, ORDER, second.before, SIZE)
    assert [one.pk for one in back.items] == meetings[:4], "two stood before, and the piece is whole"


def test_after_the_last_one_stands_nothing(meetings: list[int]) -> None:
    assert piece_after(Meeting.objects.all(), ORDER, write(["", 0]), SIZE).items == []


@pytest.mark.parametrize(
    "place",
    ["", "?", "bm90IGpzb24", write(["2020"]), write([1, 2]), write(["2020", "1"]), write(["2020", True]),
     write(["2020", -1]), write(["2020", 2**63]), write(["20\x0020", 1]), "W" * 5_000],
)  # fmt: skip
def test_what_names_no_place_is_refused(place: str) -> None:
    with pytest.raises(NoPlace):
        read(place, ORDER)


def test_the_different_values_of_a_column_are_those_of_the_list() -> None:
    for kind, label in (("session", "TLP:CLEAR"), ("workshop", "TLP:GREEN"), ("plenary", "TLP:CLEAR")):
        for _ in range(3):
            Meeting.objects.create(kind=kind, tlp=label, when="2020")
    assert different(Meeting.objects.all(), "kind") == ["plenary", "session", "workshop"]
    assert different(rows(VISITOR, Permission.RECORD_READ, Meeting), "kind") == ["plenary", "session"]
    assert different(Meeting.objects.filter(when="2021"), "kind") == different(Meeting.objects.all(), "body") == []
