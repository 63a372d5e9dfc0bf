"""Which pages nobody need sign in for: this table and no other page."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, get_resolver

OPEN = {
    "front-door",
    "sign-in",
    "passkey-options",
    "sign-in-passkey",
    "sign-in-code",
    "not-invited",
    "redeem",
    "sign-out",
    "openid_connect_login",
    "openid_connect_callback",
    "your-data",
    "report",
    "report-answer",
    "redress",
    "redress-own",  # a petitioner's own page, by a secret; without it there is nothing
    "calendar-feed",  # by a secret that is its person's; without it there is nothing
    "following-feed",  # likewise
    "answer",  # an institution's own pages, by a secret that is its own; without it there is nothing
    "answer-one",
    "answer-send",
    "answer-sheet",
    "answer-returned",
    "answer-off",
    "receipt",  # a recipient's own page, by a secret that is its recipient's; without it there is nothing
    "receipt-file",  # likewise
    # The library's window, for what is TLP:CLEAR; nothing is there unless the installation opens it (test_window.py).
    "public-texts",
    "public-text",
    "sitemap",
    "robots",
    # For whoever watches over the machine: nothing of anybody's; metrics only for this machine or with a token.
    "health-live",
    "health-ready",
    "metrics",
}
# Pages that one may reach only after a recent proof of being oneself.
GUARDED = {
    "passkey-making",
    "passkey-add",
    "factor-remove",
    "authenticator",
    "recovery-codes",
    "lend",
    "invite",
    "token-make",
    "proposal-answer",
    "person-give",
    "person-end",
    "person-do",
    "request-pack",
    "erasure-answer",
    "repurposing-answer",
    "assessment-do",
    "sending-do",
    "receipts-file",
}


def marked(patterns: list[URLPattern | URLResolver], mark: str) -> set[str]:
    found: set[str] = set()
    for pattern in patterns:
        if isinstance(pattern, URLResolver) and pattern.namespace:
            continue  # the API knows who calls by itself and has a table of its own
        if isinstance(pattern, URLResolver):
            found |= marked(pattern.url_patterns, mark)
        elif _has(pattern.callback, mark):
            found.add(str(pattern.name))
    return found


def _has(view: object, mark: str) -> bool:
    while view is not None:
        if getattr(view, mark, False):
            return True
        view = getattr(view, "__wrapped__", None)
    return False


def test_no_page_is_open_that_this_table_does_not_name() -> None:
    assert marked(get_resolver().url_patterns, "open_to_all") == OPEN


def test_what_changes_factors_roles_or_people_asks_for_a_recent_proof() -> None:
    assert marked(get_resolver().url_patterns, "needs_step_up") >= GUARDED
