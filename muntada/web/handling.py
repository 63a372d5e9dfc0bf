"""How a record is handled, in the reader's words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from muntada.marking.handling import THE_FORUM
from muntada.web.labels import Said
from muntada.web.names import Names


def who(names: Names, key: str) -> Said:
    """A party, a body, a person or the forum itself, from the key that a handling names it by."""
    if key == THE_FORUM:
        return Said(_("The forum’s secretariat"))
    if key.startswith("user:"):
        return Said(_("You") if key == names.actor.key else _("A person"))
    if key in {"everyone", "the community"}:
        return Said(_("Everyone") if key == "everyone" else _("The community"))
    return names.of(key)
