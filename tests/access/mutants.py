"""Small faults, put one by one into the modules of the policy, that its tests must notice.

`python -m tests.access.mutants` tries every one, `--sample 12` a fixed dozen of each kind. Each mutant runs in a child
of this process, which has loaded everything else once, and ends with the first test that notices.
"""

from __future__ import annotations

import ast
import copy
import importlib
import importlib.util
import json
import os
import random
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import click
import pytest

from tests.access.faults import changes

ACCESS = Path(__file__).resolve().parents[2] / "muntada" / "access"
AT_ONCE = 2

# Mutants that change nothing that anybody could notice, and why.
_TYPE = "the name of a type: nothing is done by it"
EQUIVALENT: dict[str, str] = {
    "filters: Every becomes Either: Part = Compare | Every | Either": _TYPE,
    "filters: Either becomes Every: Part = Compare | Every | Either": _TYPE,
    "filters: True becomes its opposite: for path, column in zip(self.paths, self.columns, strict=Tru": (
        "Django sets as many columns as it was given: that they are as many is only made sure of"
    ),
    "rows: In becomes NotIn: shared = [one for one in rules[0] if all(one in asked for as": (
        "what is not asked in front is asked by each rule: the same rows, by a longer text"
    ),
}


@dataclass(frozen=True, slots=True)
class Mutant:
    """A module of `muntada.access` with one fault: what it is, the line that it is in, and the text with it."""

    module: str
    what: str
    line: str
    text: str

    def __str__(self) -> str:
        return f"{self.module}: {self.what}: {self.line[:60]}"


def mutants(module: str) -> Iterator[Mutant]:
    """Every mutant of a module, the module's own text with every statement as Python writes it."""
    source = (ACCESS / f"{module}.py").read_text(encoding="utf-8")
    lines, tree = source.splitlines(), ast.parse(source)
    idle = set(_said_of_types(tree))
    for number, node in enumerate(ast.walk(tree)):
        for what, change in () if node in idle else changes(node):
            mutated = copy.deepcopy(tree)
            change(list(ast.walk(mutated))[number])
            line = lines[getattr(node, "lineno", 1) - 1].strip()
            yield Mutant(module, what, line, ast.unparse(ast.fix_missing_locations(mutated)))


def _said_of_types(tree: ast.AST) -> Iterator[ast.AST]:
    """What stands in annotations and over classes: nothing is done by it."""
    for node in ast.walk(tree):
        for name in ("annotation", "returns", "decorator_list"):
            part = getattr(node, name, None) or ()
            for one in part if isinstance(part, list) else [part] if part else []:
                yield from ast.walk(one)


def unharmed(module: str) -> Mutant:
    """The module as it is, which no test may complain of."""
    text = ast.unparse(ast.parse((ACCESS / f"{module}.py").read_text(encoding="utf-8")))
    return Mutant(module, "nothing", "", text)


# The table of rules: the policy's own tests that need no database.
WITNESSES = ["tests/access/test_rules.py", "tests/access/test_printed.py"]
PLAIN = ["-q", "-x", "-W", "ignore::pytest.PytestAssertRewriteWarning"]
PLAIN += [word for name in ("cacheprovider", "xdist", "randomly") for word in ("-p", f"no:{name}")]
# Its readings: conditions one by one, then `decide` and `rows` on random pairs. A child imports these once more.
MACHINERY = ("conditions", "filters", "rows")
READERS = [f"muntada.access.{name}" for name in ("conditions", "rules", "filters", "rows")]
READERS += [f"tests.access.{name}" for name in ("test_conditions", "test_filters", "world", "readings")]


def the_table_is_right(mutant: Mutant, path: Path) -> bool:
    """Whether the tests of the table pass with this mutant."""
    install(mutant, path)
    return pytest.main([*PLAIN, *WITNESSES]) == 0


def the_readings_are_right(mutant: Mutant, path: Path) -> bool:
    """Whether every condition says what it should, and the two readings agree, with this mutant."""
    for name in READERS:
        sys.modules.pop(name, None)
    install(mutant, path)
    for tests in ("test_conditions", "test_filters"):
        for name, test in vars(importlib.import_module(f"tests.access.{tests}")).items():
            if name.startswith("test_"):
                test()
    readings = importlib.import_module("tests.access.readings")
    for seed in range(3):
        readings.compare(seed, actors=60, things=40)
    return True


def install(mutant: Mutant, path: Path) -> None:
    """Put the mutant in the place of its module, before anything of what is to be tried imports it."""
    path.write_text(mutant.text, encoding="utf-8")
    name = f"muntada.access.{mutant.module}"
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)


Witness = Callable[[Mutant, Path], bool]


def survivors(every: Iterable[Mutant], witness: Witness, folder: Path) -> Iterator[tuple[Mutant, bool]]:
    """Each mutant, with whether nothing noticed it, as they end; two are tried at once."""
    running: dict[int, Mutant] = {}
    for mutant in every:
        running[_child(mutant, witness, folder / f"{mutant.module}-{len(running)}-{id(mutant)}.py")] = mutant
        if len(running) == AT_ONCE:
            yield _ended(running)
    while running:
        yield _ended(running)


def _ended(running: dict[int, Mutant]) -> tuple[Mutant, bool]:
    child, status = os.wait()
    return running.pop(child), os.waitstatus_to_exitcode(status) == 0


def _child(mutant: Mutant, witness: Witness, path: Path) -> int:
    child = os.fork()
    if child == 0:
        code = 1
        try:
            quiet = os.open(os.devnull, os.O_WRONLY)
            os.dup2(quiet, 1)
            os.dup2(quiet, 2)
            code = 0 if witness(mutant, path) else 1
        except BaseException:
            code = 1  # whatever a fault brings about, it was noticed
        finally:
            os._exit(code)
    return child


def a_database() -> None:
    """The tests' own database, in memory, made once: a child has a copy of it."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "muntada.project.settings_test")
    django.setup()
    from django.db import connection

    connection.creation.create_test_db(verbosity=0, serialize=False)
    importlib.import_module("tests.access.readings")


def _tried(modules: Iterable[str], witness: Witness, sample: int) -> dict[str, object]:
    every = [mutant for module in modules for mutant in mutants(module)]
    if sample:
        every = random.Random(11).sample(every, sample)
    whole = [unharmed(module) for module in modules]
    with tempfile.TemporaryDirectory() as folder:
        spurious = [str(one) for one, passed in survivors(whole, witness, Path(folder)) if not passed]
        with click.progressbar(length=len(every), label=", ".join(modules), file=sys.stderr) as bar:
            alive = []
            for mutant, unnoticed in survivors(every, witness, Path(folder)):
                bar.update(1)
                if unnoticed:
                    alive.append(str(mutant))
    left = sorted(one for one in alive if one not in EQUIVALENT)
    return {"unharmed": not spurious, "mutants": len(every), "survivors": left}


@click.command()
@click.option("--sample", default=0, help="So many of each kind, always the same ones; all of them otherwise.")
def main(sample: int) -> None:
    """Print, as JSON, how many mutants there are and which of them no test noticed."""
    for heavy in ("django.test", "hypothesis", "muntada.marking.handling"):
        importlib.import_module(heavy)  # once here, and not once in every child
    table = _tried(["rules"], the_table_is_right, sample)
    a_database()  # only now: it loads the rules
    print(json.dumps({"table": table, "readings": _tried(MACHINERY, the_readings_are_right, sample)}))


if __name__ == "__main__":
    main()
