"""What is to be done later: everybody sees their own, an administrator looks after all."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from muntada.access.actor import Actor
from muntada.access.rules import Permission, decide
from muntada.jobs.actions import NotPossible, drop, try_again
from muntada.jobs.models import Job
from muntada.jobs.queries import how_many, jobs_of
from muntada.web.asking import asker, found, page_of, query_of

TASKS: dict[str, str | Promise] = {
    "jobs.forget": gettext_lazy("Forget jobs that are long over"),
    "outreach.send": gettext_lazy("Send a message"),
    "register.check_batch": gettext_lazy("Check a batch of names"),
    "outreach.post": gettext_lazy("Look through the outbox"),
    "register.bring_in": gettext_lazy("Bring a list in"),
}
ERRORS: dict[str, str | Promise] = {
    "lost": pgettext_lazy("a job", "Its worker was lost"),
    "refused": pgettext_lazy("a job", "Refused"),
}
DEEDS: dict[str, tuple[Callable[[Actor, Job], None], str | Promise]] = {
    "again": (try_again, gettext_lazy("It is tried again.")),
    "drop": (drop, gettext_lazy("It is dropped.")),
}


@never_cache
@require_safe
def job_list(request: HttpRequest) -> HttpResponse:
    """The jobs; the list alone where the page asks for it again while something is going on."""
    actor = asker(request)
    counted = how_many(actor)
    page = page_of(request, jobs_of(actor))
    for job in page:
        job.words = TASKS.get(job.task, job.task)
        job.trouble = ERRORS.get(job.error, job.error)
    shown = {
        "page": page,
        "query": query_of(request),
        "counted": counted,
        "going": bool(counted["queued"] + counted["running"]),
        "manages": bool(decide(actor, Permission.JOBS_MANAGE)),
        "address": request.get_full_path(),
    }
    part = request.headers.get("HX-Target") == "jobs"
    return render(request, "jobs/rows.html" if part else "jobs/jobs.html", shown)


@never_cache
@require_POST
def job_do(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """Has a failed job tried again, or drops a job."""
    actor = asker(request)
    job = found(request, jobs_of(actor).filter(pk=pk).first(), Job, pk, Permission.JOB_READ)
    if deed not in DEEDS:
        raise Http404
    verb, said = DEEDS[deed]
    try:
        verb(actor, job)
    except NotPossible:
        messages.error(request, _("This job is no longer where it was. Look at the list again."))
    else:
        messages.success(request, str(said))
    return redirect("jobs")
