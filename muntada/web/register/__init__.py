"""The register's pages: names checked, leads decided, runs of lists, and who stands on them."""
