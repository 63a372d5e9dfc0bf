"""Gives clauses their neutral addresses, by the naming convention of Akoma Ntoso, and tells gaps and doubles."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from muntada.library.structure.nodes import Node
from muntada.library.structure.numbers import point

_NAMES = {
    "annex": "annex",
    "part": "part",
    "chapter": "chp",
    "pillar": "sec",
    "section": "sec",
    "heading": "hcontainer",
    "article": "art",
    "objective": "objective",
    "wrapup": "wrapup",
}
_BOXES = frozenset({"part", "chapter", "pillar", "section", "heading"})
_LONGEST = 160  # letters of an address


@dataclass(slots=True)
class Names:
    """The addresses given so far and what a person should look at."""

    taken: set[str] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)
    times: dict[str, int] = field(default_factory=dict)  # how often an address was asked for again


def _count_unnumbered(root: Node) -> int:
    """Number what carries no number by its order in its scope: recitals, headings, unnumbered paragraphs."""
    unnumbered = 0
    scopes = [root, *(child for child in root.children if child.sort == "annex")]
    for scope in scopes:
        counts: dict[str, int] = defaultdict(int)
        groups = 0
        last: Node | None = None
        for node in _inside(scope):
            if node.sort == "rec":
                groups += last is None or last.sort != "rec" or last.parent is not node.parent
                if last is None or last.sort != "rec":
                    counts["rec"] = 0
                counts["rec"] += 1
                node.value, node.prefix = counts["rec"], (max(groups, 1),)
            elif node.sort == "heading":
                counts["heading"] += 1
                node.value = counts["heading"]
            elif node.sort in {"operative", "paragraph"}:
                counts["plain"] += 1
                node.value = counts["plain"]
                unnumbered += 1
            elif node.sort == "wrapup":
                node.value = sum(one.sort == "wrapup" for one in _before(node)) + 1
            last = node
    return unnumbered


def _before(node: Node) -> list[Node]:
    siblings = node.parent.children if node.parent else []
    return siblings[: siblings.index(node)] if node in siblings else []


def _inside(scope: Node) -> list[Node]:
    """The nodes of a scope in order, without those of the annexes within it."""
    found: list[Node] = []
    left = list(reversed(scope.children))
    while left:
        one = left.pop()
        if one.sort != "annex":
            found.append(one)
            left.extend(reversed(one.children))
    return found


def _numbered(scope: Node) -> bool:
    return any(
        one.sort in {"item", "article", "good_practice", "recommendation", "action"}
        and one.parent is not None
        and (one.parent is scope or one.parent.sort in _BOXES)
        for one in _inside(scope)
    )


def _restarts(scope: Node) -> bool:
    """Whether the numbers of paragraphs begin anew under headings that carry none themselves."""
    seen: set[int] = set()
    for box in [scope, *(one for one in _inside(scope) if one.sort in _BOXES)]:
        values = {one.value for one in box.children if one.sort == "item"}
        if values & seen:
            return True
        seen |= values
    return False


def _own(node: Node, scoped: dict[int, tuple[bool, bool]], scope: Node) -> str:
    """The last part of a node's address."""
    parent = node.parent
    if node.sort == "rec":
        return f"recitals_{node.prefix[0]}__rec_{node.value}"
    if node.sort == "item" and node.kind == "point":
        return f"point_{point(node.value)}"
    if node.sort == "item" and node.system == "decimal" and node.prefix:
        outer = parent.value if parent is not None and parent.sort != "root" else None
        if outer != node.prefix[-1]:
            return "para_" + "-".join(map(str, (*node.prefix, node.value)))
        return f"para_{node.value}"
    if node.sort in {"operative", "paragraph"} and scoped[id(scope)][0]:
        return f"intro_1__p_{node.value}"
    name = _NAMES.get(node.sort, "para")
    if name == "sec" and parent is not None and parent.sort in {"section", "pillar"}:
        name = "subsec"
    return f"{name}_{node.value}"


def _outer(node: Node, scoped: dict[int, tuple[bool, bool]], scope: Node) -> str:
    """The address around a node that its own needs: none for articles, which are counted through a text."""
    parent = node.parent
    if node.sort in {"article", "rec", "operative", "paragraph", "heading"}:
        return scope.wid
    while parent is not None and parent.sort == "heading" and not scoped[id(scope)][1]:
        parent = parent.parent
    return parent.wid if parent is not None else ""


def name_all(root: Node, gaps: list[tuple[Node, int]]) -> list[str]:
    """Write `wid` into every node below the root; the notes for a person come back."""
    names = Names()
    unnumbered = _count_unnumbered(root)
    scoped = {id(root): (_numbered(root), _restarts(root))}
    left = [(child, root) for child in reversed(root.children)]
    while left:
        node, scope = left.pop()
        outer = _outer(node, scoped, scope)
        wid = f"{outer}__{_own(node, scoped, scope)}" if outer else _own(node, scoped, scope)
        node.wid = _free(wid, node, names)
        inner = scope
        if node.sort == "annex":
            inner = node
            scoped[id(node)] = (_numbered(node), _restarts(node))
        left.extend((child, inner) for child in reversed(node.children))
    for node, size in gaps:
        if node.wid and size:
            names.notes.extend(f"gap:{_place_of(node, back)}" for back in range(size, 0, -1))
    if unnumbered:
        names.notes.append(f"unnumbered:{unnumbered}")
    return names.notes


def _place_of(node: Node, back: int) -> str:
    name = node.wid.rsplit("__", 1)[-1].split("_")[0]
    value = node.value - back
    return f"{name}:{point(value) if name == 'point' else value}"


def _free(wid: str, node: Node, names: Names) -> str:
    """The address itself, or the next free one beside it where the number was used before."""
    if len(wid) > _LONGEST - 8:
        wid = wid[: _LONGEST - 8].rstrip("_")
    if wid in names.taken:
        last = wid.rsplit("__", 1)[-1]
        names.notes.append("twice:" + last.replace("_", ":", 1))
        node.confidence = min(node.confidence, 0.5)
        times = names.times.get(wid, 1) + 1
        while f"{wid}-{times}" in names.taken:
            times += 1
        names.times[wid] = times
        wid = f"{wid}-{times}"
    names.taken.add(wid)
    return wid
