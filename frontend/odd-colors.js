// Colors of error maps, from the lowest error to the highest. Inferno, viridis and gray rise evenly in lightness, so equal
// steps of error look equal; turbo distinguishes more steps but has no even order.
const STOPS = {
  inferno: '000004 1f0c48 550f6d 88226a ba3655 e35933 f98c0a f9c932 fcffa4',
  viridis: '440154 472d7b 3b528b 2c728e 21918c 28ae80 5ec962 addc30 fde725',
  gray: '000000 ffffff',
  turbo: '30123b 4662d7 36aaf9 1ae4b6 72fe5e c8ef34 faba39 f66b19 ca2a04 7a0403',
};

export const COLORS = Object.keys(STOPS);
const tables = new Map();

/** 256 colors as bytes r, g, b. */
function table(name) {
  if (!tables.has(name)) {
    const stops = (STOPS[name] ?? STOPS.inferno).split(' ').map(hex => [0, 2, 4].map(at => parseInt(hex.slice(at, at + 2), 16)));
    const colors = new Uint8Array(768);
    for (let i = 0; i < 256; i++) {
      const at = (i / 255) * (stops.length - 1);
      const low = Math.min(Math.floor(at), stops.length - 2);
      for (let c = 0; c < 3; c++) colors[3 * i + c] = Math.round(stops[low][c] + (at - low) * (stops[low + 1][c] - stops[low][c]));
    }
    tables.set(name, colors);
  }
  return tables.get(name);
}

/**
 * Paints errors (0..255, in rows of `width`) as an ImageData; `frame` {start, keep} is where the run looked, in pixels:
 * nothing is drawn beyond.
 * Where `over` is true, low errors are clear, so that an image below shows.
 */
export function heat(errors, width, frame, { colors, scale, runScale, over }) {
  const palette = table(colors);
  let top = runScale;
  if (scale === 'image') {
    top = 1;
    for (let i = 0; i < errors.length; i++) if (errors[i] > top) top = errors[i];
  }
  const height = errors.length / width;
  const image = new ImageData(width, height);
  const end = frame.start + frame.keep;
  for (let y = Math.floor(frame.start); y < Math.min(end, height); y++) {
    for (let x = Math.floor(frame.start); x < Math.min(end, width); x++) {
      const at = y * width + x;
      const share = Math.min(255, Math.round((errors[at] / top) * 255));
      image.data[4 * at] = palette[3 * share];
      image.data[4 * at + 1] = palette[3 * share + 1];
      image.data[4 * at + 2] = palette[3 * share + 2];
      image.data[4 * at + 3] = over ? Math.min(255, share * 2) : 255;
    }
  }
  return image;
}
