"""What goes from a chapter into its page: claims, numbers, records, live models."""
