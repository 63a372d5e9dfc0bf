"""Wires the rooms when Django starts."""

from django.apps import AppConfig


class ProjectConfig(AppConfig):
    """Connects listeners to events, once, at start."""

    name = "muntada.project"

    def ready(self) -> None:
        from muntada.project.subscriptions import connect

        connect()
