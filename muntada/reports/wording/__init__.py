"""The words of the report's sentences: nouns, numbers and agreement in Arabic, English and French; no database."""
