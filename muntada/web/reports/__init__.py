"""Pages of the national report: its editions, and to whom they go."""
