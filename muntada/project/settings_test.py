"""Settings of the tests: a data folder of their own, fast and forgotten."""

import os
import tempfile

os.environ.setdefault("MUNTADA_DATA", tempfile.mkdtemp(prefix="muntada-test-"))

from muntada.project.settings import *  # noqa: F403

ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
WHITENOISE_AUTOREFRESH = True  # static files are looked up when asked for: every Client would look through them all
SEARCH_ENCODER = "off"  # an encoder takes seconds to load
SECOND_OPINION = False  # it takes seconds to load; tests/register/test_opinion.py asks for it
