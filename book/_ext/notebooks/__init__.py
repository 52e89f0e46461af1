"""The chapters as plain notebooks, and where they can be opened."""
