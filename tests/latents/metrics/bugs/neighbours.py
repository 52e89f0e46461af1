BUGS = [
    ("topk(k, largest=False)", "topk(k)"),
    ("gallery, compute_mode=EXACT).topk", "gallery).topk"),
    ("torch.cdist(queries, gallery, compute_mode=EXACT).min(dim=1)", "torch.cdist(queries, gallery).min(dim=1)"),
    ("kthvalue(k + 1", "kthvalue(k"),
    ("(away <= radii)", "(away <= radii.max())"),
    ("any(dim=1).float()", "any(dim=0).float()"),
    ("neighbour_trustworthiness(data, codes", "neighbour_trustworthiness(codes, data"),
]
