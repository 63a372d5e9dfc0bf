"""Makes muntada/register/schema/followthemoney.json from an unpacked release of FollowTheMoney.

    tools/ftm_schema.py FOLDER   the folder that holds `followthemoney/schema` and `followthemoney/translations`

The release itself is no dependency: it wants ICU built from source, which a bare machine cannot do.
"""

from __future__ import annotations

import gettext
import json
import sys
from pathlib import Path
from typing import Any

import yaml

TARGET = Path(__file__).parent.parent / "muntada" / "register" / "schema" / "followthemoney.json"
TONGUES = ("ar", "fr")


def labels(text: str, tongues: dict[str, gettext.NullTranslations]) -> dict[str, str]:
    """A label in English, and in the other languages where the release has it."""
    found = {"en": text}
    for language, catalogue in tongues.items():
        other = catalogue.gettext(text)
        if other != text:
            found[language] = other
    return found


def one_property(name: str, stated: dict[str, Any], tongues: dict[str, gettext.NullTranslations]) -> dict[str, Any]:
    """What is needed of a property: its type, what it points to, and what the other end is called."""
    made: dict[str, Any] = {"label": labels(stated.get("label", name), tongues), "type": stated.get("type", "string")}
    if stated.get("range"):
        made["range"] = stated["range"]
    if stated.get("reverse"):
        made["reverse"] = {"name": stated["reverse"]["name"], "label": labels(stated["reverse"]["label"], tongues)}
    return made


def one_schema(name: str, stated: dict[str, Any], tongues: dict[str, gettext.NullTranslations]) -> dict[str, Any]:
    """What is needed of a schema."""
    made: dict[str, Any] = {"label": labels(stated.get("label", name), tongues), "extends": stated.get("extends", [])}
    for key in ("abstract", "matchable"):
        if stated.get(key):
            made[key] = True
    for key in ("caption", "required"):
        if stated.get(key):
            made[key] = stated[key]
    if stated.get("edge"):
        made["edge"] = {"source": stated["edge"]["source"], "target": stated["edge"]["target"]}
    properties = stated.get("properties") or {}
    made["properties"] = {key: one_property(key, value, tongues) for key, value in sorted(properties.items())}
    return made


def main(folder: Path) -> None:
    tongues = {
        language: gettext.translation("followthemoney", folder / "followthemoney" / "translations", [language])
        for language in TONGUES
    }
    schemata: dict[str, Any] = {}
    for path in sorted((folder / "followthemoney" / "schema").glob("*.yaml")):
        for name, stated in yaml.safe_load(path.read_text(encoding="utf-8")).items():
            schemata[name] = one_schema(name, stated, tongues)
    TARGET.write_text(json.dumps(schemata, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
