"""What holds for every text: order, spans, addresses; and that the same text has the same addresses in any language."""

from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import given, settings
from hypothesis import strategies as st

from muntada.library.structure import Proposal, propose

LANGUAGES = ("ar", "en", "fr")
ABJAD = "أبجدهوزحطي"
ROMAN = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"]
BODY = {"ar": "إن مجلس الموانئ،", "en": "The Council of Harbours,", "fr": "Le Conseil des ports,"}
RECITAL = {
    "ar": "وإذ يلاحظ حال المنارات على الساحل،",
    "en": "Noting the state of the lamps on the coast,",
    "fr": "Notant l'état des feux de la côte,",
}
ACT = {
    "ar": "يقرر إنارة المنارات على الساحل كله",
    "en": "Decides to light the lamps of the coast",
    "fr": "Décide d'allumer les feux de la côte",
}
SENTENCE = {
    "ar": "تضيء الأطراف منارات الساحل كله في الشتاء",
    "en": "The Parties light all the lamps of the coast in winter",
    "fr": "Les Parties allument tous les feux de la côte en hiver",
}
HEADING = {"ar": "المنارات والمراسي", "en": "Lamps and moorings", "fr": "Feux et mouillages"}
AGREED = {"ar": "اتفقت على ما يلي:", "en": "Have agreed as follows:", "fr": "Sont convenus de ce qui suit :"}


@dataclass
class Clause:
    """A numbered clause of a text that was made up, and those within it."""

    inside: list[Clause] = field(default_factory=list)


@dataclass(frozen=True)
class Made:
    """A text that was made up: so many recitals, then paragraphs or articles."""

    recitals: int
    articles: bool
    clauses: tuple[Clause, ...]


def _clauses(depth: int) -> st.SearchStrategy[list[Clause]]:
    below = _clauses(depth - 1) if depth else st.just([])
    inside = st.one_of(st.just([]), below.filter(lambda found: len(found) != 1))
    return st.lists(st.builds(Clause, inside), max_size=4)


TEXTS = st.builds(
    Made,
    st.integers(1, 4),
    st.booleans(),
    _clauses(2).filter(lambda found: len(found) >= 2).map(tuple),
)


def _number(at: int, depth: int, language: str) -> str:
    digits = str(at + 1).translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")) if language == "ar" else str(at + 1)
    if depth == 0:
        return f"{digits} -" if language == "ar" else f"{digits}."
    if depth == 1:
        return {"ar": f"({ABJAD[at]})", "en": f"({'abcdefghij'[at]})", "fr": f"{'abcdefghij'[at]})"}[language]
    return f"'{digits}'" if language == "ar" else f"({ROMAN[at]})"


def _rows(made: Made, language: str) -> tuple[list[str], list[str]]:
    """The rows of a text in a language, and the addresses that its clauses should have."""
    rows, wids = [BODY[language]], []
    for at in range(made.recitals):
        rows.append(RECITAL[language])
        wids.append(f"recitals_1__rec_{at + 1}")
    if made.articles:
        rows.append(AGREED[language])
        for at, one in enumerate(made.clauses):
            rows += [f"{'المادة' if language == 'ar' else 'Article'} {at + 1}", HEADING[language]]
            wids.append(f"art_{at + 1}")
            if not one.inside:
                rows.append(SENTENCE[language] + ".")
            for nth, below in enumerate(one.inside):
                _tell(below, nth, 0, f"art_{at + 1}", language, (rows, wids), last=nth == len(one.inside) - 1)
    else:
        for at, one in enumerate(made.clauses):
            _tell(one, at, 0, "", language, (rows, wids), last=at == len(made.clauses) - 1)
    return rows, wids


def _tell(
    one: Clause, at: int, depth: int, around: str, language: str, into: tuple[list[str], list[str]], *, last: bool
) -> None:
    words = ACT[language] if depth == 0 and not around else SENTENCE[language]
    end = ":" if one.inside else "." if last else "؛" if language == "ar" else ";"
    into[0].append(f"{_number(at, depth, language)} {words}{end}")
    step = f"para_{at + 1}" if depth == 0 else f"point_{'abcdefghij'[at]}"
    own = f"{around}__{step}" if around else step
    into[1].append(own)
    for nth, below in enumerate(one.inside):
        _tell(below, nth, depth + 1, own, language, into, last=last and nth == len(one.inside) - 1)


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_a_text_that_was_made_up_has_the_same_addresses_in_three_languages(made: Made) -> None:
    for language in LANGUAGES:
        rows, wids = _rows(made, language)
        assert [one.wid for one in propose("\n\n".join(rows) + "\n").provisions] == wids, (language, rows)


PIECES = [
    *BODY.values(), *RECITAL.values(), *AGREED.values(), *HEADING.values(), "Article 1", "المادة 2", "Article 3 Lamps",
    "الفصل الأول ـ تضاء المنارات ليلا.", "PART II", "الباب الأول", "Annex", "المرفق", "III", "أولا", "ثانيا: المنارات",
    "1. Decides to sail;", "2.", "(a) keep a lamp:", "(i) keep oil,", "3.1 The Parties shall keep",
    "1 Each Party keeps", "2 Each Party keeps", "• Lamps", "- Noting that", "Good Practice 2: Keep lamps",
    "Recommendation 1", "and all others",
    "as if it had been so;", "What follows is a sentence of some length that says nothing at all, but is prose.",
    "In witness whereof the undersigned have signed.", "صدر في: ٢ / ٣", "ديباجة", "اتفاقية المنارات", "Decides:",
    "shall be replaced by the following:", "“1. Lamps burn", "burn”", "(ق 15/ د 2)", "أمرنا بما هو آت:",
]  # fmt: skip


def _sound(proposal: Proposal, text: str) -> None:
    last, known = 0, {"": 0}
    for one in proposal.provisions:
        assert one.wid not in known
        assert one.parent in known, "a clause stands before what it is within"
        assert last <= one.start <= one.end <= len(text)
        assert known[one.parent] <= one.start
        known[one.wid], last = one.start, one.start


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.sampled_from(PIECES), max_size=40), st.sampled_from(["\n", "\n\n"]), st.sampled_from(["", *LANGUAGES])
)
def test_clauses_stand_in_their_order_with_addresses_of_their_own(rows: list[str], gap: str, language: str) -> None:
    text = gap.join(rows)
    _sound(propose(text, language=language), text)
