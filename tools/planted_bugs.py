"""Single-line bugs that the tests must catch: plausible slips, none of which stops the code from running."""

from typing import NamedTuple


class Bug(NamedTuple):
    """A fragment of one line that occurs once in a file below src/latents, and what a bug would put in its place."""

    file: str
    original: str
    bugged: str


BUGS = [
    # training
    Bug("training.py", "+= term.detach() * size", "+= term.detach()"),
    Bug("training.py", "len(batch if isinstance(batch, Tensor) else batch[0])", "len(batch)"),
    Bug("training.py", "descent.zero_grad()", "None"),
    Bug("training.py", "evaluate(model, held_out, loss)", "evaluate(model, batches, loss)"),
    Bug("training.py", "if not math.isfinite(value)", "if math.isnan(value)"),
    Bug("training.py", "discriminator(fake.detach())", "discriminator(fake)"),
    Bug("training.py", "generator=lambda fake: F.softplus(-fake)", "generator=lambda fake: -F.softplus(fake)"),
    Bug("training.py", "F.softplus(-real).mean() + F.softplus(fake)", "F.softplus(-real).mean() + F.softplus(-fake)"),
    Bug("training.py", "discriminator.parameters(), lr=learning_rate, betas=(0.5, 0.999)",
        "discriminator.parameters(), lr=learning_rate"),
    Bug("batches.py", "torch.randperm(count, generator=self.rng)", "torch.randperm(count)"),
    Bug("batches.py", "-(-len(self.tensors[0]) // self.size)", "len(self.tensors[0]) // self.size"),
    Bug("batches.py", "manual_seed(seed)", "manual_seed(0)"),
    Bug("progress.py", "if self.prints and error is None", "if self.prints"),
    Bug("device.py", "(device.index or 0) >= ", "(device.index or 0) > "),
    # models
    Bug("models/pca.py", "/ (len(data) - 1)", "/ len(data)"),
    Bug("models/pca.py", "variances[code_size:].sum() / max(left_out, 1)", "variances[code_size:].mean()"),
    Bug("models/pca.py", "spread.masked_fill(spread <= rounding, 0)", "spread"),
    Bug("models/pca.py", "lost / self.noise_variance", "lost / self.noise_variance.sqrt()"),
    Bug("models/pca.py", "+ left_out * self.noise_variance.log()", "+ self.noise_variance.log()"),
    Bug("models/pca.py", "* self.variances.sqrt()", "* self.variances"),
    Bug("models/pca.py", " - (noise @ self.components.T) @ self.components", ""),
    Bug("models/factorisation.py", "((approximation - data) ** 2).sum(dim=1)", "((approximation - data) ** 2)"),
    Bug("models/factorisation.py", "self.codes[rows]", "self.codes[: len(rows)]"),
    Bug("models/factorisation.py", "codes * (data @ parts.T)", "(data @ parts.T)"),
    Bug("models/factorisation.py", ".clamp_min(smallest)", ".clamp_min(1)"),
    Bug("models/factorisation.py", "(data.mean() / code_size).sqrt()", "data.mean() / code_size"),
    Bug("models/autoencoder.py", ".sum(dim=1).mean()", ".mean()"),
    Bug("models/autoencoder.py", "with_logits(logits, images", "with_logits(logits.sigmoid(), images"),
    Bug("models/autoencoder.py", "output.shape != images.shape", "len(output) != len(images)"),
    Bug("models/blocks.py", "layers[:-1]", "layers"),
    Bug("models/supervised.py", "network(inputs), targets)", "network(inputs).softmax(-1), targets)"),
    # scores
    Bug("metrics.py", "- 2 * eigenvalues.sqrt().sum()", "- eigenvalues.sqrt().sum()"),
    Bug("metrics.py", "topk(k, largest=False)", "topk(k)"),
    Bug("metrics.py", "gallery, compute_mode=exact)", "gallery)"),
    Bug("metrics.py", "(test_features - centre)", "(test_features - test_features.mean(dim=0))"),
    Bug("metrics.py", "frequencies.log2()", "frequencies.log()"),
    Bug("metrics.py", "neighbour_trustworthiness(data, codes", "neighbour_trustworthiness(codes, data"),
    # what a chapter reports
    Bug("claims.py", "half_width(spread, len(numbers)) if spread", "spread / math.sqrt(len(numbers)) if spread"),
    Bug("claims.py", "student.ppf(0.975, count - 1)", "student.ppf(0.95, count - 1)"),
    Bug("claims.py", "statistics.stdev(numbers)", "statistics.pstdev(numbers)"),
    Bug("claims.py", "else threshold - value", "else value - threshold"),
    Bug("report.py", "{value:.{digits}g}", "{value:.{digits}f}"),
    # data and checks
    Bug("data/digits.py", "/ 16", "/ 15"),
    Bug("data/images.py", "self[order[first:]]", "self[order[-first:]]"),
    Bug("data/images.py", "generator=torch.Generator().manual_seed(seed)", "generator=None"),
    Bug("data/scenes.py", "size - side + 1", "size - side"),
    Bug("data/scenes.py", "torch.maximum(", "torch.add("),
    Bug("checks.py", "(data >= 0) & (data <= 1)", "(data >= 0) | (data <= 1)"),
    Bug("checks.py", "1 <= code_size <= min(shape)", "1 <= code_size <= max(shape)"),
    Bug("checks.py", "not torch.isfinite(data).all()", "torch.isnan(data).any()"),
    # pictures
    Bug("plots.py", "vmin=-1 if signed else 0, vmax=1, ", ""),
    Bug("plots.py", "images.abs().amax(dim=(1, 2, 3), keepdim=True)", "images.abs().max()"),
    Bug("plots.py", "(height + 1) / len(rows) - 1", "(height + 1) / len(rows)"),
    Bug("plots.py", 'cmap="gray", norm=plt.Normalize(0, 1)', 'cmap="gray"'),
    Bug("plots.py", "np.mean(values)", "np.median(values)"),
    Bug("diagrams.py", "face = FILL", 'face = "white"'),
    Bug("diagrams.py", "patchA=patches[start]", "patchA=patches[end]"),
]
