"""Names of months: Arabic (regional Gregorian, Hijri, Coptic, old Libyan), English and French."""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from muntada.text.folding import fold_key

GREGORIAN, HIJRI, COPTIC = "gregorian", "hijri", "coptic"

_EN = "january february march april may june july august september october november december"
_FR = "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre"
_EN_SHORT = "jan feb mar apr jun jul aug sep sept oct nov dec"
_EN_SHORT_MONTHS = (1, 2, 3, 4, 6, 7, 8, 9, 9, 10, 11, 12)
_FR_SHORT = {"janv": 1, "jan": 1, "fevr": 2, "fev": 2, "avr": 4, "juil": 7, "sept": 9, "oct": 10, "nov": 11}
_FR_SHORT |= {"dec": 12}
# Words that are often something else: a father, a practice, a permission.
_DOUBTFUL = {"ar": "مارس اب ماي جوان اوت مارش صفر", "en": "may march", "fr": "mars"}
_HIJRI_LATIN = {
    "muharram": 1, "safar": 2, "rabi al-awwal": 3, "rabi' al-awwal": 3, "rabi al-thani": 4, "jumada al-ula": 5,
    "jumada al-thani": 6, "rajab": 7, "shaaban": 8, "sha'ban": 8, "shaban": 8, "chaabane": 8, "ramadan": 9,
    "shawwal": 10, "chawwal": 10, "dhu al-qadah": 11, "dhu al-qi'dah": 11, "dhu al-hijjah": 12,
    "dhu al-hijja": 12, "dhou al-hijja": 12,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Month:
    """A month: its calendar, its number from 1, and how sure its name is one.

    ``doubtful``: the name is also another word and wants a day, a year or a preposition beside it.
    ``historical``: an old Libyan name, believed only between a day and a year.
    """

    calendar: str
    number: int
    doubtful: bool = False
    historical: bool = False


@cache
def month_names(language: str) -> dict[str, Month]:
    """All names of months of a language, by their `fold_key`. Source of the Arabic: data/months_ar.csv."""
    if language == "ar":
        return _arabic()
    full, short = (_EN, dict(zip(_EN_SHORT.split(), _EN_SHORT_MONTHS, strict=True)))
    if language == "fr":
        full, short = _FR, _FR_SHORT
    names = {form: Month(HIJRI, number, doubtful=True) for form, number in _HIJRI_LATIN.items()}
    names |= {form: Month(GREGORIAN, number, doubtful=True) for form, number in short.items()}
    doubtful = _DOUBTFUL[language].split()
    return names | {
        form: Month(GREGORIAN, number, doubtful=form in doubtful) for number, form in enumerate(full.split(), 1)
    }


def _arabic() -> dict[str, Month]:
    names: dict[str, Month] = {}
    doubtful = _DOUBTFUL["ar"].split()
    table = files("muntada.text") / "data" / "months_ar.csv"
    for row in csv.DictReader(table.read_text(encoding="utf-8").splitlines()):
        form = fold_key(row["form"])
        old = row["kind"] == "historical"
        month = Month(row["calendar"], int(row["month"]), doubtful=old or form in doubtful, historical=old)
        names.setdefault(form, month)
    return names


def find_month(name: str, language: str) -> Month | None:
    """The month of that name in any spelling, or None."""
    return month_names(language).get(fold_key(name).rstrip("."))
