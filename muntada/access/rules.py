"""The policy as data: under each permission, who has it and of which things.

A rule holds of an actor and a thing; a permission is given when any of its rules holds. `decide` reads the
table for one thing, `rows.rows` for a whole list; a test compares the two readings.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

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
from muntada.marking.handling import THE_FORUM
from muntada.marking.tlp import TLP


class Permission(StrEnum):
    """What somebody may be allowed to do; the sentence beside each is what an auditor reads."""

    sentence: str

    def __new__(cls, value: str, sentence: str = "") -> Permission:
        member = str.__new__(cls, value)
        member._value_, member.sentence = value, sentence
        return member

    RECORD_READ = "record.read", "Read the records of the forum"
    RECORD_REVIEW = "record.review", "See records whose review is overdue"
    REVIEW_DECIDE = "review.decide", "Decide whether a record is kept beyond its review"
    RECORD_MARK = "record.mark", "Mark a record more strictly"
    RECORD_WRITE = "record.write", "Enter, correct or merge a record"
    CITATION_READ = "citation.read", "See the passages under a record"
    CONFLICT_SETTLE = "conflict.settle", "Decide between sources"
    SOURCE_READ = "source.read", "Open a source"
    SOURCE_CAPTURE = "source.capture", "Bring a source in and have it read"
    FINDING_DECIDE = "finding.decide", "Decide a finding"
    FACTS_LOAD = "facts.load", "Load the reference facts"
    LINK_ISSUE = "link.issue", "Issue a sign-in link"
    LINK_REDEEM = "link.redeem", "Sign in by a link"
    SESSION_BEGIN = "session.begin", "Begin a session"
    ATTEMPT_COUNT = "attempt.count", "Count attempts to sign in"
    SESSION_END = "session.end", "End a session"
    FACTOR_KEEP = "factor.keep", "Keep one’s ways of signing in"
    RIGHT_DELEGATE = "right.delegate", "Lend a right to somebody for a time"
    TOKEN_MAKE = "token.make", "Make a token for a program"
    TOKEN_END = "token.end", "End a token"
    PAGE_CHOOSE = "page.choose", "Choose how one’s own pages look"
    PERSON_READ = "person.read", "Know who is here"
    PERSON_MANAGE = "person.manage", "Invite people and give offices"
    PERSON_CONFIRM = "person.confirm", "Confirm what another administrator proposed"
    RELEASE_ASK = "release.ask", "Ask for a release"
    RELEASE_ANSWER = "release.answer", "Answer for the originator"
    RELEASE_WITHDRAW = "release.withdraw", "Take a release back"
    RELEASE_READ = "release.read", "See what was asked for and answered"
    LIST_EXPORT = "list.export", "Take a list along as a file"
    BASIS_REPEAL = "basis.repeal", "End a legal basis"
    POLICY_READ = "policy.read", "Read the policy"
    TRAIL_READ = "trail.read", "Read the trail"
    TRAIL_TAKE = "trail.take", "Take a line of the trail along with its proof"
    TRAIL_SEAL = "trail.seal", "Sign a head of the log"
    TRAIL_ERASE = "trail.erase", "Take personal data out of the trail"
    JOB_RUN = "job.run", "Have something done later"
    JOB_READ = "job.read", "See what is to be done later"
    JOBS_MANAGE = "jobs.manage", "Look after the jobs"
    MAIL_WRITE = "mail.write", "Write messages and hold them"
    MAIL_READ = "mail.read", "See the outbox"
    MAIL_RELEASE = "mail.release", "Let a message go out"
    REQUEST_READ = "request.read", "See the register of what persons ask for"
    REQUEST_TAKE = "request.take", "Take in what a person asks for"
    REQUEST_ANSWER = "request.answer", "Answer what a person asks for"
    ERASURE_PROPOSE = "erasure.propose", "Propose that something be erased"
    ERASURE_DECIDE = "erasure.decide", "Decide that something be erased"
    RECORD_RESTRICT = "record.restrict", "Keep a record from use, or let it be used again"
    RECORD_DISPUTE = "record.dispute", "Note that a person disputes a record, or that it is settled"
    CORRECTION_TELL = "correction.tell", "Tell those who received a record that it was corrected"
    ASSESSMENT_WRITE = "assessment.write", "Assess what processing means for persons"
    ASSESSMENT_SIGN = "assessment.sign", "Sign an assessment, which lets the processing begin"
    BREACH_READ = "breach.read", "See the files on breaches"
    BACKUP_MAKE = "backup.make", "Make a backup"
    BACKUP_RESTORE = "backup.restore", "Bring a backup back"
    BREACH_KEEP = "breach.keep", "Open a file on a breach and keep it"


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
    Permission.JOBS_MANAGE: (
        _rule(_A, because="An administrator looks after the jobs."),
        _rule(Role.CLERK, because="What is due is done by the system itself."),
    ),
    Permission.MAIL_WRITE: (
        _rule(_S, because="The secretariat keeps the outbox."),
        _rule(_A, _D, when=[Among("letter", ("invitation",))], because="Whoever lets people in invites them."),
        _rule(Role.CLERK, because="What is due is done by the system itself."),
    ),
    Permission.MAIL_READ: (_rule(_S, because="The secretariat keeps the outbox."),),
    Permission.MAIL_RELEASE: (_rule(_S, because="The secretariat keeps the outbox."),),
    Permission.REQUEST_READ: (
        _rule(_S, _W, because="Those who look after persons' rights see what was asked for."),
        _rule(_O, because="Who oversees sees how persons' requests are answered."),
    ),
    Permission.REQUEST_TAKE: (
        _rule(_S, _W, because="Whoever hears a person's request takes it in."),
        _rule(Role.CLERK, because="What is due is done by the system itself."),
    ),
    Permission.REQUEST_ANSWER: (_rule(_W, because="The reviewer, who entered nothing, answers persons."),),
    Permission.ERASURE_PROPOSE: (
        _rule(_S, _W, because="Those who look after persons' rights propose what is to be erased."),
        _rule(Role.CLERK, because="What is due is done by the system itself."),
    ),
    Permission.ERASURE_DECIDE: (
        _rule(_S, _W, when=[ByAnother("proposed_by")], because="What one proposed another one decides."),
        _rule(Role.CLERK, because="What is due is done by the system itself."),
    ),
    Permission.RECORD_RESTRICT: (
        _rule(_S, _W, because="Those who look after persons' rights keep a record from use while it is looked into."),
    ),
    Permission.RECORD_DISPUTE: (
        _rule(_S, _W, because="Those who look after persons' rights note what a person disputes."),
    ),
    Permission.CORRECTION_TELL: (
        _rule(_S, _W, because="Those who look after persons' rights see that a correction reaches everybody."),
        _rule(Role.CLERK, because="What is due is done by the system itself."),
    ),
    Permission.ASSESSMENT_WRITE: (
        _rule(_S, _W, because="Those who look after persons' rights assess what processing means for them."),
    ),
    Permission.ASSESSMENT_SIGN: (
        _rule(_W, when=[ByAnother("written_by")], because="The reviewer signs what somebody else assessed."),
    ),
    Permission.BREACH_READ: (_rule(_A, _S, _W, _O, because="Those who answer for a breach see its file."),),
    Permission.BACKUP_MAKE: (_rule(Role.CLERK, because="What is due is done by the system itself."),),
    Permission.BACKUP_RESTORE: (_rule(Role.CLERK, because="What is due is done by the system itself."),),
    Permission.BREACH_KEEP: (_rule(_A, _S, because="Those who answer for a breach keep its file."),),
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
