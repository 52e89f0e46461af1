"""What the book adds to a page."""
