"""The policy as a part of Django: its tables and the second wall."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Keeps every connection to PostgreSQL behind the wall, and words indexed whatever migrations do to tables."""

    name = "muntada.access"
    label = "access"

    def ready(self) -> None:
        from django.db.backends.signals import connection_created
        from django.db.models.signals import post_migrate, pre_migrate

        from muntada.access import sought, wall

        connection_created.connect(wall.open_connection)
        pre_migrate.connect(sought.before_migrating, sender=self)
        post_migrate.connect(sought.after_migrating, sender=self)
