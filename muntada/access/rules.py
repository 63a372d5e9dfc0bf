"""The policy as data: under each permission, who has it and of which things.

A rule holds of an actor and a thing; a permission is given when any of its rules holds. `decide` reads the
table for one thing, `rows.rows` for a whole list; a test compares the two readings.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from muntada.access.actor import Actor, Role
from muntada.access.conditions import (
    Among,
    ByAnother,
    ByOneself,
    Circle,
    Condition,
    OfChairedBody,
    OfOneself,
    OfOwnOrganisation,
    OfOwnParty,
    SharedWith,
    under_label,
)
from muntada.access.permissions import Permission
from muntada.marking.handling import THE_FORUM
from muntada.marking.tlp import TLP

__all__ = ["RULES", "Decision", "Permission", "Rule", "decide"]


@dataclass(frozen=True, slots=True)
class Rule:
    """These roles have the permission of things of which every condition holds (of all, where none is named)."""

    roles: frozenset[Role]
    conditions: tuple[Condition, ...] = ()
    because: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """The answer, with the rule that gave it or the reason why none did."""

    allowed: bool
    reason: str

    def __bool__(self) -> bool:
        return self.allowed


def _rule(*roles: Role, when: Iterable[Condition] = (), because: str) -> Rule:
    return Rule(frozenset(roles), tuple(when), because)


_A, _S, _N, _F, _R = Role.ADMINISTRATOR, Role.SECRETARIAT, Role.ANALYST, Role.FOCAL_POINT, Role.READER
_STAFF = (_S, _N)
_P, _D = Role.PERSON, Role.DOORKEEPER
_C, _V, _W, _O = Role.CO_CHAIR, Role.VALIDATOR, Role.REVIEWER, Role.OVERSEER
# Whoever holds an office is a member of the forum's community; to be signed in is not enough.
_MEMBERS = (_A, _S, _N, _F, _R, _C, _V, _W, _O)
_ITS_KEEPER = (
    _rule(_F, _V, when=[OfOwnParty("originator")], because="A party keeps what it undertook and did."),
    _rule(*_STAFF, when=[Among("originator", (THE_FORUM,))], because="The forum's staff keep what it entered itself."),
)
_JUDGED = OfOwnParty("commitment__party_id")
_ADDRESSED = _rule(Role.CLERK, because="Whoever was given a secret address answers there.")
_FLAGGED = (ByAnother("by"), *under_label(TLP.CLEAR, TLP.GREEN, TLP.AMBER, TLP.AMBER_STRICT, of="entity__"))
_BUT_RED = under_label(TLP.CLEAR, TLP.GREEN, TLP.AMBER, TLP.AMBER_STRICT)
_RECORDS = (_rule(*_STAFF, because="The secretariat and its analysts keep the records."),)
_BY_TWO = _rule(*_STAFF, when=[ByAnother("by")], because="What one proposed another one decides.")
_DUE = _rule(Role.CLERK, because="What is due is done by the system itself.")


def _by_handling() -> tuple[Rule, ...]:
    """What can be shared is seen as its label, its originator and its audience say (TLP 2.0)."""
    return (
        _rule(Role.VISITOR, *_MEMBERS, when=under_label(TLP.CLEAR), because="What is TLP:CLEAR is open to all."),
        _rule(*_MEMBERS, when=under_label(TLP.GREEN), because="What is TLP:GREEN is for the forum's community."),
        _rule(
            *_MEMBERS,
            when=[*under_label(TLP.AMBER, TLP.AMBER_STRICT), OfOwnOrganisation("originator")],
            because="An originator's own people see what it shared.",
        ),
        _rule(
            *_MEMBERS,
            when=[*under_label(TLP.AMBER), SharedWith(Circle.CLIENTS)],
            because="What is TLP:AMBER is for the parties and bodies that it was shared with, and their members.",
        ),
        _rule(
            *_MEMBERS,
            when=[*under_label(TLP.AMBER_STRICT), SharedWith(Circle.ORGANISATION)],
            because="What is TLP:AMBER+STRICT is for the organisations that it was shared with.",
        ),
        _rule(
            *_MEMBERS,
            when=[*under_label(TLP.RED), SharedWith(Circle.PERSON)],
            because="What is TLP:RED is for the persons who are named.",
        ),
    )


def _for_the_originator(*when: Condition) -> tuple[Rule, ...]:
    """Who speaks for the originator of a thing."""
    return (
        _rule(_V, when=[OfOwnParty("originator"), *when], because="A validating authority speaks for its party."),
        _rule(
            _C,
            when=[OfChairedBody("originator"), *when],
            because="A co-chair speaks for the body, as long as the term lasts.",
        ),
        _rule(
            _S,
            when=[Among("originator", (THE_FORUM,)), *when],
            because="The secretariat speaks for what the forum itself entered.",
        ),
    )


def _for_a_party(*when: Condition) -> tuple[Rule, ...]:
    """Who acts for a party in the forum's business; the secretariat enters what reaches it on paper."""
    own = when or (OfOwnParty("pk"),)
    return (
        _rule(_F, _V, when=own, because="A party acts for itself, by its focal points and validating authority."),
        _rule(_S, because="The secretariat enters what a party sent it."),
    )


def _for_the_chair(body: str) -> tuple[Rule, ...]:
    """Who runs the business of a body; `body` leads from the thing to the body's key."""
    return (
        _rule(_S, because="The secretariat serves every body."),
        _rule(_C, when=[OfChairedBody(body)], because="A co-chair runs the body, as long as the term lasts."),
    )


def _for_the_overseer() -> tuple[Rule, ...]:
    """Who oversees; that an administrator stands in follows from nobody holding the office that day."""
    return (
        _rule(_O, because="The overseer, and nobody else, reads the trail."),
        _rule(Role.STAND_IN, because="An administrator reads the trail until an overseer is appointed."),
    )


def _for_the_reviewer() -> tuple[Rule, ...]:
    """Who reviews; what is for some only is reviewed by somebody among them."""
    return (
        _rule(
            _W,
            when=[Among("tlp", (TLP.CLEAR, TLP.GREEN))],
            because="The reviewer sees what is overdue, and nobody else does.",
        ),
        _rule(
            _W,
            when=[Among("tlp", (TLP.AMBER, TLP.AMBER_STRICT)), SharedWith(Circle.ORGANISATION)],
            because="The reviewer sees what is overdue where the audience allows it.",
        ),
        _rule(
            _W,
            when=[Among("tlp", (TLP.RED,)), SharedWith(Circle.PERSON)],
            because="The reviewer sees what is overdue where the audience allows it.",
        ),
    )


# What many permissions have in common is said once: kept by its keeper, kept by the staff, done by the system itself.
_KEPT = (
    Permission.INSTITUTION_KEEP, Permission.COMMITMENT_WRITE, Permission.MAPPING_WRITE, Permission.MEASURE_WRITE,
    Permission.PROGRESS_WRITE, Permission.INSTITUTION_ASK, Permission.ANSWER_TAKE, Permission.POSITION_WRITE,
    Permission.EDITION_WRITE, Permission.RECIPIENT_KEEP, Permission.LEAD_DECIDE,
)  # fmt: skip
_RECORDED = (
    Permission.LIST_BRING, Permission.LIST_DECIDE, Permission.ENTITY_KEEP, Permission.ENTITY_JUDGE,
    Permission.LISTING_PROPOSE, Permission.STATEMENT_WRITE, Permission.MINUTES_WRITE, Permission.SPECIAL_ASK,
)  # fmt: skip
_DONE_WHEN_DUE = (
    Permission.FOLLOWS_LOOK, Permission.CITATIONS_NOTE, Permission.TERMS_NOTE, Permission.STATEMENT_PURGE,
    Permission.BACKUP_MAKE, Permission.BACKUP_RESTORE, Permission.LISTING_LAPSE, Permission.DELIVERY_NOTE,
)  # fmt: skip
RULES: dict[Permission, tuple[Rule, ...]] = {
    Permission.RECORD_READ: _by_handling(),
    Permission.RECORD_REVIEW: _for_the_reviewer(),
    Permission.REVIEW_DECIDE: _for_the_reviewer(),
    Permission.RECORD_MARK: (
        _rule(
            _S, _N, when=[Among("originator", (THE_FORUM,))], because="The forum's staff mark what the forum entered."
        ),
        _rule(_F, _V, when=[OfOwnParty("originator")], because="A party marks what it shared."),
        _rule(_C, when=[OfChairedBody("originator")], because="A co-chair marks what the body shared."),
    ),
    Permission.RELEASE_ASK: _by_handling(),
    Permission.RELEASE_ANSWER: _for_the_originator(ByAnother("asked_by")),
    Permission.RELEASE_WITHDRAW: _for_the_originator(),
    Permission.RELEASE_READ: (
        _rule(*_MEMBERS, when=[ByOneself("asked_by")], because="Whoever asked for a release sees what became of it."),
        _rule(
            *_MEMBERS,
            when=[Among("state", ("given",)), SharedWith(Circle.CLIENTS)],
            because="Whoever a record was released to sees the release.",
        ),
        *_for_the_originator(),
    ),
    Permission.LIST_EXPORT: (
        _rule(*_MEMBERS, because="Whoever may read a list may take it along, as far as they see it."),
    ),
    Permission.BASIS_REPEAL: (_rule(_S, because="The secretariat keeps the table of legal bases."),),
    Permission.POLICY_READ: (_rule(Role.VISITOR, *_MEMBERS, because="Everybody may know who may do what."),),
    Permission.RECORD_WRITE: (
        _rule(*_STAFF, because="The secretariat and its analysts keep the records."),
        _rule(Role.LOADER, because="The reference facts are loaded by the system itself."),
    ),
    Permission.CITATION_READ: _by_handling(),
    Permission.CONFLICT_SETTLE: (_rule(_S, because="The secretariat decides between sources."),),
    Permission.SOURCE_READ: _by_handling(),
    Permission.SOURCE_CAPTURE: (_rule(*_STAFF, because="The secretariat and its analysts bring sources in."),),
    Permission.FINDING_DECIDE: (_rule(*_STAFF, because="A finding is decided by a person of the staff."),),
    Permission.FACTS_LOAD: (_rule(Role.LOADER, because="The reference facts are loaded by the system itself."),),
    Permission.LINK_ISSUE: (
        _rule(Role.DOORKEEPER, because="The person at the machine's own console is its administrator."),
        _rule(_A, because="An administrator lets people in."),
    ),
    Permission.LINK_REDEEM: (_rule(Role.DOORKEEPER, because="A link that was given to a person lets that person in."),),
    Permission.SESSION_BEGIN: (_rule(_D, because="Whoever proved to be that person comes in."),),
    Permission.ATTEMPT_COUNT: (_rule(_D, because="Whoever guesses has to wait longer each time."),),
    Permission.SESSION_END: (
        _rule(_P, when=[OfOneself()], because="A session is its person's own to end."),
        _rule(_A, because="An administrator ends sessions."),
        _rule(_D, because="Whoever signs out, or changes a factor, ends sessions."),
    ),
    Permission.FACTOR_KEEP: (_rule(_P, when=[OfOneself()], because="The ways in are their person's own."),),
    Permission.PAGE_CHOOSE: (_rule(_P, when=[OfOneself()], because="How pages look is their reader's own."),),
    Permission.RIGHT_DELEGATE: (_rule(_P, when=[OfOneself()], because="A right is lent by whoever holds it."),),
    Permission.TOKEN_MAKE: (_rule(_P, when=[OfOneself()], because="A token acts for its person alone."),),
    Permission.TOKEN_END: (
        _rule(_P, when=[OfOneself()], because="A token is its person's own to end."),
        _rule(_A, because="An administrator ends tokens."),
    ),
    Permission.PERSON_READ: (
        _rule(_A, _S, because="The administrator and the secretariat know who is here."),
        _rule(_P, when=[OfOneself()], because="Everybody sees what is kept of them."),
    ),
    Permission.PERSON_CONFIRM: (_rule(_A, because="An administrator confirms what another one proposed."),),
    Permission.PERSON_MANAGE: (
        _rule(_A, because="An administrator gives offices."),
        _rule(Role.DOORKEEPER, because="The first administrator is made at the machine's own console."),
    ),
    Permission.TRAIL_READ: _for_the_overseer(),
    Permission.TRAIL_TAKE: _for_the_overseer(),
    Permission.TRAIL_SEAL: (_rule(Role.NOTARY, because="Heads of the log are signed by the system itself."),),
    Permission.TRAIL_ERASE: (
        _rule(_O, because="The overseer takes out of the trail what the law wants gone, and that is logged."),
        _rule(Role.CLERK, because="What was erased leaves the trail too, and that is logged."),
    ),
    Permission.JOB_RUN: (
        _rule(_P, because="A job is done in the name and with the rights of whoever asked for it."),
        _rule(Role.CLERK, Role.LOADER, _D, because="What is due is done by the system itself."),
    ),
    Permission.JOB_READ: (
        _rule(_A, because="An administrator looks after the jobs."),
        _rule(_P, when=[ByOneself("requested_by")], because="Whoever asked for a job sees how far it is."),
    ),
    Permission.JOBS_MANAGE: (_rule(_A, because="An administrator looks after the jobs."), _DUE),
    Permission.MAIL_WRITE: (
        _rule(_S, because="The secretariat keeps the outbox."),
        _rule(_A, _D, when=[Among("letter", ("invitation",))], because="Whoever lets people in invites them."),
        _DUE,
    ),
    Permission.MAIL_READ: (_rule(_S, because="The secretariat keeps the outbox."),),
    Permission.MAIL_RELEASE: (
        _rule(_S, because="The secretariat keeps the outbox."),
        _rule(_V, when=[OfOwnParty("party")], because="Whoever sends a report lets its letters go."),
        _rule(_C, when=[OfChairedBody("party")], because="Whoever sends a report lets its letters go."),
    ),
    Permission.REQUEST_READ: (
        _rule(_S, _W, because="Those who look after persons' rights see what was asked for."),
        _rule(_O, because="Who oversees sees how persons' requests are answered."),
    ),
    Permission.REQUEST_TAKE: (_rule(_S, _W, because="Whoever hears a person's request takes it in."), _DUE),
    Permission.REQUEST_ANSWER: (_rule(_W, because="The reviewer, who entered nothing, answers persons."),),
    Permission.ERASURE_PROPOSE: (
        _rule(_S, _W, because="Those who look after persons' rights propose what is to be erased."),
        _DUE,
    ),
    Permission.ERASURE_DECIDE: (
        _rule(_S, _W, when=[ByAnother("proposed_by")], because="What one proposed another one decides."),
        _DUE,
    ),
    Permission.RECORD_RESTRICT: (
        _rule(_S, _W, because="Those who look after persons' rights keep a record from use while it is looked into."),
    ),
    Permission.RECORD_DISPUTE: (
        _rule(_S, _W, because="Those who look after persons' rights note what a person disputes."),
    ),
    Permission.CORRECTION_TELL: (
        _rule(_S, _W, because="Those who look after persons' rights see that a correction reaches everybody."),
        _DUE,
    ),
    Permission.PURPOSE_READ: (
        _rule(_S, _W, because="Those who look after persons' rights see what is kept for which purpose."),
        _rule(_O, because="Who oversees sees how purposes were changed."),
        _rule(_V, when=[OfOwnParty("originator")], because="A validating authority speaks for its party."),
        _rule(
            _C,
            when=[OfChairedBody("originator")],
            because="A co-chair speaks for the body, as long as the term lasts.",
        ),
    ),
    Permission.PURPOSE_PROPOSE: _for_the_originator(),
    Permission.PURPOSE_SIGN: (
        _rule(
            _W,
            when=[ByAnother("proposed_by")],
            because="The reviewer, who entered nothing, signs what another one proposed.",
        ),
    ),
    Permission.REPORT_TAKE: (_rule(Role.CLERK, because="What is reported in confidence is taken in without a name."),),
    Permission.REPORT_READ: (_rule(_W, because="The reviewer, and nobody else, reads what was reported."),),
    Permission.REPORT_ANSWER: (_rule(_W, because="The reviewer, and nobody else, answers what was reported."), _DUE),
    Permission.ASSESSMENT_WRITE: (
        _rule(_S, _W, because="Those who look after persons' rights assess what processing means for them."),
    ),
    Permission.ASSESSMENT_SIGN: (
        _rule(_W, when=[ByAnother("written_by")], because="The reviewer signs what somebody else assessed."),
    ),
    Permission.BREACH_READ: (_rule(_A, _S, _W, _O, because="Those who answer for a breach see its file."),),
    Permission.BREACH_KEEP: (_rule(_A, _S, because="Those who answer for a breach keep its file."),),
    Permission.BODY_KEEP: (_rule(_S, because="The secretariat keeps the forum's own order."),),
    Permission.TERM_KEEP: (_rule(_S, because="The secretariat keeps the forum's own order."), _DUE),
    Permission.ELECTION_HOLD: (_rule(_S, because="The secretariat holds elections."),),
    Permission.CANDIDACY_SUBMIT: _for_a_party(),
    Permission.CANDIDACY_SUPPORT: _for_a_party(),
    Permission.BALLOT_CAST: _for_a_party(),
    Permission.SILENCE_BREAK: _for_a_party(),
    Permission.SILENCE_CLOSE: (_rule(_S, because="The secretariat holds elections."), _DUE),
    Permission.MEETING_CONVENE: _for_the_chair("pk"),
    Permission.MEETING_RUN: _for_the_chair("body_id"),
    Permission.INVITATION_ANSWER: _for_a_party(OfOwnParty("party_id")),
    Permission.PAPER_SUBMIT: _for_a_party(),
    Permission.DELEGATION_REGISTER: _for_a_party(),
    Permission.CONSENT_WITHDRAW: (
        _rule(_P, when=[OfOneself("user")], because="A person withdraws their own consent."),
        _rule(_F, _V, when=[OfOwnParty("delegation__party_id")], because="A party passes on what its own people wish."),
        _rule(_S, because="The secretariat enters what reaches it on paper."),
    ),
    Permission.CREDENTIALS_DECIDE: (_rule(_S, because="The secretariat serves every body."),),
    # Of who asks, not of the party, so that the line in the trail names none.
    Permission.FLOOR_ASK: _for_a_party(OfOwnParty("party_id")),
    Permission.MINUTES_APPROVE: _for_the_chair("meeting__body_id"),
    Permission.OUTCOME_WRITE: _for_the_chair("body_id"),
    Permission.OUTCOME_REPORT: _for_a_party(OfOwnParty("owner_id")),
    Permission.READING_KEEP: (
        _rule(_P, when=[OfOneself()], because="What one keeps of one's own reading is one's own."),
    ),
    Permission.READING_SHARE: (_rule(*_MEMBERS, when=[OfOneself()], because="A note is shared by whoever wrote it."),),
    # What is TLP:RED stands in no index that serves others than the persons named.
    Permission.SEARCH_INDEX: (_rule(Role.CLERK, when=_BUT_RED, because="The index is kept by the system itself."),),
    # For which purpose, and by which right, is asked each time, and must be among those that the person reads for.
    Permission.NAME_SCREEN: (_rule(*_STAFF, _F, _V, because="Officers check names for a purpose that they state."),),
    **dict.fromkeys((Permission.LISTING_DECIDE, Permission.ENTITY_APPROVE, Permission.SPECIAL_OPEN), (_BY_TWO,)),
    Permission.NOTICE_TAKE: (_rule(*_MEMBERS, when=[ByOneself("to")], because="What one is told is one's own."),),
    Permission.NEUTRALITY_DECIDE: (_rule(_W, when=_FLAGGED, because="The reviewer decides what may go."),),
    **dict.fromkeys((Permission.NAMES_INDEX, Permission.LIKENESS_NOTE), (_DUE, *_RECORDS)),
    Permission.PROGRESS_VALIDATE: _for_the_originator(ByAnother("by")),
    Permission.JUDGEMENT_WRITE: (
        *_ITS_KEEPER,
        _rule(_C, when=[OfChairedBody("originator")], because="A co-chair judges for the body."),
    ),
    Permission.JUDGEMENT_COMMENT: (_rule(_F, _V, when=[_JUDGED], because="A party answers what is judged of it."),),
    Permission.JUDGEMENT_CONSENT: (_rule(_V, when=[_JUDGED], because="A party answers what is judged of it."),),
    Permission.JUDGEMENT_RELEASE: _for_the_originator(ByAnother("by")),
    Permission.ANSWER_GIVE: (_ADDRESSED,),
    Permission.POSITION_CLEAR: _for_the_originator(ByAnother("by")),
    Permission.EDITION_CLEAR: _for_the_originator(),
    Permission.EDITION_FREEZE: _for_the_originator(),
    Permission.EDITION_SEND: _for_the_originator(ByAnother("frozen_by")),
    Permission.RECEIPT_GIVE: (_ADDRESSED,),
    **dict.fromkeys(_KEPT, _ITS_KEEPER),
    **dict.fromkeys(_RECORDED, _RECORDS),
    **dict.fromkeys(_DONE_WHEN_DUE, (_DUE,)),
}


def decide(actor: Actor | None, permission: Permission, thing: object | None = None) -> Decision:
    """May this actor do this to this thing? Without an actor the answer is no.

    `thing` is None where the permission is not about one thing; rules with conditions then do not hold.
    """
    if actor is None:
        return Decision(False, "Nobody acts: there is no entry without an actor.")
    for rule in RULES[permission]:
        if rule.roles & actor.roles and _meets(rule, actor, thing):
            return Decision(True, rule.because)
    return Decision(False, f"No rule gives the permission {permission.value}.")


def _meets(rule: Rule, actor: Actor, thing: object | None) -> bool:
    if not rule.conditions:
        return True
    return thing is not None and all(condition.holds(actor, thing) for condition in rule.conditions)
