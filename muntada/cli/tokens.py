"""`muntada token`: making, listing and ending tokens at the machine's own console."""

from __future__ import annotations

import click

from muntada.cli.exits import USAGE, Failed


@click.group("token")
def token_group() -> None:
    """Tokens, by which programs act for a person."""


@token_group.command("make")
@click.argument("email")
@click.option("--name", default="console", show_default=True, help="What the token is called in lists.")
@click.option("--purpose", default="conduct_of_the_forum", show_default=True, help="What the program reads for.")
@click.option("--days", default=30, show_default=True, type=click.IntRange(1, 365), help="How long it lasts.")
@click.option("--only", multiple=True, metavar="PERMISSION", help="Only for this, such as record.read; several times.")
@click.option("--basis", default="", metavar="KEY", help="By which legal basis it checks names, such as un_sanctions.")
def token_make(email: str, name: str, purpose: str, days: int, only: tuple[str, ...], basis: str) -> None:
    """Print a token by which a program acts for EMAIL. It is shown this once."""
    from muntada.cli.ground import actor_at_console, person, prepare

    prepare()
    from muntada.people.actions import NotPossible
    from muntada.signin.tokens import make_token

    user = person(email)
    try:
        actor = actor_at_console(email)
        made = make_token(actor, user, name=name, purpose=purpose, days=days, permissions=only, basis=basis)
    except NotPossible as wrong:
        raise Failed(str(wrong), USAGE) from None
    click.echo(made[1])


@token_group.command("list")
@click.argument("email")
def token_list(email: str) -> None:
    """List the tokens of EMAIL that last: number, end, last use, name."""
    from muntada.cli.ground import actor_at_console, person, prepare

    prepare()
    from muntada.signin.tokens import tokens_of

    for token in tokens_of(actor_at_console(email), person(email)):
        used = f"{token.last_used_at:%Y-%m-%d %H:%M}" if token.last_used_at else "never"
        click.echo(f"{token.pk}\t{token.expires_at:%Y-%m-%d}\t{used}\t{token.name}")


@token_group.command("end")
@click.argument("number", type=click.IntRange(1))
def token_end(number: int) -> None:
    """End the token of that NUMBER at once."""
    from muntada.cli.ground import actor_at_console, prepare

    prepare()
    from muntada.signin.tokens import end_token, token_of

    actor = actor_at_console(None)
    token = token_of(actor, number)
    if token is None:
        raise Failed(f"There is no token {number}.", USAGE)
    end_token(actor, token)
    click.echo(f"The token {number} has ended.")
