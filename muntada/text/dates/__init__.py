"""Keeps the dates that a text states: found, valued at the precision given, resolved where it is known how.
Never guesses a day from a number that is a count, a price or the symbol of a resolution.
May ask folding, months, terms and when.
"""

from muntada.text.dates.finding import find_dates
from muntada.text.dates.mention import DateMention
from muntada.text.dates.publication import publication_day

__all__ = ["DateMention", "find_dates", "publication_day"]
