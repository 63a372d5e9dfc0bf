"""The addresses of the pages."""

from django.urls import path

from muntada.web.evidence.views import conflict_list, evidence, follow_one
from muntada.web.forum.bodies import body_page, body_picture, body_tree
from muntada.web.forum.meetings import meeting_list, meeting_page, this_year, year_file, year_page
from muntada.web.home.style import style_page
from muntada.web.home.views import start
from muntada.web.library.views import work_list, work_page
from muntada.web.parties.views import party_list, party_page
from muntada.web.signin.views import redeem, sign_in, sign_out
from muntada.web.sources.reader import correct_finding, decide_findings, edit_finding, source_page
from muntada.web.sources.shelf import sources
from muntada.web.trail.views import trail

urlpatterns = [
    path("", start, name="start"),
    path("style/", style_page, name="style"),
    path("sign-in/", sign_in, name="sign-in"),
    path("sign-in/<str:token>/", redeem, name="redeem"),
    path("sign-out/", sign_out, name="sign-out"),
    path("sources/", sources, name="sources"),
    path("sources/<int:pk>/", source_page, name="source"),
    path("sources/<int:pk>/decide/", decide_findings, name="source-decide"),
    path("sources/<int:pk>/<int:finding>/edit/", edit_finding, name="source-edit"),
    path("sources/<int:pk>/<int:finding>/correct/", correct_finding, name="source-correct"),
    path("bodies/", body_tree, name="bodies"),
    path("bodies/<str:key>/", body_page, name="body"),
    path("bodies/<str:key>/seats.svg", body_picture, name="body-picture"),
    path("meetings/", meeting_list, name="meetings"),
    path("meetings/calendar/", this_year, name="calendar-now"),
    path("meetings/calendar/<int:year>/", year_page, name="calendar"),
    path("meetings/calendar/<int:year>/year.svg", year_file, name="calendar-picture"),
    path("meetings/<int:pk>/", meeting_page, name="meeting"),
    path("instruments/", work_list, name="instruments"),
    path("instruments/<str:key>/", work_page, name="instrument"),
    path("parties/", party_list, name="parties"),
    path("parties/<str:key>/", party_page, name="party"),
    path("evidence/", evidence, name="evidence"),
    path("conflicts/", conflict_list, name="conflicts"),
    path("conflicts/follow/", follow_one, name="settle"),
    path("trail/", trail, name="trail"),
]
