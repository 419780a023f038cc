"""Makes resolution.csv: which differences in AUC a test set can show, from DeLong's covariance matrix in exact fractions.

python3 resolution.py > resolution.csv

Each line: labels; scores of each model, separated by "|"; median, smallest and largest of 1.96 standard errors of the difference over all
pairs that have one; how many pairs; then the mean AUC of the first two models against that of the others: difference, standard error, p.
"""
import math
import random
import statistics
from fractions import Fraction as F

random.seed(18)
Z95 = statistics.NormalDist().inv_cdf(0.975)


def components(scores, labels):
    high = [s for s, l in zip(scores, labels) if l]
    low = [s for s, l in zip(scores, labels) if not l]
    psi = lambda h, l: F(1) if h > l else F(1, 2) if h == l else F(0)
    return ([sum(psi(h, l) for l in low) / len(low) for h in high],
            [sum(psi(h, l) for h in high) / len(high) for l in low])


def cov(x, y):
    mx, my = sum(x) / len(x), sum(y) / len(y)
    return sum((a - mx) * (b - my) for a, b in zip(x, y)) / (len(x) - 1)


def matrix(models, labels):
    parts = [components(m, labels) for m in models]
    return [[cov(a10, b10) / len(a10) + cov(a01, b01) / len(a01) for b10, b01 in parts] for a10, a01 in parts]


def auc(scores, labels):
    high, _ = components(scores, labels)
    return sum(high) / len(high)


def contrast(sigma, weights):
    n = range(len(weights))
    return math.sqrt(sum(weights[i] * weights[j] * sigma[i][j] for i in n for j in n))


def case(models, labels):
    sigma = matrix(models, labels)
    n = len(models)
    margins = []
    for i in range(n):
        for j in range(i + 1, n):
            weights = [F(0)] * n
            weights[i], weights[j] = F(1), F(-1)
            error = contrast(sigma, weights)
            if error > 0:
                margins.append(Z95 * error)
    weights = [F(1, 2)] * 2 + [F(-1, n - 2)] * (n - 2)
    difference = float(sum(w * auc(m, labels) for w, m in zip(weights, models)))
    error = contrast(sigma, weights)
    fields = ["".join("1" if l else "0" for l in labels), "|".join(" ".join(map(repr, m)) for m in models),
              repr(statistics.median(margins)), repr(min(margins)), repr(max(margins)), str(len(margins)),
              repr(difference), repr(error), repr(math.erfc(abs(difference / error) / math.sqrt(2)))]
    print(",".join(fields))


def model(labels, apart, steps, near=None):
    return [math.floor((random.gauss(0, 1) + apart * l if near is None else near[i] + random.gauss(0, 0.5)) * steps) / steps
            for i, l in enumerate(labels)]


print("labels,models,typical,smallest,largest,pairs,difference,error,p")
for images, count, steps in [(30, 3, 4), (48, 4, 1000), (60, 5, 6), (40, 6, 3)]:
    labels = [random.random() < 0.4 for _ in range(images)]
    labels[0], labels[1], labels[2], labels[3] = True, True, False, False
    first = model(labels, 1.2, steps)
    models = [first, model(labels, 0.8, steps)] + [model(labels, 0, steps, first) for _ in range(count - 2)]
    if count == 5:
        # The same AUC as the first by another order: the images of each class in turn take each other's scores.
        high = [i for i, l in enumerate(labels) if l]
        turned = list(first)
        for a, b in zip(high, high[1:] + high[:1]):
            turned[a] = first[b]
        models[4] = turned
    if count == 6:
        models[5] = list(first)
    case(models, labels)
