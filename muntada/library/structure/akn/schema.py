"""Whether a file is valid Akoma Ntoso: by the schema of the standard itself, which stands beside this file."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from lxml import etree

_SCHEMA = Path(__file__).with_name("akomantoso30.xsd")


def faults(data: bytes) -> list[str]:
    """What the schema finds wrong with a file, a line each; none where it is valid."""
    try:
        tree = etree.fromstring(data, _parser())
    except etree.XMLSyntaxError as error:
        return [f"line {error.lineno}: {error.msg}"]
    schema = _schema()
    if schema.validate(tree):
        return []
    return [f"line {one.line}: {one.message}" for one in schema.error_log]


@cache
def _schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(str(_SCHEMA), _parser()))


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
