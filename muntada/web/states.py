"""States as a shape and a word, so that none is told by colour alone."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


@dataclass(frozen=True, slots=True)
class State:
    """A state's key, the word for it and the shape beside it."""

    key: str
    word: str | Promise
    shape: str


STATES = {
    state.key: state
    for state in (
        State("draft", pgettext_lazy("a finding", "Open"), "ring"),
        State("accepted", pgettext_lazy("a finding", "Accepted"), "check"),
        State("corrected", pgettext_lazy("a finding", "Corrected"), "pencil"),
        State("rejected", pgettext_lazy("a finding", "Rejected"), "cross"),
        State("withdrawn", pgettext_lazy("a finding", "Withdrawn"), "dashed"),
        State("held", pgettext_lazy("a meeting", "Held"), "check"),
        State("planned", pgettext_lazy("a meeting", "Planned"), "dashed"),
        State("announced", pgettext_lazy("a meeting", "Announced"), "dashed"),
        State("convened", pgettext_lazy("a meeting", "Convened"), "ring"),
        State("cancelled", pgettext_lazy("a meeting", "Cancelled"), "cross"),
        State("stands", pgettext_lazy("a source's word", "Stands"), "ring"),
        State("preferred", pgettext_lazy("a source's word", "Followed"), "check"),
        State("set_aside", pgettext_lazy("a source's word", "Set aside"), "cross"),
        State("allowed", pgettext_lazy("a deed", "Done"), "check"),
        State("refused", pgettext_lazy("a deed", "Refused"), "cross"),
        State("asked", pgettext_lazy("a release", "Asked for"), "ring"),
        State("given", pgettext_lazy("a release", "Given"), "check"),
        State("declined", pgettext_lazy("a release", "Declined"), "cross"),
        State("job_queued", pgettext_lazy("a job", "Waits"), "dashed"),
        State("job_running", pgettext_lazy("a job", "Runs"), "ring"),
        State("job_done", pgettext_lazy("a job", "Done"), "check"),
        State("job_dead", pgettext_lazy("a job", "Failed"), "cross"),
        State("job_cancelled", pgettext_lazy("a job", "Dropped"), "cross"),
        State("mail_draft", pgettext_lazy("a message", "Draft"), "ring"),
        State("mail_held", pgettext_lazy("a message", "Held back"), "dashed"),
        State("mail_released", pgettext_lazy("a message", "Released"), "ring"),
        State("mail_sending", pgettext_lazy("a message", "On its way"), "dashed"),
        State("mail_sent", pgettext_lazy("a message", "Sent"), "check"),
        State("mail_failed", pgettext_lazy("a message", "Not sent"), "cross"),
        State("mail_cancelled", pgettext_lazy("a message", "Cancelled"), "cross"),
        State("overdue", pgettext_lazy("a review", "Overdue"), "cross"),
        State("request_open", pgettext_lazy("a request", "Open"), "ring"),
        State("request_granted", pgettext_lazy("a request", "Granted"), "check"),
        State("request_partly", pgettext_lazy("a request", "Granted in part"), "check"),
        State("request_refused", pgettext_lazy("a request", "Refused"), "cross"),
        State("request_withdrawn", pgettext_lazy("a request", "Withdrawn"), "dashed"),
        State("erasure_proposed", pgettext_lazy("an erasure", "Proposed"), "ring"),
        State("erasure_decided", pgettext_lazy("an erasure", "Decided"), "dashed"),
        State("erasure_erased", pgettext_lazy("an erasure", "Being erased"), "dashed"),
        State("erasure_done", pgettext_lazy("an erasure", "Erased"), "check"),
        State("erasure_declined", pgettext_lazy("an erasure", "Declined"), "cross"),
        State("purpose_proposed", pgettext_lazy("another purpose", "Proposed"), "ring"),
        State("purpose_signed", pgettext_lazy("another purpose", "Signed"), "check"),
        State("purpose_declined", pgettext_lazy("another purpose", "Declined"), "cross"),
        State("postponed", pgettext_lazy("a meeting", "Postponed"), "dashed"),
        State("invitation_drafted", pgettext_lazy("an invitation", "Prepared"), "dashed"),
        State("invitation_sent", pgettext_lazy("an invitation", "Waits for an answer"), "ring"),
        State("invitation_accepted", pgettext_lazy("an invitation", "Comes"), "check"),
        State("invitation_declined", pgettext_lazy("an invitation", "Does not come"), "cross"),
        State("credentials_none", pgettext_lazy("credentials", "Not presented"), "dashed"),
        State("credentials_presented", pgettext_lazy("credentials", "Presented"), "ring"),
        State("credentials_accepted", pgettext_lazy("credentials", "Accepted"), "check"),
        State("credentials_refused", pgettext_lazy("credentials", "Refused"), "cross"),
        State("registration_draft", pgettext_lazy("a registration", "Draft"), "dashed"),
        State("registration_pending", pgettext_lazy("a registration", "Waits for the secretariat"), "ring"),
        State("registration_approved", pgettext_lazy("a registration", "Approved"), "check"),
        State("registration_rejected", pgettext_lazy("a registration", "Rejected"), "cross"),
        State("registration_withdrawn", pgettext_lazy("a registration", "Withdrawn"), "dashed"),
        State("registration_checked_in", pgettext_lazy("a registration", "Here"), "check"),
        State("response_supported", pgettext_lazy("an answer to a clause", "Supported"), "check"),
        State("response_in_part", pgettext_lazy("an answer to a clause", "Supported in part"), "half"),
        State("response_noted", pgettext_lazy("an answer to a clause", "Noted"), "ring"),
        State("response_none", pgettext_lazy("an answer to a clause", "No answer yet"), "dashed"),
        State("measure_planned", pgettext_lazy("a measure", "Planned"), "dashed"),
        State("measure_in_preparation", pgettext_lazy("a measure", "In preparation"), "ring"),
        State("measure_in_progress", pgettext_lazy("a measure", "In progress"), "half"),
        State("measure_completed", pgettext_lazy("a measure", "Completed"), "check"),
        State("measure_suspended", pgettext_lazy("a measure", "Suspended"), "cross"),
        State("progress_draft", pgettext_lazy("a report", "Draft"), "ring"),
        State("progress_validated", pgettext_lazy("a report", "Validated"), "check"),
        State("outcome_open", pgettext_lazy("an outcome", "Open"), "ring"),
        State("outcome_done", pgettext_lazy("an outcome", "Done"), "check"),
        State("outcome_dropped", pgettext_lazy("an outcome", "Dropped"), "cross"),
        State("outcome_standing", pgettext_lazy("an outcome", "Stands"), "check"),
        State("minutes_draft", pgettext_lazy("minutes", "Draft"), "dashed"),
        State("minutes_circulated", pgettext_lazy("minutes", "Circulated"), "ring"),
        State("minutes_approved", pgettext_lazy("minutes", "Approved"), "check"),
        State("asking_silent", pgettext_lazy("a request to an institution", "No answer yet"), "dashed"),
        State("asking_open", pgettext_lazy("a request to an institution", "Answered in part"), "ring"),
        State("asking_answered", pgettext_lazy("a request to an institution", "Fully answered"), "check"),
        State("asking_closed", pgettext_lazy("a request to an institution", "Closed"), "cross"),
        State("answer_none", pgettext_lazy("an institution’s answer", "Not answered"), "dashed"),
        State("answer_draft", pgettext_lazy("an institution’s answer", "Draft, not sent"), "pencil"),
        State("answer_sent", pgettext_lazy("an institution’s answer", "Sent"), "ring"),
        State("answer_taken", pgettext_lazy("an institution’s answer", "Taken over"), "check"),
        State("answer_back", pgettext_lazy("an institution’s answer", "Sent back"), "cross"),
        State("lead_open", pgettext_lazy("a lead", "Waits for an officer"), "ring"),
        State("lead_same", pgettext_lazy("a lead", "The same"), "check"),
        State("lead_other", pgettext_lazy("a lead", "Not the same"), "cross"),
        State("run_asked", pgettext_lazy("a run of a list", "Being brought in"), "ring"),
        State("run_held", pgettext_lazy("a run of a list", "Waits for a person"), "dashed"),
        State("run_done", pgettext_lazy("a run of a list", "Taken in"), "check"),
        State("run_refused", pgettext_lazy("a run of a list", "Refused"), "cross"),
        State("listing_open", pgettext_lazy("a proposal on a listing", "Waits for a second person"), "ring"),
        State("listing_agreed", pgettext_lazy("a proposal on a listing", "Agreed"), "check"),
        State("listing_declined", pgettext_lazy("a proposal on a listing", "Declined"), "cross"),
        State("listing_lapsed", pgettext_lazy("a proposal on a listing", "Took effect by the rule"), "check"),
        State("waiting_open", pgettext_lazy("an entry about a child", "Waits for two others"), "ring"),
        State("waiting_entered", pgettext_lazy("an entry about a child", "Entered"), "check"),
        State("waiting_declined", pgettext_lazy("an entry about a child", "Declined"), "cross"),
        State("flag_open", pgettext_lazy("a flag", "Waits for the reviewer"), "ring"),
        State("flag_passes", pgettext_lazy("a flag", "May go further"), "check"),
        State("flag_stays", pgettext_lazy("a flag", "Stays here"), "cross"),
        State("special_asked", pgettext_lazy("a special category", "Waits for a second person"), "ring"),
        State("special_opened", pgettext_lazy("a special category", "Open"), "check"),
        State("special_refused", pgettext_lazy("a special category", "Refused"), "cross"),
        State("special_ended", pgettext_lazy("a special category", "Closed again"), "dashed"),
        State("same_yes", pgettext_lazy("two entries", "Wait for a person"), "ring"),
        State("same_no", pgettext_lazy("two entries", "Judged"), "check"),
        State("listed_listed", pgettext_lazy("a listing", "Listed"), "check"),
        State("listed_suspended", pgettext_lazy("a listing", "Suspended"), "dashed"),
        State("listed_delisted", pgettext_lazy("a listing", "Delisted"), "cross"),
        State("unknown", _("Not known"), "dashed"),
    )
}


def state_of(key: str) -> State:
    """The state of that key; one nobody named is not known."""
    return STATES.get(str(key), STATES["unknown"])
