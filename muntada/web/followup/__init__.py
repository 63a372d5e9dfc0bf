"""Pages of what parties undertook and did."""
