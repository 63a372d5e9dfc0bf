"""Wires the rooms when Django starts."""

from django.apps import AppConfig


class ProjectConfig(AppConfig):
    """Connects listeners to events and sets the clock, once, at start."""

    name = "muntada.project"

    def ready(self) -> None:
        from django.conf import settings

        from muntada.access import clock
        from muntada.project.finding import lay_kinds
        from muntada.project.subscriptions import connect
        from muntada.project.tasks import lay_table

        clock.keep_zone(settings.TIME_ZONE)
        clock.stand_at(settings.CLOCK)
        connect()
        lay_kinds()
        lay_table()
