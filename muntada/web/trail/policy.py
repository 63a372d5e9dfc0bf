"""The policy's permissions and reasons in the reader's language; the trail keeps them as the policy says them."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

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
    "session.end": _("End a session"),
    "factor.keep": _("Keep one’s ways of signing in"),
    "right.delegate": _("Lend a right to somebody for a time"),
    "person.read": _("Know who is here"),
    "person.confirm": _("Confirm what another administrator proposed"),
    "person.manage": _("Invite people and give offices"),
    "trail.read": _("Read the trail"),
}
REASONS: dict[str, str | Promise] = {
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
    "A session is its person's own to end.": _("A session is its person's own to end."),
    "An administrator ends sessions.": _("An administrator ends sessions."),
    "Whoever signs out, or changes a factor, ends sessions.": _(
        "Whoever signs out, or changes a factor, ends sessions."
    ),
    "The ways in are their person's own.": _("The ways in are their person's own."),
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
    "An administrator reads the trail until an overseer is appointed.": _(
        "An administrator reads the trail until an overseer is appointed."
    ),
    "Nobody acts: there is no entry without an actor.": _("Nobody acts: there is no entry without an actor."),
}


def permission_name(key: str) -> str:
    """What the permission allows; its key where it has no words."""
    return str(PERMISSIONS.get(key, key))


def reason_said(reason: str) -> str:
    """Why a deed was allowed or refused; a reason that names somebody is said without the name."""
    if reason.startswith("No rule gives "):
        return str(_("No rule gives this permission."))
    return str(REASONS.get(reason, reason))
