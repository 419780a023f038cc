import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openPage } from './page.js';

openPage();
const { COLORS, heat } = await import('../../frontend/odd-colors.js');

const WHOLE = { start: 0, keep: 2 };
const paint = (errors, more, frame = WHOLE) => {
  const { data } = heat(Uint8Array.from(errors), 2, frame, { colors: 'gray', scale: 'run', runScale: 100, over: false, ...more });
  return [0, 1, 2, 3].map(at => [...data.slice(4 * at, 4 * at + 4)]);
};

test('gray goes from black to white, and what is beyond the scale stays white', () => {
  assert.deepEqual(paint([0, 50, 100, 255]), [[0, 0, 0, 255], [128, 128, 128, 255], [255, 255, 255, 255], [255, 255, 255, 255]]);
});

test('on its own scale the largest error of an image is the brightest color', () => {
  assert.deepEqual(paint([0, 10, 20, 40], { scale: 'image', runScale: 255 })[3], [255, 255, 255, 255]);
  assert.deepEqual(paint([0, 0, 0, 0], { scale: 'image' })[0], [0, 0, 0, 255]);
});

test('over an image low errors are clear', () => {
  assert.deepEqual(paint([0, 25, 50, 100], { over: true }).map(pixel => pixel[3]), [0, 128, 255, 255]);
});

test('nothing is drawn where the run did not look', () => {
  assert.deepEqual(paint([100, 100, 100, 100], {}, { start: 1, keep: 1 }).map(pixel => pixel[3]), [0, 0, 0, 255]);
});

test('every palette starts and ends at its own colors', () => {
  const ends = COLORS.map(colors => { const [low, , , high] = paint([0, 0, 0, 100], { colors }); return [low, high].join(' '); });
  assert.equal(new Set(ends).size, COLORS.length);
});
