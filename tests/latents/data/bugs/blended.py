BUGS = [
    ("(crops.pixels - digits.pixels).abs()", "(crops.pixels - digits.pixels).clamp(min=0)"),
    ("(crops.pixels - digits.pixels).abs()", "crops.pixels.sub_(digits.pixels).abs()"),
    ("(crops.pixels - digits.pixels).abs(), digits.factors", "(crops.pixels - digits.pixels).abs(), crops.factors"),
    ("len(digits) != len(crops) or", ""),
    ("or digits.pixels.shape[2:] != crops.pixels.shape[2:]", ""),
]
