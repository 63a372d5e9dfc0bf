"""The front door and the start page."""
