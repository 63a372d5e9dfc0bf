"""Texts of the tests' own: a decision in Arabic and English, as a recogniser would propose it."""

from __future__ import annotations

from collections.abc import Sequence

from muntada.library.models import ClauseText, Expression, Work
from muntada.library.structure.shape import Proposal, Provision

Row = tuple[str, str, str, str, str]  # wid, parent, kind, number, words

ENGLISH: list[Row] = [
    ("recitals_1__rec_1", "", "preambular", "", "Recalling resolution 2178 (2014) on fighters who cross borders,"),
    ("recitals_1__rec_2", "", "preambular", "", "Noting that seven ports keep registers of lost passports,"),
    ("para_1", "", "operative", "1.", "Decides to found a network of harbour officers who meet twice a year;"),
    ("para_2", "", "operative", "2.", "Calls upon members to name in their registers:"),
    ("para_2__point_a", "para_2", "point", "(a)", "the officer in charge of each landing place;"),
    ("para_2__point_b", "para_2", "point", "(b)", "the laboratory that examines doubtful documents;"),
    ("para_3", "", "operative", "3.", "Requests the secretariat to report on the network before 30 June 2026."),
]
ARABIC: list[Row] = [
    ("recitals_1__rec_1", "", "preambular", "", "إذ يشير إلى القرار 2178 (2014) بشأن المقاتلين الذين يعبرون الحدود،"),
    ("recitals_1__rec_2", "", "preambular", "", "وإذ يلاحظ أن سبعة موانئ تحتفظ بسجلات لجوازات السفر المفقودة،"),
    ("para_1", "", "operative", "١ -", "يقرر إنشاء شبكة من ضباط الموانئ تجتمع مرتين في السنة؛"),
    ("para_2", "", "operative", "٢ -", "يهيب بالأعضاء أن يذكروا في سجلاتهم:"),
    ("para_2__point_a", "para_2", "point", "(أ)", "الضابط المسؤول عن كل مرسى؛"),
    ("para_2__point_b", "para_2", "point", "(ب)", "المختبر الذي يفحص الوثائق المشكوك فيها؛"),
    ("para_3", "", "operative", "٣ -", "يطلب إلى الأمانة أن تقدم تقريرا عن الشبكة قبل 30 حزيران/يونيه 2026."),
]
ACTS = {"Recalling": "recalling", "إذ يشير": "recalling", "Decides": "decides", "يقرر": "decides",
        "Calls upon": "calls_upon", "يهيب": "calls_upon", "Requests": "requests", "يطلب": "requests",
        "Noting": "noting", "وإذ يلاحظ": "noting"}  # fmt: skip


def proposal(rows: Sequence[Row], language: str = "en", title: str = "") -> Proposal:
    provisions = tuple(_provision(*row, start=40 * place) for place, row in enumerate(rows))
    return Proposal(language, title, "SF/DEC/2025/9", "resolution", "2025-05-04", provisions, ())


def _provision(wid: str, parent: str, kind: str, number: str, words: str, *, start: int) -> Provision:
    opening = next((act for printed, act in ACTS.items() if words.startswith(printed)), "")
    return Provision(wid, parent, kind, number, "", words, opening, "", start, start + 39, 0.9)


def a_work(key: str = "sf_harbours", **columns: object) -> Work:
    return Work.objects.create(key=key, kind="resolution", symbol="SF/DEC/2025/9", adopted="2025-05-04", **columns)


def wids(version: Expression) -> list[str]:
    return list(version.texts.order_by("order").values_list("clause__wid", flat=True))


def words(version: Expression, wid: str) -> ClauseText:
    return version.texts.get(clause__wid=wid)
