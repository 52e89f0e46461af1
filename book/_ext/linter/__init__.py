"""What a chapter must be: rules that take its text and return complaints, and measures of how it reads."""
