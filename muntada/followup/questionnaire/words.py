"""The words of the workbook in the institution's language; any of the three languages' choices is read back."""

from __future__ import annotations

from functools import cache

from muntada.text.folding import fold_key

STATUSES = ("planned", "in_preparation", "in_progress", "completed", "suspended")
RESPONSES = ("supported", "in_part", "noted")

CHOICES: dict[str, dict[str, str]] = {
    "ar": {
        "planned": "مخطط له",
        "in_preparation": "قيد الإعداد",
        "in_progress": "قيد التنفيذ",
        "completed": "منجز",
        "suspended": "معلّق",
        "supported": "تأييد",
        "in_part": "تأييد جزئي",
        "noted": "أُحيط علمًا",
    },
    "en": {
        "planned": "Planned",
        "in_preparation": "In preparation",
        "in_progress": "In progress",
        "completed": "Completed",
        "suspended": "Suspended",
        "supported": "Supported",
        "in_part": "Supported in part",
        "noted": "Noted",
    },
    "fr": {
        "planned": "Prévue",
        "in_preparation": "En préparation",
        "in_progress": "En cours",
        "completed": "Achevée",
        "suspended": "Suspendue",
        "supported": "Soutenue",
        "in_part": "Soutenue en partie",
        "noted": "Notée",
    },
}

SHEETS = {"ar": "الاستبيان", "en": "Questionnaire", "fr": "Questionnaire"}
TITLES = {
    "ar": "استبيان بشأن تنفيذ الالتزامات",
    "en": "Questionnaire on how far what was undertaken is carried out",
    "fr": "Questionnaire sur l’exécution des engagements",
}
TO = {"ar": "إلى: {institution}", "en": "To: {institution}", "fr": "À : {institution}"}
DUE = {
    "ar": "يُرجى الردّ في موعد أقصاه: {due}",
    "en": "Please answer by: {due}",
    "fr": "Réponse attendue au plus tard le : {due}",
}
OFFICES = {
    "ar": "الجهة أو الإدارة التي تجيب:",
    "en": "Office that answers:",
    "fr": "Service qui répond :",
}
HOW = {
    "ar": (
        "تُكتب الأجوبة في الخلايا الفاتحة وحدها. يُختار الوضع من القائمة، ويُكتب التاريخ هكذا: 2026-05-03 "
        "(أو 2026-05 أو 2026)، ويُذكر في خانة الدليل عنوان الصفحة التي تُظهر ما تمّ. لا تُضَف أعمدة ولا تُنقل خلايا، "
        "ويُحفظ الملف بصيغة XLSX. يُترك السؤال فارغًا إن لم يكن عنه جواب بعد."
    ),
    "en": (
        "Write in the light cells only. Choose where it stands from the list; write the day as 2026-05-03 (or 2026-05, "
        "or 2026); under evidence give the address of a page that shows it. Add no columns, move no cells, and save "
        "the file as XLSX. Leave a question empty if there is no answer to it yet."
    ),
    "fr": (
        "Écrivez seulement dans les cellules claires. Choisissez l’état dans la liste ; écrivez la date ainsi : "
        "2026-05-03 (ou 2026-05, ou 2026) ; sous « preuve », donnez l’adresse d’une page qui le montre. N’ajoutez pas "
        "de colonnes, ne déplacez pas de cellules et enregistrez le fichier en XLSX. Laissez vide une question sans "
        "réponse."
    ),
}
HEADERS = {
    "ar": (
        "الرقم",
        "المرجع",
        "السؤال عن",
        "المسجَّل حاليًا",
        "الوضع الآن",
        "تاريخ الإنجاز",
        "الجواب",
        "دليل (عنوان)",
    ),
    "en": (
        "No.",
        "Reference",
        "What is asked about",
        "On record now",
        "Where it stands",
        "Completed on",
        "Answer",
        "Evidence (address)",
    ),
    "fr": (
        "N°",
        "Référence",
        "Objet de la question",
        "Inscrit à ce jour",
        "État actuel",
        "Achevée le",
        "Réponse",
        "Preuve (adresse)",
    ),
}
NOT_A_CHOICE = {
    "ar": "يُرجى اختيار قيمة من القائمة.",
    "en": "Please choose a value from the list.",
    "fr": "Veuillez choisir une valeur dans la liste.",
}


@cache
def choice_by_word() -> dict[str, str]:
    """The value that each word in any of the languages stands for; the value itself is taken too."""
    known = {fold_key(word): value for words in CHOICES.values() for value, word in words.items()}
    return known | {fold_key(value): value for value in (*STATUSES, *RESPONSES)}


def chosen(text: str, answers: tuple[str, ...]) -> str:
    """The value of a word, where it is one of these; empty for any other word."""
    value = choice_by_word().get(fold_key(text), "")
    return value if value in answers else ""
