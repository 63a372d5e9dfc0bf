"""Evidence: the passages under a value, and where sources disagree."""
