BUGS = [
    ("127 * vectors / largest", "127 * vectors / vectors.abs().max()"),
    ('-1 if sign == "-" else 1', '1 if sign == "-" else -1'),
    ("text.lower()", "text"),
    ("sum(sign * units[at]", "sum(units[at]"),
    ("near[[at for _, at in asked]] = -torch.inf", "near[asked[0][1]] = -torch.inf"),
    ("F.normalize(vectors.float())", "vectors.float()"),
    ("not asked or not", "not"),
    ("len(words) != len(vectors)", "len(words) > len(vectors)"),
    ("axis.invert_yaxis()", "pass"),
    ('"examples": list(examples)', '"examples": list(examples[:1])'),
]
