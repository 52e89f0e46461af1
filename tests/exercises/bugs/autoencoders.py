BUGS = [
    ("Bernoulli(logits=logits)", "Bernoulli(logits=-logits)"),
    ("not torch.allclose(answer, by_decoder)", "True"),
]
