"""What mends a theme's or a library's output."""
