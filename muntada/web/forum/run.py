"""The addresses at which meetings, their agenda, sittings and papers are run."""

from __future__ import annotations

from django.urls import path

from muntada.web.forum.agenda import item_add, item_change, item_do, item_move
from muntada.web.forum.papers import paper_add, paper_change, paper_file, paper_page
from muntada.web.forum.running import (
    meeting_announced,
    meeting_change,
    meeting_convene,
    meeting_do,
    series_begin,
    series_page,
    series_rename,
)
from muntada.web.forum.sittings import sitting_add, sitting_change, sitting_do

urlpatterns = [
    path("meetings/convene/", meeting_convene, name="meeting-convene"),
    path("meetings/<int:pk>/convene/", meeting_announced, name="meeting-announced"),
    path("meetings/<int:pk>/change/", meeting_change, name="meeting-change"),
    path("meetings/<int:pk>/do/<slug:deed>/", meeting_do, name="meeting-do"),
    path("meetings/<int:pk>/agenda/add/", item_add, name="item-add"),
    path("items/<int:pk>/change/", item_change, name="item-change"),
    path("items/<int:pk>/move/", item_move, name="item-move"),
    path("items/<int:pk>/do/<slug:deed>/", item_do, name="item-do"),
    path("meetings/<int:pk>/sittings/add/", sitting_add, name="sitting-add"),
    path("sittings/<int:pk>/change/", sitting_change, name="sitting-change"),
    path("sittings/<int:pk>/do/<slug:deed>/", sitting_do, name="sitting-do"),
    path("meetings/<int:pk>/papers/add/", paper_add, name="paper-add"),
    path("papers/<int:pk>/", paper_page, name="paper"),
    path("papers/<int:pk>/change/", paper_change, name="paper-change"),
    path("papers/files/<int:pk>/", paper_file, name="paper-file"),
    path("series/begin/", series_begin, name="series-begin"),
    path("series/<str:key>/", series_page, name="series"),
    path("series/<str:key>/rename/", series_rename, name="series-rename"),
]
