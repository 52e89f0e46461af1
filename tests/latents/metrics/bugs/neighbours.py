BUGS = [
    ("topk(k, largest=False)", "topk(k)"),
    ("gallery, compute_mode=exact)", "gallery)"),
    ("neighbour_trustworthiness(data, codes", "neighbour_trustworthiness(codes, data"),
]
