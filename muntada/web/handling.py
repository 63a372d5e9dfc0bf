"""How a record is handled, in the reader's words."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from muntada.evidence.actions.given import HandlingRefused
from muntada.marking.handling import THE_FORUM
from muntada.web.labels import Said
from muntada.web.names import Names

CATEGORIES: dict[str, str | Promise] = {
    "suspect": pgettext_lazy("what a person is", "Suspect"),
    "convicted": pgettext_lazy("what a person is", "Convicted"),
    "victim": pgettext_lazy("what a person is", "Victim"),
    "witness": pgettext_lazy("what a person is", "Witness"),
    "contact": pgettext_lazy("what a person is", "Contact"),
    "official": pgettext_lazy("what a person is", "Holder of an office"),
    "author": pgettext_lazy("what a person is", "Author"),
    "other": pgettext_lazy("what a person is", "Other"),
}
RETENTIONS: dict[str, str | Promise] = {
    "public_office": gettext_lazy("A public office: two years"),
    "working_paper": gettext_lazy("A working paper: three years"),
    "case": gettext_lazy("A case: one year"),
    "short": gettext_lazy("For a short time: ninety days"),
}
REFUSED: dict[str, str | Promise] = {
    "unknown": gettext_lazy("Nobody here has this name or address."),
    "named_persons": gettext_lazy("What is TLP:RED is shared with persons, not with parties or bodies."),
    "open_to_more": gettext_lazy(
        "TLP:CLEAR and TLP:GREEN name nobody. Choose a stricter label, or leave out with whom it is shared."
    ),
    "wider_than_text": gettext_lazy(
        "The text itself is marked more strictly. Only its originator may widen that, by a release."
    ),
    "another_purpose": gettext_lazy("You do not read for this purpose, and would not see this any more."),
    "above_clearance": gettext_lazy("You are cleared for less than this label, and would not see this."),
    "basis_needed": gettext_lazy("What speaks of a person needs its legal basis."),
    "not_assessed": gettext_lazy(
        "Nobody has assessed what keeping this of such a person means. A signed assessment comes first."
    ),
    "basis_ended": gettext_lazy("This legal basis is not in force. Nothing new rests on it."),
    "category_needed": gettext_lazy("Say what the person is to this record."),
    "never_registered": gettext_lazy(
        "Victims and witnesses are not entered in the register: nothing of them is ever shown or checked here."
    ),
    "stands_listed": gettext_lazy(
        "It stands on a list. Two persons decide whether it still does; no marking takes it out of checks."
    ),
    "child_shared": gettext_lazy(
        "This speaks of somebody who may be under eighteen. It is shared with nobody at first: choose TLP:AMBER+STRICT "
        "and leave out with whom it is shared."
    ),
    "child_too_long": gettext_lazy("What speaks of somebody under eighteen is looked at again within a year."),
    "not_ahead": gettext_lazy("The review is on a day after today."),
    "too_late": gettext_lazy("The review is later than what it is kept as allows."),
}
WIDER: dict[str, str | Promise] = {
    "tlp": gettext_lazy("This label is wider than the one it has. Ask for a release."),
    "audience": gettext_lazy("This shares it with more people. Ask for a release."),
    "purpose": gettext_lazy("What speaks of a person is kept for the purpose that it was entered for."),
    "category": gettext_lazy("What speaks of a person goes on speaking of one. Enter it anew where that was wrong."),
    "legal_basis": gettext_lazy("What speaks of a person needs its legal basis."),
    "retention": gettext_lazy("For a longer time it is kept only by a reviewer’s decision."),
    "review_by": gettext_lazy("The review is put off only by a reviewer’s decision."),
}


def why_refused(error: HandlingRefused) -> str:
    """What to tell whoever said how something is to be handled."""
    return str(REFUSED[error.code])


def who(names: Names, key: str) -> Said:
    """A party, a body, a person or the forum itself, from the key that a handling names it by."""
    if key == THE_FORUM:
        return Said(_("The forum’s secretariat"))
    if key.startswith("user:"):
        return Said(_("You") if key == names.actor.key else _("A person"))
    if key in {"everyone", "the community"}:
        return Said(_("Everyone") if key == "everyone" else _("The community"))
    return names.of(key)
