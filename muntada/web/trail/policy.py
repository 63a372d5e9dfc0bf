"""The policy's permissions and reasons in the reader's language; the trail keeps them as the policy says them."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

OPERATIONS: dict[str, str | Promise] = {
    "collect": pgettext_lazy("an operation", "Collected"),
    "alter": pgettext_lazy("an operation", "Altered"),
    "consult": pgettext_lazy("an operation", "Consulted"),
    "disclose": pgettext_lazy("an operation", "Disclosed"),
    "combine": pgettext_lazy("an operation", "Combined"),
    "erase": pgettext_lazy("an operation", "Erased"),
}
PERMISSIONS: dict[str, str | Promise] = {
    "record.read": _("Read the records of the forum"),
    "record.write": _("Enter, correct or merge a record"),
    "citation.read": _("See the passages under a record"),
    "conflict.settle": _("Decide between sources"),
    "source.read": _("Open a source"),
    "source.capture": _("Bring a source in and have it read"),
    "finding.decide": _("Decide a finding"),
    "facts.load": _("Load the reference facts"),
    "link.issue": _("Issue a sign-in link"),
    "link.redeem": _("Sign in by a link"),
    "session.begin": _("Begin a session"),
    "attempt.count": _("Count attempts to sign in"),
    "session.end": _("End a session"),
    "factor.keep": _("Keep one’s ways of signing in"),
    "right.delegate": _("Lend a right to somebody for a time"),
    "token.make": _("Make a token for a program"),
    "token.end": _("End a token"),
    "page.choose": _("Choose how one’s own pages look"),
    "person.read": _("Know who is here"),
    "person.confirm": _("Confirm what another administrator proposed"),
    "person.manage": _("Invite people and give offices"),
    "record.review": _("See records whose review is overdue"),
    "review.decide": _("Decide whether a record is kept beyond its review"),
    "record.mark": _("Mark a record more strictly"),
    "release.ask": _("Ask for a release"),
    "release.answer": _("Answer for the originator"),
    "release.withdraw": _("Take a release back"),
    "release.read": _("See what was asked for and answered"),
    "list.export": _("Take a list along as a file"),
    "basis.repeal": _("End a legal basis"),
    "policy.read": _("Read the policy"),
    "trail.read": _("Read the trail"),
    "trail.take": _("Take a line of the trail along with its proof"),
    "trail.seal": _("Sign a head of the log"),
    "trail.erase": _("Take personal data out of the trail"),
    "job.run": _("Have something done later"),
    "job.read": _("See what is to be done later"),
    "jobs.manage": _("Look after the jobs"),
    "mail.write": _("Write messages and hold them"),
    "mail.read": _("See the outbox"),
    "mail.release": _("Let a message go out"),
    "request.read": _("See the register of what persons ask for"),
    "request.take": _("Take in what a person asks for"),
    "request.answer": _("Answer what a person asks for"),
    "erasure.propose": _("Propose that something be erased"),
    "erasure.decide": _("Decide that something be erased"),
    "record.restrict": _("Keep a record from use, or let it be used again"),
    "record.dispute": _("Note that a person disputes a record, or that it is settled"),
    "correction.tell": _("Tell those who received a record that it was corrected"),
    "assessment.write": _("Assess what processing means for persons"),
    "assessment.sign": _("Sign an assessment, which lets the processing begin"),
    "purpose.read": _("See what records about persons were kept for, and for what others they are wanted"),
    "purpose.propose": _("Propose that a record about a person be kept for another purpose"),
    "purpose.sign": _("Sign that a record about a person is kept for another purpose"),
    "report.take": _("Take in what somebody reports in confidence"),
    "report.read": _("Read what was reported in confidence"),
    "report.answer": _("Answer what was reported in confidence"),
    "breach.read": _("See the files on breaches"),
    "breach.keep": _("Open a file on a breach and keep it"),
    "backup.make": _("Make a backup"),
    "backup.restore": _("Bring a backup back"),
    "body.keep": _("Keep the bodies, their seats, members and rules"),
    "term.keep": _("Begin, change and end terms of office"),
    "election.hold": _("Hold an election"),
    "candidacy.submit": _("Stand for a seat"),
    "candidacy.support": _("Stand behind a candidacy"),
    "ballot.cast": _("Vote in an election"),
    "silence.break": _("Break a silence"),
    "silence.close": _("Close a silence procedure whose time has passed"),
    "meeting.convene": _("Convene a meeting"),
    "meeting.run": _("Run a meeting: its agenda, sittings, papers and floor"),
    "invitation.answer": _("Answer an invitation"),
    "paper.submit": _("Submit a paper to a meeting"),
    "delegation.register": _("Register a delegation"),
    "consent.withdraw": _("Withdraw the consent to be shown"),
    "credentials.decide": _("Decide on credentials and registrations"),
    "floor.ask": _("Ask for the floor"),
    "statement.write": _("Write down what was said"),
    "statement.purge": _("Take names out of statements when their time has passed"),
    "minutes.write": _("Write minutes"),
    "minutes.approve": _("Approve minutes"),
    "outcome.write": _("Enter what a meeting decided"),
    "outcome.report": _("Say what became of an outcome"),
    "reading.keep": _("Keep notes and collections of one’s own, and follow texts"),
    "reading.share": _("Share a note or a collection of one’s own"),
    "follows.look": _("Look whether what people follow has changed"),
    "citations.note": _("Note what texts cite"),
    "terms.note": _("Note which terms texts use"),
    "search.index": _("Take what may be found into the index"),
    "list.bring": _("Bring a list into the register"),
    "list.decide": _("Decide on a list that waits because it changed beyond belief"),
    "entity.keep": _("Keep the register’s entities and what is stated of them"),
    "entity.judge": _("Say that two entities are the same, or are not"),
    "entity.approve": _("Approve, as another person, what is entered about a child"),
    "likeness.note": _("Note which entities may be the same"),
    "neutrality.decide": _("Decide whether what touches on politics, religion or race may go further"),
    "special.ask": _("Ask that values of a special category may be stated"),
    "special.open": _("Decide, as the second person, whether values of a special category may be stated"),
    "name.screen": _("Check a name against the lists"),
    "lead.decide": _("Decide whether a name that was met is the one on the list"),
    "listing.propose": _("Propose that a listing begin, be suspended or end"),
    "listing.decide": _("Decide, as the second person, that a listing begins, is suspended or ends"),
    "listing.lapse": _("Give effect to a petition that nobody decided against in time"),
    "notice.take": _("Take note that an entry that one was given went or changed"),
    "names.index": _("Keep the index of the names that are checked against"),
    "institution.keep": _("Keep the institutions of a party"),
    "commitment.write": _("Enter what a party undertook"),
    "mapping.write": _("Say which clauses ask for the same"),
    "measure.write": _("Enter measures, what they serve and what shows them"),
    "progress.write": _("Report how far a measure has come"),
    "progress.validate": _("Validate a report on a measure"),
    "judgement.write": _("Judge how far something undertaken is carried out"),
    "judgement.comment": _("Comment, for a party, on a judgement of what it did"),
    "judgement.consent": _("Consent, for a party, that a judgement of what it did is shown to others"),
    "judgement.release": _("Show a judgement to others"),
    "institution.ask": _("Ask an institution how far it has come"),
    "answer.give": _("Answer for an institution at its own address"),
    "answer.take": _("Take over, or refuse, what an institution answered"),
    "position.write": _("Write a position"),
    "position.clear": _("Clear a position"),
    "edition.write": _("Write an edition of the national report"),
    "edition.clear": _("Clear a paragraph of the national report"),
    "edition.freeze": _("Freeze an edition of the national report"),
    "edition.send": _("Send out an edition of the national report"),
    "recipient.keep": _("Keep the lists of recipients"),
    "receipt.give": _("Confirm, as a recipient, that an edition arrived"),
    "delivery.note": _("Note what became of a letter with the national report"),
}
REASONS: dict[str, str | Promise] = {
    "What one is told is one's own.": _("What one is told is one's own."),
    "What one keeps of one's own reading is one's own.": _("What one keeps of one's own reading is one's own."),
    "A note is shared by whoever wrote it.": _("A note is shared by whoever wrote it."),
    "Whoever is signed in reads the forum's records.": _("Whoever is signed in reads the forum's records."),
    "The secretariat and its analysts keep the records.": _("The secretariat and its analysts keep the records."),
    "The reference facts are loaded by the system itself.": _("The reference facts are loaded by the system itself."),
    "The secretariat and its analysts work on every source.": _(
        "The secretariat and its analysts work on every source."
    ),
    "A focal point sees what the community may.": _("A focal point sees what the community may."),
    "What is TLP:CLEAR is open to all.": _("What is TLP:CLEAR is open to all."),
    "The secretariat decides between sources.": _("The secretariat decides between sources."),
    "The secretariat and its analysts bring sources in.": _("The secretariat and its analysts bring sources in."),
    "A finding is decided by a person of the staff.": _("A finding is decided by a person of the staff."),
    "The person at the machine's own console is its administrator.": _(
        "The person at the machine's own console is its administrator."
    ),
    "An administrator lets people in.": _("An administrator lets people in."),
    "A link that was given to a person lets that person in.": _(
        "A link that was given to a person lets that person in."
    ),
    "Whoever proved to be that person comes in.": _("Whoever proved to be that person comes in."),
    "Whoever guesses has to wait longer each time.": _("Whoever guesses has to wait longer each time."),
    "A session is its person's own to end.": _("A session is its person's own to end."),
    "An administrator ends sessions.": _("An administrator ends sessions."),
    "Whoever signs out, or changes a factor, ends sessions.": _(
        "Whoever signs out, or changes a factor, ends sessions."
    ),
    "The ways in are their person's own.": _("The ways in are their person's own."),
    "A token acts for its person alone.": _("A token acts for its person alone."),
    "A token is its person's own to end.": _("A token is its person's own to end."),
    "An administrator ends tokens.": _("An administrator ends tokens."),
    "A right is lent by whoever holds it.": _("A right is lent by whoever holds it."),
    "The administrator and the secretariat know who is here.": _(
        "The administrator and the secretariat know who is here."
    ),
    "Everybody sees what is kept of them.": _("Everybody sees what is kept of them."),
    "An administrator confirms what another one proposed.": _("An administrator confirms what another one proposed."),
    "An administrator gives offices.": _("An administrator gives offices."),
    "The first administrator is made at the machine's own console.": _(
        "The first administrator is made at the machine's own console."
    ),
    "The overseer, and nobody else, reads the trail.": _("The overseer, and nobody else, reads the trail."),
    "Heads of the log are signed by the system itself.": _("Heads of the log are signed by the system itself."),
    "The overseer takes out of the trail what the law wants gone, and that is logged.": _(
        "The overseer takes out of the trail what the law wants gone, and that is logged."
    ),
    "The policy's filter let through what was given.": _("The policy's filter let through what was given."),
    "What the reader may not know of looks absent.": _("What the reader may not know of looks absent."),
    "An administrator reads the trail until an overseer is appointed.": _(
        "An administrator reads the trail until an overseer is appointed."
    ),
    "What is TLP:GREEN is for the forum's community.": _("What is TLP:GREEN is for the forum's community."),
    "An originator's own people see what it shared.": _("An originator's own people see what it shared."),
    "What is TLP:AMBER is for the parties and bodies that it was shared with, and their members.": _(
        "What is TLP:AMBER is for the parties and bodies that it was shared with, and their members."
    ),
    "What is TLP:AMBER+STRICT is for the organisations that it was shared with.": _(
        "What is TLP:AMBER+STRICT is for the organisations that it was shared with."
    ),
    "What is TLP:RED is for the persons who are named.": _("What is TLP:RED is for the persons who are named."),
    "A validating authority speaks for its party.": _("A validating authority speaks for its party."),
    "A co-chair speaks for the body, as long as the term lasts.": _(
        "A co-chair speaks for the body, as long as the term lasts."
    ),
    "The secretariat speaks for what the forum itself entered.": _(
        "The secretariat speaks for what the forum itself entered."
    ),
    "The reviewer sees what is overdue, and nobody else does.": _(
        "The reviewer sees what is overdue, and nobody else does."
    ),
    "The reviewer sees what is overdue where the audience allows it.": _(
        "The reviewer sees what is overdue where the audience allows it."
    ),
    "What shares a record more widely is a release by its originator.": _(
        "What shares a record more widely is a release by its originator."
    ),
    "Whoever brought something in does not decide its review.": _(
        "Whoever brought something in does not decide its review."
    ),
    "How pages look is their reader's own.": _("How pages look is their reader's own."),
    "Whoever lets people in invites them.": _("Whoever lets people in invites them."),
    "Only who issues sign-in links sees one.": _("Only who issues sign-in links sees one."),
    "Only who asks an institution sees where it answers.": _("Only who asks an institution sees where it answers."),
    "The forum's staff mark what the forum entered.": _("The forum's staff mark what the forum entered."),
    "A party marks what it shared.": _("A party marks what it shared."),
    "A co-chair marks what the body shared.": _("A co-chair marks what the body shared."),
    "Whoever asked for a release sees what became of it.": _("Whoever asked for a release sees what became of it."),
    "Whoever a record was released to sees the release.": _("Whoever a record was released to sees the release."),
    "Whoever may read a list may take it along, as far as they see it.": _(
        "Whoever may read a list may take it along, as far as they see it."
    ),
    "The secretariat keeps the table of legal bases.": _("The secretariat keeps the table of legal bases."),
    "Everybody may know who may do what.": _("Everybody may know who may do what."),
    "A job is done in the name and with the rights of whoever asked for it.": _(
        "A job is done in the name and with the rights of whoever asked for it."
    ),
    "Those who look after persons' rights see what is kept for which purpose.": _(
        "Those who look after persons' rights see what is kept for which purpose."
    ),
    "Who oversees sees how purposes were changed.": _("Who oversees sees how purposes were changed."),
    "The reviewer, who entered nothing, signs what another one proposed.": _(
        "The reviewer, who entered nothing, signs what another one proposed."
    ),
    "Nobody signs for a record that they do not see.": _("Nobody signs for a record that they do not see."),
    "What is reported in confidence is taken in without a name.": _(
        "What is reported in confidence is taken in without a name."
    ),
    "The reviewer, and nobody else, reads what was reported.": _(
        "The reviewer, and nobody else, reads what was reported."
    ),
    "The reviewer, and nobody else, answers what was reported.": _(
        "The reviewer, and nobody else, answers what was reported."
    ),
    "What is due is done by the system itself.": _("What is due is done by the system itself."),
    "The index is kept by the system itself.": _("The index is kept by the system itself."),
    "A party acts for itself, by its focal points and validating authority.": _(
        "A party acts for itself, by its focal points and validating authority."
    ),
    "The secretariat enters what a party sent it.": _("The secretariat enters what a party sent it."),
    "A person withdraws their own consent.": _("A person withdraws their own consent."),
    "A party passes on what its own people wish.": _("A party passes on what its own people wish."),
    "The secretariat enters what reaches it on paper.": _("The secretariat enters what reaches it on paper."),
    "The secretariat serves every body.": _("The secretariat serves every body."),
    "A co-chair runs the body, as long as the term lasts.": _("A co-chair runs the body, as long as the term lasts."),
    "The secretariat keeps the forum's own order.": _("The secretariat keeps the forum's own order."),
    "The secretariat holds elections.": _("The secretariat holds elections."),
    "An administrator looks after the jobs.": _("An administrator looks after the jobs."),
    "Whoever asked for a job sees how far it is.": _("Whoever asked for a job sees how far it is."),
    "Whoever asked for this job may not do it now.": _("Whoever asked for this job may not do it now."),
    "The secretariat keeps the outbox.": _("The secretariat keeps the outbox."),
    "What was erased leaves the trail too, and that is logged.": _(
        "What was erased leaves the trail too, and that is logged."
    ),
    "Those who look after persons' rights see what was asked for.": _(
        "Those who look after persons' rights see what was asked for."
    ),
    "Who oversees sees how persons' requests are answered.": _("Who oversees sees how persons' requests are answered."),
    "Whoever hears a person's request takes it in.": _("Whoever hears a person's request takes it in."),
    "The reviewer, who entered nothing, answers persons.": _("The reviewer, who entered nothing, answers persons."),
    "Those who look after persons' rights propose what is to be erased.": _(
        "Those who look after persons' rights propose what is to be erased."
    ),
    "Officers check names for a purpose that they state.": _("Officers check names for a purpose that they state."),
    "What one proposed another one decides.": _("What one proposed another one decides."),
    "The reviewer decides what may go.": _("The reviewer decides what may go."),
    "Those who look after persons' rights keep a record from use while it is looked into.": _(
        "Those who look after persons' rights keep a record from use while it is looked into."
    ),
    "Those who look after persons' rights note what a person disputes.": _(
        "Those who look after persons' rights note what a person disputes."
    ),
    "Those who look after persons' rights see that a correction reaches everybody.": _(
        "Those who look after persons' rights see that a correction reaches everybody."
    ),
    "Those who look after persons' rights assess what processing means for them.": _(
        "Those who look after persons' rights assess what processing means for them."
    ),
    "The reviewer signs what somebody else assessed.": _("The reviewer signs what somebody else assessed."),
    "Those who answer for a breach see its file.": _("Those who answer for a breach see its file."),
    "Those who answer for a breach keep its file.": _("Those who answer for a breach keep its file."),
    "A party keeps what it undertook and did.": _("A party keeps what it undertook and did."),
    "The forum's staff keep what it entered itself.": _("The forum's staff keep what it entered itself."),
    "Whoever was given a secret address answers there.": _("Whoever was given a secret address answers there."),
    "A co-chair judges for the body.": _("A co-chair judges for the body."),
    "Whoever sends a report lets its letters go.": _("Whoever sends a report lets its letters go."),
    "A party answers what is judged of it.": _("A party answers what is judged of it."),
    "Nobody acts: there is no entry without an actor.": _("Nobody acts: there is no entry without an actor."),
}


def operation_name(key: str) -> str:
    """Which of the six operations it was."""
    return str(OPERATIONS.get(key, key))


def permission_name(key: str) -> str:
    """What the permission allows; its key where it has no words."""
    return str(PERMISSIONS.get(key, key))


def reason_said(reason: str) -> str:
    """Why a deed was allowed or refused; a reason that names somebody is said without the name."""
    if reason.startswith("No rule gives "):  # the permission stands in its own column
        return str(_("No rule gives this permission."))
    return str(REASONS.get(reason, reason))
