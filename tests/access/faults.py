"""The faults that `mutants` puts into a module: what can be changed of one node of its tree, and how."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from typing import Any

Change = tuple[str, Callable[[Any], None]]

LABELS = ["CLEAR", "GREEN", "AMBER", "AMBER_STRICT", "RED"]
CIRCLES = ["PERSON", "ORGANISATION", "CLIENTS"]
COMPARED = {
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.GtE: ast.Gt,
    ast.Gt: ast.GtE,
    ast.LtE: ast.Lt,
    ast.Lt: ast.LtE,
}
# Words of SQL and the names of lookups, as the modules write them.
WORDS = {
    " AND ": " OR ",
    " OR ": " AND ",
    "NOT ": "",
    " NOT IN (": " IN (",
    " IN (": " NOT IN (",
    ">=": ">",
    "=": "<>",
    "1 = 1": "1 = 0",
    "1 = 0": "1 = 1",
    "__in": "__gte",
    "__isnull": "__in",
    "__gte": "__exact",
    "gte": "in",
    "isnull": "gte",
    "exact": "isnull",
}
PARTS = [("IS NULL OR", "IS NULL AND"), ("> %s", ">= %s"), ("IS NULL", "IS NOT NULL"), (") AND ", ") OR ")]


def changes(node: ast.AST) -> Iterator[Change]:
    """Every fault that this node can have: in words, and what makes it of a copy of the node."""
    for kind in (_calls, _names, _lists, _logic, _words, _branches):
        yield from kind(node)


def _calls(node: ast.AST) -> Iterator[Change]:
    if not isinstance(node, ast.Call):
        return
    name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
    if name == "_rule":
        for index in range(len(node.args)):
            yield f"role {index} of a rule is gone", lambda n, index=index: n.args.pop(index)
        if any(keyword.arg == "when" for keyword in node.keywords):
            yield (
                "the conditions of a rule are gone",
                lambda n: setattr(n, "keywords", [keyword for keyword in n.keywords if keyword.arg != "when"]),
            )
    if name in {"all", "any"}:
        other = "any" if name == "all" else "all"
        yield f"{name} becomes {other}", lambda n: setattr(n, "func", ast.Name(other, ast.Load()))
    if name == "_for_the_originator" and node.args:
        yield "a condition on who answers is gone", lambda n: n.args.clear()
    for index, argument in enumerate(node.args):
        if isinstance(argument, ast.Constant) and argument.value in {"originator", "tlp", "state", "asked_by"}:
            yield (
                f"the field {argument.value} becomes another",
                lambda n, index=index: setattr(n.args[index], "value", "purpose"),
            )


def _names(node: ast.AST) -> Iterator[Change]:
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        for owner, names in (("TLP", LABELS), ("Circle", CIRCLES)):
            if node.value.id == owner:
                other = names[(names.index(node.attr) + 1) % len(names)]
                yield f"{owner}.{node.attr} becomes {other}", lambda n, other=other: setattr(n, "attr", other)
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
        for one, two in (
            ("NOWHERE", "EVERYWHERE"),
            ("EVERYWHERE", "NOWHERE"),
            ("Every", "Either"),
            ("Either", "Every"),
        ):
            if node.id == one:
                yield f"{one} becomes {two}", lambda n, two=two: setattr(n, "id", two)


def _lists(node: ast.AST) -> Iterator[Change]:
    if isinstance(node, ast.Tuple | ast.List) and isinstance(node.ctx, ast.Load) and node.elts:
        for index in range(len(node.elts)):
            yield f"element {index} of a list is gone", lambda n, index=index: n.elts.pop(index)
    if isinstance(node, ast.Set) and len(node.elts) > 1:
        for index in range(len(node.elts)):
            yield f"element {index} of a set is gone", lambda n, index=index: n.elts.pop(index)


def _logic(node: ast.AST) -> Iterator[Change]:
    if isinstance(node, ast.BoolOp):
        other_op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        yield "and/or exchanged", lambda n: setattr(n, "op", other_op)
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitAnd):
        yield "& becomes |", lambda n: setattr(n, "op", ast.BitOr())
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
        yield "| becomes &", lambda n: setattr(n, "op", ast.BitAnd())
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield "not is gone", lambda n: setattr(n, "operand", ast.UnaryOp(ast.Not(), n.operand))
    elif isinstance(node, ast.Compare) and type(node.ops[0]) in COMPARED:
        other = COMPARED[type(node.ops[0])]
        name = f"{type(node.ops[0]).__name__} becomes {other.__name__}"
        yield name, lambda n: setattr(n, "ops", [other()])
    elif isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield f"{node.value} becomes its opposite", lambda n: setattr(n, "value", not n.value)


def _words(node: ast.AST) -> Iterator[Change]:
    if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
        return
    if node.value in WORDS:
        other = WORDS[node.value]
        yield f"{node.value!r} becomes {other!r}", lambda n: setattr(n, "value", other)
    for part, instead in PARTS:
        if part in node.value and node.value.startswith("SELECT"):
            whole = node.value.replace(part, instead, 1)
            yield f"{part!r} becomes {instead!r}", lambda n, whole=whole: setattr(n, "value", whole)


def _branches(node: ast.AST) -> Iterator[Change]:
    """A question is answered the other way round."""
    if isinstance(node, ast.If | ast.IfExp) and not isinstance(node.test, ast.UnaryOp | ast.Compare):
        yield "the branches are exchanged", lambda n: setattr(n, "test", ast.UnaryOp(ast.Not(), n.test))
    if isinstance(node, ast.comprehension):
        for index, condition in enumerate(node.ifs):
            if not isinstance(condition, ast.Compare | ast.UnaryOp):
                yield (
                    "a comprehension keeps the others",
                    lambda n, index=index: n.ifs.insert(index, ast.UnaryOp(ast.Not(), n.ifs.pop(index))),
                )
