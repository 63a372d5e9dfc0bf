"""What is done to keep the installation whole."""

from muntada.upkeep.actions.backup import Made, back_up

__all__ = ["Made", "back_up"]
