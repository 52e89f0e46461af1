BUGS = [
    ('astype("<f4")', 'astype(">f4")'),
    ('"outputs": weight.shape[0]', '"outputs": weight.shape[1]'),
    ("module.negative_slope", "0.01"),
    ("weight.new_zeros(", "weight.new_ones("),
    ("(255 * picture).round()", "(255 * picture).floor()"),
    ("ends != (inputs, outputs)", "ends[0] != inputs"),
]
