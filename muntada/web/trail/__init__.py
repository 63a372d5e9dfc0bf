"""The trail's page."""
