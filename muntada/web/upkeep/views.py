"""For whoever watches over the machine: whether it lives, whether it is ready, what it measures. No personal data."""

from __future__ import annotations

from hmac import compare_digest
from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from muntada.signin.networks import address_of
from muntada.upkeep.metrics import MEDIA_TYPE, text
from muntada.upkeep.readiness import readiness
from muntada.web.middleware import open_to_all


@open_to_all
@never_cache
@require_safe
def live(_request: HttpRequest) -> HttpResponse:
    """The program runs. Nothing else is asked: whoever restarts it for a lost database restarts it for nothing."""
    return HttpResponse("alive\n", content_type="text/plain; charset=utf-8")


@open_to_all
@never_cache
@require_safe
def ready(_request: HttpRequest) -> HttpResponse:
    """Whether requests can be answered; 503 where they cannot."""
    found = readiness()
    well = all(found.values())
    said = {"ready": well, **{name: "ok" if good else "failure" for name, good in found.items()}}
    return JsonResponse(said, status=200 if well else 503)


@open_to_all
@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Measures for Prometheus: for this machine, and for whoever shows the token. To everybody else it is not there."""
    if not (_is_here(request) or _shows_token(request)):
        return HttpResponse("absent\n", status=404, content_type="text/plain; charset=utf-8")
    return HttpResponse(text(), content_type=MEDIA_TYPE)


def _is_here(request: HttpRequest) -> bool:
    """Whether the request comes from this machine and from no proxy on it."""
    if settings.PROXIES or any(name in request.headers for name in ("X-Forwarded-For", "Forwarded", "X-Real-IP")):
        return False
    try:
        return ip_address(address_of(request.META).partition("%")[0]).is_loopback
    except ValueError:
        return False


def _shows_token(request: HttpRequest) -> bool:
    word, _, shown = request.headers.get("Authorization", "").partition(" ")
    token: str = settings.METRICS_TOKEN
    return bool(token) and word == "Bearer" and compare_digest(shown.encode(), token.encode())
