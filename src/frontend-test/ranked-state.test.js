import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { openPage } from './page.js';

openPage('http://127.0.0.1/runs/7/ranked');
const { filters, read, write } = await import('../../frontend/odd-ranked-state.js');

beforeEach(() => history.replaceState('of the router', '', '/runs/7/ranked'));

test('an address that says nothing is the usual view, and the usual view says nothing in the address', () => {
  const usual = read('');
  assert.equal(usual.threshold, null);
  assert.equal(usual.opacity, 70);
  assert.equal(write(usual), true);
  assert.equal(location.href, 'http://127.0.0.1/runs/7/ranked');
});

test('every part of a view comes back from its address', () => {
  const state = { ...read(''), threshold: -0.25, outcome: 'missed', type: 'bent & cut', q: 'ä/1', with: '12', differs: true,
    opacity: 40, image: 0, outline: false, selected: '1-5,9' };
  write(state);
  assert.deepEqual(read(location.search), state);
  assert.match(location.search, /selected=1-5,9/);
});

test('what no view can have is left out', () => {
  const state = read('?threshold=high&outcome=lost&order=upward&opacity=900&image=-1&with=x&colors=pink&threshold=2');
  assert.deepEqual(state, { ...read(''), opacity: 100 });
  assert.equal(read('?threshold=').threshold, null);
  assert.equal(read('?threshold=1e999').threshold, null);
  assert.equal(read('?threshold=0').threshold, 0);
});

test('addresses with the names and words of earlier versions show the same view', () => {
  const state = read('?order=rising&colours=grey&chosen=1-5,9');
  assert.deepEqual(state, { ...read(''), order: 'asc', colors: 'gray', selected: '1-5,9' });
  assert.equal(read('?order=falling').order, 'desc');
  history.replaceState('of the router', '', '/runs/7/ranked?order=rising&colours=grey&chosen=1-5,9');
  write(state);
  assert.equal(location.search, '?order=asc&colors=gray&selected=1-5,9');
});

test('parameters of others and the state of the router stay', () => {
  history.replaceState('of the router', '', '/runs/7/ranked?labels=3&q=old');
  write({ ...read(''), q: '' });
  assert.equal(location.search, '?labels=3');
  assert.equal(history.state, 'of the router');
});

test('a choice too long for an address is left out, and said to be', () => {
  const selected = Array.from({ length: 600 }, (_, i) => 2 * i).join(',');
  assert.equal(write({ ...read(''), q: 'cap', selected }), false);
  assert.equal(location.search, '?q=cap');
});

test('filters that leave images out', () => {
  assert.equal(filters(read('?threshold=3&show=error')), 0);
  assert.equal(filters(read('?outcome=found&type=bent&q=a')), 3);
  assert.equal(filters(read('?differs=outcome')), 0);
  assert.equal(filters(read('?differs=outcome&with=4')), 1);
});
