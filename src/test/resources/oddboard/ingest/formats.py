"""Writes formats.zip: small images of every accepted format and kind, each with the gray levels that another decoder
finds in it (Pillow, tifffile or NumPy), and formats.csv, which lists them. Needs numpy, Pillow, tifffile, imagecodecs.

A row: file, format, kind, reference, limit. The limit is the largest difference that a format's own rounding explains.
"""
import csv, io, struct, zipfile, zlib
import numpy as np, tifffile
from PIL import Image, ImageOps

H, W = 24, 32
rows, files = [], {}


def rgb(seed=1, h=H, w=W):
    r = np.random.default_rng(seed)
    y, x = np.mgrid[0:h, 0:w]
    a = np.stack([x * 255 // (w - 1), y * 255 // (h - 1), (x + y) * 255 // (w + h - 2)], -1) + r.integers(-20, 20, (h, w, 3))
    a = np.clip(a, 0, 255).astype(np.uint8)
    a[0, 0], a[0, 1] = 0, 255
    return a


R, G = rgb(), rgb()[..., 0].copy()
A = np.clip(np.mgrid[0:H, 0:W][1] * 8, 0, 255).astype(np.uint8)


def over_black(color, alpha):
    a = alpha.astype(float) if color.ndim == 2 else alpha.astype(float)[..., None]
    return np.floor(color.astype(float) * a / 255 + 0.5).astype(np.uint8)


def add(name, fmt, kind, data, expected, reference, limit=0):
    files[name] = data
    b = io.BytesIO()
    np.save(b, np.ascontiguousarray(expected.astype(np.uint8)))
    files[name + ".npy"] = b.getvalue()
    rows.append((name, fmt, kind, reference, limit))


def pillow(data):
    im = ImageOps.exif_transpose(Image.open(io.BytesIO(data)))
    if im.mode in ("RGBA", "LA", "PA") or "transparency" in im.info:
        a = np.asarray(im.convert("RGBA"))
        return over_black(a[..., :3], a[..., 3])
    if im.mode == "1":
        return np.asarray(im.convert("L"))
    return np.asarray(im if im.mode in ("L", "RGB") else im.convert("RGB"))


def save(im, fmt, **k):
    b = io.BytesIO()
    (Image.fromarray(im) if isinstance(im, np.ndarray) else im).save(b, fmt, **k)
    return b.getvalue()


def tiff(a, **k):
    b = io.BytesIO()
    tifffile.imwrite(b, a, **k)
    return b.getvalue()


def chunk(t, d):
    return struct.pack(">I", len(d)) + t + d + struct.pack(">I", zlib.crc32(t + d))


def png(a, depth, ctype, extra=()):
    """Any bit depth and color type; a: samples, big-endian for 16 bits, packed below 8."""
    h, w = a.shape[:2]
    if depth < 8:
        per = 8 // depth
        lines = [bytes(sum(int(v) << (depth * (per - 1 - i)) for i, v in enumerate(r[x:x + per])) for x in range(0, w, per)) for r in a]
    else:
        lines = [np.ascontiguousarray(r.astype(">u2" if depth == 16 else np.uint8)).tobytes() for r in a]
    head = struct.pack(">IIBBBBB", w, h, depth, ctype, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + b"".join(chunk(t, d) for t, d in extra) + chunk(
        b"IDAT", zlib.compress(b"".join(b"\0" + l for l in lines))) + chunk(b"IEND", b"")


def exif(orientation, order=">"):
    mark = b"MM\0*" if order == ">" else b"II*\0"
    return mark + struct.pack(order + "IHHHIHHI", 8, 1, 0x112, 3, 1, orientation, 0, 0)


def orient(a, o):
    im = Image.fromarray(a)
    T = Image.Transpose
    steps = {2: T.FLIP_LEFT_RIGHT, 3: T.ROTATE_180, 4: T.FLIP_TOP_BOTTOM, 5: T.TRANSPOSE, 6: T.ROTATE_270, 7: T.TRANSVERSE, 8: T.ROTATE_90}
    return np.asarray(im if o == 1 else im.transpose(steps[o]))


# PNG
for bits in (1, 2, 4, 8):
    v = G >> (8 - bits)
    add(f"gray{bits}.png", "PNG", f"gray, {bits} bit", png(v, bits, 0), np.round(v * (255 / (2**bits - 1))), "NumPy")
g16 = G.astype(np.uint16) * 257
add("gray16.png", "PNG", "gray, 16 bit", png(g16, 16, 0), G, "NumPy")
for bits in (10, 12, 14):
    v = (G.astype(np.uint32) * (2**bits - 1) // 255).astype(np.uint16)
    add(f"gray{bits}in16.png", "PNG", f"gray, {bits} bit in 16", png(v, 16, 0), np.round(v * (255 / (2**bits - 1))), "NumPy")
add("rgb8.png", "PNG", "RGB, 8 bit", png(R, 8, 2), R, "NumPy")
add("rgb16.png", "PNG", "RGB, 16 bit", png(R.astype(np.uint16) * 257, 16, 2), R, "NumPy")
add("rgb12in16.png", "PNG", "RGB, 12 bit in 16", png(R.astype(np.uint16) * 16, 16, 2), np.round(R * 16.0 * 255 / 4095), "NumPy")
add("grayalpha8.png", "PNG", "gray and alpha, 8 bit", png(np.dstack([G, A]), 8, 4), over_black(G, A), "NumPy")
add("grayalpha16.png", "PNG", "gray and alpha, 16 bit", png(np.dstack([g16, A.astype(np.uint16) * 257]), 16, 4), over_black(G, A), "NumPy", 1)
add("rgba8.png", "PNG", "RGB and alpha, 8 bit", png(np.dstack([R, A]), 8, 6), over_black(R, A), "NumPy")
add("rgba16.png", "PNG", "RGB and alpha, 16 bit", png(np.dstack([R, A]).astype(np.uint16) * 257, 16, 6), over_black(R, A), "NumPy", 1)
pal = np.random.default_rng(5).integers(0, 256, (256, 3)).astype(np.uint8)
for bits in (1, 2, 4, 8):
    v = G >> (8 - bits)
    add(f"palette{bits}.png", "PNG", f"palette, {bits} bit", png(v, bits, 3, [(b"PLTE", pal[:2**bits].tobytes())]), pal[v], "NumPy")
gp = np.repeat(np.arange(255, -1, -1, dtype=np.uint8)[:, None], 3, 1)
add("graypalette.png", "PNG", "palette of grays, 8 bit", png(G, 8, 3, [(b"PLTE", gp.tobytes())]), 255 - G, "NumPy")
add("palettealpha.png", "PNG", "palette with transparent colors", png(G, 8, 3, [(b"PLTE", pal.tobytes()), (b"tRNS", bytes(range(256)))]), over_black(pal[G], G), "NumPy")
d = png(G, 8, 0, [(b"tRNS", struct.pack(">H", int(G[3, 3])))])
add("graytrns.png", "PNG", "gray with a transparent level", d, np.where(G == G[3, 3], 0, G), "NumPy")
d = png(R, 8, 2, [(b"tRNS", struct.pack(">HHH", *map(int, R[3, 3])))])
add("rgbtrns.png", "PNG", "RGB with a transparent color", d, np.where((R == R[3, 3]).all(-1)[..., None], 0, R), "NumPy")
add("gamma.png", "PNG", "gray, 8 bit, with gAMA (not applied)", png(G, 8, 0, [(b"gAMA", struct.pack(">I", 100000))]), G, "NumPy")
for o in range(1, 9):
    add(f"exif{o}.png", "PNG", f"orientation {o} (eXIf)", png(R, 8, 2, [(b"eXIf", exif(o, "<>"[o % 2]))]), orient(R, o), "NumPy")

# JPEG
for name, kind, im, k in (("gray", "gray", G, {}), ("444", "4:4:4", R, dict(subsampling=0)), ("422", "4:2:2", R, dict(subsampling=1)),
                          ("420", "4:2:0", R, dict(subsampling=2)), ("progressive", "4:4:4, progressive", R, dict(subsampling=0, progressive=True)),
                          ("progressive420", "4:2:0, progressive", R, dict(subsampling=2, progressive=True)), ("q30", "4:4:4, quality 30", R, dict(subsampling=0, quality=30))):
    d = save(im, "JPEG", **dict(dict(quality=92), **k))
    add(f"{name}.jpg", "JPEG", kind, d, pillow(d), "Pillow", 3 if "42" not in kind else 12)
c = Image.fromarray(R).convert("CMYK")
d = save(c, "JPEG", quality=95)
add("cmyk.jpg", "JPEG", "CMYK", d, pillow(d), "Pillow", 60)
for o in range(1, 9):
    d = save(R, "JPEG", quality=95, subsampling=0)
    xmp = b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta xmlns:x='adobe:ns:meta/'/>"
    e = b"Exif\0\0" + exif(o, "<>"[o % 2])
    seg = lambda b: b"\xff\xe1" + struct.pack(">H", len(b) + 2) + b
    jfif = 2 + 2 + struct.unpack(">H", d[4:6])[0]
    d = d[:jfif] + seg(xmp) + seg(e) + d[jfif:]
    add(f"exif{o}.jpg", "JPEG", f"orientation {o} (EXIF behind XMP)", d, pillow(d), "Pillow", 3)

# BMP
for mode, kind in (("1", "1 bit"), ("L", "gray palette, 8 bit"), ("P", "palette, 8 bit"), ("RGB", "RGB, 24 bit"), ("RGBA", "RGB and alpha, 32 bit")):
    im = Image.fromarray(np.dstack([R, A]) if mode == "RGBA" else R).convert(mode)
    d = save(im, "BMP")
    add(f"{mode.lower()}.bmp", "BMP", kind, d, pillow(d), "Pillow")


def bmp(bits, compression, data, masks=b"", palette=b"", height=H):
    off = 54 + len(masks) + len(palette)
    return b"BM" + struct.pack("<IHHI", off + len(data), 0, 0, off) + struct.pack(
        "<IiiHHIIiiII", 40, W, height, 1, bits, compression, len(data), 2835, 2835, len(palette) // 4, 0) + masks + palette + data


v = (R[..., 0].astype(np.uint16) >> 3 << 11) | (R[..., 1].astype(np.uint16) >> 2 << 5) | (R[..., 2].astype(np.uint16) >> 3)
d = bmp(16, 3, v[::-1].astype("<u2").tobytes(), struct.pack("<III", 0xF800, 0x7E0, 0x1F))
add("rgb565.bmp", "BMP", "RGB, 16 bit (5, 6, 5)", d, pillow(d), "Pillow", 8)
d = bmp(24, 0, R[..., ::-1].tobytes(), height=-H)
add("topdown.bmp", "BMP", "RGB, 24 bit, from the top", d, R, "NumPy")
gpal = b"".join(bytes((i, i, i, 0)) for i in range(256))
d = bmp(8, 1, b"".join(b"".join(bytes((1, int(x))) for x in r) + b"\0\0" for r in G[::-1]) + b"\0\1", palette=gpal)
add("rle8.bmp", "BMP", "gray palette, run lengths", d, G, "NumPy")

# GIF
for name, kind, k in (("plain", "palette", {}), ("interlaced", "palette, interlaced", dict(interlace=1))):
    d = save(Image.fromarray(R).quantize(64), "GIF", **k)
    add(f"{name}.gif", "GIF", kind, d, pillow(d), "Pillow")
d = save(Image.fromarray(G), "GIF")
add("gray.gif", "GIF", "gray", d, G, "NumPy")
p = Image.fromarray(R).quantize(16)
d = save(p, "GIF", transparency=int(np.asarray(p)[5, 5]))
add("transparent.gif", "GIF", "palette with a transparent color", d, pillow(d), "Pillow")
d = save(Image.fromarray(G), "GIF", save_all=True, append_images=[Image.fromarray(255 - G)])
add("animated.gif", "GIF", "animation, its first frame", d, G, "NumPy")

# TIFF, 8 bit and less
for c in (None, "group3", "group4", "packbits", "tiff_lzw", "tiff_adobe_deflate"):
    d = save(Image.fromarray(G > 100), "TIFF", **(dict(compression=c) if c else {}))
    add(f"bilevel_{c}.tif", "TIFF", f"1 bit, {c or 'not compressed'}", d, (G > 100) * 255, "NumPy")
for c in (None, "lzw", "zlib", "packbits"):
    for a, n in ((G, "gray"), (R, "RGB")):
        k = dict(compression=c) if c else {}
        add(f"{n}_{c}.tif", "TIFF", f"{n}, 8 bit, {c or 'not compressed'}", tiff(a, photometric="rgb" if n == "RGB" else "minisblack", **k), a, "NumPy")
add("predictor.tif", "TIFF", "RGB, 8 bit, lzw with predictor", tiff(R, photometric="rgb", compression="lzw", predictor=True), R, "NumPy")
add("tiles.tif", "TIFF", "RGB, 8 bit, tiles", tiff(R, photometric="rgb", tile=(16, 16)), R, "NumPy")
add("strips.tif", "TIFF", "RGB, 8 bit, strips of 5 lines", tiff(R, photometric="rgb", rowsperstrip=5), R, "NumPy")
add("planar.tif", "TIFF", "RGB, 8 bit, planes", tiff(np.moveaxis(R, -1, 0), photometric="rgb", planarconfig="separate"), R, "NumPy")
add("bigendian.tif", "TIFF", "RGB, 8 bit, big-endian", tiff(R, photometric="rgb", byteorder=">"), R, "NumPy")
add("big.tif", "TIFF", "gray, 8 bit, BigTIFF", tiff(G, bigtiff=True), G, "NumPy")
add("big16be.tif", "TIFF", "gray, 16 bit, BigTIFF, big-endian", tiff(g16, bigtiff=True, byteorder=">"), G, "NumPy")
add("white0.tif", "TIFF", "gray, 8 bit, 0 is white", tiff(G, photometric="miniswhite"), 255 - G, "NumPy")
add("white0_16.tif", "TIFF", "gray, 16 bit, 0 is white", tiff(g16, photometric="miniswhite"), 255 - G, "NumPy")
d = save(Image.fromarray(R).quantize(64), "TIFF")
add("palette.tif", "TIFF", "palette, 8 bit", d, pillow(d), "Pillow")
add("rgba.tif", "TIFF", "RGB and alpha, 8 bit", tiff(np.dstack([R, A]), photometric="rgb", extrasamples=["unassalpha"]), over_black(R, A), "NumPy")
pre = over_black(R, A)
add("premultiplied.tif", "TIFF", "RGB and alpha, 8 bit, multiplied", tiff(np.dstack([pre, A]), photometric="rgb", extrasamples=["assocalpha"]), pre, "NumPy", 2)
d = save(Image.fromarray(R), "TIFF", compression="jpeg", quality=95)
add("jpeg.tif", "TIFF", "RGB, JPEG", d, pillow(d), "Pillow", 12)
d = tiff(R, photometric="ycbcr", compression="jpeg", subsampling=(1, 1), compressionargs=dict(level=95))
add("jpegycbcr.tif", "TIFF", "YCbCr, JPEG", d, tifffile.imread(io.BytesIO(d)), "tifffile", 4)
d = save(Image.fromarray(R).convert("CMYK"), "TIFF")
add("cmyk.tif", "TIFF", "CMYK", d, pillow(d), "Pillow", 60)
for o in range(1, 9):
    add(f"tag{o}.tif", "TIFF", f"orientation {o}", tiff(R, photometric="rgb", extratags=[(274, 3, 1, o, True)]), orient(R, o), "NumPy")

# TIFF, more than 8 bit
def deep(name, kind, a, expected, limit=0, **k):
    d = tiff(a, **k)
    assert np.array_equal(np.asarray(tifffile.imread(io.BytesIO(d))).reshape(a.shape), a), name
    add(name + ".tif", "TIFF", kind, d, expected, "tifffile", limit)


f = lambda a: (a / 255).astype(np.float32)
P = dict(photometric="rgb")
deep("u16", "gray, 16 bit", g16, G)
for bits in (10, 12, 14):
    v = (G.astype(np.uint32) * (2**bits - 1) // 255).astype(np.uint16)
    deep(f"u{bits}in16", f"gray, {bits} bit in 16", v, np.round(v * (255 / (2**bits - 1))))
deep("u16rgb", "RGB, 16 bit, lzw with predictor", R.astype(np.uint16) * 257, R, compression="lzw", predictor=True, **P)
deep("u16rgba", "RGB and alpha, 16 bit", np.dstack([R, A]).astype(np.uint16) * 257, over_black(R, A), 1, extrasamples=["unassalpha"], **P)
deep("u16ga", "gray and alpha, 16 bit", np.dstack([G, A]).astype(np.uint16) * 257, over_black(G, A), 1, photometric="minisblack", extrasamples=["unassalpha"])
deep("i8", "gray, signed 8 bit from 0", (G // 2).astype(np.int8), G // 2)
i16 = (G.astype(np.int32) * 32767 // 255).astype(np.int16)
deep("i16", "gray, signed 16 bit from 0", i16, np.round(i16 * (255 / 32767)))
deep("i16b", "gray, signed 16 bit, 0 to 255", G.astype(np.int16), G)
deep("u32", "gray, 32 bit", G.astype(np.uint32) * 16843009, G)
deep("u32b", "gray, 32 bit, 0 to 255", G.astype(np.uint32), G)
deep("u32w", "gray, 32 bit, 0 to 65535", G.astype(np.uint32) * 257, G)
deep("i32b", "gray, signed 32 bit, 0 to 255, zlib", G.astype(np.int32), G, compression="zlib")
deep("f16", "gray, 16-bit float, 0 to 1", f(G).astype(np.float16), np.round(f(G).astype(np.float16).astype(float) * 255))
deep("f32", "gray, 32-bit float, 0 to 1", f(G), G)
deep("f64", "gray, 64-bit float, 0 to 1", G / 255.0, G)
deep("f32b", "gray, 32-bit float, 0 to 255", G.astype(np.float32), G)
deep("f32w", "gray, 32-bit float, 0 to 65535", G.astype(np.float32) * 257, G)
deep("f32s", "gray, 32-bit float, -1 to 1", f(G) * 2 - 1, G, 1)
deep("f32be", "gray, 32-bit float, big-endian, tiles", np.tile(f(G), (2, 2)), np.tile(G, (2, 2)), byteorder=">", tile=(16, 16))
deep("f32p", "gray, 32-bit float, zlib with predictor", f(G), G, compression="zlib", predictor=True)
deep("f32rgb", "RGB, 32-bit float, 0 to 1", f(R), R, **P)
deep("f32rgbb", "RGB, 32-bit float, 0 to 255", R.astype(np.float32), R, **P)
deep("f32planes", "RGB, 32-bit float, planes", np.moveaxis(f(R), -1, 0), R, planarconfig="separate", **P)
deep("f32rgba", "RGB and alpha, 32-bit float", np.dstack([f(R), f(A)]), over_black(R, A), 1, extrasamples=["unassalpha"], **P)
deep("f32white0", "gray, 32-bit float, 0 is white", f(G), 255 - G, photometric="miniswhite")
deep("f32big", "gray, 32-bit float, BigTIFF", f(G), G, bigtiff=True)
deep("u16o6", "gray, 16 bit, orientation 6", g16, orient(G, 6), extratags=[(274, 3, 1, 6, True)])

# WebP
for name, kind, im, k in (("lossless", "lossless RGB", R, dict(lossless=True)), ("losslessalpha", "lossless RGB and alpha", np.dstack([R, A]), dict(lossless=True, exact=True)),
                          ("lossy50", "lossy, quality 50", R, dict(quality=50)), ("lossy", "lossy, quality 80", R, dict(quality=80)), ("lossy95", "lossy, quality 95", R, dict(quality=95)),
                          ("lossygray", "lossy, gray", np.repeat(G[..., None], 3, 2), dict(quality=80)),
                          ("lossyodd", "lossy, 31x23", R[:23, :31].copy(), dict(quality=80)),
                          ("lossyalpha", "lossy RGB and alpha", np.dstack([R, A]), dict(quality=80))):
    d = save(im, "WEBP", **k)
    add(f"{name}.webp", "WebP", kind, d, pillow(d), "Pillow")
for name, kind, k in (("animated", "animation, its first frame", dict(lossless=True)), ("animatedlossy", "lossy animation, its first frame", dict(quality=80))):
    d = save(R, "WEBP", save_all=True, append_images=[Image.fromarray(255 - R)], **k)
    add(f"{name}.webp", "WebP", kind, d, R if name == "animated" else pillow(d), "NumPy" if name == "animated" else "Pillow")
# The first frame covers a part of the canvas; the rest is transparent.
d = save(R[:16, :20].copy(), "WEBP", quality=80)
frame = d[12:]
assert frame[:4] == b"VP8 "
u24 = lambda n: struct.pack("<I", n)[:3]
riff = lambda kind, c: kind + struct.pack("<I", len(c)) + c + b"\0" * (len(c) % 2)
body = b"WEBP" + riff(b"VP8X", b"\x12\0\0\0" + u24(39) + u24(29)) + riff(b"ANIM", bytes(6)) + riff(b"ANMF", u24(3) + u24(5) + u24(19) + u24(15) + u24(100) + b"\0" + frame)
d = b"RIFF" + struct.pack("<I", len(body)) + body
add("animatedpart.webp", "WebP", "animation, its first frame smaller", d, pillow(d), "Pillow")
for o in range(1, 9):
    d = save(R, "WEBP", lossless=True, exif=b"Exif\0\0" + exif(o))
    add(f"exif{o}.webp", "WebP", f"orientation {o} (EXIF)", d, orient(R, o), "NumPy")

# Orientation in XMP alone: as an attribute, as an element, in UTF-16, compressed, under another prefix; EXIF goes before it.
def xmp(o, form="attribute"):
    n = "t" if form == "prefix" else "tiff"
    inner = f"<{n}:Orientation>{o}</{n}:Orientation>" if form == "element" else ""
    attribute = "" if form == "element" else f" {n}:Orientation='{o}'"
    text = (f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" '
            f'xmlns:{n}="http://ns.adobe.com/tiff/1.0/"{attribute}>{inner}</rdf:Description></rdf:RDF></x:xmpmeta>')
    return text.encode("utf-16-be" if form == "utf16" else "utf-8")


def jpegxmp(data, packet):
    c = b"http://ns.adobe.com/xap/1.0/\0" + packet
    return data[:2] + b"\xff\xe1" + struct.pack(">H", len(c) + 2) + c + data[2:]


text = lambda packet, packed=0: b"XML:com.adobe.xmp\0" + bytes([packed, 0, 0, 0]) + (zlib.compress(packet) if packed else packet)
for o, form in ((6, "attribute"), (3, "element"), (8, "utf16"), (5, "prefix")):
    d = jpegxmp(save(R, "JPEG", quality=90, subsampling=0), xmp(o, form))
    add(f"xmp{o}.jpg", "JPEG", f"orientation {o} (XMP, {form})", d, orient(pillow(save(R, "JPEG", quality=90, subsampling=0)), o), "Pillow", 3)
d = jpegxmp(save(R, "JPEG", quality=90, subsampling=0, exif=b"Exif\0\0" + exif(6)), xmp(3))
add("xmpexif.jpg", "JPEG", "orientation 6 (EXIF), 3 (XMP)", d, orient(pillow(save(R, "JPEG", quality=90, subsampling=0)), 6), "Pillow", 3)
add("xmp6.png", "PNG", "orientation 6 (XMP)", png(R, 8, 2, [(b"iTXt", text(xmp(6)))]), orient(R, 6), "NumPy")
add("xmp7.png", "PNG", "orientation 7 (XMP, compressed)", png(R, 8, 2, [(b"iTXt", text(xmp(7, "element"), 1))]), orient(R, 7), "NumPy")
add("xmp6.tif", "TIFF", "orientation 6 (XMP)", tiff(R, photometric="rgb", extratags=[(700, 1, len(xmp(6)), xmp(6), True)]), orient(R, 6), "NumPy")
add("xmp8.tif", "TIFF", "orientation 8 (XMP)", tiff(R, photometric="rgb", extratags=[(700, 7, len(xmp(8, "element")), xmp(8, "element"), True)]), orient(R, 8), "NumPy")
add("xmp6.webp", "WebP", "orientation 6 (XMP)", save(R, "WEBP", lossless=True, xmp=xmp(6)), orient(R, 6), "NumPy")

# Images from 0 to 1 that interpolation took beyond that, as an array with its gray levels
beyond = np.stack([np.asarray(Image.fromarray(f(rgb(s, 16, 16)[..., 0])).resize((32, 32), m)) for s in range(3) for m in (Image.BICUBIC, Image.LANCZOS)])
assert beyond.max() > 1.02 and beyond.min() < -0.01
for name, a in (("beyond.npy", beyond), ("beyond.levels.npy", np.round(np.clip(beyond, 0, 1).astype(float) * 255).astype(np.uint8))):
    b = io.BytesIO()
    np.save(b, a)
    files[name] = b.getvalue()

with zipfile.ZipFile("formats.zip", "w", zipfile.ZIP_DEFLATED) as z:
    for n, d in files.items():
        z.writestr(zipfile.ZipInfo(n, (2026, 1, 1, 0, 0, 0)), d, zipfile.ZIP_DEFLATED)
with open("formats.csv", "w", newline="\n") as out:
    w = csv.writer(out, lineterminator="\n")
    w.writerow(("file", "format", "kind", "reference", "limit"))
    w.writerows(rows)
