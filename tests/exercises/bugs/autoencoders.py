BUGS = [
    ("Bernoulli(logits=logits)", "Bernoulli(logits=-logits)"),
    ("torch.equal(answer, codes[best])", "torch.equal(answer, codes[worst])"),
    ("not answer.requires_grad", "True"),
]
