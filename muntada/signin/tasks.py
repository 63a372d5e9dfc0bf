"""What signing in does later."""

from __future__ import annotations

from muntada.jobs.later import task
from muntada.signin.actions.sweeping import sweep as forget


@task()
def sweep() -> int:
    """Forget attempts, sessions, links, tokens and answers that are over."""
    return forget()
