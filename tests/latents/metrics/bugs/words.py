BUGS = [
    ("return second - first + third", "return first - second + third"),
    ("return third", "return second"),
    ("F.normalize(queries) @", "queries @"),
    ("units = F.normalize(vectors)", "units = vectors"),
    ("near.gather(1, questions[:, 3:])", "near.gather(1, questions[:, 2:3])"),
    ("questions[:, :3], -torch.inf", "questions[:, :2], -torch.inf"),
    ("if not inputs_may_answer", "if inputs_may_answer"),
    ("(near > right)", "(near >= right)"),
    ("query(*units", "offset(*units"),
    ("F.normalize(vectors)[judged]", "vectors[judged]"),
    ("spearmanr((first * second).sum(dim=1), judgements)", "spearmanr((first - second).norm(dim=1), judgements)"),
]
