"""A small text in three languages, clause by clause, for the tests of reading."""

from __future__ import annotations

from typing import Any

from muntada.library.models import Citation, Clause, ClauseText, Expression, Symbol, Title, Work

TITLES = {
    "ar": "مذكرة طنجة بشأن مسالك العبور",
    "en": "Tangier Memorandum on Routes of Passage",
    "fr": "Mémorandum de Tanger sur les voies de passage",
}
# wid, kind, opening; and number and words by language. French lacks the last point.
CLAUSES: list[tuple[str, str, str, dict[str, tuple[str, str]]]] = [
    (
        "recitals_1__rec_1",
        "preambular",
        "recalling",
        {
            "ar": ("", "إذ يشير إلى قرار مجلس الأمن 2178 (2014) وإلى مسالك العبور القديمة،"),
            "en": ("", "Recalling Security Council resolution 2178 (2014) and the old routes of passage,"),
            "fr": ("", "Rappelant la résolution 2178 (2014) du Conseil de sécurité et les anciennes voies,"),
        },
    ),
    (
        "sec_1",
        "part",
        "",
        {"ar": ("أولاً", ""), "en": ("I.", ""), "fr": ("I.", "")},
    ),
    (
        "sec_1__para_1",
        "operative",
        "decides",
        {
            "ar": ("1 -", "يقرر أن تُحفظ سجلات العبور سبعين يوماً؛"),
            "en": ("1.", "Decides that records of passage are kept for seventy days;"),
            "fr": ("1.", "Décide que les registres de passage sont gardés soixante-dix jours ;"),
        },
    ),
    (
        "sec_1__para_1__point_a",
        "point",
        "",
        {
            "ar": ("(أ)", "في الموانئ؛"),
            "en": ("(a)", "in ports;"),
            "fr": ("a)", "dans les ports ;"),
        },
    ),
    (
        "sec_1__para_1__point_b",
        "point",
        "",
        {"ar": ("(ب)", "وعند المعابر البرية."), "en": ("(b)", "at crossings by land.")},
    ),
]
HEADINGS = {"ar": "السجلات", "en": "Records", "fr": "Registres"}


def a_text(key: str = "tangier", word: str = "", *, symbol: str = "", **marking: Any) -> Work:
    """The text; `word` ends each clause's words, and `marking` says how the work and its language versions are
    handled."""
    work = Work.objects.create(key=key, kind="memorandum", adopted="2020-05-06", topics=["borders"], **marking)
    if symbol:
        work.symbol = symbol
        work.save()
        Symbol.objects.create(work=work, text=symbol)
    for language, title in TITLES.items():
        Title.objects.create(work=work, language=language, text=f"{title} {word}".strip(), preferred=True)
    expressions = {
        language: Expression.objects.create(
            work=work, language=language, title=f"{title} {word}".strip(), state="settled", quality="native",
            version="2020-05-06", authentic=language != "fr", **marking,
        )
        for language, title in TITLES.items()
    }  # fmt: skip
    parents: dict[str, Clause] = {}
    for order, (wid, kind, opening, words) in enumerate(CLAUSES, start=1):
        clause = Clause.objects.create(
            work=work, wid=wid, parent=parents.get(wid.rpartition("__")[0]), order=order, kind=kind, opening=opening,
            topics=["borders"] if kind == "operative" else [],
        )  # fmt: skip
        parents[wid] = clause
        for language, (number, text) in words.items():
            said = ClauseText.objects.create(
                clause=clause, expression=expressions[language], order=order, number=number,
                heading=f"{HEADINGS[language]} {word}".strip() if kind == "part" else "",
                text=f"{text} {word}".strip() if text else "",
            )  # fmt: skip
            if "2178" in text:
                start = text.index("2178")
                end = text.index(")", start) + 1
                Citation.objects.create(
                    text=said, start=start, end=end, quote=text[start:end], symbol="S/RES/2178 (2014)",
                    standing="possible",
                )  # fmt: skip
    return work
