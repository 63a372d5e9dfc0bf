"""Small faults, put one by one into the policy's module, that its tests must notice."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from pathlib import Path

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


def install(path: str) -> None:
    """Put the mutant in this file in the place of the policy's module, for the process that runs the tests."""
    import importlib.util
    import sys

    spec = importlib.util.spec_from_file_location("muntada.access.rules", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["muntada.access.rules"] = module
    spec.loader.exec_module(module)
