"""What a paragraph still wants before an edition is frozen. Knows no database: it is told what the paragraph says."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from muntada.reports.wording.parting import sentences_of


@dataclass(frozen=True, slots=True)
class Wants:
    """What a paragraph wants: `lacking` languages without words, `behind` languages that another one has left, and by
    language the `unsourced` sentences, from 1."""

    lacking: tuple[str, ...] = ()
    behind: tuple[str, ...] = ()
    unsourced: Mapping[str, tuple[int, ...]] = field(default_factory=dict)

    @property
    def nothing(self) -> bool:
        """Whether it is sourced and paired."""
        return not (self.lacking or self.behind or self.unsourced)


def wants(
    texts: Mapping[str, str], sides: Mapping[str, int], sourced: Collection[int], languages: Sequence[str]
) -> Wants:
    """What a paragraph in these languages wants; `sourced` are its sentences with a source, 0 for all of them."""
    lacking = tuple(one for one in languages if not texts.get(one, "").strip())
    last = max((sides.get(one, 0) for one in languages if one not in lacking), default=0)
    behind = tuple(one for one in languages if one not in lacking and sides.get(one, 0) < last)
    unsourced: dict[str, tuple[int, ...]] = {}
    for one in languages:
        count = len(sentences_of(texts.get(one, ""), one))
        open_ = () if 0 in sourced else tuple(place for place in range(1, count + 1) if place not in sourced)
        if open_:
            unsourced[one] = open_
    return Wants(lacking, behind, unsourced)


def sides_after(
    sides: Mapping[str, int], before: Mapping[str, str], after: Mapping[str, str], version: int, *, agree: bool
) -> dict[str, int]:
    """With which version each language agrees once it was changed.

    A change of what was up to date leaves the others behind; a change of what was behind brings it up again. `agree`
    says that all of them say the same now.
    """
    there = [one for one in after if after[one].strip()]
    if agree:
        return dict.fromkeys(there, version)
    last = max((sides.get(one, 0) for one in before if before[one].strip()), default=0)
    changed = {one for one in there if after[one] != before.get(one, "")}
    ahead = {one for one in before if before[one].strip() and sides.get(one, 0) == last}
    moved = dict(sides)
    for one in there:
        # What only catches up agrees with what was ahead of it, which so agrees with this version too.
        caught_up = one in ahead and not changed & ahead and bool(changed)
        if one in changed or caught_up:
            moved[one] = version
    return {one: moved[one] for one in there if one in moved}
