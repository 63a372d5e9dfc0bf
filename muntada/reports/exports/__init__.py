"""The report and its notes as files."""
