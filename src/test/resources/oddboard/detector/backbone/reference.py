"""Forward passes of the known networks in numpy (float64), on weights made up by a formula from the tensors' names.

Run in this folder: python3 reference.py. Writes expected.txt and positions.txt, which KnownNetworksTest and
LargeNetworksTest read. Needs numpy, scipy (error function) and Pillow (bicubic interpolation of positions).
"""
import numpy as np
from PIL import Image
from scipy.special import erf

M = (1 << 64) - 1


def uniform(name, count):
    """FNV-1a of the name, then SplitMix64's finalizer of (hash << 32) + index; 24 bits as -1..1."""
    h = 0x811C9DC5
    for b in name.encode():
        h = ((h ^ b) * 0x01000193) & 0xFFFFFFFF
    z = np.arange(count, dtype=np.uint64) + np.uint64(h << 32)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    z ^= z >> np.uint64(31)
    return (z >> np.uint64(40)).astype(np.float64) / (1 << 23) - 1


def tensor(name, *shape):
    u = uniform(name, int(np.prod(shape)))
    if name.endswith("running_var"):
        v = 1 + 0.5 * u
    elif name.endswith("running_mean"):
        v = 0.1 * u
    elif name.endswith("gamma"):
        v = 0.5 + 0.2 * u
    elif name.endswith(".weight") and len(shape) == 1:
        v = 0.6 + 0.2 * u
    elif name.endswith(".bias"):
        v = 0.1 * u
    elif "embed" in name and len(shape) == 3 or "token" in name:
        v = 0.5 * u
    else:
        v = np.sqrt(6.0 / np.prod(shape[1:])) * u
    return v.astype(np.float32).astype(np.float64).reshape(shape)


def conv(x, w, stride, padding, groups=1):
    n, _, h, _ = x.shape
    o, i, k, _ = w.shape
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    e = (h + 2 * padding - k) // stride + 1
    y = np.zeros((n, o, e, e))
    for a in range(k):
        for b in range(k):
            part = x[:, :, a:a + stride * (e - 1) + 1:stride, b:b + stride * (e - 1) + 1:stride]
            if groups == 1:
                y += np.einsum("nihw,oi->nohw", part, w[:, :, a, b], optimize=True)
            else:
                y += part * w[:, 0, a, b][None, :, None, None]
    return y


def norm(x, name):
    c = x.shape[1]
    g, b, m, v = (tensor(f"{name}.{p}", c)[None, :, None, None] for p in ("weight", "bias", "running_mean", "running_var"))
    return (x - m) / np.sqrt(v + 1e-5) * g + b


def max_pool(x):
    e = x.shape[2] // 2
    x = np.pad(x, ((0, 0), (0, 0), (1, 1), (1, 1)), constant_values=-np.inf)
    return np.max([x[:, :, a:a + 2 * e:2, b:b + 2 * e:2] for a in range(3) for b in range(3)], axis=0)


def relu(x):
    return np.maximum(x, 0)


def resnet(x, depths, bottleneck, base):
    x = relu(norm(conv(x, tensor("conv1.weight", 64, 3, 7, 7), 2, 3), "bn1"))
    x = max_pool(x)
    maps = []
    for layer in range(3):
        planes = 64 * 2 ** layer
        for block in range(depths[layer]):
            p = f"layer{layer + 1}.{block}"
            stride = 2 if layer and not block else 1
            i = x.shape[1]
            if bottleneck:
                wide = planes * base // 64
                out = planes * 4
                y = relu(norm(conv(x, tensor(p + ".conv1.weight", wide, i, 1, 1), 1, 0), p + ".bn1"))
                y = relu(norm(conv(y, tensor(p + ".conv2.weight", wide, wide, 3, 3), stride, 1), p + ".bn2"))
                y = norm(conv(y, tensor(p + ".conv3.weight", out, wide, 1, 1), 1, 0), p + ".bn3")
            else:
                out = planes
                y = relu(norm(conv(x, tensor(p + ".conv1.weight", out, i, 3, 3), stride, 1), p + ".bn1"))
                y = norm(conv(y, tensor(p + ".conv2.weight", out, out, 3, 3), 1, 1), p + ".bn2")
            if stride != 1 or i != out:
                x = norm(conv(x, tensor(p + ".downsample.0.weight", out, i, 1, 1), stride, 0), p + ".downsample.1")
            x = relu(x + y)
        maps.append((f"layer{layer + 1}", x))
    return maps


def mobilenet(x, timm):
    def step(x, c, n, out, kernel, stride, groups=1, activated=True):
        w = tensor(c + ".weight", out, x.shape[1] // groups, kernel, kernel)
        y = norm(conv(x, w, stride, kernel // 2, groups), n)
        return np.clip(y, 0, 6) if activated else y

    x = step(x, "conv_stem", "bn1", 32, 3, 2) if timm else step(x, "features.0.0", "features.0.1", 32, 3, 2)
    number = 1
    maps = []
    table = [(1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1)]
    for stage, (t, c, n, s) in enumerate(table):
        for block in range(n):
            stride = s if block == 0 else 1
            i = x.shape[1]
            p = f"blocks.{stage}.{block}" if timm else f"features.{number}.conv"
            if timm:
                names = [("conv_dw", "bn1"), ("conv_pw", "bn2")] if t == 1 else [("conv_pw", "bn1"), ("conv_dw", "bn2"), ("conv_pwl", "bn3")]
            else:
                names = [("0.0", "0.1"), ("1", "2")] if t == 1 else [("0.0", "0.1"), ("1.0", "1.1"), ("2", "3")]
            names = [(p + "." + a, p + "." + b) for a, b in names]
            y = x
            if t > 1:
                y = step(y, *names[0], i * t, 1, 1)
            y = step(y, *names[-2], i * t, 3, stride, i * t)
            y = step(y, *names[-1], c, 1, 1, 1, False)
            x = x + y if stride == 1 and i == c else y
            number += 1
        if stage in (1, 2, 4):
            maps.append((f"{c} channels", x))
    return maps


def resized(grid, to):
    """[e, e, D] -> [to, to, D] by Pillow, channel by channel."""
    if grid.shape[0] == to:
        return grid
    return np.stack([np.asarray(Image.fromarray(grid[:, :, c].astype(np.float32), "F").resize((to, to), Image.BICUBIC), dtype=np.float64)
                     for c in range(grid.shape[2])], axis=2)


def layer_norm(x, name):
    d = x.shape[-1]
    m = x.mean(-1, keepdims=True)
    v = ((x - m) ** 2).mean(-1, keepdims=True)
    return (x - m) / np.sqrt(v + 1e-6) * tensor(name + ".weight", d) + tensor(name + ".bias", d)


def linear(x, name, out):
    return x @ tensor(name + ".weight", out, x.shape[-1]).T + tensor(name + ".bias", out)


def dino(x, d, timm):
    n, _, e, _ = x.shape
    w, b = tensor("patch_embed.proj.weight", d, 3, 14, 14), tensor("patch_embed.proj.bias", d)
    g = e // 14
    patches = x.reshape(n, 3, g, 14, g, 14).transpose(0, 2, 4, 1, 3, 5).reshape(n, g * g, -1) @ w.reshape(d, -1).T + b
    cls = np.repeat(tensor("cls_token", 1, 1, d), n, 0)
    if timm:
        reg = np.repeat(tensor("reg_token", 1, 4, d), n, 0)
        pos = resized(tensor("pos_embed", 1, 1369, d).reshape(37, 37, d), g).reshape(1, g * g, d)
        t = np.concatenate([cls, reg, patches + pos], 1)
    else:
        reg = np.repeat(tensor("register_tokens", 1, 4, d), n, 0)
        pos = tensor("pos_embed", 1, 1370, d)
        grid = resized(pos[:, 1:].reshape(37, 37, d), g).reshape(1, g * g, d)
        t = np.concatenate([cls, patches], 1) + np.concatenate([pos[:, :1], grid], 1)
        t = np.concatenate([t[:, :1], reg, t[:, 1:]], 1)
    h = d // 64
    maps = []
    for i in range(12):
        p = f"blocks.{i}."
        q, k, v = linear(layer_norm(t, p + "norm1"), p + "attn.qkv", 3 * d).reshape(n, -1, 3, h, 64).transpose(2, 0, 3, 1, 4)
        a = q @ k.transpose(0, 1, 3, 2) / 8
        a = np.exp(a - a.max(-1, keepdims=True))
        a = (a / a.sum(-1, keepdims=True)) @ v
        a = linear(a.transpose(0, 2, 1, 3).reshape(n, -1, d), p + "attn.proj", d)
        t = t + a * tensor(p + "ls1.gamma", d)
        z = linear(layer_norm(t, p + "norm2"), p + "mlp.fc1", 4 * d)
        z = linear(z * 0.5 * (1 + erf(z / np.sqrt(2))), p + "mlp.fc2", d)
        t = t + z * tensor(p + "ls2.gamma", d)
        if i in (0, 3, 7, 11):
            maps.append((f"block {i + 1}", t))
    maps.append(("patch tokens", layer_norm(t[:, 5:], "norm")))
    return maps


def main():
    cases = {
        "RESNET18": lambda x: resnet(x, (2, 2, 2), False, 64),
        "RESNET34": lambda x: resnet(x, (3, 4, 6), False, 64),
        "RESNET50": lambda x: resnet(x, (3, 4, 6), True, 64),
        "WIDE_RESNET50": lambda x: resnet(x, (3, 4, 6), True, 128),
        "MOBILENET_TIMM": lambda x: mobilenet(x, True),
        "MOBILENET_TORCHVISION": lambda x: mobilenet(x, False),
        "DINO_SMALL_TIMM": lambda x: dino(x, 384, True),
        "DINO_SMALL": lambda x: dino(x, 384, False),
        "DINO_BASE_TIMM": lambda x: dino(x, 768, True),
    }
    with open("expected.txt", "w") as out:
        for name, network in cases.items():
            edge = 56 if "DINO" in name else 64
            # Large enough that ReLU6 cuts.
            x = (60 if "MOBILENET" in name else 2) * uniform("input", 2 * 3 * edge * edge).reshape(2, 3, edge, edge)
            for layer, values in network(x):
                flat = values.reshape(-1)
                step = max(1, flat.size // 150) | 1
                shape = " ".join(map(str, values.shape))
                out.write(f"{name}\t{layer}\t{edge}\t{shape}\t{step}\t{np.abs(flat).max():.6g}\t")
                out.write(" ".join(f"{v:.7g}" for v in flat[::step]) + "\n")
    with open("positions.txt", "w") as out:
        grid = tensor("pos_embed", 1, 1369, 3).reshape(37, 37, 3)
        for to in (4, 16, 37, 40, 73):
            out.write(f"{to}\t" + " ".join(f"{v:.7g}" for v in resized(grid, to).reshape(-1)[::7]) + "\n")


main()
