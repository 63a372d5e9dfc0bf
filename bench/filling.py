"""A house with very much in it, the same at every run: for `bench.forum`. Its sentences say nothing of anybody."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

# Words by how often they stand in a statement of their language, and one that stands nowhere.
COMMON = {"ar": "الإرهاب", "en": "terrorism", "fr": "terrorisme"}
MEDIUM = {"ar": "الفدية", "en": "ransom", "fr": "rançon"}
RARE = {"ar": "زنجبار", "en": "zanzibar", "fr": "guadeloupe"}
NONE = {"ar": "بطريق", "en": "penguin", "fr": "pingouin"}
ONE_IN = {"medium": 300, "rare": 50_000}
LANGUAGES = ("ar", "en", "fr")
_HEADS = {
    "ar": "تؤكد|ترحب|تدعو|تقترح|تلاحظ|تشدد|تشجع|تعرض|تناقش|تسجل",
    "en": "underlines|welcomes|proposes|recalls|notes|stresses|encourages|presents|discusses|records",
    "fr": "souligne|salue|propose|rappelle|note|insiste|encourage|présente|examine|consigne",
}
_WHO = {
    "ar": "اللجنة|الأمانة|المجموعة|الرئاسة|الجلسة|الورشة|الوفود|الدول|المنظمات|الخبراء",
    "en": "the committee|the secretariat|the group|the chair|the session|the workshop|delegations|states|experts",
    "fr": "le comité|le secrétariat|le groupe|la présidence|la séance|l'atelier|les délégations|les États|les experts",
}
_WHAT = {
    "ar": "مكافحة الإرهاب|أمن الحدود|حماية المدنيين|منع التطرف|العدالة الجنائية|سيادة القانون|تبادل المعلومات|"
    "بناء القدرات|التعاون القضائي|تمويل الجماعات|عودة المقاتلين|حماية الأطفال|الأدلة الرقمية|المجتمع المدني|"
    "إعادة الإدماج",
    "en": "countering terrorism|border security|the protection of civilians|criminal justice|the rule of law|"
    "the sharing of information|capacity building|judicial cooperation|the financing of groups|returning fighters|"
    "digital evidence|civil society|rehabilitation|good practices|aviation security",
    "fr": "la lutte contre le terrorisme|la sécurité des frontières|la protection des civils|la justice pénale|"
    "l'état de droit|l'échange d'informations|le renforcement des capacités|la coopération judiciaire|"
    "la preuve numérique|la société civile|la réinsertion|les bonnes pratiques|le financement des groupes",
}
_WHERE = {
    "ar": "في الرباط|في القاهرة|في لاهاي|بمراكش|في تونس|في عمّان|للدول الأعضاء|وللشركاء",
    "en": "in Rabat|in Cairo|in The Hague|in Marrakech|in Tunis|in Amman|for members|with partners",
    "fr": "à Rabat|au Caire|à La Haye|à Marrakech|à Tunis|à Amman|pour les membres|avec les partenaires",
}
_PLACES = ("Rabat", "Cairo", "The Hague", "Marrakesh", "Tunis", "Amman", "Geneva", "New York")
_LABELS = (["TLP:CLEAR"] * 30) + (["TLP:GREEN"] * 40) + (["TLP:AMBER"] * 20) + (["TLP:AMBER+STRICT"] * 7)
BODIES = ("gctf", "gctf.coco", "gctf.cve", "gctf.cj", "gctf.ftf", "gctf.cb", "gctf.horn", "gctf.sahel")
STATES = ("EG", "MA", "NL", "TN", "JO", "FR", "ID", "AU", "TR", "KW")
KINDS = ("session", "workshop", "coordinating_committee_meeting", "plenary", "expert_meeting")
Told = Callable[[Iterable[Any], int, str], Iterable[Any]]


def sentences(random: Random, language: str, count: int) -> list[str]:
    """Sentences of a language; no two are likely to be the same, because each names a document."""
    parts = [words[language].split("|") for words in (_WHO, _HEADS, _WHAT, _WHAT, _WHERE)]
    joined = {"ar": "{1} {0} {2} و{3} {4}، وثيقة {5}.", "en": "{0} {1} {2} and {3} {4}, paper {5}."}
    form = joined.get(language, "{0} {1} {2} et {3} {4}, document {5}.")
    return [form.format(*(random.choice(part) for part in parts), random.randint(1, 9_999)) for _ in range(count)]


class Texts:
    """Texts put together from sentences, with their words as a folded column holds them."""

    def __init__(self, random: Random, language: str) -> None:
        from muntada.access.folded import folded

        self.random, self.language = random, language
        self.kept = [(one, folded([one]).split()) for one in sentences(random, language, 4_000)]
        self.odd = {
            name: (words[language], folded([words[language]]).split())
            for name, words in (("medium", MEDIUM), ("rare", RARE))
        }

    def some(self, sentences: int) -> tuple[str, str]:
        """A text of so many sentences, and its words."""
        chosen = self.random.choices(self.kept, k=sentences)
        chosen += [self.odd[name] for name, often in ONE_IN.items() if not self.random.randrange(often)]
        words = dict.fromkeys(word for _, known in chosen for word in known)
        return " ".join(text for text, _ in chosen), f" {' '.join(words)} "


class House:
    """What stands in the house, row by row: parties, bodies and audiences are written when it is made."""

    def __init__(self, meetings: int, statements: int) -> None:
        from muntada.access.models import Audience
        from muntada.forum.models import Body
        from muntada.parties.models import Party

        self.random = Random(5)
        self.meetings, self.statements, self.sittings = meetings, statements, max(1, statements // 25)
        for key in STATES:
            Party.objects.create(key=key, kind="state")
        for key in BODIES:
            Body.objects.create(party=Party.objects.create(key=key, kind="body"), kind="forum")
        sets = (["MA"], ["NL"], ["gctf"], ["gctf.coco"], ["user:1"], ["EG", "user:2"])
        self.audiences = [Audience.of(keys).pk for keys in sets]  # type: ignore[union-attr]
        self.texts = {language: Texts(self.random, language) for language in LANGUAGES}

    def handling(self) -> dict[str, Any]:
        """A label, an originator and, where the label asks for one, an audience."""
        label = self.random.choice(_LABELS)
        shared = self.random.choice(self.audiences) if label.startswith("TLP:AMBER") else None
        return {"tlp": label, "originator": self.random.choice(("muntada", *STATES[:3])), "audience_id": shared}

    def convened(self) -> Iterator[dict[str, Any]]:
        """Meetings of many years, in their order."""
        choice, day = self.random.choice, self.random.randint
        for number in range(1, self.meetings + 1):
            title, words = self.texts[choice(LANGUAGES)].some(1)
            place = choice(_PLACES)
            yield {
                **self.handling(), "id": number, "kind": choice(KINDS), "body_id": choice(BODIES),
                "title": title, "place": place, "uid": f"{number}@bench", "sought": f"{words}{place.lower()} ",
                "sought_place": f" {place.lower()} ",
                "when": f"{1990 + number * 37 // self.meetings}-{day(1, 12):02}-{day(1, 28):02}",
            }  # fmt: skip

    def items(self) -> Iterator[dict[str, Any]]:
        """An item of each meeting."""
        for number in range(1, self.meetings + 1):
            title, words = self.texts[self.random.choice(LANGUAGES)].some(1)
            yield {**self.handling(), "id": number, "meeting_id": number, "title": title, "sought": words}

    def sat(self) -> Iterator[dict[str, Any]]:
        """Sittings."""
        for number in range(1, self.sittings + 1):
            meeting = 1 + (number - 1) * self.meetings // self.sittings
            yield {**self.handling(), "id": number, "meeting_id": meeting, "title": f"Sitting {number % 9 + 1}"}

    def said(self) -> Iterator[dict[str, Any]]:
        """Statements, those of every fifth sitting not attributed and numbered by lot."""
        for number in range(1, self.statements + 1):
            sitting = 1 + (number - 1) * self.sittings // self.statements
            language = self.random.choice(LANGUAGES)
            text, words = self.texts[language].some(3)
            secret = sitting % 5 == 0
            yield {
                **self.handling(), "id": self.random.getrandbits(51) + 2**51 if secret else number,
                "sitting_id": sitting, "attribution": "not_attributed" if secret else "party_only",
                "language": language, "text": text, "sought": words,
                "party_id": None if secret else self.random.choice(STATES),
                "item_id": 1 + (sitting - 1) * self.meetings // self.sittings,
            }  # fmt: skip


def fill(meetings: int, statements: int, told: Told) -> None:
    """Bodies, parties, meetings with an item each, sittings, and what was said in them."""
    from django.db import connection

    from muntada.access import sought
    from muntada.forum.models import AgendaItem, Meeting, Sitting, Statement

    house = House(meetings, statements)
    with sought.editing() as editor:
        sought.take_down(sought.every_index(), editor)  # all at once is quicker than row by row
    with connection.cursor() as cursor:
        for pragma in ("synchronous=OFF", "cache_size=-400000", "temp_store=MEMORY"):
            cursor.execute(f"PRAGMA {pragma}")
    write(Meeting, told(house.convened(), meetings, "Meetings"))
    write(AgendaItem, told(house.items(), meetings, "Items"))
    write(Sitting, told(house.sat(), house.sittings, "Sittings"))
    write(Statement, told(house.said(), statements, "Statements"))
    print("The index of words ...", file=sys.stderr, flush=True)
    sought.build()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def write(model: Any, given: Iterable[dict[str, Any]]) -> None:
    """Write many rows, each column that is not given as the model has it."""
    from django.db import connection, transaction

    rows = iter(given)
    first = next(rows)
    like = model(**first)
    columns = [column for column in model._meta.concrete_fields if not column.generated]
    fixed = {
        column.attname: column.get_db_prep_save(getattr(like, column.attname), connection)
        for column in columns
        if column.attname not in first
    }
    names = ", ".join(f'"{column.column}"' for column in columns)
    values = ", ".join(f":{column.attname}" for column in columns)
    insert = f'INSERT INTO "{model._meta.db_table}" ({names}) VALUES ({values})'
    with transaction.atomic():
        connection.connection.execute(insert, fixed | first)
        while batch := [fixed | row for row in islice(rows, 10_000)]:
            connection.connection.executemany(insert, batch)


def users(count: int) -> list[dict[str, str]]:
    """So many people of every kind of reader, signed in: their cookies."""
    from django.conf import settings
    from django.test import Client

    from muntada.access.actor import Role
    from muntada.forum.models import Membership
    from muntada.people.models import Clearance, Office, User

    for key in STATES[:6]:
        for body in BODIES[:4]:
            Membership.objects.create(body_id=body, party_id=key)
    kinds = (
        (Role.READER, False), (Role.FOCAL_POINT, False), (Role.FOCAL_POINT, True), (Role.VALIDATOR, True),
        (Role.ANALYST, False), (Role.ANALYST, True), (Role.SECRETARIAT, False), (Role.REVIEWER, False),
    )  # fmt: skip
    cookies = []
    for number in range(count):
        role, cleared = kinds[number % len(kinds)]
        user = User.objects.create(email=f"reader{number}@example.org", name=f"Reader {number}")
        party = STATES[number % 6] if role in {Role.FOCAL_POINT, Role.VALIDATOR} else None
        Office.objects.create(user=user, role=role, party_id=party, since="2020-01-01")
        if cleared:
            label = "TLP:AMBER" if number % 2 else "TLP:GREEN"
            Clearance.objects.create(user=user, label=label, purposes=["conduct_of_the_forum"], since="2020-01-01")
        browser = Client()
        browser.force_login(user)
        cookies.append({"kind": str(role), "cookie": browser.cookies[settings.SESSION_COOKIE_NAME].value})
    return cookies


def name_of_cookie() -> str:
    """What the session's cookie is called."""
    from django.conf import settings

    return str(settings.SESSION_COOKIE_NAME)


def size_of(folder: Path) -> int:
    """Megabytes in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) // 2**20
