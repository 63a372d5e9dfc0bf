"""Duplicates: proposed by the engine, joined and parted by a person, and nothing is lost by either."""

from __future__ import annotations

import pytest

from muntada.evidence.values import ValueRefused
from muntada.register.actions.judging import judge
from muntada.register.actions.likening import note_likenesses
from muntada.register.actions.own import correct, state
from muntada.register.models import Entity, Judgement, Likeness, Statement
from muntada.register.queries.likeness import judgements, likenesses, one_with
from muntada.trail.deed import Refused
from tests.cast import ANALYST
from tests.register.officers import DESK, OFFICER, SECOND
from tests.register.own import SOLID, person, ready, thing, told

pytestmark = pytest.mark.django_db


def on_list(entity: Entity, dataset: str) -> Entity:
    """The same, as if a list had brought it."""
    Entity.objects.filter(pk=entity.pk).update(dataset=dataset)
    return entity


def three() -> tuple[Entity, Entity, Entity]:
    ready()
    one = on_list(person("Zubayr Alkhatibi", birthDate="1964"), "un")
    two = on_list(person("Zoubeir el-Khatibi", birthDate="1964"), "ofac")
    return one, two, person("زبير الخطيبي", birthDate="1964-02")


def test_what_may_be_the_same_across_lists_and_scripts_is_proposed_and_changes_nothing() -> None:
    one, two, own = three()
    on_list(person("Zubayr Alkhatibi", birthDate="1964"), "un")  # its own list keeps these two apart
    person("Nadia Benomar")
    assert note_likenesses(OFFICER) == 5
    pairs = {frozenset((each.left_id, each.right_id)) for each in likenesses(OFFICER)}
    assert {frozenset((one.pk, two.pk)), frozenset((one.pk, own.pk)), frozenset((two.pk, own.pk))} <= pairs
    assert not Entity.objects.filter(canonical__isnull=False).exists()
    assert likenesses(OFFICER)[0].explained["parts"], "each says why"
    assert not likenesses(ANALYST).exists()
    with pytest.raises(Refused):
        note_likenesses(DESK)


def test_a_judged_pair_comes_again_only_when_something_changes() -> None:
    one, _two, own = three()
    note_likenesses(OFFICER)
    pair = Likeness.objects.get(left=min(one.pk, own.pk), right=max(one.pk, own.pk))
    judge(OFFICER, one, own, said_to_be="other", reason="Another mother.")
    waiting = note_likenesses(OFFICER)
    pair.refresh_from_db()
    assert (pair.waits, waiting) == (False, 2)
    state(OFFICER, own, told(nationality="Jordan"))
    assert note_likenesses(OFFICER) == 3
    correct(OFFICER, Statement.objects.get(entity=own, prop="name"), value="قيس بن نادر", reason="A mistake.")
    note_likenesses(OFFICER)
    assert not Likeness.objects.filter(right=max(_two.pk, own.pk), left=min(_two.pk, own.pk)).exists()


def test_joined_entities_are_one_and_parted_ones_are_as_they_were() -> None:
    one, two, own = three()
    before = list(Statement.objects.order_by("pk").values())
    judge(OFFICER, own, one, said_to_be="same", reason="The same passport.")
    judge(SECOND, two, own, said_to_be="same", reason="The same mother.")
    own.refresh_from_db()
    assert {each.canonical_id for each in Entity.objects.exclude(pk=one.pk)} == {one.pk}
    assert {each.pk for each in one_with(OFFICER, own)} == {one.pk, two.pk}
    judge(OFFICER, two, own, said_to_be="open", reason="It was her brother’s.")
    assert {each.pk for each in one_with(OFFICER, one)} == {own.pk}
    assert one_with(OFFICER, Entity.objects.get(pk=two.pk)) == []
    judge(OFFICER, own, one, said_to_be="other", reason="Two men.")
    assert not Entity.objects.filter(canonical__isnull=False).exists()
    assert list(Statement.objects.order_by("pk").values()) == before, "what each states stays its own"
    told_of = [each.said for each in judgements(OFFICER, one.pk, own.pk)]
    assert told_of == ["other", "same"], "every judgement stays"


def test_what_cannot_be_judged_is_refused_and_leaves_nothing() -> None:
    one, two, own = three()
    judge(OFFICER, one, two, said_to_be="same", reason="One.")
    judge(OFFICER, two, own, said_to_be="same", reason="One.")
    group = thing("Organization", SOLID, name="Lantern Front")
    for left, right, said, reason in (
        (one, one, "same", "x"),
        (one, group, "same", "x"),
        (one, two, "same", "x"),
        (one, two, "perhaps", "x"),
        (one, two, "other", " "),
    ):
        with pytest.raises(ValueRefused):
            judge(OFFICER, left, right, said_to_be=said, reason=reason)
    judge(OFFICER, one, own, said_to_be="same", reason="One.")
    with pytest.raises(ValueRefused, match="not to be the same"):
        judge(OFFICER, one, own, said_to_be="other", reason="A third still holds them together.")
    with pytest.raises(Refused):
        judge(DESK, one, two, said_to_be="open", reason="x")
    assert Judgement.objects.count() == 3
