"""Writes synthetic-defects.csv: SHA-256 of images with synthetic defects, by numpy alone."""
import hashlib
import numpy as np

MASK = (1 << 64) - 1


class SplitMix:
    def __init__(self, seed):
        self.state = seed

    def below(self, bound):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        z ^= z >> 31
        return ((z >> 33) * bound) >> 31


def image(i, size, channels):
    y, x, c = np.mgrid[0:size, 0:size, 0:channels]
    return ((y * (3 + i) + x * 5 + c * 40 + i * 31) % 97 + (y > x) * 90).astype(np.uint8)


def flat(i, size, channels):
    return np.full((size, size, channels), 100 + i, np.uint8)


def damaged(i, images):
    size = images[0].shape[0]
    random = SplitMix(i)
    out = images[i].copy()
    other = images[(i + 1 + random.below(len(images) - 1)) % len(images)].astype(int)
    best, most = None, -1
    for _ in range(16):
        if most >= 12:
            break
        if i % 2 == 0:
            h = size * (4 + random.below(13)) // 64
            w = size * (4 + random.below(13)) // 64
        else:
            narrow = size * (2 + random.below(3)) // 64
            wide = size * (8 + random.below(25)) // 64
            h, w = (narrow, wide) if random.below(2) == 0 else (wide, narrow)
        fy, fx, y, x = (random.below(size - e + 1) for e in (h, w, h, w))
        change = np.abs(out[y:y + h, x:x + w].astype(int) - other[fy:fy + h, fx:fx + w]).mean()
        if change > most:
            best, most = (h, w, fy, fx, y, x), change
    h, w, fy, fx, y, x = best
    out[y:y + h, x:x + w] = other[fy:fy + h, fx:fx + w]
    return out


with open("synthetic-defects.csv", "w") as out:
    out.write("kind,size,channels,count,index,sha256,changed\n")
    for make, size, channels, count in ((image, 32, 1, 5), (image, 64, 3, 40), (flat, 48, 1, 4), (image, 32, 3, 2)):
        images = [make(i, size, channels) for i in range(count)]
        for i in range(count):
            one = damaged(i, images)
            out.write(f"{make.__name__},{size},{channels},{count},{i},{hashlib.sha256(one.tobytes()).hexdigest()},"
                      f"{int((one != images[i]).any(axis=2).sum())}\n")
