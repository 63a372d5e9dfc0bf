"""The addresses of the register."""

from __future__ import annotations

from django.urls import path

from muntada.web.register.batching import urlpatterns as batching
from muntada.web.register.bringing import urlpatterns as bringing
from muntada.web.register.by_hand import urlpatterns as by_hand
from muntada.web.register.checking import check
from muntada.web.register.deciding import lead_list, lead_page, lead_reopen
from muntada.web.register.listed import urlpatterns as listed
from muntada.web.register.proposing import listing_propose, proposal_list, proposal_page
from muntada.web.register.running import run_list, run_page
from muntada.web.register.seen_at import urlpatterns as seen
from muntada.web.register.telling import urlpatterns as telling

urlpatterns = [
    *batching,
    *bringing,
    *telling,
    *by_hand,
    *listed,
    path("register/", check, name="register"),
    path("register/leads/", lead_list, name="register-leads"),
    path("register/leads/<int:pk>/", lead_page, name="register-lead"),
    path("register/leads/<int:pk>/reopen/", lead_reopen, name="register-lead-reopen"),
    path("register/runs/", run_list, name="register-runs"),
    path("register/runs/<int:pk>/", run_page, name="register-run"),
    path("register/proposals/", proposal_list, name="register-proposals"),
    path("register/proposals/<int:pk>/", proposal_page, name="register-proposal"),
    path("register/listings/<int:pk>/propose/", listing_propose, name="register-propose"),
    *seen,
]
