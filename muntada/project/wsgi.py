"""The WSGI application, for waitress on a laptop and any WSGI server at a ministry."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "muntada.project.settings")
application = get_wsgi_application()

from muntada.register.opinion import prepare_beside  # noqa: E402 -- the rooms are there once the application is

if settings.SECOND_OPINION:
    prepare_beside()
