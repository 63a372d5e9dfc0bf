"""Keeps how texts are found: words and meaning in three languages, the index on disk, and how far behind it is.
Never knows whose texts they are and never shows one: each room shows its own, to those who may see them.
May ask access and text."""
