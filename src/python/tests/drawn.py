"""Drawn images: gray noise around a disk, the anomalous ones with a bright spot."""

import os
import random
import struct
import zlib


def png(width, height, rows):
    """A gray PNG of 8 bits of rows of bytes."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    raw = b"".join(b"\0" + row for row in rows)
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(raw)) + chunk(b"IEND", b"")


def part(seed, anomalous, size=32):
    """One image as the bytes of a PNG."""
    noise = random.Random(seed)
    x0, y0 = noise.randrange(8, size - 8), noise.randrange(8, size - 8)
    rows = []
    for y in range(size):
        row = bytearray()
        for x in range(size):
            value = 60 + noise.randrange(8) + (60 if (x - size / 2) ** 2 + (y - size / 2) ** 2 < 100 else 0)
            row.append(250 if anomalous and (x - x0) ** 2 + (y - y0) ** 2 < 6 else value)
        rows.append(bytes(row))
    return png(size, size, rows)


def folder(path, train=24, good=6, bad=6):
    """Writes train/good, test/good and test/spot below a folder."""
    for kind, count, first, anomalous in (
        ("train/good", train, 0, False),
        ("test/good", good, 1000, False),
        ("test/spot", bad, 2000, True),
    ):
        to = os.path.join(path, *kind.split("/"))
        os.makedirs(to)
        for i in range(count):
            with open(os.path.join(to, "%03d.png" % i), "wb") as file:
                file.write(part(first + i, anomalous))
    return path
