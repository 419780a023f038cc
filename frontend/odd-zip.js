// Many small files as one ZIP archive (APPNOTE 6.3.9), stored and not compressed: images are compressed already. Its parts
// are the files themselves, so that nothing but headers is held in memory.
const UTF8 = 0x0800;
const MAX_16 = 0xffff;
const MAX_32 = 0xffffffff;
const READ = 4 * 1024 * 1024;

const TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  for (let bit = 0; bit < 8; bit++) n = n & 1 ? n >>> 1 ^ 0xedb88320 : n >>> 1;
  return n >>> 0;
});

const crc32 = (bytes, before) => {
  let crc = ~before;
  for (let i = 0; i < bytes.length; i++) crc = crc >>> 8 ^ TABLE[(crc ^ bytes[i]) & 0xff];
  return ~crc >>> 0;
};

async function checksum(file) {
  let crc = 0;
  for (let from = 0; from < file.size; from += READ) {
    crc = crc32(new Uint8Array(await file.slice(from, from + READ).arrayBuffer()), crc);
  }
  return crc;
}

/** Date and time of MS-DOS: in steps of two seconds from 1980 on; in UTC, so that it is the same wherever it is packed. */
function dosTime(millis) {
  const at = new Date(Math.max(millis || 0, Date.UTC(1980, 0, 1)));
  return {
    time: at.getUTCHours() << 11 | at.getUTCMinutes() << 5 | at.getUTCSeconds() >> 1,
    date: at.getUTCFullYear() - 1980 << 9 | at.getUTCMonth() + 1 << 5 | at.getUTCDate(),
  };
}

/** Little-endian numbers of a header, each as [bytes, value]. */
function header(...fields) {
  const view = new DataView(new ArrayBuffer(fields.reduce((sum, [size]) => sum + size, 0)));
  let at = 0;
  for (const [size, value] of fields) {
    if (size === 2) view.setUint16(at, value, true);
    else if (size === 4) view.setUint32(at, value, true);
    else view.setBigUint64(at, BigInt(value), true);
    at += size;
  }
  return new Uint8Array(view.buffer);
}

const common = entry => [[2, UTF8], [2, 0], [2, entry.time], [2, entry.date], [4, entry.crc], [4, entry.size], [4, entry.size],
  [2, entry.name.length]];

const local = entry => header([4, 0x04034b50], [2, 20], ...common(entry), [2, 0]);

/** An entry of the archive's directory; one that begins beyond 4 GiB says so in an extra field of ZIP64. */
function central(entry) {
  const far = entry.offset >= MAX_32;
  const extra = far ? [[2, 1], [2, 8], [8, entry.offset]] : [];
  return [
    header([4, 0x02014b50], [2, 45], [2, far ? 45 : 20], ...common(entry), [2, far ? 12 : 0], [2, 0], [2, 0], [2, 0], [4, 0],
      [4, far ? MAX_32 : entry.offset]),
    entry.name,
    header(...extra),
  ];
}

function end(count, size, start) {
  const parts = [];
  if (count >= MAX_16 || size >= MAX_32 || start >= MAX_32) {
    parts.push(
      header([4, 0x06064b50], [8, 44], [2, 45], [2, 45], [4, 0], [4, 0], [8, count], [8, count], [8, size], [8, start]),
      header([4, 0x07064b50], [4, 0], [8, start + size], [4, 1]));
  }
  parts.push(header([4, 0x06054b50], [2, 0], [2, 0], [2, Math.min(count, MAX_16)], [2, Math.min(count, MAX_16)],
    [4, Math.min(size, MAX_32)], [4, Math.min(start, MAX_32)], [2, 0]));
  return parts;
}

/**
 * Packs files: the same files give the same bytes, so that a broken upload resumes where they are chosen again.
 *
 * @param {{path: string, file: File}[]} files
 * @param {string} name of the archive
 * @param {(done: number) => boolean} onFile gets how many files were read; false = stop
 * @returns {Promise<File|null>} null where it was stopped
 * @throws {Error} with a sentence where a file can't be read
 */
export async function zip(files, name, onFile) {
  const sorted = [...files].sort((a, b) => a.path < b.path ? -1 : a.path > b.path ? 1 : 0);
  const parts = [];
  const directory = [];
  let offset = 0;
  for (const [done, { path, file }] of sorted.entries()) {
    if (!onFile(done)) return null;
    if (file.size >= MAX_32) throw new Error(`${path} is larger than 4 GB; pack it into an archive of its own.`);
    let crc;
    try {
      crc = await checksum(file);
    } catch {
      throw new Error(`${path} could not be read; choose the folder again without it.`);
    }
    const entry = { name: new TextEncoder().encode(path), size: file.size, crc, offset, ...dosTime(file.lastModified) };
    const head = local(entry);
    parts.push(head, entry.name, file);
    directory.push(...central(entry));
    offset += head.length + entry.name.length + file.size;
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0);
  const newest = sorted.reduce((latest, { file }) => Math.max(latest, file.lastModified || 0), 0);
  return new File([...parts, ...directory, ...end(sorted.length, size, offset)], name,
    { type: 'application/zip', lastModified: newest });
}
