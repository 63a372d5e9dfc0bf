"""Lists in XML: read without entities, without a network and within bounds, and what their elements say."""

from __future__ import annotations

import io

from lxml import etree

from muntada.register.lists.form import ListRefused, clean


def tree(data: bytes) -> etree._Element:
    """The root of a document. Raises ListRefused for what is no XML."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.parse(io.BytesIO(data), parser).getroot()
    except etree.XMLSyntaxError as error:
        raise ListRefused(f"This is no XML: {error.msg}.") from None
    if root is None:
        raise ListRefused("This is no XML: it has no element.")
    return root


def text_of(node: etree._Element, path: str) -> str:
    """What the first element at this path says; nothing where there is none."""
    return clean(str(node.findtext(path) or ""))


def joined(node: etree._Element, paths: tuple[str, ...]) -> str:
    """What some elements say, in one line."""
    return ", ".join(filter(None, (text_of(node, path) for path in paths)))


def written(node: etree._Element) -> str:
    """The element itself, as a row that was set aside shows it."""
    return str(etree.tostring(node, encoding="unicode"))[:4000]
