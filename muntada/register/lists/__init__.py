"""Lists as their publishers give them, read as entities and statements. Pure: no database, no network.

`READERS` names the forms that can be read; which list comes in which form stands in `facts/lists.toml`.
"""

from __future__ import annotations

from collections.abc import Callable

from muntada.register.lists.acts import READERS as ACTS
from muntada.register.lists.eu import read_eu
from muntada.register.lists.form import FileRead, ListRefused, Read, Row, Stated
from muntada.register.lists.ftm import read_ftm
from muntada.register.lists.ofac import read_ofac
from muntada.register.lists.uk import read_uk
from muntada.register.lists.un import read_un

__all__ = ["FORMS", "READERS", "FileRead", "ListRefused", "Read", "Row", "Stated", "read_any"]

READERS: dict[str, Callable[[bytes], FileRead]] = {
    "un_xml": read_un,
    "eu_xml": read_eu,
    "uk_list": read_uk,
    "ofac_csv": read_ofac,
    "ftm_json": read_ftm,
    **ACTS,
}
FORMS = (
    "the Security Council’s XML",
    "the European Union’s XML",
    "the United Kingdom’s XML or CSV",
    "OFAC’s CSV",
    "FollowTheMoney’s JSON lines",
)


def read_any(data: bytes) -> FileRead:
    """A list in whichever of the known forms it is. Raises ListRefused where it is none of them."""
    begin = data[:4096].lstrip(b"\xef\xbb\xbf \r\n\t")
    if begin.startswith(b"<"):
        if b"<export" in begin:
            return read_eu(data)
        return read_uk(data) if b"<Designations" in begin else read_un(data)
    if begin.startswith(b"{"):
        return read_ftm(data)
    return read_uk(data) if b"Unique ID" in begin else read_ofac(data)
