# Operations that DJL's PyTorch engine lacks, as one stateless TorchScript module. TorchOps.java loads this text as it is.
# Small whole numbers and rates come as CPU tensors, because DJL passes tensors alone.
class Ops(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool

  # x [N, I, H, W], weight [I, O, k, k], bias [O], geometry int64 (stride, padding) -> [N, O, H', W']
  def conv_transpose(self: __torch__.Ops, x: Tensor, weight: Tensor, bias: Tensor, geometry: Tensor) -> Tensor:
    s = int(geometry[0])
    p = int(geometry[1])
    return torch.conv_transpose2d(x, weight, bias, [s, s], [p, p])

  # Gradients of a scalar; new tensors, so that nothing has to be zeroed before. Those of convolutions over images with
  # channels last come in that order as well, and the fused optimizers read memory as it lies: in the weights' order.
  def gradients(self: __torch__.Ops, loss: Tensor, parameters: List[Tensor]) -> List[Tensor]:
    found = torch.autograd.grad([loss], parameters)
    result = annotate(List[Tensor], [])
    for g in found:
      result.append(torch.contiguous(torch._unwrap_optional(g)))
    return result

  # sum += part * share
  def accumulate(self: __torch__.Ops, sum: List[Tensor], part: List[Tensor], share: Tensor) -> Tensor:
    torch._foreach_add_(sum, part, alpha=float(share))
    return share

  def scale(self: __torch__.Ops, arrays: List[Tensor], factor: Tensor) -> Tensor:
    torch._foreach_mul_(arrays, float(factor))
    return factor

  # One optimizer step in place. step [1] float32 counts the steps; rates float64 (lr, beta1, beta2, eps, weight decay)
  def adam(self: __torch__.Ops, p: List[Tensor], g: List[Tensor], m: List[Tensor], v: List[Tensor], step: Tensor,
           rates: Tensor) -> Tensor:
    torch.add_(step, 1)
    steps = annotate(List[Tensor], [])
    for i in range(torch.len(p)):
      steps.append(step)
    torch._fused_adam_(p, g, m, v, [], steps, lr=float(rates[0]), beta1=float(rates[1]), beta2=float(rates[2]),
                       weight_decay=0., eps=float(rates[3]), amsgrad=False, maximize=False)
    return step

  # The same with decoupled weight decay.
  def adamw(self: __torch__.Ops, p: List[Tensor], g: List[Tensor], m: List[Tensor], v: List[Tensor], step: Tensor,
            rates: Tensor) -> Tensor:
    torch.add_(step, 1)
    steps = annotate(List[Tensor], [])
    for i in range(torch.len(p)):
      steps.append(step)
    torch._fused_adamw_(p, g, m, v, [], steps, lr=float(rates[0]), beta1=float(rates[1]), beta2=float(rates[2]),
                        weight_decay=float(rates[4]), eps=float(rates[3]), amsgrad=False, maximize=False)
    return step

  def assign(self: __torch__.Ops, to: List[Tensor], from_: List[Tensor]) -> Tensor:
    for i in range(torch.len(to)):
      torch.copy_(to[i], from_[i])
    return to[0]

  def swap(self: __torch__.Ops, a: List[Tensor], b: List[Tensor]) -> Tensor:
    for i in range(torch.len(a)):
      kept = torch.clone(a[i])
      torch.copy_(a[i], b[i])
      torch.copy_(b[i], kept)
    return a[0]

  # Elements from..to of the flattened array; range int64 (from, to). A view.
  def slice(self: __torch__.Ops, x: Tensor, range: Tensor) -> Tensor:
    flat = torch.view(x, [-1])
    return torch.slice(flat, 0, int(range[0]), int(range[1]))

  # Images uint8 [N, H, W, C] -> the first N of out float32 [M, C, H, W] in -1..1; keep: edge of the centre square kept,
  # resized back.
  def prepare(self: __torch__.Ops, out: Tensor, images: Tensor, keep: Tensor) -> Tensor:
    size = torch.size(images, 1)
    k = int(keep)
    x = torch.permute(images, [0, 3, 1, 2])
    if torch.lt(k, size):
      start = torch.floordiv(size - k, 2)
      x = torch.slice(torch.slice(x, 2, start, start + k), 3, start, start + k)
      x = torch.upsample_bilinear2d(torch.contiguous(torch.to(x, 6)), [size, size], False, None)
    result = torch.slice(out, 0, 0, torch.size(images, 0))
    torch.copy_(result, x)
    return torch.sub_(torch.mul_(result, 2. / 255.), 1.)

  def noisy(self: __torch__.Ops, x: Tensor, deviation: Tensor) -> Tensor:
    return torch.add(x, torch.randn_like(x), alpha=float(deviation))

  # Standard normal noise of x's shape.
  def gaussian(self: __torch__.Ops, x: Tensor) -> Tensor:
    return torch.randn_like(x)

  # Casts that gradients flow through.
  def bfloat16(self: __torch__.Ops, x: Tensor) -> Tensor:
    return torch.to(x, 15)

  def float32(self: __torch__.Ops, x: Tensor) -> Tensor:
    return torch.to(x, 6)

  # Mean squared error over all elements.
  def mse(self: __torch__.Ops, out: Tensor, images: Tensor) -> Tensor:
    return torch.mse_loss(out, images)

  # Kullback-Leibler divergence of N(mu, exp(logvar)) from N(0, 1), summed over all elements.
  def divergence(self: __torch__.Ops, mu: Tensor, logvar: Tensor) -> Tensor:
    terms = torch.sub(torch.sub(torch.add(logvar, 1.), torch.pow(mu, 2)), torch.exp(logvar))
    return torch.mul(torch.sum(terms), -0.5)

  # -> score float64 [N] = sqrt of the summed squared error; reconstruction uint8 [N, H, W, C]
  def evaluate(self: __torch__.Ops, out: Tensor, images: Tensor) -> Tuple[Tensor, Tensor]:
    difference = torch.flatten(torch.sub(out, images), 1)
    score = torch.linalg_vector_norm(difference, 2, [1], False, dtype=7)
    bytes = torch.clamp_(torch.rsub(out, 128., -127.5), 0., 255.)
    return (score, torch.contiguous(torch.permute(torch.to(bytes, 0), [0, 2, 3, 1])))

  # The same, but score = root of the largest mean of 5 x 5 squared errors (means over channels), each divided by usual
  # [1, 1, H, W].
  def evaluate_worst(self: __torch__.Ops, out: Tensor, images: Tensor, usual: Tensor) -> Tuple[Tensor, Tensor]:
    difference = torch.sub(out, images)
    squares = torch.mean(torch.mul(difference, difference), [1], True)
    smooth = torch.avg_pool2d(torch.contiguous(torch.div(squares, usual)), [5, 5], [1, 1], [0, 0], False, True, None)
    score = torch.sqrt(torch.to(torch.amax(torch.flatten(smooth, 1), [1], False), 7))
    bytes = torch.clamp_(torch.rsub(out, 128., -127.5), 0., 255.)
    return (score, torch.contiguous(torch.permute(torch.to(bytes, 0), [0, 2, 3, 1])))

  # sums float64 [1, 1, H, W] += squared errors of the first count images, means over channels
  def add_errors(self: __torch__.Ops, sums: Tensor, out: Tensor, images: Tensor, count: Tensor) -> Tensor:
    difference = torch.slice(torch.sub(out, images), 0, 0, int(count))
    squares = torch.mean(torch.mul(difference, difference), [1], True)
    return torch.add_(sums, torch.sum(squares, [0], True, dtype=7))

  def usual_errors(self: __torch__.Ops, usual: Tensor, sums: Tensor, count: Tensor) -> Tensor:
    means = torch.div(sums, int(count))
    return torch.copy_(usual, torch.add(means, torch.mean(means), alpha=0.05))
