"""The addresses of the report's editions."""

from __future__ import annotations

from django.urls import path

from muntada.web.reports.editions import (
    edition_changes,
    edition_file,
    edition_list,
    edition_new,
    edition_proposals,
    paragraph_history,
)
from muntada.web.reports.pairs import chapter_do, edition_do, edition_page, edition_settle, paragraph_do

urlpatterns = [
    path("reports/editions/", edition_list, name="editions"),
    path("reports/editions/new/", edition_new, name="edition-new"),
    path("reports/editions/<int:pk>/", edition_page, name="edition"),
    path("reports/editions/<int:pk>/proposals/", edition_proposals, name="edition-proposals"),
    path("reports/editions/<int:pk>/changes/", edition_changes, name="edition-changes"),
    path("reports/editions/<int:pk>/history/<int:number>/", paragraph_history, name="paragraph-history"),
    path("reports/editions/<int:pk>/files/<str:language>.<str:form>", edition_file, name="edition-paper"),
    path("reports/editions/<int:pk>/settle/<slug:deed>/", edition_settle, name="edition-settle"),
    path("reports/editions/<int:pk>/do/<slug:deed>/", edition_do, name="edition-do"),
    path("reports/chapters/<int:pk>/do/<slug:deed>/", chapter_do, name="chapter-do"),
    path("reports/paragraphs/<int:pk>/do/<slug:deed>/", paragraph_do, name="paragraph-do"),
]
