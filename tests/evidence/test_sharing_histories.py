"""Whatever is shared, released, narrowed and taken back, nobody learns what they may not know.

The model here is slow and its own: it keeps for every record the marking it was given and the releases that stand,
and says with the words of the protocol who may see what.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from muntada.access.actor import Actor, Role
from muntada.access.rows import rows
from muntada.access.rules import Permission, decide
from muntada.evidence.actions.citations import cite, passage_of
from muntada.evidence.actions.handling import mark
from muntada.evidence.actions.releases import NotFree, NotOpen, answer_release, ask_release, withdraw_release
from muntada.evidence.models import Document, Release
from muntada.evidence.pen import Pen, resting_on
from muntada.evidence.queries import values_of
from muntada.evidence.values import ValueRefused
from muntada.forum.models import Meeting
from muntada.marking.handling import Handling
from muntada.marking.tlp import TLP
from muntada.parties.models import Party
from muntada.trail.deed import Refused, act

SPEAKERS = {
    "EG": Actor("user:1", "Egypt", frozenset({Role.VALIDATOR}), party="EG"),
    "MA": Actor("user:2", "Morocco", frozenset({Role.VALIDATOR}), party="MA"),
}
ASKERS = [
    Actor("user:3", "of Egypt", frozenset({Role.FOCAL_POINT}), party="EG"),
    Actor("user:4", "of Morocco", frozenset({Role.FOCAL_POINT}), party="MA"),
    Actor("user:5", "of the Netherlands", frozenset({Role.FOCAL_POINT}), party="NL"),
]
ANALYST = Actor("user:6", "Analyst", frozenset({Role.ANALYST}))
PUBLIC = Actor("public", "The public", frozenset({Role.VISITOR}))
EVERYBODY = [*SPEAKERS.values(), *ASKERS, ANALYST, Actor("user:7", "Reader", frozenset({Role.READER})), PUBLIC]
KEYS = ["EG", "MA", "NL", "user:5", "user:7"]
AUDIENCES = st.frozensets(st.sampled_from(KEYS), max_size=2)


@dataclass
class Shared:
    """What the model knows of a record: its marking, and the releases that stand, by number."""

    tlp: TLP
    originator: str
    audience: frozenset[str]
    given: dict[int, tuple[TLP | None, frozenset[str]]] = field(default_factory=dict)

    def may(self, actor: Actor) -> bool:
        """Whether the protocol lets this actor see it."""
        label, audience = self.tlp, set(self.audience)
        for wider, more in self.given.values():
            audience |= more
            if wider is not None and list(TLP).index(wider) < list(TLP).index(label):
                label = wider
        if label == TLP.CLEAR:
            return True
        if Role.VISITOR in actor.roles:
            return False
        if label == TLP.GREEN:
            return True
        if label == TLP.RED:
            return actor.key in audience
        return actor.party == self.originator or actor.party in audience or actor.key in audience


class Sharing(RuleBasedStateMachine):
    """Two parties share meetings and documents; documents are read into one record whose `place` they state."""

    def __init__(self) -> None:
        super().__init__()
        self.block = transaction.atomic()
        self.block.__enter__()
        for key in ("EG", "MA", "NL"):
            Party.objects.create(key=key, kind="state")
        self.meetings: dict[int, Shared] = {}
        self.documents: dict[int, Shared] = {}
        self.said: dict[str, set[int]] = {}  # which documents state this place
        with act(ANALYST, Permission.RECORD_WRITE):
            self.record = Pen().make(Meeting, {"kind": "session"})
        for origin, label in (("EG", TLP.CLEAR), ("MA", TLP.GREEN)):
            self._share(label, origin, frozenset(), document=True)
        self._read(min(self.documents))

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.block.__exit__(None, None, None)

    @rule(
        label=st.sampled_from(list(TLP)),
        origin=st.sampled_from(["EG", "MA"]),
        audience=AUDIENCES,
        document=st.booleans(),
    )
    def share(self, label: TLP, origin: str, audience: frozenset[str], document: bool) -> None:
        self._share(label, origin, audience or frozenset({"user:5"}) if label == TLP.RED else audience, document)

    def _share(self, label: TLP, origin: str, audience: frozenset[str], document: bool) -> None:
        number = len(self.documents)
        made: Any = Meeting(kind="session")
        if document:
            made = Document(sha256=f"{number:064}", name="x", media_type="text/plain", size=1, text=f"place {number}",
                            language="en", captured_by="user:6")  # fmt: skip
        made.marked(Handling(label, origin, audience))
        made.save()
        (self.documents if document else self.meetings)[made.pk] = Shared(label, origin, audience)

    @rule(pick=st.integers(0, 9))
    def read_into_the_record(self, pick: int) -> None:
        self._read(sorted(self.documents)[pick % len(self.documents)])

    def _read(self, pk: int) -> None:
        document = Document.objects.get(pk=pk)
        self.record.refresh_from_db()
        with act(ANALYST, Permission.RECORD_WRITE) as deed, resting_on(document.handling):
            pen = Pen()
            pen.say(self.record, place=document.text)
            passage, _ = passage_of(document, 0, len(document.text), document.text)
            for one in pen.written.said:
                cite(deed, one.record, one.field, one.value, passage=passage)
        self.said.setdefault(document.text, set()).add(document.pk)

    @rule(
        pick=st.integers(0, 9), document=st.booleans(), asker=st.sampled_from(ASKERS), audience=AUDIENCES,
        label=st.sampled_from([None, TLP.CLEAR, TLP.GREEN, TLP.AMBER]), yes=st.booleans(),
    )  # fmt: skip
    def ask(
        self, pick: int, document: bool, asker: Actor, audience: frozenset[str], label: TLP | None, yes: bool
    ) -> None:
        found = self._pick(pick, document)
        if found is None:
            return
        thing, known = found
        try:
            release = ask_release(asker, thing, why="For a seminar.", audience=audience, to_label=label)
        except Refused:
            assert not known.may(asker)
            return
        except ValueRefused:
            return
        assert known.may(asker)
        for other in SPEAKERS.values():
            if other.party != known.originator:
                with pytest.raises(Refused), transaction.atomic():
                    answer_release(other, release, yes=True, reason="Not mine to give.")
        try:
            answer_release(SPEAKERS[known.originator], release, yes=yes, reason="So be it.")
        except NotFree:
            return
        if yes:
            known.given[release.pk] = (label, audience)

    @rule(pick=st.integers(0, 9))
    def withdraw(self, pick: int) -> None:
        given = list(Release.objects.filter(state="given").order_by("pk"))
        if not given:
            return
        release = given[pick % len(given)]
        withdraw_release(SPEAKERS[release.originator], release)
        table = self.meetings if release.record_type == "forum.meeting" else self.documents
        table[int(release.record_key)].given.pop(release.pk)
        with pytest.raises(NotOpen), transaction.atomic():
            answer_release(SPEAKERS[release.originator], release, yes=True, reason="Once more.")

    @rule(pick=st.integers(0, 9), document=st.booleans(), label=st.sampled_from(list(TLP)), audience=AUDIENCES)
    def narrow(self, pick: int, document: bool, label: TLP, audience: frozenset[str]) -> None:
        found = self._pick(pick, document)
        if found is None:
            return
        thing, known = found
        audience = audience or frozenset({"user:5"}) if label == TLP.RED else audience
        before = [actor for actor in EVERYBODY if known.may(actor)]
        try:
            mark(SPEAKERS[known.originator], thing, Handling(label, known.originator, audience))
        except Refused:
            return
        known.tlp, known.audience, known.given = label, audience, {}
        assert all(actor in before for actor in EVERYBODY if known.may(actor))

    def _pick(self, pick: int, document: bool) -> tuple[Any, Shared] | None:
        table = self.documents if document else self.meetings
        if not table:
            return None
        pk = sorted(table)[pick % len(table)]
        model: Any = Document if document else Meeting
        return model.objects.get(pk=pk), table[pk]

    @invariant()
    def everybody_sees_what_the_protocol_lets_them_see(self) -> None:
        for model, table in ((Meeting, self.meetings), (Document, self.documents)):
            things = list(model.objects.filter(pk__in=table)) if table else []
            for actor in EVERYBODY if table else []:
                allowed = {pk for pk, known in table.items() if known.may(actor)}
                seen = rows(actor, Permission.RECORD_READ, model).filter(pk__in=table)
                assert set(seen.values_list("pk", flat=True)) == allowed
                assert {thing.pk for thing in things if decide(actor, Permission.RECORD_READ, thing)} == allowed

    @invariant()
    def nobody_reads_a_value_whose_sources_are_all_closed_to_them(self) -> None:
        if not self.said:
            return
        record = Meeting.objects.get(pk=self.record.pk)
        for actor in EVERYBODY:
            if not decide(actor, Permission.RECORD_READ, record):
                assert values_of(actor, record) == []
                continue
            stated = {
                one.value for values in values_of(actor, record) for one in values.stated if values.field == "place"
            }
            for place in {record.place, *stated} - {""}:
                assert any(self.documents[pk].may(actor) for pk in self.said[str(place)])


def histories(count: int) -> None:
    run_state_machine_as_test(
        Sharing,
        settings=settings(
            max_examples=count, stateful_step_count=8, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )


@pytest.mark.django_db
def test_fifty_histories_of_sharing_keep_the_no_leak_rule() -> None:
    histories(50)


@pytest.mark.soak
@pytest.mark.django_db
def test_a_thousand_histories_of_sharing_keep_the_no_leak_rule() -> None:
    histories(1_000)
