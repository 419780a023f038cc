import { parallelRows } from './odd-chart-parallel.js';

// How a chart leaves the page. The image is drawn again, so that it does not depend on the screen.
const save = (blob, name) => {
  const link = Object.assign(document.createElement('a'), { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
};

const draw = ({ library, make, width, height, background }, renderer, use) => {
  const host = document.createElement('div');
  Object.assign(host.style, { position: 'fixed', left: '-10000px', width: `${width}px`, height: `${height}px` });
  document.body.append(host);
  const chart = library.init(host, null, { renderer, devicePixelRatio: 3, width, height, ssr: renderer === 'svg' });
  try {
    const options = make();
    const names = options.series.filter(series => series.name && !series.silent).map(series => series.name);
    if (names.length > 1) Object.assign(options, { legend: { data: names, bottom: 0, textStyle: options.textStyle },
      grid: { ...options.grid, bottom: options.grid.bottom + 26 } });
    chart.setOption({ ...options, backgroundColor: background });
    return use(chart);
  } finally {
    chart.dispose();
    host.remove();
  }
};

export const savePng = drawing => draw(drawing, 'canvas', chart => chart.renderToCanvas({ pixelRatio: 3 }))
  .toBlob(blob => save(blob, `${drawing.name}.png`), 'image/png');

export const saveSvg = drawing => {
  const svg = draw(drawing, 'svg', chart => chart.renderToSVGString());
  save(new Blob([svg], { type: 'image/svg+xml' }), `${drawing.name}.svg`);
};

// A cell that a spreadsheet would take for a formula is marked as text.
const cell = value => {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

const COLUMNS = {
  losses: ['epoch', 'loss'],
  roc: ['false positive rate', 'true positive rate'],
  pr: ['recall', 'precision'],
  histogram: ['from', 'to', 'count'],
  dots: ['x', 'y'],
  history: ['x', 'y'],
  clouds: ['image', 'x', 'y'],
};

const csv = data => {
  const titles = (COLUMNS[data.kind] ?? []).map(title => ({ x: data.xTitle, y: data.yTitle })[title] ?? title);
  const rows = data.kind === 'parallel' ? parallelRows(data) : [['series', ...titles]];
  const at = x => (data.kind === 'history' ? new Date(x).toISOString() : x);
  for (const { name, x, y } of data.dots ?? []) rows.push([name, at(x), y]);
  for (const { name, images, x, y } of data.clouds ?? []) images.forEach((image, i) => rows.push([name, image, x[i], y[i]]));
  for (const { name, counts } of data.bars ?? []) {
    counts.forEach((count, i) => rows.push([name, data.edges[i], data.edges[i + 1], count]));
  }
  for (const { name, x, y } of data.lines ?? []) x.forEach((value, i) => rows.push([name, value, y[i]]));
  return rows.map(row => row.map(cell).join(',') + '\r\n').join('');
};

export const saveCsv = (data, name) => save(new Blob([csv(data)], { type: 'text/csv' }), `${name}.csv`);
