# What the detector backbone computes, as one stateless TorchScript module. BackboneFeatures.java and LcNet.java load this text as
# it is. Whole numbers and factors come as tensors on the CPU, because DJL passes tensors alone.
class Ops(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool

  # Images uint8 [N, S, S, C] -> float32 [N, 3, e, e], bilinear, (x - mean) * factor; mean and factor [3, 1, 1].
  def prepared(self: __torch__.Ops, images: Tensor, edge: Tensor, mean: Tensor, factor: Tensor) -> Tensor:
    x = torch.contiguous(torch.to(torch.permute(images, [0, 3, 1, 2]), 6))
    e = int(edge)
    if torch.eq(e, torch.size(x, 2)):
      y = x
    else:
      y = torch.upsample_bilinear2d(x, [e, e], False, None)
    return torch.mul(torch.sub(torch.expand(y, [-1, 3, -1, -1]), mean), factor)

  # A convolution that keeps the edge, or halves it by its stride.
  def conv(self: __torch__.Ops, x: Tensor, weight: Tensor, bias: Tensor, stride: Tensor, groups: Tensor) -> Tensor:
    s = int(stride)
    p = torch.floordiv(torch.size(weight, 2), 2)
    return torch.conv2d(x, weight, bias, [s, s], [p, p], [1, 1], int(groups))

  # The same, then hardswish(x) * scale + shift.
  def activated(self: __torch__.Ops, x: Tensor, weight: Tensor, bias: Tensor, stride: Tensor, groups: Tensor, scale: Tensor, shift: Tensor) -> Tensor:
    s = int(stride)
    p = torch.floordiv(torch.size(weight, 2), 2)
    y = torch.hardswish(torch.conv2d(x, weight, bias, [s, s], [p, p], [1, 1], int(groups)))
    return torch.add(torch.mul(y, float(scale)), float(shift))

  # Two maps, the first of twice the edge, as cells: [N, c, 2e, 2e] and [N, d, e, e] -> [N, e * e, c + d]. Each is the mean of a
  # cell and its neighbors.
  def cells(self: __torch__.Ops, fine: Tensor, coarse: Tensor) -> Tensor:
    a = torch.avg_pool2d(torch.avg_pool2d(torch.replication_pad2d(fine, [1, 1, 1, 1]), [3, 3], [1, 1]), [2, 2], [2, 2])
    b = torch.avg_pool2d(torch.replication_pad2d(coarse, [1, 1, 1, 1]), [3, 3], [1, 1])
    return torch.contiguous(torch.permute(torch.flatten(torch.cat([a, b], 1), 2), [0, 2, 1]))

  def relu(self: __torch__.Ops, x: Tensor) -> Tensor:
    return torch.relu(x)

  def relu6(self: __torch__.Ops, x: Tensor) -> Tensor:
    return torch.clamp(x, 0, 6)

  def sum(self: __torch__.Ops, x: Tensor, y: Tensor) -> Tensor:
    return torch.add(x, y)

  def relu_sum(self: __torch__.Ops, x: Tensor, y: Tensor) -> Tensor:
    return torch.relu(torch.add(x, y))

  # Maximum over 3 x 3, stride 2.
  def max_pooled(self: __torch__.Ops, x: Tensor) -> Tensor:
    return torch.max_pool2d(x, [3, 3], [2, 2], [1, 1], [1, 1], False)

  # Patches of x [N, 3, e, e] by weight [D, 3, p, p] as tokens, with their positions [P, D], after those [R, D] that every image
  # has: [N, R + P, D].
  def tokens(self: __torch__.Ops, x: Tensor, weight: Tensor, bias: Tensor, first: Tensor, positions: Tensor) -> Tensor:
    p = torch.size(weight, 2)
    y = torch.conv2d(x, weight, bias, [p, p], [0, 0], [1, 1], 1)
    t = torch.add(torch.permute(torch.flatten(y, 2), [0, 2, 1]), positions)
    f = torch.expand(torch.unsqueeze(first, 0), [torch.size(t, 0), -1, -1])
    return torch.cat([f, t], 1)

  # A transformer's block: attention, then two linear layers with GELU, each normalized before and scaled after.
  def block(self: __torch__.Ops, t: Tensor, heads: Tensor, n1: Tensor, n1b: Tensor, qkv: Tensor, qkvb: Tensor, proj: Tensor, projb: Tensor, g1: Tensor, n2: Tensor, n2b: Tensor, f1: Tensor, f1b: Tensor, f2: Tensor, f2b: Tensor, g2: Tensor) -> Tensor:
    n = torch.size(t, 0)
    l = torch.size(t, 1)
    d = torch.size(t, 2)
    h = int(heads)
    x = torch.layer_norm(t, [d], n1, n1b, 1e-06, False)
    a = torch.permute(torch.reshape(torch.linear(x, qkv, qkvb), [n, l, 3, h, torch.floordiv(d, h)]), [2, 0, 3, 1, 4])
    q = torch.mul(torch.select(a, 0, 0), torch.pow(float(torch.floordiv(d, h)), -0.5))
    s = torch.softmax(torch.matmul(q, torch.transpose(torch.select(a, 0, 1), -2, -1)), -1, None)
    o = torch.reshape(torch.permute(torch.matmul(s, torch.select(a, 0, 2)), [0, 2, 1, 3]), [n, l, d])
    y = torch.add(t, torch.mul(torch.linear(o, proj, projb), g1))
    z = torch.layer_norm(y, [d], n2, n2b, 1e-06, False)
    return torch.add(y, torch.mul(torch.linear(torch.gelu(torch.linear(z, f1, f1b)), f2, f2b), g2))

  # Tokens normalized, without the first of them: [N, P, D].
  def patch_tokens(self: __torch__.Ops, t: Tensor, weight: Tensor, bias: Tensor, skipped: Tensor) -> Tensor:
    x = torch.slice(t, 1, int(skipped), torch.size(t, 1), 1)
    return torch.layer_norm(x, [torch.size(x, 2)], weight, bias, 1e-06, False)
