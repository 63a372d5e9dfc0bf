"""Finding dates: pieces to rows, rows to drafts, drafts to mentions."""

import re
from datetime import date

from muntada.text.dates.grammar import GRAMMAR, Row, drafts_of
from muntada.text.dates.lexer import coded, pieces
from muntada.text.dates.mention import DateMention, Draft
from muntada.text.dates.resolving import Resolver

_WORD_BEFORE = re.compile(r"([^\s,.;:!?()\"]+)[\s\"]*$")
_YEAR_AFTER = {
    "ar": "في منذ خلال بعد قبل حتي الي من بحلول منتصف مطلع اواخر اوائل نهايه بدايه ومنذ وفي وخلال طوال فى نسخه "
    "دوره موسم قمه مؤتمر اصدار طبعه موازنه ميزانيه خطه ربيع صيف خريف شتاء",
    "en": "in since for by until till during from of early late mid mid- before after through circa around to "
    "spring summer autumn fall winter the a its",
    "fr": "en depuis pour d'ici avant apres jusqu'en fin debut mi mi- de des l'ete l'hiver d'ete printemps "
    "automne hiver",
}
_YEAR_AFTER_SETS = {language: frozenset(words.split()) for language, words in _YEAR_AFTER.items()}
_MONTH_AFTER = {
    "ar": "في شهر خلال منذ من حتي الي نهايه بدايه مطلع اواخر اوائل منتصف قبل بعد وفي ومنذ وحتي شهري اشهر لشهر",
    "en": "in since of by until till from to early late mid mid- during through between end before after",
    "fr": "en de depuis debut fin mi mi- d'ici avant apres jusqu'en des courant mois",
}
_MONTH_AFTER_SETS = {language: frozenset(words.split()) for language, words in _MONTH_AFTER.items()}
# After these a number is as often an amount as a year.
_AMOUNT_WORDS = "for by of before after around from to through pour de avant apres من بعد قبل الي حتي خلال"
_AMOUNTS = frozenset(_AMOUNT_WORDS.split())
_NOT_AN_AMOUNT = re.compile(
    r"\s*(?:$|[.,;:)\-/\"\n!?]|(?:and|to|the|on|at|in|with|as|under|by|a|an|was|were|is|has|et|le|la|les|au|aux|"
    r"dans|sur|avec|par|sous|a|en|du|des|un|une|est|ont|في|علي|الي|من|عن|مع|بشان|و[ء-ي]*|ال[ء-ي]+|حتي|بين|تحت)\b)"
)
_NOT_TODAY = re.compile(
    r"\s+(?:الدولي|العالمي|الوطني|الاول|الثاني|الثالث|الرابع|الخامس|الاخير|التالي|السابق|نفسه|ذاته|المفتوح|الاعلامي|"
    r"الدراسي|الواحد|العربي|الافريقي|الاوروبي|الخليجي|الختامي|الافتتاحي|المذكور)\b"
)
_NOT_TODAY_AFTER = frozenset(("في", "ذلك", "حتي", "منذ", "لهذا", "بهذا", "الي"))
_RESOLUTION = re.compile(r"قرار|مقرر|resolution|decision|/res/|/dec\b|s/|a/")


def _word_before(text: str, start: int) -> str:
    found = _WORD_BEFORE.search(text, max(0, start - 20), start)
    return found[1] if found else ""


def _believable_year(text: str, row: Row, language: str) -> bool:
    """Whether a number that could be a year is one, by the words around it."""
    if row.codes[0] in "vbA" or row.codes.startswith("Y-"):
        return row.codes[0] != "b" or len(row.codes) > 2
    years = list(row.by_place.values())
    year = years[0]
    if year.start and text[year.start - 1] == "(":
        return text.startswith(")", years[-1].end)
    if "ل" in year.prefix or "ب" in year.prefix:
        word = "ل"
    else:
        word = _word_before(text, year.start - len(year.prefix))
        if word not in _YEAR_AFTER_SETS[language] and word.removeprefix("و") not in _YEAR_AFTER_SETS[language]:
            return False
    if word in _AMOUNTS or word == "ل" or year.worth % 100 == 0:
        return bool(_NOT_AN_AMOUNT.match(text, years[-1].end))
    return True


def _believable_month(text: str, row: Row, language: str) -> bool:
    """Whether a doubtful name of a month without a day and a year is one."""
    months = [(place, piece) for place, piece in row.by_place.items() if row.codes[place] == "m"]
    if "Y" in row.codes or "f" in row.codes or "e" in row.codes or len(months) > 1:
        return True
    piece = months[0][1]
    month, shift = piece.worth
    if shift is not None or not month.doubtful:
        return True
    name = text[piece.start : piece.end]
    if language != "ar" and len(name) < 5 and name not in {"may", "mars"}:
        return False
    word = _word_before(text, piece.start - len(piece.prefix))
    return word in _MONTH_AFTER_SETS[language] and (language != "en" or text[piece.end : piece.end + 1] != "-")


def _believable_now(text: str, row: Row) -> bool:
    """«اليوم» is also the day, and «أمس» is also what is most needed."""
    if row.codes != "R":
        # The last week of March is not last week.
        return not text.startswith(" of ", row.end)
    piece = row.by_place[0]
    word = text[piece.start : piece.end]
    if word == "اليوم":
        return not _NOT_TODAY.match(text, piece.end) and (
            not piece.prefix and _word_before(text, piece.start) not in _NOT_TODAY_AFTER
        )
    return not text.startswith((" الحاجه", " حاجه"), piece.end)


def _believable_symbol(text: str, row: Row) -> str | None:
    """The kind of a year after a number: of a symbol where a resolution is spoken of, or else just a year."""
    pieces = list(row.by_place.values())
    spoken = _RESOLUTION.search(text, max(0, pieces[0].start - 60), pieces[0].start) is not None
    if "(" not in row.codes and not spoken:
        return "year" if "v" in row.codes else None
    big = pieces[0].end - pieces[0].start >= 3
    return "symbol_year" if spoken or big else "year"


def _accepted(text: str, row: Row, language: str) -> list[Draft]:
    if row.name == "years" and not _believable_year(text, row, language):
        return []
    if row.name == "month" and not _believable_month(text, row, language):
        return []
    if row.name == "now" and not _believable_now(text, row):
        return []
    drafts = drafts_of(row)
    if row.name == "hijri" and drafts and drafts[0].first[0] is None:
        return []
    if row.name == "symbol":
        kind = _believable_symbol(text, row)
        if kind is None:
            return []
        drafts[0].kind = kind
    return drafts


def _paired(text: str, drafts: list[Draft]) -> list[Draft]:
    """A Hijri date and the Gregorian one it corresponds to, made one with the Gregorian value."""
    kept: list[Draft] = []
    for draft in drafts:
        before = kept[-1] if kept else None
        if before is not None and {before.calendar, draft.calendar} == {"hijri", "gregorian"}:
            gap = text[before.end : draft.start]
            if len(gap) < 20 and _PAIR.fullmatch(gap):
                told = draft if draft.calendar == "gregorian" else before
                told.start, told.end = before.start, draft.end
                kept[-1] = told
                continue
        kept.append(draft)
    return kept


_PAIR = re.compile(
    r"[\s(,/=\-]*(?:ه\b|م\b|هجريه?|ميلاديه?)?[\s(),/=\-]*"
    r"(?:و?ال?موافقه?(?:\s+ل)?|corresponding to|correspondant au)?[\s(,]*"
)


def find_dates(text: str, *, language: str, published: date | None = None) -> list[DateMention]:
    """All dates of a folded text in order.

    ``language`` is 'ar', 'en' or 'fr'; ``published`` the day of publication where it is known, from which
    "yesterday", "last March" and months without a year are resolved. Offsets are of the text given.
    """
    found = pieces(text, language)
    codes, places = coded(text, found, language)
    drafts: list[Draft] = []
    for match in GRAMMAR[language].finditer(codes):
        row_pieces = [found[places[at]] for at in range(match.start(), match.end()) if places[at] >= 0]
        if row_pieces:
            drafts += _accepted(text, Row(match.lastgroup or "", match[0], row_pieces), language)
    return Resolver(text, _paired(text, drafts), language, published).mentions()
