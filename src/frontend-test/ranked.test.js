import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { after, afterEach, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { openPage } from './page.js';
import { ranking } from './ranking.js';

const PATH = '/runs/7/ranked';
const SCORES = ranking([[0.1, 0], [0.9, 1], [0.4, 0], [0.7, 1]]);
let hold = Promise.resolve();

const server = createServer(async (request, response) => {
  await hold;
  response.end(request.url.includes('/gallery/ranking') ? Buffer.from(SCORES)
    : request.url.includes('/gallery/named') ? Buffer.from(new Int32Array([1, 3]).buffer) : '{}');
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const window = openPage(`http://127.0.0.1:${server.address().port}${PATH}`);
document.head.innerHTML = '<base href="/">';
await import('../../frontend/odd-ranked.js');

after(async () => {
  await window.happyDOM.close();
  server.closeAllConnections();
  server.close();
});
afterEach(() => {
  hold = Promise.resolve();
  document.body.replaceChildren();
  history.replaceState(null, '', PATH);
});

const element = () => Object.assign(document.createElement('odd-ranked'), { config: JSON.stringify({ run: 7, src: 'api/v1/runs/7',
  images: 'api/v1/versions/1/images', version: 1, made: 1, size: 64, edge: 64, trainCount: 3, masks: false, errorScale: 100,
  labelSet: 1, mayMark: false, exportLimit: 5, csrf: 'token', wholeFrame: { start: 0, keep: 64 }, runs: [] }) });

const until = async what => {
  for (let i = 0; i < 200 && !what(); i++) await sleep(10);
  assert.ok(what(), String(what));
};

/** How many images there are; the first status line is the threshold's. */
const count = ranked => ranked.querySelectorAll('[role=status]')[1].textContent;

const opened = async () => {
  const ranked = element();
  document.body.append(ranked);
  await until(() => ranked.data && count(ranked) === '4 images');
  return ranked;
};

test('what is changed stands in the address, and the server is told of it once', async () => {
  const ranked = await opened();
  const events = [];
  ranked.addEventListener('odd-state', event => events.push(event.detail.query));
  await ranked.change({ outcome: 'found' });
  await ranked.change({ type: 'bent' });
  assert.equal(location.search, '?outcome=found&type=bent');
  await until(() => events.length);
  await sleep(500);
  assert.deepEqual(events, ['?outcome=found&type=bent']);
});

test('a search by name waits until nothing more is typed', async () => {
  const ranked = await opened();
  await ranked.change({ q: 'ca' });
  await ranked.change({ q: 'cap' });
  await until(() => count(ranked) === '2 images of 4');
  assert.equal(location.search, '?q=cap');
});

test('once the page was left, nothing writes the address of the next one', async () => {
  const ranked = await opened();
  const events = [];
  ranked.addEventListener('odd-state', event => events.push(event.detail.query));
  await ranked.change({ q: 'cap' });
  ranked.remove();
  history.pushState(null, '', '/workers');
  await ranked.change({ outcome: 'found' });
  await sleep(900);
  assert.equal(location.pathname + location.search, '/workers');
  assert.deepEqual(events, []);
});

test('nor while its element is still there', async () => {
  const ranked = await opened();
  await ranked.change({ q: 'cap' });
  history.pushState(null, '', '/workers');
  await sleep(400);
  assert.equal(location.pathname + location.search, '/workers');
});

test('nor do scores that come late', async () => {
  let release;
  hold = new Promise(resolve => { release = resolve; });
  history.replaceState(null, '', `${PATH}?q=cap`);
  const ranked = element();
  document.body.append(ranked);
  ranked.remove();
  history.pushState(null, '', '/workers');
  release();
  await until(() => ranked.data);
  await sleep(300);
  assert.equal(location.pathname + location.search, '/workers');
});

test('an element that is moved within its page continues to work', async () => {
  const ranked = await opened();
  await ranked.change({ outcome: 'missed' });
  const events = [];
  ranked.addEventListener('odd-state', event => events.push(event.detail.query));
  document.body.append(document.createElement('main'));
  document.querySelector('main').append(ranked);
  await until(() => events.length);
  assert.deepEqual(events, ['?outcome=missed']);
});
