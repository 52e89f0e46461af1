BUGS = [
    ("not path.is_file()", "not path.exists()"),
    ('"skimage": "scikit-image"', '"skimage": "skimage"'),
]
