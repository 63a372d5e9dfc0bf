"""The check of names as programs of yente's ask for it, under an address of its own: they move by a base address."""
