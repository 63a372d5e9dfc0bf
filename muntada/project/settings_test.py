"""Settings of the tests: a data folder of their own, fast and forgotten."""

import os
import tempfile

os.environ.setdefault("MUNTADA_DATA", tempfile.mkdtemp(prefix="muntada-test-"))

from muntada.project.settings import *  # noqa: F403

ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
SEARCH_ENCODER = "off"  # an encoder takes seconds to load
