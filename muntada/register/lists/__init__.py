"""Lists as their publishers give them, read as entities and statements. Pure: no database, no network.

`READERS` names the forms that can be read; which list comes in which form stands in `facts/lists.toml`.
"""

from __future__ import annotations

from muntada.register.lists.form import FileRead, ListRefused, Read, Row, Stated
from muntada.register.lists.ftm import read_ftm
from muntada.register.lists.ofac import read_ofac
from muntada.register.lists.un import read_un

__all__ = ["FORMS", "READERS", "FileRead", "ListRefused", "Read", "Row", "Stated", "read_any"]

READERS = {"un_xml": read_un, "ofac_csv": read_ofac, "ftm_json": read_ftm}
FORMS = ("the Security Council’s XML", "OFAC’s CSV", "FollowTheMoney’s JSON lines")


def read_any(data: bytes) -> FileRead:
    """A list in whichever of the known forms it is. Raises ListRefused where it is none of them."""
    begin = data[:512].lstrip(b"\xef\xbb\xbf \r\n\t")
    if begin.startswith(b"<"):
        return read_un(data)
    return read_ftm(data) if begin.startswith(b"{") else read_ofac(data)
