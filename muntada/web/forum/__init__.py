"""The forum's pages: bodies and meetings."""
