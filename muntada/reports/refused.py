"""What cannot be done with recipients, sendings and receipts: a word for programs and a sentence for people."""

from __future__ import annotations

from muntada.evidence.values import ValueRefused

WHY = {
    "email": "This is no plain e-mail address.",
    "email_taken": "This address is that of {other} already; say that both share it, if that is meant.",
    "name": "There is a recipient of this name on this list already.",
    "list": "There is no such list.",
    "language": "There is no such language.",
    "until": "It cannot end before the day on which it was entered.",
    "ended": "This recipient has ended.",
    "not_frozen": "Only an edition that is frozen is sent.",
    "label": "Outside of the forum only what is TLP:CLEAR is sent: have the edition released first.",
    "no_files": "There is no file of this edition yet: print it first.",
    "old_files": "Its files bear another label than the edition by now, or are lost: print them anew.",
    "nobody": "There is nobody on these lists to whom it has not gone already.",
    "nobody_to_remind": "There is nobody to remind: all have answered, or were reminded within the last days.",
    "waits": "Such a sending waits already; release it or drop it first.",
    "moved": "This is no longer where it was. Look at it again.",
    "state": "There is no such answer.",
    "by": "Say who received it on behalf of the recipient.",
    "not_sent": "This has not gone out yet.",
    "sender": "Say who writes the note.",
    "to": "Choose a recipient or a list, one of them.",
    "numbers": "This number is taken.",
}


class ReportRefused(ValueRefused):
    """Raised for what cannot be: `field` says where, `code` is a word for programs, the text is for people."""

    def __init__(self, field: str, code: str, **said: str) -> None:
        super().__init__(field, WHY[code].format(**said))
        self.code, self.said = code, said
