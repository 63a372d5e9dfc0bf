"""What is found by search: one page. A kind that is not listed here is not in the index."""

from __future__ import annotations


def lay_kinds() -> None:
    """Lay the table of kinds; models are there only once the rooms are."""
    from muntada.followup import found as followup
    from muntada.forum import found as forum
    from muntada.library import found as library
    from muntada.search.kinds import lay
    from muntada.sources import found as sources

    lay(
        [
            library.CLAUSES,
            library.WORKS,
            followup.MEASURES,
            forum.OUTCOMES,
            forum.STATEMENTS,
            forum.MEETINGS,
            forum.BODIES,
            sources.SOURCES,
        ]
    )
