"""The reading room's pages: the shelf, the reader, the decisions."""
