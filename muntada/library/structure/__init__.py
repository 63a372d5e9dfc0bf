"""Proposes a text's clauses, each with its neutral address, in Arabic, English and French; knows no database."""

from muntada.library.structure.proposing import propose
from muntada.library.structure.shape import ADDRESS, KINDS, TEXT_KINDS, Line, Proposal, Provision

__all__ = ["ADDRESS", "KINDS", "TEXT_KINDS", "Line", "Proposal", "Provision", "propose"]
