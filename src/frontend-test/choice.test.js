import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Choice } from '../../frontend/odd-gallery-choice.js';

test('ranges are written as they are read', () => {
  const choice = new Choice(100);
  choice.read('3-5,7,98-200,300');
  assert.equal(choice.ranges(), '3-5,7,98-99');
  assert.equal(choice.size, 6);
});

test('what is read twice counts once', () => {
  const choice = new Choice(10);
  choice.read('1-4,2-5');
  assert.equal(choice.size, 5);
});

test('reaching again from the same place gives up what the first reach had beyond', () => {
  const choice = new Choice(20);
  choice.toggle(5);
  choice.extend(12);
  choice.extend(7);
  assert.equal(choice.ranges(), '5-7');
  choice.extend(3);
  assert.equal(choice.ranges(), '3-5');
  assert.equal(choice.size, 3);
});

test('a list that has changed is no place to reach on from', () => {
  const choice = new Choice(20);
  choice.toggle(5);
  choice.extend(8);
  choice.listed();
  choice.extend(15);
  assert.equal(choice.ranges(), '5-8,15');
});

test('things stay chosen while the list changes its order', () => {
  let order = [4, 2, 0];
  const choice = new Choice(5, place => order[place]);
  choice.toggle(0);
  order = [0, 2, 4];
  assert.equal(choice.has(0), false);
  assert.equal(choice.has(2), true);
  assert.equal(choice.ranges(), '4');
});

test('all of a filtered list, then none', () => {
  const order = [8, 6];
  const choice = new Choice(10, place => order[place]);
  choice.all(order.length);
  assert.equal(choice.ranges(), '6,8');
  choice.all(0);
  assert.equal(choice.size, 2);
  choice.clear();
  assert.equal(choice.ranges(), '');
  assert.equal(choice.size, 0);
});
