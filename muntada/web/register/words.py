"""Words of the register: by which rule parts of names meet, what facts do, states, and what is refused."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

Words = dict[str, str | Promise]

RULES: Words = {
    "exact": pgettext_lazy("parts of names", "The same word"),
    "transliteration": pgettext_lazy("parts of names", "The same word in another script or spelling"),
    "skeleton": pgettext_lazy("parts of names", "The same consonants"),
    "typo": pgettext_lazy("parts of names", "A slip of the pen"),
    "initial": pgettext_lazy("parts of names", "An initial"),
    "joined": pgettext_lazy("parts of names", "The same, written together or apart"),
    "short_form": pgettext_lazy("parts of names", "A short form"),
    "dropped_asked": pgettext_lazy("parts of names", "Not in the name on the list"),
    "dropped_listed": pgettext_lazy("parts of names", "Not in the name asked for"),
    "title_ignored": pgettext_lazy("parts of names", "A title, left out of account"),
}
# From which rarity on a part is called so: 1 is a part that hardly anybody bears, 0 one that everybody does.
RARITIES: tuple[tuple[float, str | Promise], ...] = (
    (0.75, pgettext_lazy("a part of a name", "Very rare")),
    (0.5, pgettext_lazy("a part of a name", "Rare")),
    (0.25, pgettext_lazy("a part of a name", "Common")),
    (0.0, pgettext_lazy("a part of a name", "Very common")),
)
FACTS: Words = {
    "born_confirms": _("The date of birth agrees"),
    "born_doubts": _("The date of birth is near, but not the same"),
    "born_vetoes": _("The date of birth speaks against it"),
    "nationality_confirms": _("The nationality agrees"),
    "nationality_doubts": _("The nationality is another one; a person may have several"),
    "identifier_confirms": _("The number is the same"),
    "identifier_doubts": _("The number is another one"),
}
KINDS: Words = {
    "person": pgettext_lazy("what stands in the register", "Person"),
    "entity": _("Organisation"),
    "vessel": pgettext_lazy("what bears a name", "Ship"),
    "aircraft": pgettext_lazy("what bears a name", "Aircraft"),
}
NAMES: Words = {
    "primary": pgettext_lazy("a name", "Main name"),
    "original": pgettext_lazy("a name", "In its own script"),
    "alias": pgettext_lazy("a name", "Also known as"),
    "weak": pgettext_lazy("a name", "Said to be known as"),
}
LEADS: Words = {
    "open": pgettext_lazy("a lead", "Waits for an officer"),
    "same": pgettext_lazy("a lead", "The same"),
    "other": pgettext_lazy("a lead", "Not the same"),
}
RUNS: Words = {
    "asked": pgettext_lazy("a run of a list", "Being brought in"),
    "held": pgettext_lazy("a run of a list", "Waits for a person"),
    "done": pgettext_lazy("a run of a list", "Taken in"),
    "refused": pgettext_lazy("a run of a list", "Refused"),
}
DOUBTS: Words = {
    "least": _("There are fewer of these than such a list has"),
    "most": _("There are more of these than such a list has"),
    "shrank": _("More entries would go at once than is believed"),
    "grew": _("More entries would come at once than is believed"),
    "unread": _("The file is no such list"),
    "not_assessed": _("What keeping lists that name persons means is not assessed: two people sign that first"),
    "not_in_force": _("The legal basis of this list is not in force today"),
}
CHANGES: Words = {
    "new": pgettext_lazy("an entry of a list", "New"),
    "changed": pgettext_lazy("an entry of a list", "Changed"),
    "gone": pgettext_lazy("an entry of a list", "Gone"),
    "back": pgettext_lazy("an entry of a list", "Back again"),
    "decided": pgettext_lazy("an entry of a list", "Decided by two persons"),
}
LISTED: Words = {
    "listed": pgettext_lazy("a listing", "Listed"),
    "suspended": pgettext_lazy("a listing", "Suspended"),
    "delisted": pgettext_lazy("a listing", "Delisted"),
}
PROPOSALS: Words = {
    "open": pgettext_lazy("a proposal on a listing", "Waits for a second person"),
    "agreed": pgettext_lazy("a proposal on a listing", "Agreed"),
    "declined": pgettext_lazy("a proposal on a listing", "Declined"),
    "lapsed": pgettext_lazy("a proposal on a listing", "Took effect by the rule"),
}
# Why somebody may be listed, after S/RES/2368 (2017), paragraph 2, and S/RES/1373 (2001), paragraph 1.
CRITERIA: Words = {
    "acts": pgettext_lazy(
        "a criterion", "Takes part in financing, planning, facilitating, preparing or perpetrating acts"
    ),
    "arms": pgettext_lazy("a criterion", "Supplies, sells or transfers arms and related material"),
    "recruiting": pgettext_lazy("a criterion", "Recruits"),
    "support": pgettext_lazy("a criterion", "Otherwise supports acts or activities"),
    "owned": pgettext_lazy("a criterion", "Is owned or controlled by somebody listed, or acts for them"),
}
EXEMPTIONS: Words = {
    "basic": pgettext_lazy("an exemption", "Basic expenses: food, rent, medicine, counsel"),
    "extraordinary": pgettext_lazy("an exemption", "Extraordinary expenses"),
    "travel": pgettext_lazy("an exemption", "A journey"),
    "humanitarian": pgettext_lazy("an exemption", "Humanitarian aid"),
    "proceedings": pgettext_lazy("an exemption", "To appear before a court"),
}
# What is refused, by the field that it is about or by the code of what stands in the way.
WRONG: Words = {
    "name": _("Give a name: letters, at most 1,000 signs, and none that cannot be seen."),
    "born": _("This is no date. Write 1964, 1964-02, 1964-02-01, 1964~ for about, or 1960/1962 for between."),
    "kind": _("Choose what bears the name."),
    "text": _("This cannot be kept: leave out signs that cannot be seen."),
    "basis": _("Choose a legal basis that is in force."),
    "not_in_force": _("This legal basis is not in force today. Choose another one, or ask the secretariat."),
    "not_assessed": _(
        "What checking names for this purpose means is not assessed, or the assessment has ended. Ask the secretariat: "
        "one person writes it and another signs it, under Rights of persons."
    ),
    "run": _("Somebody else was first: look at what stands there now."),
    "proposal": _("Somebody else was first: look at what stands there now."),
    "listing": _("Something is proposed of this listing already: that is decided first."),
    "to": _("Choose another state than the one it has; what is entered here is listed by a nomination with evidence."),
    "busy": _("This list is being brought in already: wait until that is done."),
    "list": _("This list is not declared any more, so that its file cannot be read."),
    "lead": _("Somebody else was first: look at what stands there now."),
    "criteria": _("Each criterion goes with a passage of a source that is kept here and that you may read."),
    "entity": _("A name tells nobody apart: state a birth date, a nationality or a number of this entry first."),
    "until": _("It ends on a day to come, after it begins and within a year."),
    "scope": _("Say what is allowed."),
    "provision": _("Say by which provision."),
    "by": _("Whoever nominated it does not review it: another person does."),
    "reason": _("Say why in your own words: it stays with the record."),
}
# Why a row of a table of names is no question.
ASIDE: Words = {
    "not_a_row": _("It is no row of names."),
    "no_name": _("It has no name."),
    "kind": _("What bears the name is none of person, entity, vessel and aircraft."),
    "born": WRONG["born"],
    "text": WRONG["text"],
}
NOT_YOURS = _(
    "The register is for those who read for prevention. An administrator notes for what you read: ask for it, with "
    "the reason that your work needs it."
)
NO_BASIS = _(
    "No legal basis is in force, and without one no name is checked. The secretariat keeps the table of legal bases: "
    "ask it to enter the one that you act on."
)
