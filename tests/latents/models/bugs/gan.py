BUGS = [
    ("discriminator(fake.detach())", "discriminator(fake)"),
    ("generator=lambda fake: F.softplus(-fake)", "generator=lambda fake: -F.softplus(fake)"),
    ("F.softplus(-real).mean() + F.softplus(fake)", "F.softplus(-real).mean() + F.softplus(-fake)"),
    ("discriminator.parameters(), lr=learning_rate, betas=(0.5, 0.999)",
     "discriminator.parameters(), lr=learning_rate"),
]
