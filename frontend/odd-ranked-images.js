// Test images, many on a sheet, kept by image: whatever list they come in, none is requested twice.
const BATCH = 50;
const CONCURRENCY = 4;
const PIXELS = 30e6;
const RETRY_MS = 2000;
// Who drags the scroll bar passes thousands of images a second: nothing is requested until one stays.
const CALM = 150;
const SETTLED = 60;
const COLUMNS = 10;

export class ImageSheets {
  #about;
  #arrived;
  #kept = new Map();
  #under = new Map();
  #wanted = [];
  #moved = 0;
  #first = -1;
  #wait = 0;
  #timer = 0;
  #failed = -Infinity;

  /** `about` has src, edge and version; `arrived` is called when some have come. */
  constructor(about, arrived) {
    this.#about = about;
    this.#arrived = arrived;
  }

  /** {sheet, x, y} in pixels, or undefined. */
  find(layer, index) {
    const key = `${layer}/${index}`;
    const found = this.#kept.get(key);
    if (found) {
      // The last in a map is the last used.
      this.#kept.delete(key);
      this.#kept.set(key, found);
    }
    return found;
  }

  /** Places from..to-1 of the list are in view; what stands there comes first, then its neighbors. */
  want(list, from, to, down, layers) {
    const ahead = to - from;
    const near = down ? [[from, to], [to, to + 2 * ahead], [from - ahead, from]] : [[from, to], [from - 2 * ahead, from], [to, to + ahead]];
    const now = performance.now();
    if (Math.abs(from - this.#first) > ahead) {
      this.#wait = now - this.#moved < CALM ? now + SETTLED : 0;
    }
    if (from !== this.#first) this.#moved = now;
    this.#first = from;
    this.#wanted = [];
    for (const [at, [start, end]] of near.entries()) {
      for (const layer of layers) {
        const images = [];
        for (let place = Math.max(0, start); place < Math.min(list.length, end); place++) images.push(list[place]);
        if (images.length) this.#wanted.push({ layer, images, inView: at === 0 });
      }
    }
    const still = new Set(this.#wanted.flatMap(w => w.images.map(i => `${w.layer}/${i}`)));
    for (const batch of new Set(this.#under.values())) {
      if (!batch.keys.some(key => still.has(key))) batch.stop.abort();
    }
    this.#next();
  }

  #next() {
    const rest = this.#wait - performance.now();
    if (rest > 0) {
      this.#timer ||= setTimeout(() => { this.#timer = 0; this.#next(); }, rest + 1);
      return;
    }
    if (performance.now() - this.#failed < RETRY_MS) return;
    for (const { layer, images, inView } of this.#wanted) {
      const missing = images.filter(i => !this.#kept.has(`${layer}/${i}`) && !this.#under.has(`${layer}/${i}`));
      for (let at = 0; at < missing.length; at += BATCH) {
        // What is in view waits for nothing.
        if (!inView && new Set(this.#under.values()).size >= CONCURRENCY) return;
        this.#fetch(layer, missing.slice(at, at + BATCH));
      }
    }
  }

  async #fetch(layer, images) {
    const batch = { keys: images.map(i => `${layer}/${i}`), stop: new AbortController() };
    batch.keys.forEach(key => this.#under.set(key, batch));
    try {
      const address = `${this.#about.src}/gallery/${layer}.jpg?images=${images.join(',')}&v=${this.#about.version}`;
      const answer = await fetch(new URL(address, document.baseURI), { signal: batch.stop.signal });
      if (!answer.ok) throw new Error(answer.statusText);
      const sheet = await createImageBitmap(await answer.blob());
      const edge = this.#about.edge;
      images.forEach((image, at) => this.#kept.set(`${layer}/${image}`,
        { sheet, x: (at % COLUMNS) * edge, y: Math.floor(at / COLUMNS) * edge }));
      this.#forget();
    } catch {
      if (!batch.stop.signal.aborted) {
        this.#failed = performance.now();
        setTimeout(() => this.#next(), RETRY_MS + 10);
      }
    }
    batch.keys.forEach(key => this.#under.get(key) === batch && this.#under.delete(key));
    this.#arrived();
    this.#next();
  }

  #forget() {
    const max = Math.max(600, PIXELS / this.#about.edge ** 2);
    for (const key of this.#kept.keys()) {
      if (this.#kept.size <= max) return;
      this.#kept.delete(key);
    }
  }
}
