"""What parties undertook: their answer to a clause or an outcome, and who carries it out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from muntada.access.actor import Actor
from muntada.access.rules import Permission
from muntada.evidence.values import ValueRefused
from muntada.followup.actions.under import changing, dates, entering, line, of_party, one_of, own, words
from muntada.followup.models import Commitment, Institution
from muntada.forum.actions.under import Given
from muntada.forum.models import Outcome
from muntada.library.models import Clause
from muntada.parties.models import Party


def enter_commitment(
    actor: Actor,
    *,
    party: Party,
    clause: Clause | None = None,
    outcome: Outcome | None = None,
    contributors: Iterable[Institution] = (),
    given: Given = None,
    **said: Any,
) -> Commitment:
    """Enter what a party said to a clause, or to an outcome of a meeting: `response`, `words_*`, `lead`, `authority`,
    `cycle`, `since`.

    Raises ValueRefused: to neither or to both, to one that is entered already, an institution of another party.
    """
    if (clause is None) == (outcome is None):
        raise ValueRefused("clause", "A commitment is to one clause, or to one outcome.")
    made = Commitment(party=party, clause=clause, outcome=outcome, **_columns(party, said))
    helping = [of_party("contributors", party, one) for one in contributors]
    about = clause.work if clause is not None else outcome
    assert about is not None

    def once() -> None:
        # Whoever enters the same at once waits at the party's row. Each keeps its own: what another one entered and
        # does not show is not found out by entering it.
        Party.objects.select_for_update(of=("self",)).filter(pk=party.pk).first()
        same = Commitment.objects.filter(party=party, clause=clause, outcome=outcome)
        if same.filter(originator=own(actor).originator).exists():
            raise ValueRefused("clause", "This party's answer to it is entered already.")

    with entering(actor, Permission.COMMITMENT_WRITE, made, about, given=given, first=once):
        made.contributors.set([one for one in helping if one is not None])
    return made


def change_commitment(
    actor: Actor, commitment: Commitment, *, contributors: Iterable[Institution] = (), **said: Any
) -> Commitment:
    """Change what is said of a commitment; to what it is, and whose, stays. Raises ValueRefused."""
    columns = _columns(commitment.party, said)
    helping = [of_party("contributors", commitment.party, one) for one in contributors]
    with changing(actor, Permission.COMMITMENT_WRITE, commitment, columns):
        commitment.contributors.set([one for one in helping if one is not None])
    return commitment


def _columns(party: Party, said: dict[str, Any]) -> dict[str, Any]:
    return {
        "response": one_of("response", said.get("response") or Commitment.Response.NONE, Commitment.Response),
        **words("words", said),
        "lead": of_party("lead", party, said.get("lead")),
        "authority": of_party("authority", party, said.get("authority")),
        "cycle": line("cycle", said.get("cycle") or "", 60),
        **dates(since=said.get("since") or ""),
    }
