"""The addresses of the national report: its editions, and to whom they go."""

from __future__ import annotations

from muntada.web.reports import distribution, receipt, recipients

urlpatterns = [
    *recipients.urlpatterns,
    *distribution.urlpatterns,
    *receipt.urlpatterns,
]
