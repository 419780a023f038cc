# What the detector patches computes, as one stateless TorchScript module. PatchOps.java loads this text as it is.
# Whole numbers come as int64 tensors on the CPU, because DJL passes tensors alone.
class Ops(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool

  # Images uint8 [N, S, S, C] -> float32 [N, C, S / scale, S / scale] in 0..1, each pixel the mean of a square. Sums of
  # whole numbers are exact in any order, so that other runtimes get the same bits.
  def pooled(self: __torch__.Ops, images: Tensor, scale: Tensor) -> Tensor:
    x = torch.contiguous(torch.to(torch.permute(images, [0, 3, 1, 2]), 6))
    s = int(scale)
    if torch.eq(s, 1):
      sums = x
    else:
      sums = torch.avg_pool2d(x, [s, s], [s, s], [0, 0], False, True, 1)
    return torch.div(sums, torch.mul(torch.mul(s, s), 255))

  # Patches of 8 x 8 float64 [n * per, 64 * C] at random places of float32 images [N, C, e, e]; places int64 [N * per] are
  # numbers of cells of the grid.
  def drawn(self: __torch__.Ops, x: Tensor, places: Tensor, stride: Tensor) -> Tensor:
    s = int(stride)
    cells = torch.permute(torch.im2col(x, [8, 8], [1, 1], [0, 0], [s, s]), [0, 2, 1])
    n = torch.size(x, 0)
    index = torch.unsqueeze(torch.view(places, [n, -1]), 2)
    wide = torch.expand(index, [-1, -1, torch.size(cells, 2)])
    chosen = torch.gather(cells, 1, wide)
    return torch.to(torch.reshape(chosen, [-1, torch.size(cells, 2)]), 7)

  # Eigenvectors of a covariance float64 [d, d], those of the largest values first, and the values.
  def axes(self: __torch__.Ops, covariance: Tensor) -> Tuple[Tensor, Tensor]:
    values, vectors = torch.linalg_eigh(covariance)
    return (torch.contiguous(torch.flip(vectors, [1])), torch.contiguous(torch.flip(values, [0])))

  # Histograms of gradients and mean colors in cells of 8 x 8: float32 [N, C, e, e] -> [N, cells, 13 + C].
  def gradients(self: __torch__.Ops, x: Tensor, stride: Tensor) -> Tensor:
    s = int(stride)
    e = torch.size(x, 2)
    p = torch.replication_pad2d(x, [1, 1, 1, 1])
    gx = torch.sub(torch.slice(torch.slice(p, 2, 1, e + 1), 3, 2, e + 2), torch.slice(torch.slice(p, 2, 1, e + 1), 3, 0, e))
    gy = torch.sub(torch.slice(torch.slice(p, 2, 2, e + 2), 3, 1, e + 1), torch.slice(torch.slice(p, 2, 0, e), 3, 1, e + 1))
    m = torch.add(torch.mul(gx, gx), torch.mul(gy, gy))
    # The strongest channel by the square, because not every library rounds square roots alike.
    if torch.eq(torch.size(x, 1), 1):
      strongest, hx, hy = m, gx, gy
    else:
      most, channel = torch.max(m, 1, True)
      strongest, hx, hy = most, torch.gather(gx, 1, channel), torch.gather(gy, 1, channel)
    strong = torch.sqrt(strongest)
    turn = torch.remainder(torch.mul(torch.atan2(hy, hx), 12. / 6.283185307179586), 12.)
    bins = torch.view(torch.arange(12, dtype=6, device=ops.prim.device(x)), [1, 12, 1, 1])
    apart = torch.abs(torch.sub(turn, bins))
    near = torch.minimum(apart, torch.rsub(apart, 12.))
    weights = torch.mul(torch.relu_(torch.rsub(near, 1.)), strong)
    h = torch.avg_pool2d(weights, [8, 8], [s, s])
    length = torch.sqrt(torch.sum(torch.mul(h, h), [1], True))
    shape = torch.div(h, torch.add(length, 0.02))
    strength = torch.div(torch.log(torch.add(length, 0.01)), 4.)
    color = torch.avg_pool2d(x, [8, 8], [s, s])
    all = torch.flatten(torch.cat([shape, strength, color], 1), 2)
    return torch.contiguous(torch.permute(all, [0, 2, 1]))

  # Raw patches on their first axes: kernels [K, C, 8, 8], offset [K] -> [N, cells, K].
  def projected(self: __torch__.Ops, x: Tensor, kernels: Tensor, offset: Tensor, stride: Tensor) -> Tensor:
    s = int(stride)
    y = torch.flatten(torch.conv2d(x, kernels, offset, [s, s]), 2)
    return torch.contiguous(torch.permute(y, [0, 2, 1]))

  # (x - mean) * factor, mean and factor [d].
  def standardized(self: __torch__.Ops, x: Tensor, mean: Tensor, factor: Tensor) -> Tensor:
    return torch.mul(torch.sub(x, mean), factor)

  def joined(self: __torch__.Ops, parts: List[Tensor]) -> Tensor:
    return torch.cat(parts, 2)

  # Some of the numbers of each cell: x [N, P, d], int64 [k] -> [N, P, k].
  def chosen(self: __torch__.Ops, x: Tensor, which: Tensor) -> Tensor:
    return torch.index_select(x, 2, which)

  # Some cells of x [N, P, d].
  def cells(self: __torch__.Ops, x: Tensor, start: Tensor, end: Tensor) -> Tensor:
    return torch.contiguous(torch.slice(x, 1, int(start), int(end)))

  # Maps of parts of the cells as one: [N, p] each -> [N, P].
  def beside(self: __torch__.Ops, parts: List[Tensor]) -> Tensor:
    return torch.cat(parts, 1)

  # What a whole image is for its nearest neighbors: x [N, C, 32, 32], small [N, C, 8, 8] -> [N, 1, D].
  def whole(self: __torch__.Ops, cells: Tensor, small: Tensor) -> Tensor:
    both = torch.cat([torch.flatten(cells, 1), torch.mul(torch.flatten(small, 1), 3.)], 1)
    return torch.unsqueeze(both, 1)

  # sums[0] += x over the rows, sums[1] += x * x, float64, in place; x [N, P, d].
  def moments(self: __torch__.Ops, sums: List[Tensor], x: Tensor) -> Tensor:
    y = torch.to(torch.reshape(x, [-1, torch.size(x, 2)]), 7)
    torch.add_(sums[0], torch.sum(y, [0]))
    torch.add_(sums[1], torch.sum(torch.mul(y, y), [0]))
    return x

  # sums[0] [P, d] += x over the images, sums[1] [P, d, d] += x x^T, float64, in place; x float32 or float64 [N, P, d].
  def products(self: __torch__.Ops, sums: List[Tensor], x: Tensor) -> Tensor:
    y = torch.permute(torch.to(x, 7), [1, 0, 2])
    torch.add_(sums[0], torch.sum(y, [1]))
    torch.add_(sums[1], torch.bmm(torch.permute(y, [0, 2, 1]), y))
    return x

  # Covariances float64 [P, d, d] from such sums over n rows.
  def covariances(self: __torch__.Ops, sum: Tensor, squares: Tensor, n: Tensor) -> Tensor:
    count = float(n)
    mean = torch.div(sum, count)
    outer = torch.mul(torch.unsqueeze(mean, 2), torch.unsqueeze(mean, 1))
    return torch.div(torch.sub(squares, torch.mul(outer, count)), count - 1.)

  # Means float32 from a sum over n rows.
  def means(self: __torch__.Ops, sum: Tensor, n: Tensor) -> Tensor:
    return torch.to(torch.div(sum, float(n)), 6)

  # Inverses of the Cholesky factors of covariances [P, d, d] + share of their mean variance on each diagonal, float32.
  def whitening(self: __torch__.Ops, covariances: Tensor, share: Tensor) -> Tensor:
    variances = torch.diagonal(covariances, 0, 1, 2)
    ridge = torch.add(torch.mul(torch.mean(variances), float(share)), 1e-08)
    unit = torch.eye(torch.size(covariances, 1), dtype=7, device=ops.prim.device(covariances))
    lower = torch.linalg_cholesky(torch.add(covariances, torch.mul(unit, ridge)))
    wide = torch.expand(torch.unsqueeze(unit, 0), [torch.size(covariances, 0), -1, -1])
    inverse = torch.linalg_solve_triangular(lower, wide, upper=False)
    return torch.to(torch.contiguous(inverse), 6)

  # Share of the variance of all cells that is left at a cell's own place: 1 = the place says nothing. float64.
  def freedom(self: __torch__.Ops, sum: Tensor, squares: Tensor, n: Tensor) -> Tensor:
    count = float(n)
    places = torch.size(sum, 0)
    diagonals = torch.diagonal(squares, 0, 1, 2)
    within = torch.sum(torch.sub(torch.div(diagonals, count), torch.pow(torch.div(sum, count), 2)))
    all = torch.div(torch.sum(sum, [0]), torch.mul(count, places))
    total = torch.sub(torch.div(torch.sum(diagonals), torch.mul(count, places)), torch.sum(torch.mul(all, all)))
    return torch.unsqueeze(torch.div(torch.div(within, places), torch.add(total, 1e-12)), 0)

  # Mahalanobis distances: x [N, P, d], mean [P, d], whitening [P, d, d] -> [N, P].
  def mahalanobis(self: __torch__.Ops, x: Tensor, mean: Tensor, whitening: Tensor) -> Tensor:
    centered = torch.permute(torch.sub(x, mean), [1, 2, 0])
    return torch.permute(torch.linalg_vector_norm(torch.bmm(whitening, centered), 2, [1]), [1, 0])

  # Greedy k-center over rows [n, d], k more centers from the row start on: each the farthest from those before it. far [n]
  # are squared distances to the nearest center so far. Gives the centers, far, and the row to go on with.
  def centers(self: __torch__.Ops, rows: Tensor, squares: Tensor, far: Tensor, start: Tensor, k: Tensor) -> Tuple[Tensor, Tensor, Tensor]:
    at = start
    chosen = annotate(List[Tensor], [])
    for i in range(int(k)):
      chosen.append(at)
      row = torch.index_select(rows, 0, at)
      product = torch.squeeze(torch.mm(rows, torch.permute(row, [1, 0])), 1)
      distance = torch.add(torch.sub(squares, product, alpha=2), torch.sum(torch.mul(row, row)))
      far = torch.minimum(far, distance)
      at = torch.argmax(far, 0, True)
    return (torch.index_select(rows, 0, torch.cat(chosen, 0)), far, at)

  # How far rows [n, d] are from no center at all, and their squared lengths: the start of centers.
  def nocenters(self: __torch__.Ops, rows: Tensor) -> Tuple[Tensor, Tensor, Tensor]:
    n = torch.size(rows, 0)
    far = torch.full([n], 1e+30, dtype=6, device=ops.prim.device(rows))
    at = torch.zeros([1], dtype=4, device=ops.prim.device(rows))
    return (torch.sum(torch.mul(rows, rows), [1]), far, at)

  # Distances to the nearest row of a bank [K, d], and which it is: x [N, P, d] -> [N, P] and int64 [N, P]. The nearest is
  # found by a matrix product, its distance is then computed without cancellation.
  def nearest(self: __torch__.Ops, x: Tensor, bank: Tensor) -> Tuple[Tensor, Tensor]:
    squares = torch.sum(torch.mul(bank, bank), [1])
    flat = torch.reshape(x, [-1, torch.size(x, 2)])
    far = torch.sub(squares, torch.mm(flat, torch.permute(bank, [1, 0])), alpha=2)
    which = torch.argmin(far, 1)
    apart = torch.sub(flat, torch.index_select(bank, 0, which))
    distance = torch.linalg_vector_norm(apart, 2, [1])
    shape = [torch.size(x, 0), torch.size(x, 1)]
    return (torch.view(distance, shape), torch.view(which, shape))

  # Distance at each cell of the whole image's histograms to those of its nearest image: x [N, 1, D] -> [N, cells].
  def cellwise(self: __torch__.Ops, x: Tensor, bank: Tensor, which: Tensor, cells: Tensor, depth: Tensor) -> Tensor:
    p = int(cells)
    d = int(depth)
    apart = torch.sub(torch.squeeze(x, 1), torch.index_select(bank, 0, torch.flatten(which)))
    part = torch.view(torch.contiguous(torch.slice(apart, 1, 0, p * d)), [-1, p, d])
    return torch.linalg_vector_norm(part, 2, [2])

  # Length of (x - mean) times a matrix: x [N, P, d], mean [d], remainder [d, d] -> [N, P].
  def residual(self: __torch__.Ops, x: Tensor, mean: Tensor, remainder: Tensor) -> Tensor:
    flat = torch.reshape(torch.sub(x, mean), [-1, torch.size(x, 2)])
    left = torch.linalg_vector_norm(torch.mm(flat, remainder), 2, [1])
    return torch.view(left, [torch.size(x, 0), torch.size(x, 1)])

  # Rows of x [N, P, d] by their number within the batch, int64 [k].
  def rows(self: __torch__.Ops, x: Tensor, which: Tensor) -> Tensor:
    return torch.index_select(torch.reshape(x, [-1, torch.size(x, 2)]), 0, which)

  # Puts rows into a table from a row on, in place; from int64.
  def put(self: __torch__.Ops, table: Tensor, rows: Tensor, start: Tensor) -> Tensor:
    a = int(start)
    torch.copy_(torch.slice(table, 0, a, torch.add(a, torch.size(rows, 0))), rows)
    return table

  # Mean of the k largest of each row [N, P] -> float64 [N]; k int64.
  def top(self: __torch__.Ops, map: Tensor, k: Tensor) -> Tensor:
    values, index = torch.topk(map, int(k), 1)
    return torch.mean(torch.to(values, 7), [1])
