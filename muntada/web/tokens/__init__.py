"""One's own tokens: by which programs act for oneself."""
