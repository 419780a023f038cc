// Sheets of a hundred images and the words about them. What is in view comes first, what was passed is not fetched.
const CONCURRENCY = 4;
const PIXELS = 25e6;
const AGAIN = 2000;
// Who drags the scroll bar passes a hundred sheets a second: nothing is requested until one stays.
const CALM = 150;
const SETTLED = 60;

export class Sheets {
  #data;
  #arrived;
  #blocks = new Map();
  #wanted = [];
  #inView = 0;
  #moved = 0;
  #wait = 0;
  #timer = 0;
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

  /** Places from..to-1 are in view; the neighbors in the direction of the scroll may be next. */
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
    const now = performance.now();
    if (first !== this.#wanted[0]) {
      this.#wait = now - this.#moved < CALM ? now + SETTLED : 0;
      this.#moved = now;
    }
    this.#wanted = blocks;
    this.#inView = last - first + 1;
    for (const [b, found] of this.#blocks) {
      if (!blocks.includes(b)) found.stops.forEach(stop => stop.abort());
    }
    this.#next();
  }

  forgetWords() {
    for (const found of this.#blocks.values()) { found.stale = true; }
    this.#next();
  }

  close() {
    this.#closed = true;
    for (const found of this.#blocks.values()) {
      found.stops.forEach(stop => stop.abort());
      found.sheet?.close();
    }
    this.#blocks.clear();
  }

  #next() {
    const rest = this.#wait - performance.now();
    if (rest > 0) {
      this.#timer ||= setTimeout(() => { this.#timer = 0; this.#next(); }, rest + 1);
      return;
    }
    this.#wanted.forEach((block, at) => {
      // What is in view waits for nothing.
      if (this.#closed || (at >= this.#inView && this.#under >= CONCURRENCY)) return;
      const found = this.#blocks.get(block) ?? { stops: new Set() };
      this.#blocks.set(block, found);
      if (found.failed && performance.now() - found.failed < AGAIN) return;
      if (!found.sheet && !found.fetching) this.#fetch(block, found, 'fetching', stop => this.#sheet(block, found, stop));
      if ((!found.words || found.stale) && !found.asking) this.#fetch(block, found, 'asking', stop => this.#about(block, found, stop));
    });
    this.#forget();
  }

  async #fetch(block, found, flag, work) {
    const stop = new AbortController();
    found.stops.add(stop);
    found[flag] = true;
    this.#under++;
    try {
      await work(stop.signal);
      found.failed = 0;
    } catch {
      if (!stop.signal.aborted) {
        found.failed = performance.now();
        setTimeout(() => this.#next(), AGAIN + 10);
      }
    }
    found.stops.delete(stop);
    found[flag] = false;
    this.#under--;
    if (this.#closed) {
      found.sheet?.close();
      return;
    }
    this.#arrived(block);
    this.#next();
  }

  async #sheet(block, found, signal) {
    const answer = await fetch(this.#address(`sheets/${block}.jpg`, `v=${this.#data.made}`), { signal });
    if (!answer.ok) throw new Error(answer.statusText);
    found.sheet = await createImageBitmap(await answer.blob());
  }

  async #about(block, found, signal) {
    found.stale = false;
    const answer = await fetch(this.#address('images', `block=${block}`), { signal });
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
