import assert from 'node:assert/strict';
import { test } from 'node:test';
import { options, readable, summary } from '../../frontend/odd-chart-options.js';
import { brushed, parallelRows } from '../../frontend/odd-chart-parallel.js';

const page = more => ({ color: name => name, font: 'sans', log: false, off: new Set(), width: 800, ...more });
const line = (name, x, y, color = 0) => ({ name, color, x, y });

test('numbers as they are read', () => {
  assert.deepEqual([0, 12, 0.123456, 1234.56, 1e-5, 2.5e9, -0.5].map(readable),
    ['0', '12', '0.1235', '1,235', '1.00e-5', '2.50e+9', '-0.5']);
  assert.deepEqual([null, undefined, NaN].map(readable), ['–', '–', '–']);
});

test('losses: every point as it came, and the whole training on the axis', () => {
  const data = { kind: 'losses', epochs: 20, lines: [line('loss', [1, 2, 3], [0.5, null, 0.1])] };
  const { series, xAxis, yAxis } = options(data, page());
  assert.deepEqual(series[0].data, [[1, 0.5], [2, null], [3, 0.1]]);
  assert.equal(series[0].smooth, false);
  assert.equal(series[0].sampling, undefined);
  assert.deepEqual([xAxis.min, xAxis.max], [1, 20]);
  assert.equal(yAxis.type, 'value');
});

test('losses on a logarithmic axis leave out what has no logarithm', () => {
  const data = { kind: 'losses', epochs: 3, lines: [line('loss', [1, 2, 3], [0.5, 0, -1])] };
  const { series, yAxis } = options(data, page({ log: true }));
  assert.deepEqual(series[0].data, [[1, 0.5], [2, null], [3, null]]);
  assert.equal(yAxis.type, 'log');
});

test('a series that is switched off keeps its place and its color', () => {
  const data = { kind: 'losses', epochs: 3, lines: [line('a', [1], [1], 3), line('b', [1], [2], 4)] };
  const { series } = options(data, page({ off: new Set(['a']) }));
  assert.deepEqual(series.map(one => one.data.length), [0, 1]);
  assert.deepEqual(series.map(one => one.itemStyle.color), ['--odd-run-3', '--odd-run-4']);
});

test('two runs of one color differ in their dashes', () => {
  const data = { kind: 'losses', epochs: 3, lines: [line('a', [1], [1], 2), line('b', [1], [2], 10), line('c', [1], [2], 3)] };
  const { series } = options(data, page());
  assert.equal(series[0].lineStyle.color, series[1].lineStyle.color);
  assert.notDeepEqual(series[0].lineStyle.type, series[1].lineStyle.type);
  assert.deepEqual(series[0].lineStyle.type, series[2].lineStyle.type);
});

test('the ROC chart spans both rates; logarithmic, a rate of zero lies on the left edge', () => {
  const data = { kind: 'roc', lines: [line('run', [0, 0.002, 1], [0, 0.8, 1])] };
  const plain = options(data, page());
  assert.deepEqual([plain.xAxis.min, plain.xAxis.max, plain.yAxis.min, plain.yAxis.max], [0, 1, 0, 1]);
  assert.deepEqual(plain.series[0].data, [[0, 0], [0.002, 0.8], [1, 1]]);
  const log = options(data, page({ log: true }));
  assert.equal(log.xAxis.min, 0.001);
  assert.deepEqual(log.series[0].data, [[0.001, 0], [0.002, 0.8], [1, 1]]);
});

test('history: steps through what was the best, up to the last entry; all others are dots', () => {
  const day = 86_400_000;
  const dot = (name, x, y, best) => ({ name, by: 'ada', x: x * day, y, best });
  const data = { kind: 'history', xTitle: 'made', yTitle: 'AUC',
    dots: [dot('b', 2, 0.6, false), dot('d', 4, 0.8, false), dot('a', 1, 0.7, true), dot('c', 3, 0.9, true)] };
  const [steps, others, leaders] = options(data, page()).series;
  assert.equal(steps.step, 'end');
  assert.deepEqual(steps.data, [[day, 0.7], [3 * day, 0.9], [4 * day, 0.9]]);
  assert.deepEqual(others.data.map(one => one.dot.name), ['b', 'd']);
  assert.deepEqual(leaders.data.map(one => one.value), [[day, 0.7], [3 * day, 0.9]]);
  assert.equal(summary(data).length, 2);
  assert.match(summary(data)[1], /c by ada, AUC 0\.9\./);
});

test('points without a logarithm are not on a logarithmic axis', () => {
  const data = { kind: 'dots', xTitle: 'seconds', yTitle: 'AUC',
    dots: [{ name: 'a', color: 0, x: 0, y: 0.9 }, { name: 'b', color: 1, x: 10, y: 0.8 }, { name: 'c', color: 2, x: 100, y: 0.8 }] };
  assert.deepEqual(options(data, page()).series.map(one => one.name), ['a', 'b', 'c']);
  assert.deepEqual(options(data, page({ log: true })).series.map(one => one.name), ['b', 'c']);
});

test('points that differ by little lie apart, within what can be', () => {
  const dot = (name, x, y) => ({ name, color: 0, x, y });
  const data = { kind: 'dots', xTitle: 'parameters', yTitle: 'AUC', dots: [dot('a', 65835, 0.991), dot('b', 67011, 0.993)] };
  const { xAxis, yAxis } = options(data, page({ log: true }));
  assert.equal(xAxis.type, 'value');
  assert.ok(xAxis.max - xAxis.min < 2 * (67011 - 65835));
  assert.ok(yAxis.min > 0.99 && yAxis.max < 0.994);
  const ends = options({ ...data, dots: [dot('a', 0.4, 1), dot('b', 9, 0.5)] }, page());
  assert.equal(ends.xAxis.min, 0);
  assert.equal(ends.yAxis.max, 1);
});

test('clouds carry the image of every point', () => {
  const data = { kind: 'clouds', xTitle: 'a', yTitle: 'b', clouds: [{ name: 'good', color: 0, images: [7, 9], x: [1, 2], y: [3, 4] }] };
  assert.deepEqual(options(data, page()).series[0].data, [[1, 3, 7], [2, 4, 9]]);
});

const SWEEP = { kind: 'parallel', axes: [{ name: 'rate', log: true, min: 0.001, max: 0.1 }, { name: 'layers', values: ['2', '4'] },
  { name: 'AUC', min: 0, max: 1 }], rows: [{ name: 'run 1', values: [0.01, 1, 0.8] }, { name: 'run 2', values: [0.1, 0, 0.9] }] };

test('a sweep has an axis for each setting, with its words or its scale', () => {
  const { parallelAxis, visualMap, series } = options(SWEEP, page());
  assert.deepEqual(parallelAxis.map(axis => axis.type), ['log', 'category', 'value']);
  assert.deepEqual([visualMap.min, visualMap.max], [0.8, 0.9]);
  assert.equal(series[0].data.length, 2);
  assert.deepEqual(parallelRows(SWEEP), [['rate', 'layers', 'AUC'], [0.01, '4', 0.8], [0.1, '2', 0.9]]);
});

test('what a stretch of an axis selects', () => {
  const chart = inactive => ({ getModel: () => ({ getSeriesByIndex: () => ({ getRawIndicesByActiveState: () => inactive }) }) });
  assert.deepEqual(brushed(chart([0, 2]), 4), [1, 3]);
  assert.equal(brushed(chart([]), 4), null);
});

test('each chart is described in sentences', () => {
  assert.deepEqual(summary({ kind: 'losses', lines: [line('loss', [1, 2, 3], [3, 1, 2]), line('other', [], [])] }),
    ['loss: 3 points, now 2, lowest 1.', 'other: no points yet.']);
  assert.deepEqual(summary({ kind: 'histogram', bars: [{ name: 'normal', counts: [2, 3] }], threshold: 0.5 }),
    ['normal: 5 images in 2 columns.', 'The threshold is at 0.5.']);
  assert.match(summary(SWEEP)[1], /^1: run 2, AUC 0.9/);
});
