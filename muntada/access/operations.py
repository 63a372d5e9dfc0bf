"""What each permission is in the words of Directive (EU) 2016/680, Article 25: the six operations that are logged."""

from __future__ import annotations

from enum import StrEnum

from muntada.access.rules import Permission


class Operation(StrEnum):
    """What may be done with data. Every line of the trail is one of these; a test fails where a permission has none."""

    COLLECT = "collect"
    ALTER = "alter"
    CONSULT = "consult"
    DISCLOSE = "disclose"
    COMBINE = "combine"
    ERASE = "erase"


_C, _A, _L, _D, _M, _E = (
    Operation.COLLECT,
    Operation.ALTER,
    Operation.CONSULT,
    Operation.DISCLOSE,
    Operation.COMBINE,
    Operation.ERASE,
)
# A deed that is another operation than its permission usually is says so itself (`record.as_operation`).
OPERATIONS: dict[str, Operation] = {
    "record.read": _L,
    "record.review": _L,
    "review.decide": _A,
    "record.mark": _A,
    "record.write": _A,
    "citation.read": _L,
    "conflict.settle": _A,
    "source.read": _L,
    "source.capture": _C,
    "finding.decide": _M,  # what a source says is put together with what is known
    "facts.load": _C,
    "link.issue": _A,
    "link.redeem": _A,
    "session.begin": _C,
    "attempt.count": _C,
    "session.end": _E,
    "factor.keep": _A,
    "right.delegate": _A,
    "token.make": _A,
    "token.end": _E,
    "page.choose": _A,
    "person.read": _L,
    "person.manage": _A,
    "person.confirm": _A,
    "release.ask": _A,
    "release.answer": _D,
    "release.withdraw": _A,
    "release.read": _L,
    "list.export": _D,
    "basis.repeal": _A,
    "policy.read": _L,
    "trail.read": _L,
    "trail.take": _D,
    "trail.seal": _D,
    "trail.erase": _E,
    "job.run": _A,
    "job.read": _L,
    "jobs.manage": _A,
    "mail.write": _A,
    "mail.read": _L,
    "mail.release": _D,
    "request.read": _L,
    "request.take": _C,
    "request.answer": _A,
    "erasure.propose": _A,
    "erasure.decide": _E,
    "record.restrict": _A,
    "record.dispute": _A,
    "correction.tell": _A,
    "purpose.read": _L,
    "purpose.propose": _A,
    "purpose.sign": _A,
    "report.take": _C,
    "report.read": _L,
    "report.answer": _A,
    "assessment.write": _A,
    "assessment.sign": _A,
    "breach.read": _L,
    "backup.make": _D,  # a copy of everything lies where the house does not rule
    "backup.restore": _A,
    "breach.keep": _A,
    "body.keep": _A,
    "term.keep": _A,
    "election.hold": _A,
    "candidacy.submit": _C,
    "candidacy.support": _A,
    "ballot.cast": _A,
    "silence.break": _A,
    "silence.close": _A,
    "meeting.convene": _A,
    "meeting.run": _A,
    "invitation.answer": _A,
    "paper.submit": _A,
    "delegation.register": _C,
    "consent.withdraw": _A,
    "credentials.decide": _A,
    "floor.ask": _C,
    "statement.write": _C,
    "statement.purge": _E,
    "minutes.write": _A,
    "minutes.approve": _A,
    "outcome.write": _A,
    "outcome.report": _A,
    "reading.keep": _A,
    "reading.share": _D,
    "follows.look": _A,
    "citations.note": _A,
    "terms.note": _A,
    "search.index": _A,
    "list.bring": _C,
    "list.decide": _A,
    "entity.keep": _A,
    "entity.judge": _M,
    "entity.approve": _A,
    "likeness.note": _M,
    "neutrality.decide": _A,
    "special.ask": _A,
    "special.open": _A,
    "name.screen": _L,
    "lead.decide": _A,
    "notice.take": _A,
    "listing.propose": _A,
    "listing.decide": _A,
    "listing.lapse": _A,
    "names.index": _A,
    "institution.keep": _C,  # it may say who is to be asked there
    "commitment.write": _A,
    "mapping.write": _A,
    "measure.write": _A,
    "progress.write": _A,
    "progress.validate": _A,
    "judgement.write": _A,
    "judgement.comment": _A,
    "judgement.consent": _A,
    "judgement.release": _D,
    "institution.ask": _D,
    "answer.give": _C,
    "answer.take": _A,
    "position.write": _A,
    "position.clear": _A,
    "edition.write": _A,
    "edition.clear": _A,
    "edition.freeze": _A,
    "edition.send": _D,
    "recipient.keep": _C,
    "receipt.give": _C,
    "delivery.note": _A,
}


def operation_of(permission: Permission) -> Operation:
    """The operation that a deed under this permission is."""
    return OPERATIONS[permission.value]
