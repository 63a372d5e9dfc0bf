"""The addresses of the floor, of statements, minutes and outcomes."""

from django.urls import path

from muntada.web.forum.floor import floor_do, floor_page
from muntada.web.forum.minutes import minutes_changes, minutes_do, minutes_page, minutes_write
from muntada.web.forum.outcomes import meeting_outcomes, outcome_list, outcome_page, overdue_list
from muntada.web.forum.statements import sitting_rule, sitting_statements, statement_edit, statement_list

addresses = [
    path("sittings/<int:pk>/floor/", floor_page, name="floor"),
    path("sittings/<int:pk>/floor/<slug:deed>/", floor_do, name="floor-do"),
    path("sittings/<int:pk>/statements/", sitting_statements, name="sitting-statements"),
    path("sittings/<int:pk>/attribution/", sitting_rule, name="sitting-rule"),
    path("statements/", statement_list, name="statements"),
    path("statements/<int:pk>/", statement_edit, name="statement-edit"),
    path("meetings/<int:pk>/minutes/", minutes_page, name="minutes"),
    path("meetings/<int:pk>/minutes/do/<slug:deed>/", minutes_do, name="minutes-do"),
    path("meetings/<int:pk>/minutes/<str:language>/", minutes_write, name="minutes-write"),
    path("meetings/<int:pk>/minutes/<str:language>/changes/", minutes_changes, name="minutes-changes"),
    path("meetings/<int:pk>/outcomes/", meeting_outcomes, name="meeting-outcomes"),
    path("outcomes/", outcome_list, name="outcomes"),
    path("outcomes/overdue/", overdue_list, name="overdue"),
    path("outcomes/<int:pk>/", outcome_page, name="outcome"),
]
