"""Why a name was met, as plain data: which part met which by which rule, how rare it is, and what facts did. Pure."""

from __future__ import annotations

from typing import Any

from muntada.screening.model import Hit


def explained(hit: Hit) -> dict[str, Any]:
    """Every reason for and against a hit."""
    return {
        "name": hit.name.text,
        "name_score": hit.name_score,
        "reordered": hit.reordered,
        "parts": [
            {
                "asked": part.asked,
                "listed": part.listed,
                "rule": part.rule,
                "likeness": round(part.likeness, 3),
                "rarity": round(part.rarity, 3),
            }
            for part in hit.parts
        ],
        "facts": [
            {"field": fact.field, "effect": fact.effect, "asked": fact.asked, "listed": fact.listed}
            for fact in hit.facts
            if fact.effect != "nothing"
        ],
    }


def explained_with(hit: Hit, kept: dict[str, Any]) -> dict[str, Any]:
    """Every reason as of now, with the second opinion that is kept with the hit's lead, where there is one."""
    second = kept.get("second")
    return explained(hit) | ({"second": second} if second else {})
