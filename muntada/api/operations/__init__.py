"""The operations, one file a room."""
