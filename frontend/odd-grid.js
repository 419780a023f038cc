// A grid of tiles by the hundred thousand: only those in view are in the page, and their elements are used again. What a
// tile shows, and where that comes from, is its subclass's matter.
import { Choice } from './odd-gallery-choice.js';

export const GAP = 12;

const STYLE = `
  :host { display: block; position: relative; min-width: 0; color: var(--odd-ink); font-size: 12px; contain: strict; }
  :host([hidden]) { display: none; }
  .scroller { position: absolute; inset: 0; overflow-y: scroll; outline: none; overflow-anchor: none; }
  .space { position: relative; width: 100%; overflow: hidden; }
  .tile { position: absolute; left: 0; top: 0; box-sizing: border-box; background: var(--odd-surface);
          border: 1px solid var(--odd-line); border-radius: var(--odd-radius); cursor: pointer; display: flex;
          flex-direction: column; gap: 4px; contain: strict; }
  .tile:hover { border-color: var(--odd-line-strong); }
  .tile[aria-selected="true"] { border-color: var(--odd-accent); box-shadow: inset 0 0 0 1px var(--odd-accent);
          background: var(--odd-accent-soft); }
  .scroller:focus-visible .tile.cursor { outline: 2px solid var(--odd-accent); outline-offset: 1px; }
  canvas { image-rendering: pixelated; display: block; border-radius: 6px; visibility: hidden; }
  .tile.there canvas { visibility: visible; }
  .tag { flex: none; max-width: 70%; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; font-weight: 600;
         line-height: 18px; border-radius: 6px; padding: 0 6px; background: var(--odd-hover); color: var(--odd-mute); }
  .tag:empty { display: none; }
  .good { background: var(--odd-good-soft); color: var(--odd-good); }
  .bad { background: var(--odd-bad-soft); color: var(--odd-bad); }
  .box { position: absolute; left: 6px; top: 6px; width: 22px; height: 22px; border-radius: 6px; display: grid;
         place-items: center; background: var(--odd-surface); border: 1px solid var(--odd-line-strong); opacity: 0;
         color: var(--odd-accent); font-weight: 700; font-size: 14px; }
  .tile:hover .box, .tile.cursor .box, .tile[aria-selected="true"] .box, .choosing .box { opacity: 1; }
  .tile[aria-selected="true"] .box::before { content: "✓"; }
  .looking .box { display: none; }
  @media (hover: none) { .box { opacity: 1; } }
`;

/**
 * Subclasses have `narrowest` and `height` of a tile in pixels, `make(tile)`, `paint(tile)` for the image at `tile.place`,
 * and `want(from, to, down)`, called with the places in view. Events: odd-open {place}, odd-choice {count, ranges}.
 */
export class TileGrid extends HTMLElement {
  scroller;
  count = 0;
  cursor = 0;
  choosing = false;
  choice = new Choice(0);
  tiles = new Map();
  #space;
  #free = [];
  #columns = 1;
  #width = 0;
  #frame = 0;
  #before = 0;
  #pending = null;

  constructor(style) {
    super();
    this.attachShadow({ mode: 'open' }).innerHTML = `<style>${STYLE}${style}</style>
<div class="scroller" tabindex="0" role="listbox" aria-multiselectable="true"><div class="space"></div></div>`;
    this.scroller = this.shadowRoot.querySelector('.scroller');
    this.#space = this.shadowRoot.querySelector('.space');
    // Once a frame, right before it is drawn: a wait for the next frame would show this one empty.
    this.scroller.addEventListener('scroll', () => this.#render(), { passive: true });
    this.scroller.addEventListener('keydown', event => this.#key(event));
    this.#space.addEventListener('click', event => this.#click(event));
    new ResizeObserver(() => this.#measure()).observe(this.scroller);
  }

  connectedCallback() { this.soon(); }

  disconnectedCallback() { cancelAnimationFrame(this.#frame); this.#frame = 0; }

  /** Other images, `count` of them; `stay` keeps the place that is in view. */
  list(count, label, stay) {
    this.count = count;
    this.cursor = stay ? Math.max(0, Math.min(this.cursor, count - 1)) : 0;
    this.#drop();
    this.scroller.setAttribute('aria-label', label);
    this.scroller.classList.toggle('looking', !this.choosing);
    this.scroller.classList.toggle('choosing', this.choice.size > 0);
    if (!stay) this.scroller.scrollTop = 0;
    this.#measure();
  }

  /** Tiles have another look or size. */
  remake() {
    this.#columns = 0;
    this.#drop();
    this.#measure();
  }

  repaint() { for (const tile of this.tiles.values()) this.paint(tile); }

  /** Scrolls to an image and puts the cursor on it. */
  show(place) {
    this.#pending = place;
    this.#measure();
  }

  focus() { this.scroller.focus({ preventScroll: true }); }

  clear() { this.choice.clear(); this.chosen(); }

  soon() {
    this.#frame ||= requestAnimationFrame(() => { this.#frame = 0; this.#render(); });
  }

  get #step() { return this.height + GAP; }

  #measure() {
    const width = this.scroller.clientWidth;
    if (!width || !this.scroller.clientHeight) return;
    const columns = Math.max(1, Math.floor((width - 4 + GAP) / (this.narrowest + GAP)));
    const tile = Math.floor((width - 4 - GAP * (columns - 1)) / columns);
    if (columns !== this.#columns || tile !== this.#width) {
      const first = Math.floor(this.scroller.scrollTop / this.#step) * Math.max(1, this.#columns);
      this.#columns = columns;
      this.#width = tile;
      this.#drop();
      this.#space.style.height = `${Math.ceil(this.count / columns) * this.#step}px`;
      this.scroller.scrollTop = Math.floor(first / columns) * this.#step;
    }
    this.#space.style.height = `${Math.ceil(this.count / columns) * this.#step}px`;
    if (this.#pending !== null && this.count) {
      const place = this.#pending;
      this.#pending = null;
      this.#move(place, false, true);
    }
    this.#render();
  }

  #drop() {
    for (const tile of this.tiles.values()) { tile.remove(); }
    for (const tile of this.#free) { tile.remove(); }
    this.tiles.clear();
    this.#free = [];
  }

  /** First and last place that rows in view show, with so many rows more on either side. */
  #range(more) {
    const top = this.scroller.scrollTop;
    const first = Math.max(0, Math.floor(top / this.#step) - more);
    const last = Math.floor((top + this.scroller.clientHeight) / this.#step) + more;
    return [first * this.#columns, Math.min(this.count, (last + 1) * this.#columns)];
  }

  #render() {
    if (!this.#width || !this.#columns) return;
    const [from, to] = this.#range(2);
    for (const [place, tile] of this.tiles) {
      if (place < from || place >= to) {
        this.tiles.delete(place);
        this.#free.push(tile);
      }
    }
    const down = this.scroller.scrollTop >= this.#before;
    this.#before = this.scroller.scrollTop;
    if (to > from) this.want(from, to, down);
    for (let place = from; place < to; place++) {
      if (!this.tiles.has(place)) this.tiles.set(place, this.#fill(this.#free.pop() ?? this.#make(), place));
    }
    while (this.#free.length > this.#columns * 4) this.#free.pop().remove();
    for (const tile of this.#free) {
      tile.place = -1;
      tile.style.transform = 'translate(-9999px, 0)';
    }
  }

  #make() {
    const tile = document.createElement('div');
    tile.className = 'tile';
    tile.setAttribute('role', 'option');
    tile.style.height = `${this.height}px`;
    this.make(tile);
    this.#space.append(tile);
    return tile;
  }

  #fill(tile, place) {
    const row = Math.floor(place / this.#columns);
    const column = place % this.#columns;
    tile.place = place;
    tile.id = `t${place}`;
    tile.style.width = `${this.#width}px`;
    tile.top = 2 + row * this.#step;
    tile.style.transform = `translate(${2 + column * (this.#width + GAP)}px, ${tile.top}px)`;
    tile.setAttribute('aria-setsize', this.count);
    tile.setAttribute('aria-posinset', place + 1);
    tile.classList.toggle('cursor', place === this.cursor);
    tile.setAttribute('aria-selected', this.choice.has(place));
    this.paint(tile);
    return tile;
  }

  #click(event) {
    const tile = event.composedPath().find(e => e.classList?.contains('tile'));
    if (!tile) return;
    const box = event.composedPath().some(e => e.classList?.contains('box'));
    this.#cursorTo(tile.place, event.shiftKey);
    if (this.choosing && event.shiftKey) {
      this.choice.extend(tile.place);
      this.chosen();
    } else if (this.choosing && (box || event.ctrlKey || event.metaKey)) {
      this.choice.toggle(tile.place);
      this.chosen();
    } else {
      this.#open(tile.place);
    }
  }

  #key(event) {
    if (!this.count || event.altKey) return;
    const page = this.#columns * Math.max(1, Math.floor(this.scroller.clientHeight / this.#step));
    const steps = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -this.#columns, ArrowDown: this.#columns, PageUp: -page, PageDown: page };
    const all = event.ctrlKey || event.metaKey;
    if (event.key in steps && !all) this.#move(this.cursor + steps[event.key], event.shiftKey);
    else if (event.key === 'Home') this.#move(0, event.shiftKey);
    else if (event.key === 'End') this.#move(this.count - 1, event.shiftKey);
    else if (event.key === 'Enter') this.#open(this.cursor);
    else if (this.choosing && (event.key === 'x' || event.key === ' ') && !all) {
      this.choice.toggle(this.cursor);
      this.chosen();
    } else if (this.choosing && all && event.key === 'a') {
      this.choice.all(this.count);
      this.chosen();
    } else if (event.key === 'Escape' && this.choice.size) this.clear();
    else return;
    event.preventDefault();
  }

  #move(place, extend, middle) {
    this.#cursorTo(Math.max(0, Math.min(this.count - 1, place)), extend);
    const top = Math.floor(this.cursor / this.#columns) * this.#step;
    const view = this.scroller.clientHeight;
    if (middle) this.scroller.scrollTop = top - (view - this.height) / 2;
    else if (top < this.scroller.scrollTop) this.scroller.scrollTop = top;
    else if (top + this.height + 4 > this.scroller.scrollTop + view) this.scroller.scrollTop = top + this.height + 4 - view;
    if (extend && this.choosing) {
      this.choice.extend(this.cursor);
      this.chosen();
    }
    this.#render();
    this.scroller.setAttribute('aria-activedescendant', `t${this.cursor}`);
  }

  #cursorTo(place, extend) {
    if (!extend) this.choice.anchor = place;
    else this.choice.anchor ??= this.cursor;
    this.tiles.get(this.cursor)?.classList.remove('cursor');
    this.cursor = place;
    this.tiles.get(place)?.classList.add('cursor');
    this.scroller.setAttribute('aria-activedescendant', `t${place}`);
  }

  #open(place) {
    this.dispatchEvent(new CustomEvent('odd-open', { detail: { place } }));
  }

  chosen() {
    this.scroller.classList.toggle('choosing', this.choice.size > 0);
    for (const tile of this.tiles.values()) tile.setAttribute('aria-selected', this.choice.has(tile.place));
    this.dispatchEvent(new CustomEvent('odd-choice', { detail: { count: this.choice.size, ranges: this.choice.ranges() } }));
  }
}
