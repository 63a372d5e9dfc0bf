"""What a citation is, and the names that citations may use."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from muntada.text.terms import Term, TermIndex


@dataclass(frozen=True, slots=True)
class Cited:
    """A place in a text that names another text: `text[start:end] == quote`, in code points of the text as given.

    symbol      canonical, of a document of the United Nations; empty where a text is named that has none
    key         what the given names call the text; empty where it is cited by its number
    provisions  neutral addresses of the clauses named: ("para_5",), ("art_2__para_1",)
    doubt       why no such text can exist, as `symbols.Doubt.code`; empty where it may
    """

    start: int
    end: int
    quote: str
    symbol: str
    key: str = ""
    provisions: tuple[str, ...] = ()
    doubt: str = ""


class Names:
    """Names of texts in any language, to be looked for: form to key; and the Strategy's reviews by their ordinal."""

    def __init__(self, forms: Iterable[tuple[str, str]], reviews: Mapping[int, str] | None = None) -> None:
        self.forms = tuple(dict.fromkeys(forms))
        self.index: TermIndex[str] = TermIndex(Term(form, key, article=False) for form, key in self.forms)
        self.reviews = dict(reviews or {})

    @classmethod
    def of(cls, known: Names, further: Iterable[tuple[str, str]]) -> Names:
        """These names and further ones."""
        more = [one for one in further if one not in known.forms]
        return cls((*known.forms, *more), known.reviews) if more else known
