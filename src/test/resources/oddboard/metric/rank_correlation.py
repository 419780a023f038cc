"""Writes rank-correlation.csv by scipy: two lists of numbers, Spearman's rho, Kendall's tau-b."""
import numpy as np
from scipy import stats

random = np.random.default_rng(7)
with open("rank-correlation.csv", "w") as out:
    out.write("a;b;spearman;kendall\n")
    for n in (2, 3, 5, 17, 40, 200):
        for levels in (None, 4):
            a = random.normal(size=n).round(6)
            b = (0.6 * a + random.normal(size=n)).round(6)
            if levels:
                a, b = np.round(a * levels) / levels, np.round(b * 2) / 2
            if len(set(a)) < 2 or len(set(b)) < 2:
                a[0], b[0] = -9, 9
            out.write(f"{' '.join(map(repr, map(float, a)))};{' '.join(map(repr, map(float, b)))};"
                      f"{stats.spearmanr(a, b)[0]!r};{stats.kendalltau(a, b)[0]!r}\n")

# Four kinds of detector, one with two runs, 30 images: agreement of each run with the other kinds.
scores = random.normal(size=(5, 30)) + np.linspace(0, 3, 30)
scores[4] = np.round(scores[4])
kinds = ["a", "b", "c", "d", "d"]
with open("consensus.csv", "w") as out:
    out.write("kind;scores;agreement\n")
    ranks = np.array([stats.rankdata(s) for s in scores])
    for i, kind in enumerate(kinds):
        others = sorted(set(kinds) - {kind})
        mean = sum(ranks[[j for j, k in enumerate(kinds) if k == other]].mean(axis=0) for other in others)
        out.write(f"{kind};{' '.join(map(repr, map(float, scores[i])))};{stats.spearmanr(scores[i], mean)[0]!r}\n")
