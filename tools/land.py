"""Makes muntada/web/register/land.json, the outline of land without a border, from Natural Earth's countries.

    tools/land.py FILE.shp   the shapefile of countries at 1:110 million, which Natural Earth gives to the public domain

Countries are joined, so that no line between any two of them is kept. Needs `shapely` and `pyshp`, which the product
itself does not.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import shapefile
from shapely.geometry import MultiPolygon, Polygon, shape
from shapely.ops import unary_union

TARGET = Path(__file__).parent.parent / "muntada" / "web" / "register" / "land.json"
SMALLEST = 0.25  # square degrees: what is smaller is a dot on any map
GAP = 0.05  # degrees between neighbours whose lines do not meet
WITHIN = 0.12  # degrees that the outline may be off


Ring = list[list[float]]


def outline(path: Path) -> dict[str, list[Ring]]:
    """The outline of land, the largest piece first, and of the seas within it, as [longitude, latitude] in degrees."""
    every = [shape(one.__geo_interface__).buffer(GAP) for one in shapefile.Reader(str(path)).shapes()]
    joined = unary_union(every).buffer(-GAP).simplify(WITHIN)
    pieces = joined.geoms if isinstance(joined, MultiPolygon) else [joined]
    land = [one for one in pieces if isinstance(one, Polygon)]
    water = [Polygon(ring) for one in land for ring in one.interiors]
    return {"land": _rings(land), "water": _rings(water)}


def _rings(some: list[Polygon]) -> list[Ring]:
    kept = sorted((one for one in some if one.area >= SMALLEST), key=lambda one: -one.area)
    return [[[round(x, 1), round(y, 1)] for x, y, *_ in one.exterior.coords] for one in kept]


def main(path: Path) -> None:
    TARGET.write_text(json.dumps(outline(path), separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
