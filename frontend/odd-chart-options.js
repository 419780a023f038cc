// The options of ECharts: every point as it came, no smoothing, no sampling, no animation.
import { parallel, parallelSummary } from './odd-chart-parallel.js';

export const readable = value => {
  if (value === null || value === undefined || Number.isNaN(value)) return '–';
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e9)) return value.toExponential(2);
  const whole = size >= 1000 || Number.isInteger(value);
  return value.toLocaleString('en', whole ? { maximumFractionDigits: 0 } : { maximumSignificantDigits: 4 });
};

const tick = value => (value !== 0 && (Math.abs(value) < 1e-3 || Math.abs(value) >= 1e6) ? value.toExponential(0)
  : Number(value.toPrecision(6)).toLocaleString('en', { maximumFractionDigits: 6 }));

const DASHES = ['solid', [6, 3], [2, 2], [8, 3, 2, 3]];

// Two runs that share a color differ in their dashes.
const dash = (all, index) =>
  DASHES[all.slice(0, index).filter(one => one.color % 8 === all[index].color % 8).length % DASHES.length];

const runColor = (page, index) => page.color(`--odd-run-${((index % 8) + 8) % 8}`);

const axis = (page, name, more) => ({
  type: 'value',
  name,
  nameLocation: 'middle',
  nameTextStyle: { color: page.color('--odd-mute'), fontSize: 11, fontFamily: page.font },
  axisLine: { show: true, lineStyle: { color: page.color('--odd-line-strong') }, onZero: false },
  axisTick: { show: false },
  axisLabel: {
    color: page.color('--odd-mute'), fontSize: 11, fontFamily: page.font, hideOverlap: true, formatter: tick,
  },
  splitLine: { lineStyle: { color: page.color('--odd-line') } },
  ...more,
});

// The first and last edge are no round numbers; their labels would lie on their neighbors'.
const inner = one => ({ ...one, axisLabel: { ...one.axisLabel, showMinLabel: false, showMaxLabel: false } });

// The words come from users: they are set as text, never as markup.
const tip = (title, rows) => {
  const box = document.createElement('div');
  box.append(Object.assign(document.createElement('div'), { textContent: title }));
  for (const row of rows) {
    const line = document.createElement('div');
    line.style.cssText = 'display:flex;gap:8px;align-items:center';
    const chip = document.createElement('i');
    chip.style.cssText = `width:8px;height:8px;border-radius:2px;background:${row.color}`;
    const number = Object.assign(document.createElement('b'), { textContent: row.number });
    number.style.cssText = 'margin-left:auto;padding-left:12px;font-variant-numeric:tabular-nums';
    line.append(chip, document.createTextNode(row.name), number);
    box.append(line);
  }
  return box;
};

const base = (page, grid, formatter) => ({
  animation: false,
  textStyle: { fontFamily: page.font, color: page.color('--odd-ink') },
  grid,
  tooltip: {
    trigger: 'axis',
    confine: true,
    transitionDuration: 0,
    backgroundColor: page.color('--odd-surface'),
    borderColor: page.color('--odd-line-strong'),
    padding: [6, 10],
    textStyle: { color: page.color('--odd-ink'), fontSize: 12, fontFamily: page.font },
    axisPointer: { type: 'line', lineStyle: { color: page.color('--odd-mute'), type: 'dashed' }, animation: false },
    formatter,
  },
});

const lines = (data, page, point) => data.lines.map((line, index) => {
  const color = runColor(page, line.color);
  const points = page.off.has(line.name) ? [] : line.x.map((x, i) => point(x, line.y[i]));
  return {
    id: `line-${index}`,
    name: line.name,
    type: 'line',
    smooth: false,
    symbol: 'circle',
    symbolSize: 4,
    showSymbol: points.length === 1,
    connectNulls: false,
    lineStyle: { color, width: 1.8, type: dash(data.lines, index) },
    itemStyle: { color },
    emphasis: { disabled: true },
    data: points,
  };
});

const tipRows = hits => hits.filter(hit => hit.seriesName && hit.value)
  .map(hit => ({ name: hit.seriesName, color: hit.color, number: readable(hit.value[1]) }));

const losses = (data, page) => ({
  ...base(page, { left: 56, right: 16, top: 14, bottom: 40 }, hits => tip(`epoch ${hits[0].value[0]}`, tipRows(hits))),
  xAxis: axis(page, 'epoch', {
    min: 1, max: Math.max(data.epochs, 2), minInterval: 1, nameGap: 24, splitLine: { show: false },
  }),
  yAxis: axis(page, page.log ? 'loss (log)' : 'loss', { type: page.log ? 'log' : 'value', scale: true, nameGap: 42 }),
  series: lines(data, page, (x, y) => [x, page.log && !(y > 0) ? null : y]),
});

const moment = at => new Date(at).toLocaleString('en', { dateStyle: 'medium', timeStyle: 'short' });

const time = (data, page) => ({
  ...base(page, { left: 56, right: 16, top: 14, bottom: 40 }, hits => tip(moment(hits[0].value[0]), tipRows(hits))),
  xAxis: axis(page, '', { type: 'time', splitLine: { show: false },
    axisLabel: { color: page.color('--odd-mute'), fontSize: 11, fontFamily: page.font, hideOverlap: true } }),
  yAxis: axis(page, data.yTitle, { min: 0, nameGap: 42, max: data.limit === undefined ? null
    : extent => (extent.max < data.limit * 1.2 ? data.limit * 1.2 : null) }),
  series: lines(data, page, (x, y) => [x, y]).map((line, index) => ({
    ...line,
    showSymbol: true,
    markLine: index || data.limit === undefined ? undefined : {
      silent: true, symbol: 'none', animation: false, label: { show: false }, data: [{ yAxis: data.limit }],
      lineStyle: { color: page.color('--odd-mute'), type: 'dashed', width: 1 },
    },
  })),
});

const share = more => ({ min: 0, max: 1, splitNumber: 5, ...more });

const roc = (data, page) => {
  const smallest = data.lines.flatMap(line => line.x).filter(x => x > 0).reduce((a, b) => Math.min(a, b), 0.1);
  const floor = 10 ** Math.max(-6, Math.floor(Math.log10(smallest)));
  const x = page.log ? { type: 'log', min: floor, max: 1 } : share();
  const steps = Array.from({ length: 60 }, (_, i) => (page.log ? floor ** (1 - i / 59) : i / 59));
  const diagonal = steps.map(value => [value, value]);
  return {
    ...base(page, { left: 46, right: 14, top: 14, bottom: 46 }, hits => {
      const shown = hits.filter(hit => hit.seriesName !== 'chance');
      return shown.length ? tip(`false positive rate ${readable(shown[0].value[0])}`, tipRows(shown)) : '';
    }),
    xAxis: axis(page, page.log ? 'false positive rate (log)' : 'false positive rate', { nameGap: 26, ...x }),
    yAxis: axis(page, 'true positive rate', share({ nameGap: 32 })),
    series: [
      ...lines(data, page, (fpr, tpr) => [page.log ? Math.max(fpr, floor) : fpr, tpr]),
      {
        id: 'chance', name: 'chance', type: 'line', silent: true, symbol: 'none', data: diagonal,
        tooltip: { show: false },
        lineStyle: { color: page.color('--odd-mute'), width: 1, type: [4, 4], opacity: 0.6 },
      },
    ],
  };
};

const pr = (data, page) => ({
  ...base(page, { left: 46, right: 14, top: 14, bottom: 46 },
      hits => tip(`recall ${readable(hits[0].value[0])}`, tipRows(hits))),
  xAxis: axis(page, 'recall', share({ nameGap: 26 })),
  yAxis: axis(page, 'precision', share({ nameGap: 32 })),
  series: lines(data, page, (x, y) => [x, y]),
});

const histogram = (data, page) => {
  const { edges, bars, threshold } = data;
  const bin = x => Math.max(0, Math.min(edges.length - 2, edges.findIndex((edge, i) => x >= edge && x < edges[i + 1])));
  const mark = threshold === undefined ? [] : [{ xAxis: threshold }];
  return {
    ...base(page, { left: 56, right: 16, top: 22, bottom: 40 }, hits => {
      const at = bin(hits[0].value[0]);
      return tip(`${readable(edges[at])} to ${readable(edges[at + 1])}`, bars.filter(one => !page.off.has(one.name))
        .map(one => ({ name: one.name, color: runColor(page, one.color), number: readable(one.counts[at]) })));
    }),
    xAxis: inner(axis(page, data.xTitle, { min: edges[0], max: edges.at(-1), nameGap: 24, splitLine: { show: false } })),
    yAxis: axis(page, 'images', { minInterval: 1, nameGap: 42 }),
    series: bars.map((one, index) => ({
      id: `bars-${index}`,
      name: one.name,
      type: 'line',
      step: 'end',
      symbol: 'none',
      lineStyle: { color: runColor(page, one.color), width: 1.4 },
      itemStyle: { color: runColor(page, one.color) },
      areaStyle: { color: runColor(page, one.color), opacity: 0.22 },
      emphasis: { disabled: true },
      data: page.off.has(one.name) || !edges.length ? []
        : [[edges[0], 0], ...one.counts.map((count, i) => [edges[i], count]), [edges.at(-1), 0]],
      markLine: index > 0 ? undefined : { silent: true, symbol: 'none', animation: false, data: mark,
        lineStyle: { color: page.color('--odd-ink'), width: 1.4, type: 'solid' },
        label: { formatter: `threshold ${readable(threshold)}`, color: page.color('--odd-ink'), fontSize: 11,
          fontFamily: page.font } },
    })),
  };
};

// Points one hovers one by one.
const items = (page, grid, title) => {
  const whole = base(page, grid, hit => title(hit));
  return { ...whole, tooltip: { ...whole.tooltip, trigger: 'item' } };
};

/** From a little below the lowest to a little above the highest, so that what differs lies apart; never beyond what can be. */
const around = (values, least, most) => {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const room = 0.14 * (high - low || Math.abs(high) || 1);
  return { min: Math.max(least, low - room), max: Math.min(most, high + room) };
};

const dots = (data, page) => {
  const positive = data.dots.filter(dot => dot.x > 0);
  // An axis of powers of ten hides what differs by less than that.
  const log = page.log && Math.max(...positive.map(dot => dot.x)) >= 10 * Math.min(...positive.map(dot => dot.x));
  const shown = log ? positive : data.dots;
  return {
    ...items(page, { left: 56, right: 44, top: 18, bottom: 40 }, hit => tip(hit.seriesName, [
      { name: data.yTitle, color: hit.color, number: readable(hit.value[1]) },
      { name: data.xTitle, color: hit.color, number: readable(hit.value[0]) }])),
    xAxis: log
      ? axis(page, `${data.xTitle} (log)`, { type: 'log', boundaryGap: ['14%', '14%'], nameGap: 24 })
      : inner(axis(page, data.xTitle, { ...around(shown.map(dot => dot.x), 0, Infinity), nameGap: 24 })),
    yAxis: inner(axis(page, data.yTitle, { ...around(shown.map(dot => dot.y), 0, data.yTitle === 'AUC' ? 1 : Infinity), nameGap: 42 })),
    series: shown.map((dot, index) => ({
      id: `dot-${index}`, name: dot.name, type: 'scatter', symbolSize: 11, data: [[dot.x, dot.y]],
      itemStyle: { color: runColor(page, dot.color) },
      label: { show: true, position: 'top', formatter: '{a}', color: page.color('--odd-ink'), fontSize: 11,
        fontFamily: page.font, width: 130, overflow: 'truncate' },
      labelLayout: { hideOverlap: true },
    })),
  };
};

const history = (data, page) => {
  const leaders = data.dots.filter(dot => dot.best);
  const last = Math.max(...data.dots.map(dot => dot.x));
  const accent = page.color('--odd-accent');
  const points = chosen => chosen.map(dot => ({ value: [dot.x, dot.y], dot }));
  return {
    ...items(page, { left: 56, right: 16, top: 14, bottom: 40 }, ({ data: { dot }, color }) =>
      tip(`${dot.name}, ${moment(dot.x)}`, [{ name: `by ${dot.by}`, color, number: readable(dot.y) }])),
    xAxis: axis(page, '', { type: 'time', splitLine: { show: false },
      axisLabel: { color: page.color('--odd-mute'), fontSize: 11, fontFamily: page.font, hideOverlap: true } }),
    yAxis: axis(page, data.yTitle, { scale: true, max: 1, nameGap: 42 }),
    series: [
      { id: 'best', name: 'best so far', type: 'line', step: 'end', symbol: 'none', silent: true,
        lineStyle: { color: accent, width: 1.8 }, itemStyle: { color: accent },
        data: leaders.length ? [...leaders.map(dot => [dot.x, dot.y]), [last, leaders.at(-1).y]] : [] },
      { id: 'others', name: 'entries', type: 'scatter', symbolSize: 6,
        itemStyle: { color: page.color('--odd-mute'), opacity: 0.55 }, data: points(data.dots.filter(dot => !dot.best)) },
      { id: 'leaders', name: 'best when made', type: 'scatter', symbolSize: 10, itemStyle: { color: accent },
        data: points(leaders) },
    ],
  };
};

const clouds = (data, page) => ({
  ...items(page, { left: 56, right: 16, top: 14, bottom: 46 }, hit => tip(`image ${hit.value[2]}, ${hit.seriesName}`, [
    { name: data.xTitle, color: hit.color, number: readable(hit.value[0]) },
    { name: data.yTitle, color: hit.color, number: readable(hit.value[1]) }])),
  xAxis: axis(page, data.xTitle, { scale: true, nameGap: 26 }),
  yAxis: axis(page, data.yTitle, { scale: true, nameGap: 42 }),
  toolbox: { show: false },
  brush: { xAxisIndex: 0, yAxisIndex: 0, brushMode: 'single', outOfBrush: { colorAlpha: 0.18 },
    brushStyle: { color: 'transparent', borderColor: page.color('--odd-accent'), borderWidth: 1 } },
  series: data.clouds.map((cloud, index) => ({
    id: `cloud-${index}`, name: cloud.name, type: 'scatter', symbolSize: 5,
    itemStyle: { color: runColor(page, cloud.color), opacity: 0.65 },
    data: page.off.has(cloud.name) ? [] : cloud.x.map((x, i) => [x, cloud.y[i], cloud.images[i]]),
  })),
});

export const options = (data, page) =>
  ({ losses, time, roc, pr, histogram, dots, history, clouds, parallel })[data.kind](data, page, { base, readable, tip });

/** A sentence a series, for those who hear the page. */
export const summary = data => {
  if (data.kind === 'parallel') return parallelSummary(data, readable);
  if (data.kind === 'histogram') {
    const sum = counts => counts.reduce((a, b) => a + b, 0);
    return data.bars.map(({ name, counts }) => `${name}: ${sum(counts)} images in ${counts.length} columns.`)
      .concat(data.threshold === undefined ? [] : [`The threshold is at ${readable(data.threshold)}.`]);
  }
  if (data.kind === 'dots') {
    return data.dots.map(dot => `${dot.name}: ${data.xTitle} ${readable(dot.x)}, ${data.yTitle} ${readable(dot.y)}.`);
  }
  if (data.kind === 'history') {
    return data.dots.filter(dot => dot.best)
      .map(dot => `${moment(dot.x)}: ${dot.name} by ${dot.by}, ${data.yTitle} ${readable(dot.y)}.`);
  }
  if (data.kind === 'clouds') return data.clouds.map(cloud => `${cloud.name}: ${cloud.x.length} images.`);
  return data.lines.map(line => {
    const y = line.y.filter(value => value !== null);
    if (!y.length) return `${line.name}: no points yet.`;
    if (data.kind === 'time') return `${line.name}: ${y.length} points, now ${readable(y.at(-1))}.`;
    if (data.kind !== 'losses') return `${line.name}: a curve of ${y.length} points.`;
    const lowest = y.reduce((a, b) => Math.min(a, b));
    return `${line.name}: ${y.length} points, now ${readable(y.at(-1))}, lowest ${readable(lowest)}.`;
  });
};
