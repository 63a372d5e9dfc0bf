"""What everybody may know: who is responsible, what is kept of persons, which rights there are, and figures."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from muntada.rights.facts import activities
from muntada.rights.figures import FEWEST, figures
from muntada.rights.ropa import person_name, purpose_name
from muntada.web.middleware import open_to_all
from muntada.web.rights.words import KINDS


@open_to_all
@require_safe
def your_data(request: HttpRequest) -> HttpResponse:
    """The page for persons of whom something may be kept."""
    language = (get_language() or "ar")[:2]
    told = [
        {
            "name": one.said("name", language),
            "data": one.said("data", language),
            "whose": [person_name(key) for key in one.persons],
            "purposes": [purpose_name(key) for key in one.purposes],
            "basis": one.said("basis", language),
            "recipients": one.said("recipients", language),
            "kept": one.said("kept", language),
        }
        for one in activities()
    ]
    counted = figures()
    shown = {
        "activities": told,
        "controller": settings.CONTROLLER,
        "contact": settings.CONTACT,
        "authority": settings.AUTHORITY,
        "asked": [(word, counted.requests[key]) for key, word in KINDS.items()],
        "figures": counted,
        "fewest": FEWEST,
    }
    return render(request, "rights/your_data.html", shown)
