BUGS = [
    ("torch.randperm(len(images), generator=rng)", "torch.arange(len(images))"),
    ("generator=rng", "generator=None"),
    ('os.environ.get("LATENTS_IMAGES") or default', 'os.environ.get("LATENTS_IMAGES") or DEFAULT'),
    ('os.environ["LATENTS_IMAGES"] =', "_ ="),
    ("len(LOADERS[default]())", "len(LOADERS[DEFAULT]())"),
]
