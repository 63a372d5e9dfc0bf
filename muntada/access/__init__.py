"""Keeps the whole policy: who may do what to which things, as one table with three readings.
Never writes, never renders a page, never knows why a thing exists.
May ask marking and text."""
