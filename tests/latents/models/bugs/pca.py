BUGS = [
    ("gram(centred) / (count - 1)", "gram(centred) / count"),
    ("directions.T.flip(0)", "directions.flip(0)"),
    ("variances[code_size - 1], variances", "variances[0], variances"),
    ("min(kept, left_out)", "kept"),
    ("eps**0.5 * variances[0]", "eps * variances[0]"),
    ("** 2 / (count - 1)", "** 2 / count"),
    ("variances[code_size:].sum() / max(left_out, 1)", "variances[code_size:].mean()"),
    ("spread.masked_fill(spread <= rounding, 0)", "spread"),
    ("lost / self.noise_variance", "lost / self.noise_variance.sqrt()"),
    ("+ left_out * self.noise_variance.log()", "+ self.noise_variance.log()"),
    ("* self.variances.sqrt()", "* self.variances"),
    (" - (noise @ self.components.T) @ self.components", ""),
]
