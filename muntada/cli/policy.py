"""`muntada policy`: the policy printed, for an auditor or for a program."""

from __future__ import annotations

import json
from dataclasses import asdict

import click


def print_policy(language: str, as_json: bool) -> None:
    """Write who may do what, of which things, and why, in one of the three languages; as JSON in English."""
    from muntada.access.printed import policy

    table = policy()
    if as_json:
        click.echo(json.dumps([asdict(permission) for permission in table], ensure_ascii=False, indent=2))
        return
    from django.utils.translation import gettext, override, pgettext

    from muntada.cli.ground import set_up

    set_up()
    with override(language):
        for permission in table:
            click.echo(f"{gettext(permission.sentence)} ({permission.key})")
            for rule in permission.rules:
                roles = ", ".join(pgettext("a role", name) for name in map(_role, rule.roles))
                click.echo(f"  {roles}")
                for clause in rule.clauses:
                    click.echo(f"    - {gettext(clause.sentence) % {'values': ', '.join(clause.values)}}")
                click.echo(f"    = {gettext(rule.because)}")
            click.echo("")


def _role(role: str) -> str:
    """The English name of a role, as the catalogues know it."""
    names = {
        "validator": "Validating authority",
        "co_chair": "Co-chair",
        "visitor": "The public",
        "person": "Whoever is signed in",
        "loader": "The system’s loader of facts",
        "doorkeeper": "The system’s doorkeeper",
    }
    return names.get(role, role.replace("_", " ").capitalize())
