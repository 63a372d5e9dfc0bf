"""The addresses of the pages."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from muntada.web.access.exports import export_list
from muntada.web.access.policy import policy_page
from muntada.web.access.releases import release_answer, release_ask, release_list, release_page, release_withdraw
from muntada.web.evidence.marking import mark_record
from muntada.web.evidence.reviewing import review, review_list
from muntada.web.evidence.views import conflict_list, evidence, follow_one
from muntada.web.followup import addresses as followup
from muntada.web.followup import asking_addresses as institutions
from muntada.web.forum import bringing, coming, feeds, run, taking
from muntada.web.forum.bodies import body_page, body_picture, body_tree
from muntada.web.forum.elections import (
    bid_do,
    election_do,
    election_list,
    election_new,
    election_page,
    silence_do,
)
from muntada.web.forum.keeping import body_do, body_new, rule_end, term_do
from muntada.web.forum.meetings import meeting_list, meeting_page, this_year, year_file, year_page
from muntada.web.forum.rules import rule_page
from muntada.web.forum.seats import seat_list, seat_picture, term_page
from muntada.web.forum.spoken import addresses as spoken
from muntada.web.home.style import style_page
from muntada.web.home.views import start
from muntada.web.jobs.views import job_do, job_list
from muntada.web.library import addresses as reading
from muntada.web.library import bringing_addresses as texts_brought
from muntada.web.library import relations as texts_related
from muntada.web.library import symbols as symbols_read
from muntada.web.library import taking as texts_taken
from muntada.web.library import treaties as treaties_kept
from muntada.web.library import window as texts_shown
from muntada.web.library.views import work_list, work_page
from muntada.web.library.vocabulary import urlpatterns as texts_named
from muntada.web.outreach.views import message_do, message_edit, message_file, message_list, message_page
from muntada.web.parties.views import party_list, party_page
from muntada.web.people.views import (
    person_do,
    person_end,
    person_give,
    person_invite,
    person_list,
    person_page,
    proposal_answer,
)
from muntada.web.register import addresses as register
from muntada.web.reports import addresses as reported
from muntada.web.reports import edition_addresses as editions
from muntada.web.rights.petitions import redress, redress_own
from muntada.web.rights.public import your_data
from muntada.web.rights.purposes import repurpose, repurposing_answer, repurposing_list
from muntada.web.rights.records import (
    concern_begin,
    concern_end,
    concern_list,
    correction_list,
    erasure_answer,
    telling_confirm,
)
from muntada.web.rights.reports import report, report_answer, report_do, report_list, report_page
from muntada.web.rights.requests import request_do, request_list, request_pack, request_page
from muntada.web.rights.switching import assessment_do, assessment_list, breach_list, breach_page
from muntada.web.rights.taking_up import petition_take_up
from muntada.web.search import addresses as searching
from muntada.web.signin.own import (
    authenticator,
    factor_remove,
    lend_end,
    lend_roles,
    looks_choose,
    me,
    passkey_add,
    passkey_making,
    recovery_codes,
    session_end,
    sessions_end,
)
from muntada.web.signin.stepping import step_up, step_up_options
from muntada.web.signin.views import (
    not_invited,
    passkey_options,
    redeem,
    sign_in,
    sign_in_by_code,
    sign_in_by_passkey,
    sign_out,
)
from muntada.web.sources.reader import correct_finding, decide_findings, edit_finding, source_page
from muntada.web.sources.shelf import sources
from muntada.web.tokens.views import token_end, token_make, tokens
from muntada.web.trail.views import trail, trail_line, trail_proof


class Given(StringConverter):
    """What an administrator gives a person and ends."""

    regex = "office|clearance|affiliation"


class PersonDeed(StringConverter):
    """What else an administrator does with a person."""

    regex = "link|sessions|factors|shut-out|let-in"


register_converter(Given, "given")
register_converter(PersonDeed, "deed")

urlpatterns = [
    path("", start, name="start"),
    path("style/", style_page, name="style"),
    path("sign-in/", sign_in, name="sign-in"),
    path("sign-in/passkey/options/", passkey_options, name="passkey-options"),
    path("sign-in/passkey/", sign_in_by_passkey, name="sign-in-passkey"),
    path("sign-in/code/", sign_in_by_code, name="sign-in-code"),
    path("sign-in/not-invited/", not_invited, name="not-invited"),
    path("sign-in/<str:token>/", redeem, name="redeem"),
    path("sign-out/", sign_out, name="sign-out"),
    path("step-up/", step_up, name="step-up"),
    path("step-up/options/", step_up_options, name="step-up-options"),
    path("me/", me, name="me"),
    path("me/passkeys/making/", passkey_making, name="passkey-making"),
    path("me/passkeys/", passkey_add, name="passkey-add"),
    path("me/factors/<int:pk>/remove/", factor_remove, name="factor-remove"),
    path("me/authenticator/", authenticator, name="authenticator"),
    path("me/codes/", recovery_codes, name="recovery-codes"),
    path("me/sessions/end/", sessions_end, name="sessions-end"),
    path("me/sessions/<int:pk>/end/", session_end, name="session-end"),
    path("me/looks/", looks_choose, name="looks"),
    path("me/lend/", lend_roles, name="lend"),
    path("me/lend/<int:pk>/end/", lend_end, name="lend-end"),
    path("me/tokens/", tokens, name="tokens"),
    path("me/tokens/make/", token_make, name="token-make"),
    path("me/tokens/<int:pk>/end/", token_end, name="token-end"),
    path("people/", person_list, name="people"),
    path("people/invite/", person_invite, name="invite"),
    path("people/proposals/<int:pk>/", proposal_answer, name="proposal-answer"),
    path("people/<int:pk>/", person_page, name="person"),
    path("people/<int:pk>/give/<given:kind>/", person_give, name="person-give"),
    path("people/<int:pk>/end/<given:kind>/<int:thing>/", person_end, name="person-end"),
    path("people/<int:pk>/do/<deed:deed>/", person_do, name="person-do"),
    *searching.urlpatterns,
    path("sources/", sources, name="sources"),
    path("sources/<int:pk>/", source_page, name="source"),
    path("sources/<int:pk>/decide/", decide_findings, name="source-decide"),
    path("sources/<int:pk>/<int:finding>/edit/", edit_finding, name="source-edit"),
    path("sources/<int:pk>/<int:finding>/correct/", correct_finding, name="source-correct"),
    path("bodies/", body_tree, name="bodies"),
    path("bodies/new/", body_new, name="body-new"),
    path("bodies/<str:key>/", body_page, name="body"),
    path("bodies/<str:key>/seats.svg", body_picture, name="body-picture"),
    path("bodies/<str:key>/rules/", rule_page, name="body-rules"),
    path("bodies/<str:key>/election/", election_new, name="election-new"),
    path("bodies/<str:key>/do/<slug:deed>/", body_do, name="body-do"),
    path("rules/<int:pk>/end/", rule_end, name="rule-end"),
    path("seats/", seat_list, name="seats"),
    path("seats/seats.svg", seat_picture, name="seats-picture"),
    path("terms/<int:pk>/", term_page, name="term"),
    path("terms/<int:pk>/<slug:deed>/", term_do, name="term-do"),
    path("elections/", election_list, name="elections"),
    path("elections/<int:pk>/", election_page, name="election"),
    path("elections/<int:pk>/<slug:deed>/", election_do, name="election-do"),
    path("bids/<int:pk>/<slug:deed>/", bid_do, name="bid-do"),
    path("silences/<int:pk>/<slug:deed>/", silence_do, name="silence-do"),
    path("meetings/", meeting_list, name="meetings"),
    path("meetings/calendar/", this_year, name="calendar-now"),
    path("meetings/calendar/<int:year>/", year_page, name="calendar"),
    path("meetings/calendar/<int:year>/year.svg", year_file, name="calendar-picture"),
    path("meetings/<int:pk>/", meeting_page, name="meeting"),
    *coming.urlpatterns,
    *run.urlpatterns,
    *spoken,
    *taking.urlpatterns,
    *feeds.urlpatterns,
    *bringing.urlpatterns,
    path("instruments/", work_list, name="instruments"),
    *texts_brought.urlpatterns,
    path("instruments/<str:key>/", work_page, name="instrument"),
    *texts_named,
    *texts_taken.urlpatterns,
    *texts_shown.urlpatterns,
    *texts_related.urlpatterns,
    *symbols_read.urlpatterns,
    *treaties_kept.urlpatterns,
    path("parties/", party_list, name="parties"),
    path("parties/<str:key>/", party_page, name="party"),
    path("evidence/", evidence, name="evidence"),
    path("handling/", mark_record, name="mark"),
    path("your-data/", your_data, name="your-data"),
    path("report/", report, name="report"),
    path("report/answer/", report_answer, name="report-answer"),
    path("rights/requests/", request_list, name="requests"),
    path("rights/requests/<int:pk>/", request_page, name="request"),
    path("rights/requests/<int:pk>/pack.zip", request_pack, name="request-pack"),
    path("redress/", redress, name="redress"),
    path("redress/<str:secret>/", redress_own, name="redress-own"),
    path("rights/requests/<int:pk>/take-up/", petition_take_up, name="petition-take-up"),
    path("rights/requests/<int:pk>/<slug:deed>/", request_do, name="request-do"),
    path("rights/record/", concern_begin, name="concern-begin"),
    path("rights/disputes/", concern_list, name="concerns"),
    path("rights/disputes/<int:pk>/end/", concern_end, name="concern-end"),
    path("rights/erasures/<int:pk>/", erasure_answer, name="erasure-answer"),
    path("rights/purpose/", repurpose, name="repurpose"),
    path("rights/purposes/", repurposing_list, name="repurposings"),
    path("rights/purposes/<int:pk>/", repurposing_answer, name="repurposing-answer"),
    path("rights/reports/", report_list, name="reports"),
    path("rights/reports/<int:pk>/", report_page, name="report-one"),
    path("rights/reports/<int:pk>/<slug:deed>/", report_do, name="report-do"),
    path("rights/corrections/", correction_list, name="corrections"),
    path("rights/corrections/told/<int:pk>/", telling_confirm, name="telling-confirm"),
    path("rights/assessments/", assessment_list, name="assessments"),
    path("rights/assessments/<int:pk>/<slug:deed>/", assessment_do, name="assessment-do"),
    path("rights/breaches/", breach_list, name="breaches"),
    path("rights/breaches/<int:pk>/", breach_page, name="breach"),
    path("rights/reviews/", review_list, name="reviews"),
    path("rights/reviews/one/", review, name="review"),
    path("conflicts/", conflict_list, name="conflicts"),
    path("conflicts/follow/", follow_one, name="settle"),
    path("jobs/", job_list, name="jobs"),
    path("jobs/<int:pk>/<slug:deed>/", job_do, name="job-do"),
    path("outbox/", message_list, name="outbox"),
    path("outbox/<int:pk>/", message_page, name="message"),
    path("outbox/<int:pk>/edit/", message_edit, name="message-edit"),
    path("outbox/<int:pk>/file/", message_file, name="message-file"),
    path("outbox/<int:pk>/<slug:deed>/", message_do, name="message-do"),
    path("trail/", trail, name="trail"),
    path("trail/<int:pk>/", trail_line, name="trail-line"),
    path("trail/<int:pk>/proof.json", trail_proof, name="trail-proof"),
    path("policy/", policy_page, name="policy"),
    path("releases/", release_list, name="releases"),
    path("releases/ask/", release_ask, name="release-ask"),
    path("releases/<int:pk>/", release_page, name="release"),
    path("releases/<int:pk>/answer/", release_answer, name="release-answer"),
    path("releases/<int:pk>/withdraw/", release_withdraw, name="release-withdraw"),
    path("export/<str:name>.<str:form>", export_list, name="export"),
    *followup.urlpatterns,
    *institutions.urlpatterns,
    *reported.urlpatterns,
    *editions.urlpatterns,
    *register.urlpatterns,
    *reading.urlpatterns,
]
