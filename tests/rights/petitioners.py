"""Fictitious petitioners with Arabic names in all their parts, and one for each of the six languages."""

from __future__ import annotations

from muntada.rights.identity import Identity

KUNYAS = ("أبو سليم", "أم هدى", "أبو رشيد", "", "أم يوسف")
GIVEN = ("سمير", "نادية", "يوسف", "ليلى", "عبد الرحمن", "هدى", "رشيد", "منى", "سيف الدين", "عبد الله")
FATHERS = ("أحمد", "عبد العزيز", "نصر الله", "محمود", "علي")
GRANDFATHERS = ("إبراهيم", "", "عمر", "صالح")
LAQABS = ("", "النجار", "الطويل")
NISBAS = ("الحلبي", "البغدادي", "القيرواني", "الصنعاني", "المكي", "آل ياسين", "ولد الحسن")


def fifty() -> list[Identity]:
    """Fifty identities, each another one, with parts that are there and parts that are not."""
    return [
        Identity(
            kunya=KUNYAS[at % len(KUNYAS)],
            ism=GIVEN[at % len(GIVEN)],
            father=FATHERS[at // len(GIVEN) % len(FATHERS)],
            grandfather=GRANDFATHERS[at % len(GRANDFATHERS)],
            laqab=LAQABS[at % len(LAQABS)],
            nisba=NISBAS[at % len(NISBAS)],
            latin=f"Petitioner Number{at:02d}",
            born=f"19{40 + at % 50}-0{1 + at % 9}",
        )
        for at in range(50)
    ]


# In each official language of the United Nations: a name, and what is said.
IN_SIX = {
    "ar": (Identity(ism="سمير", father="أحمد", nisba="الحلبي"), "لست الشخص المقصود بهذا القيد."),
    "zh": (Identity(others=("欧阳建国明",)), "我不是名单上的那个人。"),
    "en": (Identity(latin="Rowan Ashgrove"), "I am not the person who stands on this list."),
    "fr": (Identity(latin="Zoé Clairval"), "Je ne suis pas la personne inscrite sur cette liste."),
    "ru": (Identity(others=("Пётр Ольховский",)), "Я не тот человек, который указан в списке."),
    "es": (Identity(latin="Íñigo Robledal"), "No soy la persona que figura en la lista."),
}
