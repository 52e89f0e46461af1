BUGS = [
    ("torch.randperm(count, generator=self.rng)", "torch.randperm(count)"),
    ("-(-len(self.tensors[0]) // self.size)", "len(self.tensors[0]) // self.size"),
    ("manual_seed(seed)", "manual_seed(0)"),
    ("tensor.index_select(0, rows)", "tensor"),
]
