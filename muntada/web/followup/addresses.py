"""The addresses of what parties undertook and did."""

from __future__ import annotations

from django.urls import path

from muntada.web.followup import seeing
from muntada.web.followup.commitments import commitment_change, commitment_list, commitment_new, commitment_page
from muntada.web.followup.keeping import (
    institution_change,
    institution_list,
    institution_new,
    mapping_change,
    mapping_list,
    mapping_new,
)
from muntada.web.followup.measures import (
    measure_change,
    measure_do,
    measure_list,
    measure_new,
    measure_page,
    measure_serve,
)
from muntada.web.followup.showing import (
    evidence_file,
    evidence_new,
    evidence_revise,
    passage_shows,
    report_change,
    report_new,
)

urlpatterns = [
    path("commitments/", commitment_list, name="commitments"),
    path("commitments/new/", commitment_new, name="commitment-new"),
    path("commitments/<int:pk>/", commitment_page, name="commitment"),
    path("commitments/<int:pk>/change/", commitment_change, name="commitment-change"),
    path("measures/", measure_list, name="measures"),
    path("measures/new/", measure_new, name="measure-new"),
    path("measures/<int:pk>/", measure_page, name="measure"),
    path("measures/<int:pk>/change/", measure_change, name="measure-change"),
    path("measures/<int:pk>/serve/", measure_serve, name="measure-serve"),
    path("measures/<int:pk>/evidence/", evidence_new, name="measure-evidence"),
    path("measures/<int:pk>/report/<str:due>/", report_new, name="measure-report"),
    path("measures/<int:pk>/do/<slug:deed>/", measure_do, name="measure-do"),
    path("measures/evidence/<int:pk>/", evidence_revise, name="evidence-revise"),
    path("measures/evidence/states/<int:pk>/file/", evidence_file, name="evidence-file"),
    path("measures/reports/<int:pk>/", report_change, name="measure-report-change"),
    path("passages/<int:pk>/shows/", passage_shows, name="passage-shows"),
    path("institutions/", institution_list, name="institutions"),
    path("institutions/new/", institution_new, name="institution-new"),
    path("institutions/<str:key>/change/", institution_change, name="institution-change"),
    path("mappings/", mapping_list, name="mappings"),
    path("mappings/new/", mapping_new, name="mapping-new"),
    path("mappings/<int:pk>/change/", mapping_change, name="mapping-change"),
    *seeing.urlpatterns,
]
