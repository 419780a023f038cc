// What a drop or a choice holds: files that go up as they are, and images that go up as one archive.
const IMAGE = /\.(png|jpe?g|jfif|bmp|dib|gif|tiff?|webp)$/i;

/** The files of a drop, each with its path; folders are read to their bottom. */
export async function dropped(transfer) {
  const entries = [...transfer.items].filter(item => item.kind === 'file').map(item => item.webkitGetAsEntry?.());
  if (!entries.some(entry => entry?.isDirectory)) return loose([...transfer.files]);
  const found = [];
  for (const entry of entries) if (entry) await walk(entry, found);
  return found;
}

/** The files of a choice; of a folder, with the folder's own name at the beginning. */
export const loose = files => files.map(file => ({ path: file.webkitRelativePath || file.name, file }));

async function walk(entry, found) {
  if (entry.isFile) {
    found.push({ path: entry.fullPath.replace(/^\//, ''), file: await new Promise((resolve, reject) => entry.file(resolve, reject)) });
    return;
  }
  const reader = entry.createReader();
  // A browser gives a hundred at a time, until there are none.
  for (;;) {
    const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return;
    for (const child of some) await walk(child, found);
  }
}

/**
 * @param {{path: string, file: File}[]} files
 * @returns {{whole: File[], packed: {path: string, file: File}[], name: string}} what is sent as it is, what becomes one
 *     archive, and the archive's name
 */
export function sorted(files) {
  const folders = new Set(files.filter(one => one.path.includes('/')).map(one => one.path.slice(0, one.path.indexOf('/'))));
  const images = files.some(one => !one.path.includes('/') && IMAGE.test(one.path));
  // A table beside loose images tells of them; an archive or an array beside them does not.
  const joins = one => one.path.includes('/') || images && (IMAGE.test(one.path) || /\.(csv|tsv|txt|jsonl?|ndjson|manifest)$/i.test(one.path));
  const packed = files.filter(joins);
  return {
    whole: files.filter(one => !joins(one)).map(one => one.file),
    packed,
    name: `${folders.size === 1 && !images ? [...folders][0] : 'images'}.zip`,
  };
}
