"""What templates are written with: words, pieces, pictures."""
