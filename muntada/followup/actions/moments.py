"""What judgements and positions do not let anybody do just now."""

from __future__ import annotations

_WHY = {
    "no_consent": "The party has not consented yet that others see this.",
    "released": "Others have seen this already: take the release back first.",
    "stale": "Somebody else wrote in the meantime: look at that first.",
    "no_words": "There are no words yet: write them in one language at least.",
    "nobody_asked": "No institution was asked about this version yet.",
    "not_agreed": "Not every institution that was asked has agreed to this version.",
    "not_asked": "This institution was not asked about this version.",
    "withdrawn": "This position is withdrawn: write another version first.",
    "cleared": "This version is cleared already.",
    "of_another_meeting": "That is of another meeting.",
}


class NotNow(ValueError):
    """Raised for a deed that comes at the wrong moment: `code` is a word for programs, the text a sentence."""

    def __init__(self, code: str) -> None:
        super().__init__(_WHY[code])
        self.code = code
