"""The policy as a part of Django: its tables and the second wall."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Keeps every connection to PostgreSQL behind the wall."""

    name = "muntada.access"
    label = "access"

    def ready(self) -> None:
        from django.db.backends.signals import connection_created

        from muntada.access import wall

        connection_created.connect(wall.open_connection)
