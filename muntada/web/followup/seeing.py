"""The addresses of how far things are carried out: the matrix, a clause's page, judgements, positions and briefs."""

from __future__ import annotations

from django.urls import path

from muntada.web.followup.clause import clause_followup
from muntada.web.followup.judging import judgement_do, judgement_new, judgement_page
from muntada.web.followup.matrix import matrix_page
from muntada.web.followup.positions import position_change, position_do, position_list, position_new, position_page
from muntada.web.followup.taking import brief_file, brief_page, matrix_file

urlpatterns = [
    path("followup/matrix/", matrix_page, name="followup-matrix"),
    path("followup/matrix.xlsx", matrix_file, name="followup-matrix-file"),
    path("followup/works/<str:key>/<str:wid>/", clause_followup, name="clause-followup"),
    path("commitments/<int:pk>/judge/", judgement_new, name="judgement-new"),
    path("judgements/<int:pk>/", judgement_page, name="judgement"),
    path("judgements/<int:pk>/<slug:deed>/", judgement_do, name="judgement-do"),
    path("positions/", position_list, name="positions"),
    path("positions/new/", position_new, name="position-new"),
    path("positions/<int:pk>/", position_page, name="position"),
    path("positions/<int:pk>/change/", position_change, name="position-change"),
    path("positions/<int:pk>/<slug:deed>/", position_do, name="position-do"),
    path("followup/brief/", brief_page, name="brief"),
    path("followup/brief.<slug:language>.<slug:form>", brief_file, name="brief-file"),
]
