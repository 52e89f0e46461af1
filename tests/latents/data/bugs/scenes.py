BUGS = [
    ("randint(farthest + 1, (len(pictures)", "randint(farthest, (len(pictures)"),
    ("randint(farthest + 1, (count", "randint(farthest, (count"),
    ("torch.maximum(", "torch.add("),
    ("side * 3 // 8", "3"),
]
