"""Makes rank-comparison.csv: mean ranks, Wilcoxon's signed-rank test over all signs, and Holm's adjustment, from their definitions.

python3 rank_comparison.py > rank-comparison.csv     # where SciPy is there, ranks and tests without ties are held against its own

Each line: values by model ("|") and data set (" "); mean ranks; adjusted p of all pairs in the order 0-1, 0-2, .., 1-2, ..
"""
import itertools
import random
from fractions import Fraction as F

try:
    from scipy import stats
except ImportError:
    stats = None

random.seed(2026)


def midranks(values):
    return [F(sum(1 for o in values if o < v)) + F(sum(1 for o in values if o == v) + 1, 2) for v in values]


def wilcoxon(a, b):
    """a and b in thousandths, so that differences are exact."""
    d = [x - y for x, y in zip(a, b) if x != y]
    ranks = midranks([abs(x) for x in d])
    total = sum(ranks)
    low = min(sum(r for r, x in zip(ranks, d) if x > 0), sum(r for r, x in zip(ranks, d) if x < 0))
    within = sum(1 for signs in itertools.product((0, 1), repeat=len(d))
                 if sum(r for r, s in zip(ranks, signs) if s) <= low)
    p = min(F(1), 2 * F(within, 2 ** len(d))) if d else F(1)
    if stats is not None and d and len(set(map(abs, d))) == len(d):
        assert abs(float(p) - stats.wilcoxon(d, method="exact").pvalue) < 1e-12
    return p


def holm(ps):
    adjusted, least = [None] * len(ps), F(0)
    for i, (p, at) in enumerate(sorted((p, at) for at, p in enumerate(ps))):
        least = max(least, min(F(1), (len(ps) - i) * p))
        adjusted[at] = least
    return adjusted


print("values,ranks,p")
for models, sets, spread, step in [(2, 6, 40, 1), (3, 8, 60, 1), (4, 12, 25, 5), (5, 13, 90, 1), (3, 10, 6, 3)]:
    values = [[min(1000, max(0, 850 - m * spread + step * random.randint(-60 // step, 60 // step))) for _ in range(sets)]
              for m in range(models)]
    ranks = [[None] * sets for _ in range(models)]
    for s in range(sets):
        for m, r in enumerate(midranks([-values[m][s] for m in range(models)])):
            ranks[m][s] = r
    if stats is not None:
        for s in range(sets):
            assert [float(ranks[m][s]) for m in range(models)] == list(stats.rankdata([-values[m][s] for m in range(models)]))
    p = holm([wilcoxon(values[a], values[b]) for a, b in itertools.combinations(range(models), 2)])
    print(",".join(["|".join(" ".join("%.3f" % (v / 1000) for v in row) for row in values),
                    " ".join(repr(float(sum(r) / sets)) for r in ranks), " ".join(repr(float(x)) for x in p)]))
