"""Labels that a text carries as its own marking: on a line of their own, or in front of its subject."""

from __future__ import annotations

import re

from muntada.marking.tlp import TLP

# Read tolerantly where it makes something stricter: with a space, in small letters, under the label's former name.
_LABEL = r"TLP\s?:\s?(CLEAR|WHITE|GREEN|AMBER\s?\+\s?STRICT|AMBER|RED)"
_ALONE = re.compile(rf"^[\s\[(*_|#-]*{_LABEL}[\s\])*_|.-]*$", re.IGNORECASE | re.MULTILINE)
_IN_FRONT = re.compile(rf"^(?:subject|objet|الموضوع)\s?:\s*\[?{_LABEL}\b", re.IGNORECASE | re.MULTILINE)


def stated_in(text: str) -> tuple[TLP, ...]:
    """The labels with which the text is marked, each once; a text that only speaks of a label has none."""
    found = {_label(match[1]) for pattern in (_ALONE, _IN_FRONT) for match in pattern.finditer(text)}
    return tuple(label for label in TLP if label in found)


def _label(name: str) -> TLP:
    name = "".join(name.upper().split())
    return TLP(f"TLP:{'CLEAR' if name == 'WHITE' else name}")
