"""The room as a part of Django."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Keeps tables watched whatever migrations do to them."""

    name = "muntada.search"
    label = "search"

    def ready(self) -> None:
        from django.db.models.signals import post_migrate, pre_migrate

        from muntada.search import noting

        pre_migrate.connect(noting.before_migrating, sender=self)
        post_migrate.connect(noting.after_migrating, sender=self)
