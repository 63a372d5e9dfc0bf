"""A report of many chapters, in PDF, in Word's format and as a page: contents, tables, charts, notes to its sources."""
