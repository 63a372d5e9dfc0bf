"""What the description says of changes that the framework cannot know."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from muntada.api.asked import BroughtIn, TextIn

KEY = {
    "in": "header",
    "name": "Idempotency-Key",
    "required": True,
    "schema": {"type": "string", "minLength": 8, "maxLength": 200, "pattern": r"^[\x20-\x7e]{8,200}$"},
    "description": "A text of your own for this change: the same again within a day gives the same answer.",
}
SEEN = {
    "in": "header",
    "name": "If-Match",
    "required": True,
    "schema": {"type": "string", "maxLength": 200, "pattern": r'^"[\x21\x23-\x7e]*"$'},
    "description": "The ETag of the thing as you have seen it.",
}


def versioned() -> dict[str, Any]:
    """Of a change of what exists: a key, and the version that the caller has seen."""
    return {"parameters": [KEY, SEEN]}


def bringing() -> dict[str, Any]:
    """Of taking a source in: a key, and a file or a text."""
    text, form = (_schema(one) for one in (TextIn, BroughtIn))
    form["properties"] = {"file": {"type": "string", "format": "binary"}, **form["properties"]}
    form["required"] = ["file"]
    content = {"application/json": {"schema": text}, "multipart/form-data": {"schema": form}}
    return {"parameters": [KEY], "requestBody": {"required": True, "content": content}}


def _schema(model: type[BaseModel]) -> dict[str, Any]:
    schema = model.model_json_schema(ref_template="#/components/schemas/{model}")
    schema.pop("$defs", None)
    return schema
