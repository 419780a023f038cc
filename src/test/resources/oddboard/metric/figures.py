"""Makes figures.csv and pixels.csv: figures from their definitions in exact fractions, over the cases of reference.csv.

python3 figures.py     # where scikit-learn and SciPy are there, every figure is held against theirs as well
"""
import csv
import math
from fractions import Fraction as F

try:
    import numpy as np
    from scipy import ndimage
    from sklearn import metrics as sk
except ImportError:
    sk = None


def cuts(scores, labels):
    """(threshold, found, false alarms) by falling threshold, counted over all images at each."""
    points = [(math.inf, 0, 0)]
    for t in sorted(set(scores), reverse=True):
        points.append((t, sum(1 for s, l in zip(scores, labels) if s >= t and l),
                       sum(1 for s, l in zip(scores, labels) if s >= t and not l)))
    return points


def partial(points, p, n, limit):
    area = F(0)
    for (_, f0, a0), (_, f1, a1) in zip(points, points[1:]):
        x0, x1, y0, y1 = F(a0, n), F(a1, n), F(f0, p), F(f1, p)
        if x0 >= limit or x1 == x0:
            continue
        if x1 > limit:
            y1 = y0 + (y1 - y0) * (limit - x0) / (x1 - x0)
            x1 = limit
        area += (x1 - x0) * (y0 + y1) / 2
    least = limit * limit / 2
    return (1 + (area - least) / (limit - least)) / 2


def near(a, b):
    assert abs(float(a) - float(b)) < 1e-12, (a, b)


rows = []
for case in csv.DictReader(open("reference.csv")):
    scores = [float(x) for x in case["a"].split()]
    labels = [c == "1" for c in case["labels"]]
    p, n = sum(labels), len(labels) - sum(labels)
    points = cuts(scores, labels)
    f1 = [F(2 * found, 2 * found + alarms + p - found) for _, found, alarms in points]
    best = f1.index(max(f1))
    fpr95 = min(F(alarms, n) for _, found, alarms in points if F(found, p) >= F(95, 100))
    tpr05 = max(F(found, p) for _, found, alarms in points if F(alarms, n) <= F(5, 100))
    part = [partial(points, p, n, limit) for limit in (F(1, 10), F(3, 10))]
    if sk is not None:
        near(part[0], sk.roc_auc_score(labels, scores, max_fpr=0.1))
        near(part[1], sk.roc_auc_score(labels, scores, max_fpr=0.3))
        precision, recall, threshold = sk.precision_recall_curve(labels, scores)
        near(max(f1), max(2 * a * b / (a + b) for a, b in zip(precision, recall) if a + b > 0))
        fpr, tpr, _ = sk.roc_curve(labels, scores, drop_intermediate=False)
        near(fpr95, min(fpr[tpr >= 0.95]))
        near(tpr05, max(tpr[fpr <= 0.05]))
        near(case["ap"], sk.average_precision_score(labels, scores))
        near(case["auc"], sk.roc_auc_score(labels, scores))
    rows.append([case["name"]] + [repr(float(x)) for x in (max(f1), points[best][0], fpr95, tpr05, *part)])
with open("figures.csv", "w", newline="") as out:
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["name", "f1", "f1Threshold", "fprAtTpr95", "tprAtFpr05", "partial10", "partial30"])
    writer.writerows(rows)

# Maps of 16 x 16 pixels; PixelFiguresTest draws the same ones.
SIZE, IMAGES = 16, 6


def mask(k, x, y):
    if k % 3 == 0:
        return False
    return (x - 4) ** 2 + (y - 4) ** 2 <= 2 + k or x + y == 22 or (x, y) == (15, 0)


def error(k, x, y):
    noise = (x * 7919 + y * 104729 + k * 1299709 + x * y * 31) % 97
    return min(255, noise * 2 + (60 if mask(k, x, y) else 0))


def regions(k):
    left = {(x, y) for x in range(SIZE) for y in range(SIZE) if mask(k, x, y)}
    if sk is not None:
        grid = np.array([[mask(k, x, y) for x in range(SIZE)] for y in range(SIZE)])
        count = ndimage.label(grid, structure=np.ones((3, 3)))[1]
    found = []
    while left:
        todo, region = [left.pop()], []
        while todo:
            x, y = todo.pop()
            region.append((x, y))
            for dx in (-1, 0, 1):
                for dy in (-1, 0, 1):
                    if (x + dx, y + dy) in left:
                        left.remove((x + dx, y + dy))
                        todo.append((x + dx, y + dy))
        found.append([error(k, x, y) for x, y in region])
    assert sk is None or len(found) == count
    return found


pixels = [(error(k, x, y), mask(k, x, y)) for k in range(IMAGES) for y in range(SIZE) for x in range(SIZE)]
normal = [e for e, m in pixels if not m]
anomalous = [e for e, m in pixels if m]
auroc = sum(F(1) if a > b else F(1, 2) if a == b else F(0) for a in anomalous for b in normal) / (len(anomalous) * len(normal))
if sk is not None:
    near(auroc, sk.roc_auc_score([m for _, m in pixels], [e for e, _ in pixels]))
parts = [region for k in range(IMAGES) for region in regions(k)]
curve = [(F(0), F(0))]
for t in range(255, -1, -1):
    curve.append((F(sum(1 for e in normal if e >= t), len(normal)),
                  sum(F(sum(1 for e in part if e >= t), len(part)) for part in parts) / len(parts)))


def below(limit):
    area = F(0)
    for (x0, y0), (x1, y1) in zip(curve, curve[1:]):
        if x0 >= limit or x1 == x0:
            continue
        if x1 > limit:
            y1 = y0 + (y1 - y0) * (limit - x0) / (x1 - x0)
            x1 = limit
        area += (x1 - x0) * (y0 + y1) / 2
    return area / limit


with open("pixels.csv", "w") as out:
    out.write("auroc,aupro,auproAtFpr5,regions\n%r,%r,%r,%d\n"
              % (float(auroc), float(below(F(3, 10))), float(below(F(1, 20))), len(parts)))
