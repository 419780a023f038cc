// Which places of a gallery are selected: a byte a place, sent as ranges ("0-99,105").
export class Choice {
  anchor = null;
  size = 0;
  #chosen;
  #before = null;

  #key;

  /** `key` says what stands at a place, where the list may change while things stay selected. */
  constructor(count, key = place => place) {
    this.#chosen = new Uint8Array(count);
    this.#key = key;
  }

  has(place) { return this.#chosen[this.#key(place)] === 1; }

  /** The list has changed: reaching on from an earlier place would mean another thing. */
  listed() {
    this.anchor = null;
    this.#before = null;
  }

  toggle(place) {
    this.#set(place, this.has(place) ? 0 : 1);
    this.anchor = place;
    this.#before = null;
  }

  /** From the anchor to here; what an earlier reach from the same anchor had selected beyond is given up. */
  extend(place) {
    const anchor = this.anchor ?? place;
    if (this.#before && this.#before[0] === anchor) this.#fill(anchor, this.#before[1], 0);
    this.#fill(anchor, place, 1);
    this.#before = [anchor, place];
  }

  all(count = this.#chosen.length) { if (count) this.#fill(0, count - 1, 1); }

  /** As `ranges` writes it; what is beyond the end or no number is left out. */
  read(ranges) {
    for (const [, from, to] of ranges.matchAll(/(\d+)(?:-(\d+))?/g)) {
      for (let at = Number(from); at <= Number(to ?? from) && at < this.#chosen.length; at++) {
        this.size += 1 - this.#chosen[at];
        this.#chosen[at] = 1;
      }
    }
  }

  clear() {
    this.#chosen.fill(0);
    this.size = 0;
    this.#before = null;
  }

  ranges() {
    const found = [];
    for (let at = this.#chosen.indexOf(1); at >= 0;) {
      let end = this.#chosen.indexOf(0, at);
      if (end < 0) end = this.#chosen.length;
      found.push(end - at === 1 ? `${at}` : `${at}-${end - 1}`);
      at = this.#chosen.indexOf(1, end);
    }
    return found.join(',');
  }

  #set(place, to) {
    const key = this.#key(place);
    this.size += to - this.#chosen[key];
    this.#chosen[key] = to;
  }

  #fill(from, to, value) {
    for (let place = Math.min(from, to); place <= Math.max(from, to); place++) this.#set(place, value);
  }
}
