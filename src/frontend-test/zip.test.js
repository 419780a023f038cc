import assert from 'node:assert/strict';
import { test } from 'node:test';
import { crc32 } from 'node:zlib';
import { dropped, loose, sorted } from '../../frontend/odd-upload-folder.js';
import { zip } from '../../frontend/odd-zip.js';

const file = (path, content, lastModified = 1_600_000_000_000) =>
  ({ path, file: new File([content], path.split('/').at(-1), { lastModified }) });

/** Entries of an archive as its own directory tells: name to content. */
async function read(archive) {
  const bytes = Buffer.from(await archive.arrayBuffer());
  const end = bytes.length - 22;
  assert.equal(bytes.readUInt32LE(end), 0x06054b50);
  let count = bytes.readUInt16LE(end + 10);
  let at = bytes.readUInt32LE(end + 16);
  if (count === 0xffff) {
    assert.equal(bytes.readUInt32LE(end - 20), 0x07064b50);
    const record = Number(bytes.readBigUInt64LE(end - 12));
    assert.equal(bytes.readUInt32LE(record), 0x06064b50);
    count = Number(bytes.readBigUInt64LE(record + 32));
    at = Number(bytes.readBigUInt64LE(record + 48));
  }
  const entries = new Map();
  for (let n = 0; n < count; n++) {
    assert.equal(bytes.readUInt32LE(at), 0x02014b50);
    const [crc, size, nameLength, offset] = [bytes.readUInt32LE(at + 16), bytes.readUInt32LE(at + 24), bytes.readUInt16LE(at + 28), bytes.readUInt32LE(at + 42)];
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength);
    const start = offset + 30 + bytes.readUInt16LE(offset + 26) + bytes.readUInt16LE(offset + 28);
    const content = bytes.subarray(start, start + size);
    assert.equal(bytes.readUInt32LE(offset), 0x04034b50);
    assert.equal(bytes.readUInt32LE(offset + 14), crc);
    assert.equal(crc32 ? crc32(content) : crc, crc);
    entries.set(name, content.toString());
    at += 46 + nameLength + bytes.readUInt16LE(at + 30);
  }
  return entries;
}

test('an archive holds what was packed, by path', async () => {
  const archive = await zip([file('caps/train/good/b.png', 'bb'), file('caps/train/good/Ä.png', 'a'), file('caps/empty', '')],
    'caps.zip', () => true);
  assert.equal(archive.name, 'caps.zip');
  assert.deepEqual([...await read(archive)], [['caps/empty', ''], ['caps/train/good/b.png', 'bb'], ['caps/train/good/Ä.png', 'a']]);
});

test('the same files give the same bytes in any order', async () => {
  const files = [file('b.png', 'b', 5e12), file('a.png', 'a')];
  const one = await zip(files, 'x.zip', () => true);
  const two = await zip(files.toReversed(), 'x.zip', () => true);
  assert.deepEqual(Buffer.from(await one.arrayBuffer()), Buffer.from(await two.arrayBuffer()));
  assert.equal(one.lastModified, 5e12);
  assert.equal(two.lastModified, 5e12);
});

test('more than 65,535 files', async () => {
  const files = Array.from({ length: 66_000 }, (_, n) => file(`f/${n}.png`, `${n}`));
  const entries = await read(await zip(files, 'f.zip', () => true));
  assert.equal(entries.size, 66_000);
  assert.equal(entries.get('f/65999.png'), '65999');
});

test('packing stops where it is no longer wanted, and says which file cannot be read', async () => {
  assert.equal(await zip([file('a', 'a')], 'x.zip', () => false), null);
  const broken = { path: 'bad.png', file: { size: 1, slice: () => ({ arrayBuffer: () => Promise.reject(new Error('x')) }) } };
  await assert.rejects(zip([broken], 'x.zip', () => true), /bad\.png could not be read/);
});

test('folders and loose images become one archive, arrays and archives go up as they are', () => {
  const names = (...paths) => {
    const { whole, packed, name } = sorted(paths.map(path => file(path, '')));
    return { whole: whole.map(one => one.name), packed: packed.map(one => one.path), name };
  };
  assert.deepEqual(names('caps/train/1.png', 'caps/labels.csv'),
    { whole: [], packed: ['caps/train/1.png', 'caps/labels.csv'], name: 'caps.zip' });
  assert.deepEqual(names('a.PNG', 'b.jpeg', 'labels.csv'), { whole: [], packed: ['a.PNG', 'b.jpeg', 'labels.csv'], name: 'images.zip' });
  assert.deepEqual(names('trainingset.npy', 'testingset.npy', 'labels.csv'),
    { whole: ['trainingset.npy', 'testingset.npy', 'labels.csv'], packed: [], name: 'images.zip' });
  assert.deepEqual(names('set.zip', 'train/1.png', 'test/2.png'),
    { whole: ['set.zip'], packed: ['train/1.png', 'test/2.png'], name: 'images.zip' });
});

test('a dropped folder is read to its bottom, however many entries a browser gives at a time', async () => {
  const leaf = path => ({ isFile: true, fullPath: path, file: take => take(new File(['x'], path.split('/').at(-1))) });
  const folder = (path, children) => ({ isDirectory: true, fullPath: path, createReader() {
    const left = [...children];
    return { readEntries: take => take(left.splice(0, 2)) };
  } });
  const tree = folder('/caps', [leaf('/caps/1.png'), leaf('/caps/2.png'), folder('/caps/deep', [leaf('/caps/deep/3.png')])]);
  const item = entry => ({ kind: 'file', webkitGetAsEntry: () => entry });
  const found = await dropped({ items: [item(tree), item(leaf('/labels.csv'))], files: [] });
  assert.deepEqual(found.map(one => one.path), ['caps/1.png', 'caps/2.png', 'caps/deep/3.png', 'labels.csv']);
});

test('a chosen folder keeps its name', () => {
  const chosen = Object.assign(new File(['x'], '1.png'), { webkitRelativePath: 'caps/good/1.png' });
  assert.deepEqual(loose([chosen]).map(one => one.path), ['caps/good/1.png']);
});
