"""The matrix of follow-up of a large party: 2,000 clauses by ten years, from the request to the last byte of the page.

    python -m bench.followup [--clauses 2000] [--rounds 15] [--json]

Fills a house of its own with instruments in three languages, what a party undertook, its measures, and mappings
between clauses, some of them in circles; then asks for the page as the party's focal point, in this process and
without a network. Figures: medians in milliseconds, by the clock and of the processor, of the page and of its parts,
each part as a share of the page. It fails where the median of the page by the clock is more than 300 ms. On a machine
that is busy with something else the figures are worth little: its load is told.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

SLOWEST = 300.0  # ms, the median of the page
A_WORK = 50  # clauses in each instrument
WORDS = {
    "ar": "يطلب إلى الدول أن تحفظ سجلات العبور في الموانئ وعند المعابر البرية مدة كافية وأن تتبادلها فيما بينها",
    "en": "Calls upon States to keep records of passage in ports and at crossings by land, and to exchange them",
    "fr": "Demande aux États de conserver les registres de passage dans les ports et aux postes et de les échanger",
}
TOPICS = ("borders", "biometrics", "financing", "rehabilitation", "internet")
STATUSES = ("planned", "in_preparation", "in_progress", "completed", "completed", "suspended")


def fill(count: int) -> None:
    """The house: clauses with words, commitments to all of them, as many measures, half as many mappings."""
    from muntada.parties.models import Name, Party

    dice = random.Random(7)
    party = Party.objects.create(key="EG", kind="state")
    body = Party.objects.create(key="un.sc", kind="body")
    for one, names in ((party, ("مصر", "Egypt", "Égypte")), (body, ("مجلس الأمن", "Security Council", "Conseil"))):
        for language, text in zip(WORDS, names, strict=True):
            Name.objects.create(party=one, language=language, text=text, preferred=True)
    clauses = _texts(count, body, dice)
    _record(party, clauses, dice)


def _texts(count: int, body: Any, dice: random.Random) -> list[Any]:
    from muntada.library.models import Clause, ClauseText, Expression, Title, Work

    every: list[Any] = []
    for number in range(-(-count // A_WORK)):
        work = Work.objects.create(
            key=f"res{number}", kind="resolution", symbol=f"S/RES/{1900 + number} (2015)", body=body,
            adopted=f"{2010 + number % 12}-03-04",
        )  # fmt: skip
        versions = {}
        for language in WORDS:
            Title.objects.create(work=work, language=language, text=f"{language} {number}", preferred=True)
            versions[language] = Expression.objects.create(
                work=work, language=language, state="settled", quality="native", version="2015"
            )
        made = Clause.objects.bulk_create(
            Clause(
                work=work, wid=f"para_{at}", order=at, kind="operative", topics=[dice.choice(TOPICS)],
                pillar=dice.randint(1, 4),
            )
            for at in range(1, min(A_WORK, count - len(every)) + 1)
        )  # fmt: skip
        ClauseText.objects.bulk_create(
            ClauseText(clause=clause, expression=version, order=clause.order, number=f"{clause.order}.", text=words)
            for clause in made
            for language, version in versions.items()
            for words in [f"{WORDS[language]} ({clause.order})"]
        )
        every += made
    return every


def _record(party: Any, clauses: list[Any], dice: random.Random) -> None:
    from django.utils import timezone

    from muntada.followup.models import Commitment, Contribution, Institution, Mapping, Measure, Report

    own = {"tlp": "TLP:AMBER", "originator": party.pk}
    offices = [
        Institution.objects.create(
            key=f"eg.office{at}", party=party, name_ar=f"وزارة {at}", name_en=f"Office {at}", **own
        )
        for at in range(20)
    ]
    commitments = Commitment.objects.bulk_create(
        Commitment(
            party=party,
            clause=clause,
            response=dice.choice(Commitment.Response.values),
            lead=dice.choice(offices),
            **own,
        )
        for clause in clauses
    )
    measures = Measure.objects.bulk_create(
        Measure(
            reference=f"EG/2026/{at}", party=party, kind="law", title_ar=f"قانون {at}", status=dice.choice(STATUSES),
            start=str(dice.randint(2014, 2022)), completed=str(dice.randint(2022, 2025)), **own,
        )
        for at in range(len(clauses))
    )  # fmt: skip
    Contribution.objects.bulk_create(
        (
            Contribution(measure=measure, commitment=commitment, extent=dice.choice(["whole", "part"]))
            for measure in measures
            for commitment in dice.sample(commitments, 2)
        ),
        ignore_conflicts=True,
    )
    kinds = Mapping.Relationship.values
    Mapping.objects.bulk_create(
        (
            Mapping(
                source=source, target=target, relationship=dice.choice(kinds), rationale="semantic", why="The same.",
                by="user:1", at=timezone.now(),
            )
            for _ in range(len(clauses) // 2)
            for source, target in [dice.sample(clauses, 2)]
        ),
        ignore_conflicts=True,
    )  # fmt: skip
    Report.objects.bulk_create(
        Report(
            measure=measure, due=date(2021, 6, 30), state="validated", text_ar="تقدم.", status="in_progress",
            by="user:1", at=timezone.now(), **own,
        )
        for measure in measures[::4]
    )  # fmt: skip


def timed(question: Callable[[], Any], rounds: int) -> tuple[float, float]:
    """The medians in milliseconds, by the clock and of the processor, after two that are not counted."""
    taken = []
    for _ in range(rounds + 2):
        begun, spent = time.perf_counter(), time.process_time()
        question()
        taken.append(((time.perf_counter() - begun) * 1_000, (time.process_time() - spent) * 1_000))
    clock, processor = zip(*taken[2:], strict=True)
    return statistics.median(clock), statistics.median(processor)


def measured(asked: argparse.Namespace) -> None:
    """In a process of its own: fill the house, ask, and print what it took."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection, transaction
    from django.test import Client

    from muntada.followup.queries.matrix import Asked, matrix, promised, relations
    from muntada.followup.queries.placed import placed
    from muntada.people.models import Office, User
    from muntada.signin.actors import actor_of

    call_command("migrate", verbosity=0, interactive=False)
    with transaction.atomic():
        fill(asked.clauses)
        user = User.objects.create(email="focal@example.org", name="Hassan", language="ar")
        Office.objects.create(user=user, role="focal_point", since=date(2020, 1, 1), party_id="EG")
    actor = actor_of(user)
    client = Client(headers={"host": "localhost"})
    client.force_login(user)
    where = "/ar/followup/matrix/?party=EG"
    page = client.get(where)
    if page.status_code != 200:
        raise SystemExit(f"The page answered {page.status_code}.")
    asked_of_it: list[str] = []

    def noted(execute: Any, sql: Any, *more: Any) -> Any:
        asked_of_it.append(str(sql))
        return execute(sql, *more)

    with connection.execute_wrapper(noted):
        client.get(where)
    found = matrix(actor, Asked(party="EG"), "ar")
    keys = {line.place.clause: line.place.work for line in found.lines if line.place is not None}
    parts = {
        "page": lambda: client.get(where),
        "the whole question": lambda: matrix(actor, Asked(party="EG"), "ar"),
        "commitments": lambda: promised(actor, "EG"),
        "mappings": lambda: relations(actor, "ar"),
        "words of clauses": lambda: placed(actor, keys, "ar"),
    }
    told = {name: timed(question, asked.rounds) for name, question in parts.items()}
    said = {
        "clauses": len(found.lines),
        "years": len(found.years),
        "questions": len(asked_of_it),
        "bytes": len(page.content),
        "ms": {name: round(taken[0], 1) for name, taken in told.items()},
        "processor ms": {name: round(taken[1], 1) for name, taken in told.items()},
        "of the page": {name: round(taken[1] / told["page"][1], 2) for name, taken in told.items()},
    }
    print(json.dumps(said))


def main() -> None:
    """Measure in a house that is thrown away, and say what it took."""
    asking = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asking.add_argument("--clauses", type=int, default=2_000)
    asking.add_argument("--rounds", type=int, default=15)
    asking.add_argument("--json", action="store_true")
    asking.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    asked = asking.parse_args()
    if asked.inside:
        measured(asked)
        return
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as house:
        environment = os.environ | {"MUNTADA_DATA": house, "DJANGO_SETTINGS_MODULE": "muntada.project.settings"}
        command = [sys.executable, "-m", "bench.followup", "--inside"]
        command += ["--clauses", str(asked.clauses), "--rounds", str(asked.rounds)]
        done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True, cwd=Path.cwd())
    said = json.loads(done.stdout) | {"load before": round(load, 2), "load after": round(os.getloadavg()[0], 2)}
    if asked.json:
        print(json.dumps(said))
    else:
        print(
            f"{said['clauses']} clauses × {said['years']} years, {said['questions']} questions, {said['bytes']} bytes"
        )
        for name, taken in said["ms"].items():
            spent, share = said["processor ms"][name], said["of the page"][name]
            print(f"  {name:<20} {taken:>8.1f} ms   {spent:>8.1f} ms of the processor   {share:.2f} of the page")
        print(f"  load {said['load before']} before, {said['load after']} after")
    if said["ms"]["page"] > SLOWEST:
        raise SystemExit(f"The page takes more than {SLOWEST:.0f} ms.")


if __name__ == "__main__":
    main()
