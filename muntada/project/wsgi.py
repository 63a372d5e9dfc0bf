"""The WSGI application, for waitress on a laptop and any WSGI server at a ministry."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "muntada.project.settings")
application = get_wsgi_application()
