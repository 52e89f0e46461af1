"""The checks behind the exercises of the book: one module a chapter, same name."""
