import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Ranked, metrics, share } from '../../frontend/odd-ranked-data.js';
import { ranking } from './ranking.js';

//                 0         1         2         3         4         5
const IMAGES = [[0.10, 0], [0.90, 1], [0.40, 0], [0.40, 2], [0.70, 1], [0.20, 0]];
const ranked = () => new Ranked(ranking(IMAGES, ['bent', 'scratch']));
const list = order => [...order];

test('the highest score is first, and equal scores keep the order of the images', () => {
  const data = ranked();
  assert.deepEqual(list(data.order), [1, 4, 2, 3, 5, 0]);
  assert.deepEqual(list(data.rank), [6, 1, 3, 4, 2, 5]);
  assert.equal(data.highest, 0.9);
  assert.equal(data.lowest, 0.1);
});

test('labels are normal, a type, hidden, or there is none', () => {
  const data = new Ranked(ranking([[1, 0], [2, 2], [3, 'hidden'], [4, 9], [5, 'unlabeled']], ['bent', 'scratch']));
  assert.deepEqual([0, 1, 2, 3, 4].map(i => data.label(i)), ['normal', 'scratch', 'label hidden', 'anomalous', 'unlabeled']);
});

test('a score that equals the threshold raises an alarm', () => {
  const data = ranked();
  assert.deepEqual([0, 1, 2, 3, 4, 5].map(i => data.outcome(i, 0.4)),
    ['passed', 'found', 'false-alarm', 'found', 'found', 'passed']);
  assert.equal(data.outcome(3, 0.41), 'missed');
  assert.equal(data.alarms(0.4), 4);
  assert.equal(data.alarms(0.41), 2);
});

test('counts agree with the outcomes of the images one by one', () => {
  const data = new Ranked(ranking([...IMAGES, [0.5, 'hidden'], [0.05, 'hidden'], [0.45, 'unlabeled']], ['bent', 'scratch']));
  for (const threshold of [0, 0.1, 0.15, 0.4, 0.5, 0.7, 0.9, 1]) {
    const counted = { found: 0, 'false-alarm': 0, missed: 0, passed: 0, hidden: 0, unlabeled: 0, ranked: IMAGES.length };
    for (let i = 0; i < data.count; i++) counted[data.outcome(i, threshold)]++;
    assert.deepEqual(data.counts(threshold), counted, `at ${threshold}`);
  }
});

test('the balanced threshold has the largest recall minus false-alarm rate, with the fewest decimals', () => {
  const data = new Ranked(ranking([[0.1234, 0], [0.2345, 0], [0.8765, 1], [0.9876, 1]]));
  // Any number above 0.2345 and up to 0.8765 parts them alike.
  assert.equal(data.balanced(), 0.8);
});

test('without anomalous images the balanced threshold is the middle of the scores', () => {
  const data = new Ranked(ranking([[0, 0], [1, 0]]));
  assert.equal(data.counts(data.balanced()).found, 0);
  assert.equal(data.balanced(), 1);
});

test('presets keep what they promise', () => {
  const images = Array.from({ length: 200 }, (_, i) => [i / 200, i % 2 && i > 60 ? 1 : 0]);
  const data = new Ranked(ranking(images));
  for (const rate of [0.01, 0.05]) assert.ok(metrics(data.counts(data.falseAlarmsAtMost(rate))).falseAlarmRate <= rate);
  assert.ok(metrics(data.counts(data.recallAtLeast(0.95))).recall >= 0.95);
  // One image more would be too much, one less too few.
  const at = data.recallAtLeast(0.95);
  const above = data.scores[data.order[data.alarms(at) - 2]];
  assert.ok(metrics(data.counts(above)).recall < 0.95);
});

test('a filter by outcome, type and name', () => {
  const data = ranked();
  const all = { threshold: 0.4, outcome: '', type: '', named: null, order: 'desc', other: null, differs: false };
  assert.deepEqual(list(data.select(all)), [1, 4, 2, 3, 5, 0]);
  assert.deepEqual(list(data.select({ ...all, order: 'asc' })), [0, 5, 3, 2, 4, 1]);
  assert.deepEqual(list(data.select({ ...all, outcome: 'found' })), [1, 4, 3]);
  assert.deepEqual(list(data.select({ ...all, type: 'bent' })), [1, 4]);
  assert.deepEqual(list(data.select({ ...all, type: 'normal', named: new Set([0, 1]) })), [0]);
  assert.deepEqual(list(data.select({ ...all, type: 'no such type' })), []);
});

test('against another run: ranks far apart first, or only where the outcomes differ', () => {
  const data = ranked();
  const other = { data: new Ranked(ranking([[0.9, 0], [0.1, 1], [0.4, 0], [0.3, 2], [0.7, 1], [0.2, 0]])), threshold: 0.4 };
  const all = { threshold: 0.4, outcome: '', type: '', named: null, order: 'differs', other, differs: false };
  assert.deepEqual(list(data.select(all)).slice(0, 2), [1, 0]);
  assert.deepEqual(list(data.select({ ...all, order: 'desc', differs: true })), [1, 3, 0]);
});

test('a run without images', () => {
  const data = new Ranked(ranking([]));
  assert.equal(data.highest, 0);
  assert.equal(data.alarms(0), 0);
  assert.deepEqual(data.counts(1), { found: 0, 'false-alarm': 0, missed: 0, passed: 0, hidden: 0, unlabeled: 0, ranked: 0 });
});

test('a rate of nothing is a dash', () => {
  assert.equal(share(metrics({ found: 0, missed: 0, passed: 3, 'false-alarm': 0 }).recall), '–');
  assert.equal(share(2 / 3), '0.67');
});
