"""Scores images: python score.py IMAGE ...   Needs: pip install onnxruntime numpy pillow"""
import json
import sys
from pathlib import Path

import numpy as np
import onnxruntime
from PIL import Image

HERE = Path(__file__).parent
MANIFEST = json.loads((HERE / "manifest.json").read_text(encoding="utf-8"))
SIZE, CHANNELS, PREPARATION = MANIFEST["input"]["size"], MANIFEST["input"]["channels"], MANIFEST["preprocessing"]


def prepared(path):
    """uint8 [size, size, channels], as the program prepares an image of 8 bits."""
    image = Image.open(path).convert("RGB" if CHANNELS == 3 else "L")
    width, height, to = *image.size, (SIZE, SIZE)
    if PREPARATION["crop"] in ("SQUARE", "CENTRE"):
        part = PREPARATION["cropFraction"] if PREPARATION["crop"] == "CENTRE" else 1
        edge = max(1, int(part * min(width, height) + 0.5))
        left, top = (width - edge) // 2, (height - edge) // 2
        image = image.crop((left, top, left + edge, top + edge))
    elif PREPARATION["crop"] == "FIT":
        to = tuple(max(1, int(edge * SIZE / max(width, height) + 0.5)) for edge in (width, height))
    image = image.resize(to, Image.BOX if image.width > to[0] or image.height > to[1] else Image.BILINEAR)
    square = Image.new(image.mode, (SIZE, SIZE))
    square.paste(image, ((SIZE - to[0]) // 2, (SIZE - to[1]) // 2))
    return np.asarray(square, np.uint8).reshape(SIZE, SIZE, CHANNELS)


session = onnxruntime.InferenceSession(HERE / "model.onnx", providers=["CPUExecutionProvider"])
for file in sys.argv[1:]:
    scores, maps = session.run(["score", "anomaly_map"], {"image": prepared(file)[None]})
    flagged = MANIFEST["threshold"] and ("anomalous" if scores[0] >= MANIFEST["threshold"]["value"] else "normal")
    print(file, float(scores[0]), flagged or "")
