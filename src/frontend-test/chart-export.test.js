import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openPage } from './page.js';

const window = openPage();
const { saveCsv } = await import('../../frontend/odd-chart-export.js');

/** What the browser would save, and under which name. */
async function saved(data) {
  const links = [];
  window.HTMLAnchorElement.prototype.click = function click() { links.push(this); };
  saveCsv(data, 'chart');
  const blob = await fetch(links[0].href);
  return [links[0].download, await blob.text()];
}

test('a line a point, with titles and line ends as RFC 4180 has them', async () => {
  assert.deepEqual(await saved({ kind: 'losses', lines: [{ name: 'loss', x: [1, 2], y: [0.5, null] }] }),
    ['chart.csv', 'series,epoch,loss\r\nloss,1,0.5\r\nloss,2,\r\n']);
});

test('columns have their titles', async () => {
  const [, text] = await saved({ kind: 'dots', xTitle: 'seconds', yTitle: 'AUC', dots: [{ name: 'a', x: 3, y: 0.9 }] });
  assert.equal(text, 'series,seconds,AUC\r\na,3,0.9\r\n');
});

test('a histogram has the edges of each of its columns', async () => {
  const [, text] = await saved({ kind: 'histogram', edges: [0, 1, 2], bars: [{ name: 'normal', counts: [5, 6] }] });
  assert.equal(text, 'series,from,to,count\r\nnormal,0,1,5\r\nnormal,1,2,6\r\n');
});

test('no name becomes a formula, and no name breaks its cell', async () => {
  for (const [name, cell] of [['=1+1', "'=1+1"], ['@sum', "'@sum"], ['-x', "'-x"], ['+x', "'+x"], ['\tx', "'\tx"],
    ['a,b', '"a,b"'], ['say "x"', '"say ""x"""'], ['=a,"b"', '"\'=a,""b"""'], ['plain', 'plain']]) {
    const [, text] = await saved({ kind: 'losses', lines: [{ name, x: [1], y: [-2] }] });
    assert.equal(text.split('\r\n')[1], `${cell},1,-2`);
  }
});
