"""Keeps how a name is compared with a list: the index of names, the alignment of parts, the score and its reasons.
Never decides anything of a person: it gives hits, reads no database, and writes nothing but its own index.
May ask text.
"""
