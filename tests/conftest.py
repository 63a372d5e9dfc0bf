"""What every test may use; the cast that plays in all of them stands in `tests.cast`."""
