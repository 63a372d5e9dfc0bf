"""The pages by which a person comes in and goes out."""
