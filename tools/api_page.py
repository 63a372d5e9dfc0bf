"""Writes docs/api.md from the API's own description; a test compares."""

from __future__ import annotations

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "api.md"

HEAD = """# The API

This page is made from the API's own description by `tools/api_page.py`; a test compares them. The description itself
is at `/api/v1/openapi.json`, and for people at `/api/v1/`; both load nothing from elsewhere.

## Calling

```
curl -H "Authorization: Bearer $TOKEN" https://forum.example/api/v1/meetings?year=2024
```

- **Tokens** are bound to a person, a purpose and an end (30 days where nothing else is said, a year at most), and may
  be made for fewer permissions. `muntada token make EMAIL` or the page "Tokens" under one's own name makes one; it is
  shown once. At every call the person's rights are looked up anew: an office that ended yesterday gives nothing
  today. A token may call 600 times a minute (`MUNTADA_API_RATE`); above that the answer is 429 with `Retry-After`.
  The trail says by which token a deed came.
- **A session** of the pages may read; it changes something only with the form's own mark in `X-CSRFToken`.
- **What you may not know of is absent** (404), and looks the same as what is not there.
- **Lists** come in pieces of `limit` (1 to 200): give `next` as `cursor`. What comes meanwhile moves nothing.
- **Changes** need an `Idempotency-Key` (8 to 200 printable ASCII characters). The same key with the same request
  gives the first answer again for 24 hours, marked `Idempotency-Replayed: true`; with another request it is refused.
  A change that was refused leaves its key free.
- **Versions**: one thing has a strong `ETag`. A change of what exists needs `If-Match` with the ETag that you have
  seen: without it 428, with an older one 412. `*` names no version.
- **JSON** is read without mercy: unknown fields, a key twice, NaN, wrong types, NUL and halves of characters are
  refused.
- **Problems** are `application/problem+json` (RFC 9457). `code` stays; `title` is said in the language of
  `Accept-Language`.
- **Dates** are text at the precision known (`2021`, `2021-10`, `2021/2022`); offsets into texts are code points.

## Operations

A token that was made for fewer permissions has to hold those that are named here.

| operation | what it does | permissions |
| --- | --- | --- |
"""


def page() -> str:
    """The whole page."""
    from muntada.api.description import description, operations
    from muntada.api.problems import kinds

    lines = [
        f"| `{one['x-address'].replace('/api/v1', '')}` | {one['summary']} | {', '.join(one['x-needs']) or 'none'} |\n"
        for one in operations(description())
    ]
    problems = [f"| `{one.code}` | {one.status} | {one.en} |\n" for one in kinds().values()]
    table = "\n## Problems\n\n| code | status | meaning |\n| --- | --- | --- |\n"
    return HEAD + "".join(lines) + table + "".join(problems)


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "muntada.project.settings_test")
    import django

    django.setup()
    if "--check" in sys.argv:
        same = TARGET.read_text(encoding="utf-8") == page()
        sys.exit(0 if same else f"{TARGET.relative_to(ROOT)} is not what it is made from: python tools/api_page.py")
    TARGET.write_text(page(), encoding="utf-8")
