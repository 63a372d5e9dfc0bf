"""Small faults, put one by one into the policy's module, that its tests must notice."""

from __future__ import annotations

import ast
import copy
import importlib.util
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "muntada" / "access" / "rules.py"
LABELS = ["CLEAR", "GREEN", "AMBER", "AMBER_STRICT", "RED"]
CIRCLES = ["PERSON", "ORGANISATION", "CLIENTS"]


def mutants(text: str | None = None) -> Iterator[tuple[str, str]]:
    """Every mutant: what was changed and where, and the module's whole text with that change."""
    tree = ast.parse(SOURCE.read_text(encoding="utf-8") if text is None else text)
    places = list(ast.walk(tree))
    for number, node in enumerate(places):
        for what, change in _changes(node):
            mutated = copy.deepcopy(tree)
            change(list(ast.walk(mutated))[number])
            yield f"line {getattr(node, 'lineno', 0)}: {what}", ast.unparse(ast.fix_missing_locations(mutated))


def _changes(node: ast.AST) -> Iterator[tuple[str, object]]:
    if isinstance(node, ast.Call):
        yield from _calls(node)
    elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        for owner, names in (("TLP", LABELS), ("Circle", CIRCLES)):
            if node.value.id == owner:
                other = names[(names.index(node.attr) + 1) % len(names)]
                yield f"{owner}.{node.attr} becomes {other}", lambda n, other=other: setattr(n, "attr", other)
    elif isinstance(node, ast.Tuple | ast.List) and isinstance(node.ctx, ast.Load) and node.elts:
        for index in range(len(node.elts)):
            yield f"element {index} of a list is gone", lambda n, index=index: n.elts.pop(index)
    elif isinstance(node, ast.BoolOp):
        other_op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        yield "and/or exchanged", lambda n: setattr(n, "op", other_op)
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitAnd):
        yield "& becomes |", lambda n: setattr(n, "op", ast.BitOr())
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield (
            "not is gone",
            lambda n: (setattr(n, "op", ast.Not()), setattr(n, "operand", ast.UnaryOp(ast.Not(), n.operand))),
        )
    elif isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.Is | ast.IsNot):
        other_is = ast.IsNot() if isinstance(node.ops[0], ast.Is) else ast.Is()
        yield "is/is not exchanged", lambda n: setattr(n, "ops", [other_is])
    elif isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield f"{node.value} becomes its opposite", lambda n: setattr(n, "value", not n.value)


def _calls(node: ast.Call) -> Iterator[tuple[str, object]]:
    name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
    if name == "_rule":
        for index in range(len(node.args)):
            yield f"role {index} of a rule is gone", lambda n, index=index: n.args.pop(index)
        if any(keyword.arg == "when" for keyword in node.keywords):
            yield (
                "the conditions of a rule are gone",
                lambda n: setattr(n, "keywords", [keyword for keyword in n.keywords if keyword.arg != "when"]),
            )
    if name == "all":
        yield "all becomes any", lambda n: setattr(n, "func", ast.Name("any", ast.Load()))
    if name == "_for_the_originator" and node.args:
        yield "a condition on who answers is gone", lambda n: n.args.clear()
    for index, argument in enumerate(node.args):
        if isinstance(argument, ast.Constant) and argument.value in {"originator", "tlp", "state", "asked_by"}:
            yield (
                f"the field {argument.value} becomes another",
                lambda n, index=index: setattr(n.args[index], "value", "purpose"),
            )


# What must notice: the policy's own tests that need no database.
WITNESSES = ["tests/access/test_rules.py", "tests/access/test_printed.py"]
PLAIN = ["-q", "-x", "-W", "ignore::pytest.PytestAssertRewriteWarning"]
PLAIN += [word for name in ("cacheprovider", "xdist", "randomly") for word in ("-p", f"no:{name}")]


def goes_unnoticed(text: str, path: Path) -> bool:
    """Whether the tests pass with this text as the policy's module; they run in a child of this process."""
    path.write_text(text, encoding="utf-8")
    child = os.fork()
    if child == 0:
        code = 1
        try:
            quiet = os.open(os.devnull, os.O_WRONLY)
            os.dup2(quiet, 1)
            os.dup2(quiet, 2)
            install(path)
            code = int(pytest.main([*PLAIN, *WITNESSES]))
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def install(path: Path) -> None:
    """Put the mutant in this file in the place of the policy's module, before anything imports it."""
    spec = importlib.util.spec_from_file_location("muntada.access.rules", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["muntada.access.rules"] = module
    spec.loader.exec_module(module)


def main() -> None:
    """Try every mutant and print, as JSON, how many there are and which of them no test noticed."""
    for heavy in ("django.test", "hypothesis", "muntada.marking.handling"):
        importlib.import_module(heavy)  # once here, and not once in every child
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rules.py"
        unharmed = goes_unnoticed(ast.unparse(ast.parse(SOURCE.read_text(encoding="utf-8"))), path)
        every = list(mutants())
        survivors = [what for what, text in every if goes_unnoticed(text, path)]
    print(json.dumps({"unharmed": unharmed, "mutants": len(every), "survivors": survivors}))


if __name__ == "__main__":
    main()
