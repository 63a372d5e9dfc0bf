#!/usr/bin/env python
"""Django's own commands (migrations, message catalogues). What users need is in `muntada`."""

import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "muntada.project.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
