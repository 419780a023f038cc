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
