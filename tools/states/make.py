"""Writes muntada/parties/facts/states.csv and places.csv from CLDR names and the lists beside this file.

Run it after changing one of the lists: `python tools/states/make.py`.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

from babel import Locale

HERE = Path(__file__).parent
FACTS = HERE.parents[1] / "muntada" / "parties" / "facts"
LANGUAGES = ("en", "ar", "fr")
OBSERVERS = {"VA", "PS"}
OTHERS = {"XK", "TW", "CK", "NU"}

# Where the short name of CLDR is not the one that the forum's papers use.
NAMES = {
    "CD": ("Democratic Republic of the Congo", "جمهورية الكونغو الديمقراطية", "République démocratique du Congo"),
    "CG": ("Congo", "الكونغو", "Congo"),
    "MM": ("Myanmar", "ميانمار", "Myanmar"),
    "PS": ("Palestine", "فلسطين", "Palestine"),
    "VA": ("Holy See", "الكرسي الرسولي", "Saint-Siège"),
    "TL": ("Timor-Leste", "تيمور-ليشتي", "Timor oriental"),
    "VC": (
        "Saint Vincent and the Grenadines",
        "سانت فنسنت وجزر غرينادين",
        "Saint-Vincent-et-les-Grenadines",
    ),
    "CV": ("Cabo Verde", "الرأس الأخضر", "Cap-Vert"),
}
STATE_COLUMNS = [
    "code", "iso3", "m49", "standing",
    "name_en", "name_en_alt", "name_ar", "name_ar_alt", "name_fr", "name_fr_alt",
    "adj_en", "adj_ar", "adj_fr", "capital_en", "capital_ar", "capital_fr", "context_only",
]  # fmt: skip
# Forms of a state that are everyday words, first names or another place too.
STATE_CONTEXT_ONLY = {
    "ML": ("مالي", "مالية", "ماليون"),
    "KM": ("قمري", "قمرية", "قمريون"),
    "QA": ("قطر", "قطري", "قطرية"),
    "OM": ("عُمان", "عمان"),
    "BJ": ("بنين",),
    "MA": ("المغرب",),
    "TR": ("تركي", "Turkey"),
    "GE": ("جورجي", "Georgia"),
    "YE": ("يمني",),
    "RO": ("روماني", "رومانية"),
    "CI": ("عاجي", "عاجية"),
    "JO": ("Jordan",),
    "TD": ("Chad",),
    "US": ("US", "America", "Amérique"),
    "DM": ("Dominique", "Dominican"),
    "DO": ("Dominican",),
    "MU": ("Maurice",),
    "GD": ("Grenade",),
    "SB": ("Salomon", "سليماني", "سليمانية"),
    "CK": ("كوكي", "كوكية"),
}
# Everyday words, personal names or other places too: they name the city only beside other signs of a place.
CONTEXT_ONLY = {
    *("الخبر", "ليل", "نيس", "العين", "الداخلة", "العيون", "الخليل", "الحديدة", "سلا", "العقبة", "سرت", "عدن", "حلب"),
    *("الجزائر", "تونس", "الكويت", "جيبوتي", "سنغافورة", "موناكو", "لوكسمبورغ", "سان مارينو", "سالي", "غوا", "جوا"),
    *("كارديف", "بون", "غاو", "جاو", "كانو", "سيبو", "فارو", "كولون", "عمان", "فاس", "صيدا", "السويس", "بالي"),
    *("Nice", "Split", "Solo", "Bali", "Faro", "Cork", "Mons", "Goa", "Gao", "Sale", "Male", "Hebron", "Cordoba"),
    *("Victoria", "Georgetown", "Florence", "Sydney", "Darwin", "Livingstone", "Clark", "Kuwait", "Djibouti"),
    *("Singapore", "Monaco", "Luxembourg", "San Marino", "Panama", "Guatemala", "Mexico", "Singapour", "Koweït"),
    *("Tunis", "Grenade", "Valence", "Le Cap", "Split", "Liège", "Lille", "Perth", "Adélaïde", "Carthagène"),
}
PLACE_COLUMNS = ["name_en", "en_alt", "name_ar", "ar_alt", "name_fr", "fr_alt", "state", "context_only"]


def lines(name: str) -> list[list[str]]:
    """The fields of every line of a list that is no comment."""
    text = (HERE / name).read_text(encoding="utf-8")
    return [line.split(";") for line in text.splitlines() if line and not line.startswith("#")]


def short_name(code: str, language: str) -> str:
    """The name of a state in CLDR, in the spelling of running text."""
    if code in NAMES:
        return NAMES[code][LANGUAGES.index(language)]
    name = Locale(language).territories[code].replace("’", "'").replace(" & ", " and ")
    return name.replace("St. ", "Saint ") if language == "en" else name


def members() -> dict[str, dict[str, str]]:
    """The members of the forum: their names stand as its own table writes them."""
    with (FACTS / "members.csv").open(encoding="utf-8", newline="") as stream:
        return {row["code"]: row for row in csv.DictReader(stream)}


def together(first: str, *lists: str) -> str:
    """Alternatives from several lists, each once and without the name itself."""
    parts = [part for one in lists for part in one.split("|") if part and part != first]
    return "|".join(dict.fromkeys(parts))


def arabic_adjectives(given: str) -> str:
    """Masculine, feminine, plural; of a regular adjective the list gives the masculine alone."""
    return given if "|" in given else f"{given}|{given}ة|{given}ون"


def french_adjectives(given: str) -> str:
    """Masculine, feminine; of a regular adjective the list gives the masculine alone."""
    if "|" in given or given.endswith("e"):
        return given if "|" in given else f"{given}|{given}"
    doubled = given.endswith(("ien", "éen"))
    return f"{given}|{given}{'ne' if doubled else 'e'}"


def states() -> list[dict[str, str]]:
    """Every state, by code."""
    codes = {line[0].split()[0]: [*line[0].split(), ""][1:3] for line in lines("codes.txt")}
    own = members()
    made = []
    for code, *others, adj_en, adj_ar, adj_fr, cap_en, cap_ar, cap_fr in lines("states.txt"):
        row = {"code": code, "iso3": codes[code][0], "m49": codes[code][1]}
        row["standing"] = "observer" if code in OBSERVERS else "other" if code in OTHERS else "un_member"
        for language, given in zip(LANGUAGES, others, strict=True):
            member = own.get(code, {})
            cldr = short_name(code, language)
            name = member.get(f"name_{language}") or cldr
            row[f"name_{language}"] = name
            row[f"name_{language}_alt"] = together(name, member.get(f"name_{language}_alt", ""), cldr, given)
        row |= {"adj_en": adj_en, "adj_ar": arabic_adjectives(adj_ar), "adj_fr": french_adjectives(adj_fr)}
        row |= {
            f"capital_{language}": capital.split("|")[0]
            for language, capital in zip(LANGUAGES, (cap_en, cap_ar, cap_fr), strict=True)
        }
        row["context_only"] = "|".join(STATE_CONTEXT_ONLY.get(code, ()))
        made.append(row)
    return made


def places() -> list[dict[str, str]]:
    """Every capital, then the other cities of the list."""
    capitals = [[line[0], *line[-3:]] for line in lines("states.txt") if line[-3]]
    made = []
    for state, *names in capitals + lines("places.txt"):
        row = {"state": state}
        for language, given in zip(LANGUAGES, names, strict=True):
            first, *rest = given.split("|")
            row |= {f"name_{language}": first, f"{language}_alt": "|".join(rest)}
        forms = [form for given in names for form in given.split("|")]
        row["context_only"] = "|".join(dict.fromkeys(form for form in forms if form in CONTEXT_ONLY))
        made.append(row)
    return made


def write(name: str, columns: list[str], rows: list[dict[str, str]]) -> None:
    """Write one table."""
    with (FACTS / name).open("w", encoding="utf-8", newline="") as stream:
        out = csv.DictWriter(stream, columns, lineterminator="\n")
        out.writeheader()
        out.writerows(rows)


if __name__ == "__main__":
    write("states.csv", STATE_COLUMNS, sorted(states(), key=lambda row: row["code"]))
    write("places.csv", PLACE_COLUMNS, sorted(places(), key=lambda row: (row["name_en"], row["state"])))
    sys.exit(0)
