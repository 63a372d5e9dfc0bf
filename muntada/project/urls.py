"""Addresses: every page stands under its language."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from muntada.web.forum.feeds import calendar_feed
from muntada.web.home.views import front_door
from muntada.web.library.window import robots, sitemap
from muntada.web.signin.ministry import ministry_leave, ministry_return
from muntada.web.upkeep.views import live, metrics, ready

urlpatterns = [
    # Answered by the middleware itself; they stand here so that the table of addresses knows them.
    path("health/live", live, name="health-live"),
    path("health/ready", ready, name="health-ready"),
    path("metrics", metrics, name="metrics"),
    path("", front_door, name="front-door"),
    # Without a language: a ministry's provider is told this address once and for all.
    path("oidc/<slug:provider_id>/login/", ministry_leave, name="openid_connect_login"),
    path("oidc/<slug:provider_id>/login/callback/", ministry_return, name="openid_connect_callback"),
    # Calendar programs ask for it without a language of their own; each calendar has one.
    path("calendars/<str:secret>.ics", calendar_feed, name="calendar-feed"),
    path("robots.txt", robots, name="robots"),
    path("sitemap.xml", sitemap, name="sitemap"),
    path("api/v1/", include("muntada.api.urls")),
    path("api/yente/", include("muntada.api.yente.urls")),
    *i18n_patterns(path("", include("muntada.web.urls")), prefix_default_language=True),
]
handler403 = "muntada.web.errors.refused"
handler404 = "muntada.web.errors.absent"
handler500 = "muntada.web.errors.failed"
