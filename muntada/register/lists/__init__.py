"""Lists as their publishers give them, read as entities and statements. Pure: no database, no network.

`READERS` names the forms that can be read; which list comes in which form stands in `facts/lists.toml`.
"""

from __future__ import annotations

from muntada.register.lists.form import FileRead, ListRefused, Read, Row, Stated
from muntada.register.lists.ftm import read_ftm
from muntada.register.lists.ofac import read_ofac
from muntada.register.lists.un import read_un

__all__ = ["READERS", "FileRead", "ListRefused", "Read", "Row", "Stated"]

READERS = {"un_xml": read_un, "ofac_csv": read_ofac, "ftm_json": read_ftm}
