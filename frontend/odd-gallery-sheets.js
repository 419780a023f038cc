// Sheets of a hundred pictures and the words about them. What is in view comes first, what was passed is not fetched.
const AT_ONCE = 4;
const PIXELS = 25e6;
const AGAIN = 2000;

export class Sheets {
  #data;
  #arrived;
  #blocks = new Map();
  #wanted = [];
  #under = 0;
  #keep;
  #closed = false;

  constructor(data, arrived) {
    this.#data = data;
    this.#arrived = arrived;
    this.#keep = Math.max(8, Math.floor(PIXELS / (data.edge * data.edge * data.block)));
  }

  sheet(place) { return this.#blocks.get(Math.floor(place / this.#data.block))?.sheet; }

  words(place) { return this.#blocks.get(Math.floor(place / this.#data.block))?.words?.[place % this.#data.block]; }

  /** Places from..to-1 are in view; the neighbours in the direction of the scroll may be next. */
  want(from, to, down) {
    const block = this.#data.block;
    const first = Math.floor(from / block);
    const last = Math.max(first, Math.floor((to - 1) / block));
    const blocks = [];
    for (let b = first; b <= last; b++) blocks.push(b);
    for (const next of down ? [last + 1, last + 2, first - 1] : [first - 1, first - 2, last + 1]) {
      if (next >= 0 && next * block < this.#data.count) blocks.push(next);
    }
    for (const b of blocks) {
      const found = this.#blocks.get(b);
      if (found) {
        // The last in a map is the last used.
        this.#blocks.delete(b);
        this.#blocks.set(b, found);
      }
    }
    this.#wanted = blocks;
    this.#next();
  }

  forgetWords() {
    for (const found of this.#blocks.values()) { found.stale = true; }
    this.#next();
  }

  close() {
    this.#closed = true;
    for (const found of this.#blocks.values()) found.sheet?.close();
    this.#blocks.clear();
  }

  #next() {
    for (const block of this.#wanted) {
      if (this.#under >= AT_ONCE || this.#closed) return;
      const found = this.#blocks.get(block) ?? {};
      this.#blocks.set(block, found);
      const quiet = found.failed && performance.now() - found.failed < AGAIN;
      if (!found.sheet && !found.fetching && !quiet) this.#fetch(block, found, 'fetching', () => this.#picture(block, found));
      if ((!found.words || found.stale) && !found.asking && !quiet) this.#fetch(block, found, 'asking', () => this.#about(block, found));
    }
    this.#forget();
  }

  async #fetch(block, found, flag, work) {
    found[flag] = true;
    this.#under++;
    try {
      await work();
      found.failed = 0;
    } catch {
      found.failed = performance.now();
      setTimeout(() => this.#next(), AGAIN + 10);
    }
    found[flag] = false;
    this.#under--;
    if (this.#closed) {
      found.sheet?.close();
      return;
    }
    this.#arrived(block);
    this.#next();
  }

  async #picture(block, found) {
    const answer = await fetch(this.#address(`sheets/${block}.jpg`, `v=${this.#data.made}`));
    if (!answer.ok) throw new Error(answer.statusText);
    found.sheet = await createImageBitmap(await answer.blob());
  }

  async #about(block, found) {
    found.stale = false;
    const answer = await fetch(this.#address('images', `block=${block}`));
    if (!answer.ok) throw new Error(answer.statusText);
    found.words = (await answer.json()).items;
  }

  #address(path, more) {
    const query = [this.#data.query, more].filter(Boolean).join('&');
    return new URL(`${this.#data.src}/${path}?${query}`, document.baseURI).href;
  }

  #forget() {
    for (const [block, found] of this.#blocks) {
      if (this.#blocks.size <= this.#keep) return;
      if (this.#wanted.includes(block) || found.fetching || found.asking) continue;
      found.sheet?.close();
      this.#blocks.delete(block);
    }
  }
}
