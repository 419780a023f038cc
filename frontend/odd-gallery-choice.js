// Which places of a gallery are chosen: a byte a place, sent as ranges ("0-99,105").
export class Choice {
  anchor = null;
  size = 0;
  #chosen;
  #before = null;

  constructor(count) { this.#chosen = new Uint8Array(count); }

  has(place) { return this.#chosen[place] === 1; }

  toggle(place) {
    this.#set(place, this.#chosen[place] ? 0 : 1);
    this.anchor = place;
    this.#before = null;
  }

  /** From the anchor to here; what an earlier reach from the same anchor had chosen beyond is given up. */
  extend(place) {
    const anchor = this.anchor ?? place;
    if (this.#before && this.#before[0] === anchor) this.#fill(anchor, this.#before[1], 0);
    this.#fill(anchor, place, 1);
    this.#before = [anchor, place];
  }

  all() { this.#fill(0, this.#chosen.length - 1, 1); }

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
    this.size += to - this.#chosen[place];
    this.#chosen[place] = to;
  }

  #fill(from, to, value) {
    for (let place = Math.min(from, to); place <= Math.max(from, to); place++) this.#set(place, value);
  }
}
