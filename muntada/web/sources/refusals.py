"""Why a file was not taken in or a finding not decided, in the reader's language."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from muntada.evidence.matching import Ambiguous
from muntada.evidence.values import ValueRefused
from muntada.web.evidence.values import field_name

CAPTURE: dict[str, str | Promise] = {
    "empty": _("The file is empty."),
    "too_large": _("The file is larger than this installation takes. Bring it in parts."),
    "malware": _("This is the test file of malware scanners. It is not kept."),
    "no_text": _("There is no text in this file. Of a scanned page, bring the text beside it."),
    "too_long": _("The text is longer than one source may be. Bring it in parts."),
    "encrypted": _("The file is locked with a password. Bring it unlocked."),
    "unsupported_kind": _(
        "This kind of file is not read here. Bring a PDF, a Word file, a web page, a message or plain text."
    ),
    "too_costly": _("The file has more parts than a document may have. Bring it in pieces, or its text."),
    "truncated": _("The file is cut off or damaged. Bring it again."),
    "unreadable": _("The file is damaged. Save it anew and bring that."),
    "unsafe_archive": _("The file holds parts that point outside of it. It is not read."),
    "bomb": _("The file unpacks to far more than a document is. It is not read."),
    "xml_entities": _("The file declares entities of its own, which no Word file does. It is not read."),
    "quota": _("You have brought in as much as one person may within a day. Go on tomorrow."),
    "too_slow": _("The file took too long to read. Save it in a simpler form and bring that."),
}
DECIDING: dict[str, str | Promise] = {
    "withdrawn": _("Better rules no longer read this from the source."),
    "no_meeting": _("This source states no meeting: say to which one the item belongs."),
    "meeting_first": _("Accept the meeting that this belongs to first, or say to which meeting it belongs."),
    "no_instrument": _("This source states no such instrument: say which one was sent."),
    "instrument_first": _("Accept the instrument that was sent first, or say which one it was."),
    "already_accepted": _("This was accepted into another record. Undo that first."),
    "newer_decision": _("This finding was decided again since. Undo that first."),
    "built_on": _("Another accepted finding rests on this one. Undo that first."),
    "settled": _("A conflict was settled with this value. Reopen the conflict first."),
}


def why_not_taken(error: Exception) -> str:
    """What to tell whoever brought the file."""
    code = str(getattr(error, "code", ""))
    return str(CAPTURE.get(code, _("The file could not be read. Nothing was kept.")))


def why_not_decided(error: Exception) -> str:
    """What to tell whoever decided the finding."""
    if isinstance(error, Ambiguous):
        return str(_("More than one record may be meant. Choose which one, or a new one."))
    if isinstance(error, ValueRefused):
        return str(
            _("The value of “%(field)s” cannot be entered. Correct it first.") % {"field": field_name(error.field)}
        )
    code = str(getattr(error, "code", ""))
    return str(DECIDING.get(code, _("This could not be decided. Nothing was changed.")))
