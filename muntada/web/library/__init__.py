"""The library's pages: instruments."""
