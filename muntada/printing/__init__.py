"""Keeps how texts become sheets in Word's format and in PDF: fonts, directions, labels at head and foot.
Never knows what a sheet is about, never reads a database, and never evaluates or fetches what it is given.
May ask marking and text.
"""
