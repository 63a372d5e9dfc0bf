"""Where entities stand on lists."""

from __future__ import annotations

from collections.abc import Sequence

from muntada.register.models import Listing


def references(keys: Sequence[str]) -> dict[str, str]:
    """Under which reference each of these entities, which the asker was shown, stands on its list."""
    standing = Listing.objects.filter(entity__in=keys, state=Listing.State.LISTED)
    return dict(standing.values_list("entity_id", "reference"))
