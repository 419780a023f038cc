# What the detector rotation computes beside its blocks, as one stateless TorchScript module. RotationOps.java loads this text as it
# is. Rates and whole numbers come as tensors on the CPU, because DJL passes tensors alone. Turned images lie in the order image
# by image, each in its four rotations.
class Ops(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool

  # Images uint8 [N, S, S, C] -> float32 [N, C, 32, 32], 0 to 255; area [32, S] says what each pixel takes of the old ones.
  def small(self: __torch__.Ops, images: Tensor, area: Tensor) -> Tensor:
    x = torch.contiguous(torch.to(torch.permute(images, [0, 3, 1, 2]), 6))
    if torch.eq(torch.size(area, 0), torch.size(area, 1)):
      y = x
    else:
      y = torch.matmul(torch.matmul(area, x), torch.t(area))
    return y

  # Where theta [N, 2, 3] looks, x * gain [N, 1, 1, 1] + shift [N, C, 1, 1].
  def changed(self: __torch__.Ops, x: Tensor, theta: Tensor, gain: Tensor, shift: Tensor) -> Tensor:
    size = [torch.size(x, 0), torch.size(x, 1), torch.size(x, 2), torch.size(x, 3)]
    y = torch.grid_sampler(x, torch.affine_grid_generator(theta, size, False), 0, 1, False)
    return torch.add(torch.mul(y, gain), shift)

  # (x - mean) * factor in four rotations: [N, C, e, e] -> [4 * N, C, e, e]; mean and factor [C, 1, 1]. Channels lie side by side
  # in memory, which makes the convolutions quicker.
  def turned(self: __torch__.Ops, x: Tensor, mean: Tensor, factor: Tensor) -> Tensor:
    y = torch.mul(torch.sub(x, mean), factor)
    all = [y, torch.rot90(y, 1, [2, 3]), torch.rot90(y, 2, [2, 3]), torch.rot90(y, 3, [2, 3])]
    shape = [-1, torch.size(x, 1), torch.size(x, 2), torch.size(x, 3)]
    return torch.contiguous(torch.reshape(torch.stack(all, 1), shape), memory_format=2)

  # [M, D, e, e] -> [M, D]
  def pooled(self: __torch__.Ops, features: Tensor) -> Tensor:
    return torch.mean(features, [2, 3], False)

  # Cross-entropy of logits [4 * N, 4], and the share of them that is largest at the right rotation.
  def loss(self: __torch__.Ops, logits: Tensor) -> Tuple[Tensor, Tensor]:
    turns = torch.view(torch.log_softmax(logits, 1, None), [-1, 4, 4])
    right = torch.diagonal(turns, 0, 1, 2)
    hit = torch.eq(torch.argmax(turns, 2), torch.arange(4, device=ops.prim.device(logits)))
    return (torch.neg(torch.mean(right)), torch.mean(torch.to(hit, 6)))

  # One step of SGD with Nesterov's momentum in place; rates float64 (lr, momentum, weight decay).
  def sgd(self: __torch__.Ops, p: List[Tensor], g: List[Tensor], m: List[Tensor], rates: Tensor) -> Tensor:
    torch._foreach_add_(g, p, alpha=float(rates[2]))
    torch._foreach_mul_(m, float(rates[1]))
    torch._foreach_add_(m, g, alpha=1)
    torch._foreach_add_(g, m, alpha=float(rates[1]))
    torch._foreach_add_(p, g, alpha=torch.neg(float(rates[0])))
    return rates

  # Features [4 * N, D, e, e] by rotation: their means over the image at length 1, [4, N, D].
  def embedded(self: __torch__.Ops, features: Tensor) -> Tensor:
    m = torch.mean(features, [2, 3], False)
    length = torch.clamp_min(torch.linalg_vector_norm(m, 2, [1], True), 1e-12)
    apart = torch.view(torch.div(m, length), [-1, 4, torch.size(m, 1)])
    return torch.contiguous(torch.permute(apart, [1, 0, 2]))

  # bank [4, M, D] from image start on = the first count of embedded.
  def put(self: __torch__.Ops, bank: Tensor, embedded: Tensor, start: Tensor, count: Tensor) -> Tensor:
    s = int(start)
    n = int(count)
    return torch.copy_(torch.slice(bank, 1, s, s + n), torch.slice(embedded, 1, 0, n))

  # Maps [N, 4, e, e] of the rotations turned back and added up, [N, e, e].
  def upright(self: __torch__.Ops, maps: Tensor) -> Tensor:
    a = torch.add(torch.select(maps, 1, 0), torch.rot90(torch.select(maps, 1, 1), 3, [1, 2]))
    b = torch.add(torch.rot90(torch.select(maps, 1, 2), 2, [1, 2]), torch.rot90(torch.select(maps, 1, 3), 1, [1, 2]))
    return torch.contiguous(torch.add(a, b))

  # Distances to the nearest training image in the same rotation, added up, float64 [N]; and maps [N, e, e] of what each cell adds
  # to it, whose mean is that sum.
  def nearest(self: __torch__.Ops, features: Tensor, bank: Tensor) -> Tuple[Tensor, Tensor]:
    e = torch.size(features, 2)
    f = (self).embedded(features)
    squares = torch.unsqueeze(torch.sum(torch.mul(bank, bank), [2]), 1)
    far = torch.sub(squares, torch.bmm(f, torch.permute(bank, [0, 2, 1])), alpha=2)
    which = torch.unsqueeze(torch.argmin(far, 2), 2)
    known = torch.gather(bank, 1, torch.expand(which, [-1, -1, torch.size(bank, 2)]))
    apart = torch.contiguous(torch.permute(torch.sub(f, known), [1, 0, 2]))
    distance = torch.linalg_vector_norm(apart, 2, [2])
    length = torch.linalg_vector_norm(torch.mean(features, [2, 3], True), 2, [1], True)
    cells = torch.div(features, torch.clamp_min(length, 1e-12))
    own = torch.view(cells, [-1, 4, torch.size(bank, 2), torch.mul(e, e)])
    beyond = torch.sub(own, torch.unsqueeze(torch.permute(known, [1, 0, 2]), 3))
    along = torch.sum(torch.mul(beyond, torch.unsqueeze(apart, 3)), [2])
    parts = torch.div(along, torch.unsqueeze(torch.clamp_min(distance, 1e-12), 2))
    maps = torch.view(parts, [-1, 4, e, e])
    return (torch.to(torch.sum(distance, [1]), 7), (self).upright(maps))

  # Mean negative log-probability of the right rotation, float64 [N]; and the same of each cell alone, [N, e, e].
  def unlikely(self: __torch__.Ops, features: Tensor, weight: Tensor, bias: Tensor) -> Tuple[Tensor, Tensor]:
    e = torch.size(features, 2)
    logits = torch.linear(torch.mean(features, [2, 3], False), weight, bias)
    turns = torch.view(torch.log_softmax(logits, 1, None), [-1, 4, 4])
    score = torch.neg(torch.mean(torch.to(torch.diagonal(turns, 0, 1, 2), 7), [1], False))
    cells = torch.linear(torch.permute(features, [0, 2, 3, 1]), weight, bias)
    each = torch.view(torch.log_softmax(cells, 3, None), [-1, 4, e, e, 4])
    right = torch.permute(torch.diagonal(each, 0, 1, 4), [0, 3, 1, 2])
    return (score, (self).upright(torch.div(right, -4.)))
