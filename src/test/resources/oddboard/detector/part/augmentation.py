"""Writes augmentation.csv (SHA-256 of augmented images) and warm-up.csv (weights after steps of Adam), by numpy alone."""
import hashlib
import numpy as np

MASK = (1 << 64) - 1


def finish(z):
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return z ^ (z >> 31)


def mix(seed, *path):
    mixed = finish(seed)
    for number in path:
        mixed = finish(mixed ^ finish((number + 0x632BE59BD9B4E019) & MASK))
    return mixed


class Random:
    def __init__(self, seed):
        self.state = seed

    def next(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        return finish(self.state)


def image(i, size, channels):
    y, x, c = np.mgrid[0:size, 0:size, 0:channels]
    return ((y * 3 + x * 5 + c * 40 + i * 31) % 256).astype(np.uint8)


def augmented(pixels, i, seed, epoch, mirror, shift, brightness):
    random = Random(mix(seed, 2, epoch, i))
    x = random.next() >> 63 and mirror in ("left-right", "both")
    y = random.next() >> 63 and mirror in ("up-down", "both")
    right = ((random.next() >> 33) * (2 * shift + 1) >> 31) - shift
    down = ((random.next() >> 33) * (2 * shift + 1) >> 31) - shift
    factor = 1 + brightness * (2 * ((random.next() >> 11) * 2.0 ** -53) - 1)
    if x:
        pixels = pixels[:, ::-1]
    if y:
        pixels = pixels[::-1]
    size = len(pixels)
    padded = np.pad(pixels, ((shift, shift), (shift, shift), (0, 0)), mode="edge")
    moved = padded[shift - down:shift - down + size, shift - right:shift - right + size]
    return np.minimum(255, np.floor(moved * factor + 0.5)).astype(np.uint8)


with open("augmentation.csv", "w") as out:
    out.write("mirror,shift,brightness,channels,seed,epoch,index,sha256\n")
    for mirror, shift, brightness in (("left-right", 0, 0.0), ("up-down", 0, 0.0), ("both", 0, 0.0), ("none", 4, 0.0),
                                      ("none", 16, 0.0), ("none", 0, 0.5), ("both", 3, 0.2)):
        for channels, seed, epoch, index in ((1, 0, 0, 0), (3, 0, 0, 1), (3, 7, 0, 2), (3, 7, 1, 2), (1, 48763, 30, 3)):
            one = augmented(image(index, 32, channels), index, seed, epoch, mirror, shift, brightness)
            out.write(f"{mirror},{shift},{brightness},{channels},{seed},{epoch},{index},"
                      f"{hashlib.sha256(np.ascontiguousarray(one).tobytes()).hexdigest()}\n")

# Four weights, gradients g(t, i) = sin(t + i), five steps with rates of 1/4, 2/4, 3/4, 1 and 1 of 0.01.
with open("warm-up.csv", "w") as out:
    out.write("decoupled,weights\n")
    for decoupled in (False, True):
        w = np.array([1.0, -0.5, 0.25, 2.0])
        m = np.zeros(4)
        v = np.zeros(4)
        for t in range(1, 6):
            rate = 0.01 * min(1, t / 4)
            g = np.sin(t + np.arange(4))
            m = 0.9 * m + 0.1 * g
            v = 0.999 * v + 0.001 * g * g
            if decoupled:
                w = w - rate * 0.1 * w
            w = w - rate * (m / (1 - 0.9 ** t)) / (np.sqrt(v / (1 - 0.999 ** t)) + 1e-8)
        out.write(f"{str(decoupled).lower()},{' '.join(map(repr, map(float, w)))}\n")
