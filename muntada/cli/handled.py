"""The options by which `read --save` says how what it keeps may be handled."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

import click

from muntada.cli.exits import USAGE, Failed
from muntada.marking.handling import Category, Purpose, Retention
from muntada.marking.tlp import TLP, UnknownLabel

if TYPE_CHECKING:
    from muntada.evidence.actions.given import Given

F = TypeVar("F", bound=Callable[..., Any])
OPTIONS = ("tlp", "originator", "audience", "purpose", "legal_basis", "category", "retention", "review_by")


def _one_of(kind: Any) -> click.Choice[str]:
    return click.Choice([one.value for one in kind])


def handling_options(day: click.ParamType[date]) -> Callable[[F], F]:
    """The options, each named as the column that it fills."""
    options = [
        click.option(
            "--tlp", metavar="LABEL", help="With --save: the label. [as the text itself says, else TLP:CLEAR]"
        ),
        click.option("--originator", metavar="KEY", help="With --save: the party that it comes from, such as EG."),
        click.option(
            "--audience",
            metavar="KEY",
            multiple=True,
            help="With --save: with whom it is shared: a party, a body, or a person's e-mail address; once for each.",
        ),
        click.option("--purpose", type=_one_of(Purpose), help="With --save: what for. [conduct_of_the_forum]"),
        click.option("--legal-basis", metavar="KEY", help="With --save: by which right, where it speaks of a person."),
        click.option("--category", type=_one_of(Category), help="With --save: what the person it speaks of is to it."),
        click.option("--retention", type=_one_of(Retention), help="With --save: as what it is kept, and so how long."),
        click.option("--review-by", type=day, metavar="DATE", help="With --save: the day of its review."),
    ]

    def with_options(command: F) -> F:
        for option in reversed(options):
            command = option(command)
        return command

    return with_options


def refuse_without_saving(said: dict[str, Any]) -> None:
    """Raises UsageError for options that say something of what is not kept."""
    wrong = [f"--{name.replace('_', '-')}" for name, value in said.items() if value]
    if wrong:
        raise click.UsageError(f"{', '.join(wrong)} belong to --save; add --save or leave them out.")


def label_said(text: str | None) -> None:
    """Raises BadParameter for what is no label."""
    try:
        TLP.parse(text or TLP.CLEAR.value)
    except UnknownLabel as unknown:
        raise click.BadParameter(str(unknown), param_hint="--tlp") from None


def given_by(said: dict[str, Any]) -> Given:
    """What was said, as the verbs take it; the rooms must be there. Raises Failed for an unknown address."""
    from muntada.evidence.actions.given import Given
    from muntada.people.queries import keys_at

    text: dict[str, str] = {name: value for name, value in said.items() if isinstance(value, str) and value}
    audience = said.get("audience") or ()
    addresses = [one for one in audience if "@" in one]
    found = keys_at(addresses)
    for one in addresses:
        if one.lower() not in found:
            raise Failed(f"Nobody here comes in under {one}.", USAGE)
    return Given(
        tlp=TLP(text["tlp"]) if "tlp" in text else None,
        originator=text.get("originator", ""),
        audience=tuple(found.get(one.lower(), one) for one in audience),
        purpose=Purpose(text.get("purpose", Purpose.CONDUCT_OF_THE_FORUM)),
        legal_basis=text.get("legal_basis"),
        category=Category(text["category"]) if "category" in text else None,
        retention=Retention(text["retention"]) if "retention" in text else None,
        review_by=said.get("review_by"),
    )
