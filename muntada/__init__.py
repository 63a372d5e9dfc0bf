"""Muntada: the open platform on which states and organisations cooperate against terrorism under the rule of law."""

__version__ = "0.1.0"
