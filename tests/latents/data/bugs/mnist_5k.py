BUGS = [
    ("pixels / 255", "pixels / 256"),
    ("images[torch.randperm(len(images), generator=rng)]", "images"),
    ("table[:, :-1]", "table[:, 1:]"),
]
