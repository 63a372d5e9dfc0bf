"""What the rules of a meeting do not let anybody do just now."""

from __future__ import annotations

_WHY = {
    "sitting_closed": "The sitting is closed.",
    "list_closed": "The list of speakers is closed.",
    "list_there": "There is a list of speakers on this already.",
    "of_another_meeting": "That is of another meeting.",
    "on_the_list": "This delegation is on the list already.",
    "not_waiting": "This delegation does not wait for the floor any more.",
    "floor_taken": "Somebody has the floor: end that first.",
    "floor_free": "Nobody has the floor.",
    "order_first": "A point of order comes first.",
    "nobody_waits": "Nobody waits for the floor.",
    "looser": "What may be said of who spoke can be made stricter, not looser, once something was said.",
    "stale": "Somebody else wrote in the meantime: look at that first.",
    "approved": "The minutes are approved: what is wrong in them is put right by a corrigendum, with its reason.",
    "not_approved": "The minutes are not approved yet: write another revision.",
    "not_circulated": "The minutes are approved after they were circulated.",
    "nothing_written": "There are no words yet.",
    "not_later": "Minutes are approved at a later meeting of the same body.",
    "closed": "This outcome is closed.",
    "not_closed": "This outcome is open already.",
}


class NotPossible(ValueError):
    """Raised for a deed that comes at the wrong moment: `code` is a word for programs, the text a sentence."""

    def __init__(self, code: str) -> None:
        super().__init__(_WHY[code])
        self.code = code
