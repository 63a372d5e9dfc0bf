"""The pages of search."""
