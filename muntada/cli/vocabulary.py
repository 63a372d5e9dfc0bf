"""`muntada library topics` and `muntada library glossary`: the topics as a tree, the lexicon as a dictionary."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import click

from muntada.cli.exits import USAGE, Failed

TONGUES = ("ar", "en", "fr")
_LANGUAGE = click.option(
    "--language", type=click.Choice(TONGUES), default="en", show_default=True, help="In which it is printed."
)


@click.command("topics")
@_LANGUAGE
@click.option("--turtle", is_flag=True, help="As SKOS in Turtle, with labels in three languages.")
@click.option("--base", metavar="ADDRESS", help="What the addresses in the Turtle begin with. [urn:muntada:topics]")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a topic.")
def topics_command(language: str, turtle: bool, base: str | None, as_json: bool) -> None:
    """Print the topics that texts are about, the narrower under the wider.

    \b
    Exit codes:
      0  the topics were printed
      2  the command was called wrongly
    """
    from muntada.library import skos

    if turtle and as_json:
        raise Failed("Choose --turtle or --json: it is one or the other.", USAGE)
    if base is not None and not turtle:
        raise Failed("--base is for --turtle.", USAGE)
    if turtle:
        click.echo(skos.turtle(_base(base) if base else skos.BASE), nl=False)
    elif as_json:
        _topics_as_json()
    else:
        _print_below("", language, 0)


@click.command("glossary")
@click.argument("words", nargs=-1)
@_LANGUAGE
@click.option("--kind", default="", metavar="KIND", help="Of one kind alone, such as topic, org or role.")
@click.option("--csv", "as_csv", is_flag=True, help="As a table with every form.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a term.")
def glossary_command(words: tuple[str, ...], language: str, kind: str, as_csv: bool, as_json: bool) -> None:
    """Print the terms of the lexicon that have these WORDS in any form of any language, in a language's order.

    \b
    Exit codes:
      0  the terms were printed, or there are none
      2  the command was called wrongly
    """
    from muntada.text.glossary import kinds, search, sections, shown_form

    if kind and kind not in kinds():
        raise Failed(f"There is no kind {kind}; there are: {', '.join(kinds())}.", USAGE)
    if as_csv and as_json:
        raise Failed("Choose --csv or --json: it is one or the other.", USAGE)
    ordered = [term for one in sections(language, search(" ".join(words), kind)) for term in one.terms]
    if as_csv:
        click.echo(_table(ordered), nl=False)
        return
    for term in ordered:
        if as_json:
            click.echo(json.dumps(_told(term), ensure_ascii=False))
        else:
            others = " | ".join(shown_form(term, code) for code in TONGUES if code != language)
            click.echo(f"{shown_form(term, language)} | {others} ({term.id})")
    if not ordered:
        click.echo("No term has these words.", err=True)


def _base(text: str) -> str:
    if not text.startswith(("http://", "https://", "urn:")) or any(
        letter.isspace() or letter in '<>"' for letter in text
    ):
        raise Failed(f"{text} is no address: it begins with https:// or urn: and has no blank.", USAGE)
    return text


def _topics_as_json() -> None:
    from muntada.library.topics import narrower, topics
    from muntada.text.glossary import shown_form

    for one in topics():
        line = {
            "id": one.id,
            "labels": {code: shown_form(one.term, code) for code in TONGUES},
            "broader": one.broader,
            "narrower": [below.id for below in narrower(one.id)],
            "related": list(one.related),
        }
        click.echo(json.dumps(line, ensure_ascii=False))


def _print_below(name: str, language: str, depth: int) -> None:
    from muntada.library.topics import narrower
    from muntada.text.glossary import shown_form
    from muntada.text.order import order_key

    for one in sorted(narrower(name), key=lambda each: order_key(shown_form(each.term, language), language)):
        click.echo(f"{'  ' * depth}{shown_form(one.term, language)} ({one.id})")
        _print_below(one.id, language, depth + 1)


def _told(term: Any) -> dict[str, Any]:
    from muntada.text.glossary import forms_of, shared_forms

    return {
        "id": term.id,
        "kind": term.kind,
        "forms": {code: list(forms_of(term, code)) for code in TONGUES},
        "everyday_words": list(term.context_only_forms),
        "ambiguous_with": sorted({other.id for _form, other in shared_forms(term)}),
    }


def _table(terms: list[Any]) -> str:
    from muntada.text.glossary import forms_of

    written = io.StringIO()
    lines = csv.writer(written, lineterminator="\n")
    lines.writerow(["id", "kind", *(name for code in TONGUES for name in (code, f"{code}_more"))])
    for term in terms:
        told = [forms_of(term, code) for code in TONGUES]
        cells = [cell for forms in told for cell in ((forms or ("",))[0], " | ".join(forms[1:]))]
        lines.writerow([term.id, term.kind, *cells])
    return written.getvalue()
