"""Makes reference.csv: every figure straight from its definition, over all pairs of images, in exact fractions.

python3 reference.py > reference.csv
"""
import math
import random
from fractions import Fraction as F

random.seed(20261)


def auc(scores, labels):
    high = [s for s, l in zip(scores, labels) if l]
    low = [s for s, l in zip(scores, labels) if not l]
    won = sum(F(1) if h > l else F(1, 2) if h == l else F(0) for h in high for l in low)
    return won / (len(high) * len(low))


def components(scores, labels):
    high = [s for s, l in zip(scores, labels) if l]
    low = [s for s, l in zip(scores, labels) if not l]
    psi = lambda h, l: F(1) if h > l else F(1, 2) if h == l else F(0)
    v10 = [sum(psi(h, l) for l in low) / len(low) for h in high]
    v01 = [sum(psi(h, l) for h in high) / len(high) for l in low]
    return v10, v01


def cov(x, y):
    mx, my = sum(x) / len(x), sum(y) / len(y)
    return sum((a - mx) * (b - my) for a, b in zip(x, y)) / (len(x) - 1)


def covariance(a, b, labels):
    (a10, a01), (b10, b01) = components(a, labels), components(b, labels)
    return cov(a10, b10) / len(a10) + cov(a01, b01) / len(a01)


def average_precision(scores, labels):
    total, before = F(0), F(0)
    for t in sorted(set(scores), reverse=True):
        found = sum(1 for s, l in zip(scores, labels) if s >= t and l)
        taken = sum(1 for s in scores if s >= t)
        recall = F(found, sum(labels))
        total += (recall - before) * F(found, taken)
        before = recall
    return total


def case(name, a, b, labels):
    va, vb = covariance(a, a, labels), covariance(b, b, labels)
    between = va + vb - 2 * covariance(a, b, labels)
    x = auc(a, labels)
    low = high = ""
    if 0 < x < 1 and va > 0:
        logit = math.log(float(x / (1 - x)))
        half = 1.959963984540054 * math.sqrt(va) / float(x * (1 - x))
        low, high = repr(1 / (1 + math.exp(-logit + half))), repr(1 / (1 + math.exp(-logit - half)))
    z = float(x - auc(b, labels)) / math.sqrt(between) if between > 0 else 0.0
    fields = [name, " ".join(map(repr, a)), " ".join(map(repr, b)), "".join("1" if l else "0" for l in labels),
              repr(float(x)), repr(float(va)), low, high, repr(float(average_precision(a, labels))),
              repr(float(auc(b, labels))), repr(z), repr(math.erfc(abs(z) / math.sqrt(2)))]
    print(",".join(fields))


print("name,a,b,labels,auc,variance,low,high,ap,aucB,z,p")
for n, ties in [(12, 4), (40, 5), (60, 1000), (90, 12), (120, 3)]:
    labels = [random.random() < 0.35 for _ in range(n)]
    labels[0], labels[1], labels[2], labels[3] = True, True, False, False
    a = [math.floor((random.gauss(0, 1) + 0.8 * l) * ties) / ties for l in labels]
    b = [math.floor((x + random.gauss(0, 0.7)) * ties) / ties for x in a]
    case(f"random {n} in steps of 1/{ties}", a, b, labels)
labels = [i % 4 == 0 for i in range(48)]
case("far apart", [10.0 * l + (i * 7 % 13) for i, l in enumerate(labels)], [-3.0 * l + (i * 5 % 11) for i, l in enumerate(labels)], labels)
case("huge and tiny", [1e300, -1e300, 5e-324, 0.0, -0.0, 3.5, 1e-300, 2.0], [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0],
     [True, False, True, True, False, False, True, False])
