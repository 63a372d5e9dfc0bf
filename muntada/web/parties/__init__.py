"""The parties' pages: states, organisations, and what each of them does."""
