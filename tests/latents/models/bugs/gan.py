BUGS = [
    ("discriminator(fake.detach())", "discriminator(fake)"),
    ("generator=lambda fake: F.softplus(-fake)", "generator=lambda fake: -F.softplus(fake)"),
    ("F.softplus(-real).mean() + F.softplus(fake)", "F.softplus(-real).mean() + F.softplus(-fake)"),
    ("lr=learning_rate, betas=(0.5, 0.999)", "lr=learning_rate"),
    ("descend(generator_descent, fooled, factor)", "descend(generator_descent, fooled, 1.0)"),
]
