"""Lists of follow-up and recommendations of others that come in from files: tried, shown, and brought in by a yes."""
