BUGS = [
    ('"LATENTS_BOOK" not in os.environ', '"LATENTS_BOOK" in os.environ'),
    ('.replace("<", r"\\u003c")', ""),
    ("html.escape(alt)", "alt"),
]
