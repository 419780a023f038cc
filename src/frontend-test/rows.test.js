import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { openPage } from './page.js';

openPage();
await import('../../frontend/odd-rows.js');

let rows;
beforeEach(() => {
  rows = document.createElement('odd-rows');
  document.body.replaceChildren(rows);
});

const row = (name, more = '') => `<div role="row"><span>${name}</span>${more}</div>`;
const shown = () => [...rows.querySelectorAll('[data-row]')].map(one => `${one.dataset.row}:${one.textContent}`);

test('rows stand in the order that is asked for, and those left out go', () => {
  rows.update({ rows: { a: row('A'), b: row('B'), c: row('C') }, order: ['a', 'b', 'c'] });
  assert.deepEqual(shown(), ['a:A', 'b:B', 'c:C']);
  rows.update({ rows: { d: row('D') }, order: ['c', 'd', 'a'] });
  assert.deepEqual(shown(), ['c:C', 'd:D', 'a:A']);
});

test('a changed row stays the same element, and so do its parts', () => {
  rows.update({ rows: { a: row('A', '<button>Go</button>') }, order: ['a'] });
  const before = rows.querySelector('[data-row=a]');
  const button = before.querySelector('button');
  button.focus();
  rows.update({ rows: { a: row('Other', '<button disabled>Go</button>') } });
  assert.equal(rows.querySelector('[data-row=a]'), before);
  assert.equal(before.querySelector('button'), button);
  assert.equal(before.querySelector('span').textContent, 'Other');
  assert.equal(button.hasAttribute('disabled'), true);
  assert.equal(document.activeElement, button);
});

test('what a component has put on its own element stays', () => {
  rows.update({ rows: { a: row('A', '<i class="bar"></i>') }, order: ['a'] });
  const bar = rows.querySelector('.bar');
  bar.setAttribute('aria-hidden', 'true');
  bar.append(document.createElement('b'));
  rows.update({ rows: { a: row('B', '<i class="bar wide"></i>') } });
  assert.equal(bar.className, 'bar wide');
  assert.equal(bar.getAttribute('aria-hidden'), 'true');
  assert.equal(bar.children.length, 1);
});

test('a click tells what to do with which row, unless it is switched off', () => {
  rows.update({ rows: { 7: row('A', '<button data-do="cancel"><i>x</i></button><button data-do="copy" disabled>y</button>') }, order: ['7'] });
  const events = [];
  rows.addEventListener('odd-do', event => events.push(event.detail));
  rows.querySelector('i').click();
  rows.querySelector('[disabled]').dispatchEvent(new Event('click', { bubbles: true }));
  assert.deepEqual(events, [{ what: 'cancel', row: '7', value: '' }]);
});
