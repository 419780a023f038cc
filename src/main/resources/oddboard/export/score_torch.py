"""Scores images of the model's own size: python score_torch.py IMAGE ...   Needs: pip install torch numpy pillow"""
import json
import sys
from pathlib import Path

import numpy as np
import torch
from PIL import Image

HERE = Path(__file__).parent
MANIFEST = json.loads((HERE / "manifest.json").read_text(encoding="utf-8"))
SIZE, CHANNELS = MANIFEST["input"]["size"], MANIFEST["input"]["channels"]

model = torch.jit.load(HERE / "model.pt")
for file in sys.argv[1:]:
    image = Image.open(file).convert("RGB" if CHANNELS == 3 else "L").resize((SIZE, SIZE), Image.BOX)
    pixels = torch.from_numpy(np.array(image, np.uint8).reshape(1, SIZE, SIZE, CHANNELS))
    with torch.inference_mode():
        scores, maps = model(pixels)
    flagged = MANIFEST["threshold"] and ("anomalous" if scores[0] >= MANIFEST["threshold"]["value"] else "normal")
    print(file, float(scores[0]), flagged or "")
