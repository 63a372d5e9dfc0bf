"""How a record may be handled: label, originator and audience, what for, on which basis, and for how long.

Labels are those of the Traffic Light Protocol 2.0 (FIRST). Categories of persons follow Directive (EU) 2016/680,
article 6. Parties and persons are named by their keys (`EG`, `gctf.coco`, `user:7`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from muntada.marking.tlp import TLP, highest

THE_FORUM = "muntada"  # the originator of what the forum's own staff enter: whoever runs this installation


class Purpose(StrEnum):
    """What a record is kept for, and what somebody reads it for."""

    CONDUCT_OF_THE_FORUM = "conduct_of_the_forum"
    CAPACITY_BUILDING = "capacity_building"
    POLICY_ANALYSIS = "policy_analysis"
    PUBLIC_INFORMATION = "public_information"
    PREVENTION = "prevention"
    INVESTIGATION = "investigation"
    OVERSIGHT = "oversight"


class Category(StrEnum):
    """What a person is to the record that speaks of them."""

    SUSPECT = "suspect"
    CONVICTED = "convicted"
    VICTIM = "victim"
    WITNESS = "witness"
    CONTACT = "contact"
    OFFICIAL = "official"
    AUTHOR = "author"
    OTHER = "other"


class Retention(StrEnum):
    """How long a record about a person may stand before somebody looks whether it is still needed."""

    PUBLIC_OFFICE = "public_office"
    WORKING_PAPER = "working_paper"
    CASE = "case"
    SHORT = "short"


# Days from the day on which the record was entered or last reviewed; a review cannot be set later than that.
LONGEST: dict[Retention, int] = {
    Retention.PUBLIC_OFFICE: 730,
    Retention.WORKING_PAPER: 1095,
    Retention.CASE: 365,
    Retention.SHORT: 90,
}


class Incomparable(ValueError):
    """Raised where two handlings cannot be combined: neither's readers are all among the other's."""


@dataclass(frozen=True, slots=True)
class Handling:
    """Who may see something: its label, who it comes from, and the keys of those it was shared with.

    A key in the audience may end on a day, which no longer counts: `EG@2027-01-31`.
    """

    tlp: TLP = TLP.CLEAR
    originator: str = THE_FORUM
    audience: frozenset[str] = frozenset()

    def flows_to(self, other: Handling) -> bool:
        """Whether everybody who may see a thing handled as `other` may see this one too.

        Only then may a value that rests on this be written into that thing.
        """
        if self.tlp.rank > other.tlp.rank:
            return False
        if self.tlp == TLP.CLEAR or self.tlp == TLP.GREEN:
            return True
        if not all(self.names(member) for member in other.audience):
            return False
        return other.tlp == TLP.RED or other.originator in self.audience | {self.originator}

    def names(self, member: str) -> bool:
        """Whether the member of an audience (`EG`, or `EG@2027-01-31` until a day) is named here for as long.

        The originator always is: under TLP:RED a party's name opens nothing, under other labels it sees its own.
        """
        return member in self.audience or member.partition("@")[0] in self.audience | {self.originator}


PUBLIC = Handling()


@dataclass(frozen=True, slots=True)
class Conditions:
    """What else is said of a record: what for and by which right it is kept, whom it speaks of, and until when."""

    purpose: Purpose = Purpose.CONDUCT_OF_THE_FORUM
    legal_basis: str | None = None
    category: Category | None = None
    retention: Retention | None = None
    review_by: date | None = None

    def loosened_by(self, other: Conditions) -> str | None:
        """Which field of `other` opens a record that is kept under these to more people, or for longer; or None."""
        if self.category is not None and other.category is None:
            return "category"
        # Whoever reads for the other purpose would begin to see a record about a person.
        if self.category is not None and other.purpose != self.purpose:
            return "purpose"
        if self.category is not None and other.legal_basis is None:
            return "legal_basis"
        if self.retention is not None and (
            other.retention is None or LONGEST[other.retention] > LONGEST[self.retention]
        ):
            return "retention"
        if self.review_by is not None and (other.review_by is None or other.review_by > self.review_by):
            return "review_by"
        return None


def strictest(handlings: Iterable[Handling], context: Handling = PUBLIC) -> Handling:
    """The one of these, or of the context, whose readers may see all the others. Raises Incomparable.

    What nobody marked takes the handling of the context that it was made in.
    """
    found = context
    for one in handlings:
        if found.flows_to(one):
            found = one
        elif not one.flows_to(found):
            raise Incomparable("These sources were shared with different people: ask their originators for a release.")
    return found


@dataclass(frozen=True, slots=True)
class Bundle:
    """How several things together are handled: a list, a digest, an export."""

    tlp: TLP
    originators: tuple[str, ...]
    purposes: tuple[str, ...]
    legal_bases: tuple[str, ...]
    expires: date | None
    releases: tuple[int, ...]


def review_within(retention: Retention, since: date) -> date:
    """The last day on which a record of this class, entered on that day, may still wait for its review."""
    return since + timedelta(days=LONGEST[retention])


def label_of(labels: Iterable[TLP], context: TLP = TLP.CLEAR) -> TLP:
    """The label of what is made of these: the highest of them and of the context it is made in."""
    return highest([context, *labels])
