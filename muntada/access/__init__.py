"""Keeps the whole policy, who may do what to which things, as one table with three readings; and handling as columns.
Never writes a record, never renders a page, never knows why a thing exists.
May ask marking and text."""
