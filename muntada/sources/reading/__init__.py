"""Reading: from a text to the findings it states. Knows no database and no Django."""

from muntada.sources.reading.model import Draft, Reading
from muntada.sources.reading.reader import READER, read

__all__ = ["READER", "Draft", "Reading", "read"]
