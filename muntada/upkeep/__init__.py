"""Keeps the installation whole: backups and their return, upgrades, the doctor's checks, and what the house measures.
Never holds a rule of the domain, and never shows personal data in what it measures or writes down.
May ask signin and every room below it."""
