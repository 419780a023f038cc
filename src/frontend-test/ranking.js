const NO_LABEL = { hidden: 0xffff, unlabeled: 0xfffe };

/**
 * A run's ranking as the server's RankingBytes writes it: length of the head, head, scores, kinds.
 *
 * @param images [score, kind] each; a kind is 0 (normal), 1.. (a type), 'hidden' or 'unlabeled'
 */
export function ranking(images, types = ['bent'], labelSet = 1) {
  const text = JSON.stringify({ count: images.length, types, labelSet });
  // The scores begin at a multiple of eight.
  const head = new TextEncoder().encode(text + ' '.repeat((12 - (text.length % 8)) % 8));
  const buffer = new ArrayBuffer(4 + head.length + 10 * images.length);
  new DataView(buffer).setInt32(0, head.length, true);
  new Uint8Array(buffer, 4).set(head);
  const scores = new Float64Array(buffer, 4 + head.length, images.length);
  const kinds = new Uint16Array(buffer, 4 + head.length + 8 * images.length, images.length);
  images.forEach(([score, kind], i) => {
    scores[i] = score;
    kinds[i] = NO_LABEL[kind] ?? kind;
  });
  return buffer;
}
