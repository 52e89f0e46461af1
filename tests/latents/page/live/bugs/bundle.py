BUGS = [
    ('"LATENTS_BOOK" not in os.environ', '"LATENTS_BOOK" in os.environ'),
    ("html.escape(alt)", "alt"),
]
