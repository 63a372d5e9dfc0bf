"""Citations of other texts in running text, in Arabic, English and French."""

from muntada.text.citing.finding import cite
from muntada.text.citing.model import Cited, Names

__all__ = ["Cited", "Names", "cite"]
