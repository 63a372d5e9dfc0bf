"""The addresses of what institutions are asked, and of their own pages."""

from __future__ import annotations

from django.urls import path

from muntada.web.followup.answering import (
    answer_index,
    answer_off,
    answer_one,
    answer_returned,
    answer_send,
    answer_sheet,
)
from muntada.web.followup.asking import (
    answer_do,
    asking_do,
    asking_list,
    asking_new,
    asking_page,
    asking_returned,
    asking_sheet,
    attachment_file,
)

urlpatterns = [
    path("asked/", asking_list, name="askings"),
    path("asked/new/", asking_new, name="asking-new"),
    path("asked/<int:pk>/", asking_page, name="asking"),
    path("asked/<int:pk>/questionnaire.xlsx", asking_sheet, name="asking-sheet"),
    path("asked/<int:pk>/questionnaire/", asking_returned, name="asking-returned"),
    path("asked/<int:pk>/<slug:deed>/", asking_do, name="asking-do"),
    path("asked/answers/<int:pk>/<slug:deed>/", answer_do, name="answer-do"),
    path("asked/evidence/<int:pk>/file/", attachment_file, name="attachment-file"),
    path("answer/<str:secret>/", answer_index, name="answer"),
    path("answer/<str:secret>/send/", answer_send, name="answer-send"),
    path("answer/<str:secret>/questionnaire.xlsx", answer_sheet, name="answer-sheet"),
    path("answer/<str:secret>/questionnaire/", answer_returned, name="answer-returned"),
    path("answer/<str:secret>/off/<int:number>/", answer_off, name="answer-off"),
    path("answer/<str:secret>/<slug:key>/", answer_one, name="answer-one"),
]
