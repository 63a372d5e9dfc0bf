"""What is under way: jobs, messages, and what the pages are made of."""

from __future__ import annotations

import gettext
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders

from muntada.access import clock
from muntada.jobs.models import Job
from muntada.outreach.models import Message
from muntada.search import noting
from muntada.search.queries import status
from muntada.upkeep.doctor.check import Check, failure, ok, warning

LATE = timedelta(minutes=10)  # a job that is due is begun within this while a worker runs
UNSENT = timedelta(hours=12)
PHRASES = 500  # each catalogue has more


def of_the_queue() -> Iterator[Check]:
    """Whether jobs are done, and none waits for a person."""
    now = clock.now()
    dead = Job.objects.filter(state=Job.State.DEAD).count()
    stuck = Job.objects.filter(state=Job.State.RUNNING, lease_until__lt=now - LATE).count()
    waiting = Job.objects.filter(state=Job.State.QUEUED, run_after__lte=now)
    oldest = waiting.order_by("run_after").values_list("run_after", flat=True).first()
    if dead:
        yield warning("queue", f"{dead} jobs failed for good.", "An administrator looks at the page of jobs.")
    if stuck or (oldest is not None and now - oldest > LATE):
        since = f"the oldest since {oldest:%Y-%m-%d %H:%M}" if oldest else "none"
        found = f"{waiting.count()} jobs are due, {since}; {stuck} have lost their worker."
        yield warning("queue", found, "Start `muntada worker` or `muntada serve`.")
    elif not dead:
        yield ok("queue", f"{waiting.count()} jobs are due, none is late.")


def of_the_outbox() -> Iterator[Check]:
    """Whether what was released went out."""
    unclear = Message.objects.filter(state=Message.State.SENDING, error="unclear").count()
    failed = Message.objects.filter(state=Message.State.FAILED).count()
    late = Message.objects.filter(state=Message.State.RELEASED, written_at__lt=clock.now() - UNSENT).count()
    if unclear or failed:
        found = f"{failed} messages could not be sent, of {unclear} it is unclear."
        yield warning("outbox", found, "The secretariat looks at the outbox.")
    elif late:
        where = (
            "Take them out on the page of the outbox." if settings.MAIL_SERVER is None else "Look at the mail server."
        )
        yield warning("outbox", f"{late} released messages did not go out.", where)
    else:
        yield ok("outbox", "Nothing waits for a person.")


def of_the_index() -> Iterator[Check]:
    """Whether search has an index, that keeps up with what is written."""
    missing = noting.missing()
    if missing:
        yield failure("search", f"{len(missing)} tables are not watched.", "Run `muntada upgrade`.")
        return
    now = status()
    if not now.ready:
        yield warning("search", "There is no index yet.", "Start `muntada worker`, or run `muntada search --index`.")
    elif now.since is not None and clock.now() - now.since > LATE:
        found = f"{now.waiting} changes wait, the first since {now.since:%Y-%m-%d %H:%M}."
        yield warning("search", found, "Start `muntada worker` or `muntada serve`.")
    else:
        yield ok("search", f"{sum(now.entries.values())} entries are found; {now.waiting} changes wait.")


def of_catalogues() -> Iterator[Check]:
    """Whether the three languages are there."""
    missing = []
    for language, _name in settings.LANGUAGES:
        path = Path(settings.LOCALE_PATHS[0]) / language / "LC_MESSAGES" / "django.mo"
        try:
            with path.open("rb") as file:
                whole = len(gettext.GNUTranslations(file)._catalog) > PHRASES  # type: ignore[attr-defined]
        except (OSError, ValueError):
            whole = False
        if not whole:
            missing.append(language)
    if missing:
        found = f"The catalogue of {', '.join(missing)} is not there or not whole."
        yield failure("languages", found, "Install Muntada again from a whole wheel, or run `make messages`.")
    else:
        yield ok("languages", "All catalogues are compiled.")


def of_static_files() -> Iterator[Check]:
    """Whether styles and scripts can be given."""
    found = {path for finder in finders.get_finders() for path, _storage in finder.list([])}
    if not any(path.endswith(".css") for path in found) or not any(path.endswith(".js") for path in found):
        yield failure("static files", "Styles or scripts are missing.", "Install Muntada again from a whole wheel.")
    else:
        yield ok("static files", f"{len(found)} are in the package.")
