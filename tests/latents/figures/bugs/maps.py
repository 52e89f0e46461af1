BUGS = [
    ('cmap="gray", norm=plt.Normalize(0, 1)', 'cmap="gray"'),
]
