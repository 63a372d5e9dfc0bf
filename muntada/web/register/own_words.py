"""Words of what is entered by hand: grades, what is refused, and what waits for a second person."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

Words = dict[str, str | Promise]

KINDS: Words = {
    "fact": pgettext_lazy("a statement", "Recorded: the source says it as a fact"),
    "assessment": pgettext_lazy("a statement", "An assessment: what somebody makes of it"),
}
RELIABILITY: Words = {
    "A": _("A · completely reliable"),
    "B": _("B · usually reliable"),
    "C": _("C · fairly reliable"),
    "D": _("D · not usually reliable"),
    "E": _("E · unreliable"),
    "F": _("F · cannot be judged"),
}
CREDIBILITY: Words = {
    "1": _("1 · confirmed by other sources"),
    "2": _("2 · probably true"),
    "3": _("3 · possibly true"),
    "4": _("4 · doubtful"),
    "5": _("5 · improbable"),
    "6": _("6 · cannot be judged"),
}
TONGUES: Words = {
    "": pgettext_lazy("a language", "Not said"),
    "ara": _("Arabic"),
    "eng": _("English"),
    "fra": _("French"),
    "fas": _("Persian"),
    "urd": _("Urdu"),
    "rus": _("Russian"),
    "tur": _("Turkish"),
}
ABOUT: Words = {
    "Person": _("Somebody whom the unit looks at: names, birth, papers, what they do."),
    "Organization": _("A group, a network, a charity, a firm."),
    "Act": _("An act of terrorism: when, where, how, against what, with which outcome."),
    "Participation": _("Who claimed an act, to whom it is attributed, who was charged, convicted or acquitted."),
    "Facility": _("A power station, an airport, a hotel: its sector, how critical it is, how it is protected."),
    "Dependency": _("That one facility cannot work without another."),
    "Membership": _("Who belongs to which group, as what and since when."),
    "UnknownLink": _("Any other tie between two entries."),
    "Passport": _("A passport and its number, of somebody who is entered already."),
}
# What is refused of a value, by its code.
WRONG_VALUES: Words = {
    "text": _("This cannot be kept: leave out signs that cannot be seen."),
    "empty": _("Give a value."),
    "choice": _("Choose one of the values."),
    "date": _("Write 2024, 2024-05 or 2024-05-31."),
    "number": _("Write a number in figures, within what is possible here."),
    "country": _("No country has this name or this code of two letters."),
    "url": _("An address begins with https:// or http://."),
    "name": _("A name has letters."),
    "needed": _("This is needed."),
    "assessment": _("A suspicion is never a finding: choose “an assessment” where no court has judged."),
    "closed": _("Values of this kind are not kept unless two persons opened that to you."),
    "unknown": _("No entry that you see has this reference."),
    "range": _("An entry of this kind cannot stand here."),
    "itself": _("Nothing relates to itself: choose another entry."),
    "unknown_property": _("Nothing of this kind is kept of such an entry."),
}
WRONG: Words = {
    "kind": _("Say whether it is recorded or an assessment."),
    "reliability": _("Say how reliable the source is."),
    "credibility": _("Say how credible it is."),
    "passage": _("There is no such passage, or its source is shared with fewer people than this record."),
    "reason": _("Say why in your own words: it stays with the record."),
    "entity": _("A list says this. Enter what you know as an entry of your own, and say that both are the same."),
    "statement": _("It cannot be ended: the entry would be nothing without it, or somebody ended it already."),
    "value": _("This is what stands there already, or it would speak of a child, which two others approve first."),
    "waiting": _("This is decided already, or you approved it before: another person is needed."),
    "aspect": _("This is flagged already, and waits for a reviewer."),
    "neutrality": _("Somebody else was first: look at what stands there now."),
    "special": _("Somebody else was first: look at what stands there now."),
    "assessment": _("No assessment of this number is in force for this purpose and this category of persons."),
    "until": _("Choose a day after today, within a year, and not beyond its assessment."),
    "persons": _("Name persons who have an account here."),
    "necessity": _("Say why it is strictly necessary, and why nothing less will do."),
    "not_assessed": _("What keeping this of such a person means is not assessed, or the assessment has ended."),
    "pair": _(
        "These two cannot be judged: they are one entry, of different kinds, or another judgement speaks against it."
    ),
    "other": _("No other entry that you see has this reference."),
    "said_to_be": _("Choose one of the answers."),
    "said": _("This is what was said of them last."),
}
SAID: Words = {
    "same": pgettext_lazy("a judgement on two entries", "Yes, they are the same"),
    "other": pgettext_lazy("a judgement on two entries", "No, they are not the same"),
    "open": pgettext_lazy("a judgement on two entries", "Take back what was said"),
}
WAITING: Words = {
    "open": pgettext_lazy("an entry about a child", "Waits for two others"),
    "entered": pgettext_lazy("an entry about a child", "Entered"),
    "declined": pgettext_lazy("an entry about a child", "Declined"),
}
ASPECTS: Words = {
    "political": pgettext_lazy("what a record touches on", "Politics"),
    "military": pgettext_lazy("what a record touches on", "The military"),
    "religious": pgettext_lazy("what a record touches on", "Religion"),
    "racial": pgettext_lazy("what a record touches on", "Race or origin"),
}
FLAGS: Words = {
    "open": pgettext_lazy("a flag", "Waits for the reviewer"),
    "passes": pgettext_lazy("a flag", "May go further"),
    "stays": pgettext_lazy("a flag", "Stays here"),
}
SPECIALS: Words = {
    "religion": pgettext_lazy("a special category", "Religion"),
    "ethnicity": pgettext_lazy("a special category", "Ethnic origin"),
    "political": pgettext_lazy("a special category", "Political opinion"),
}
OPENINGS: Words = {
    "asked": pgettext_lazy("a special category", "Waits for a second person"),
    "opened": pgettext_lazy("a special category", "Open"),
    "refused": pgettext_lazy("a special category", "Refused"),
    "ended": pgettext_lazy("a special category", "Closed again"),
}
