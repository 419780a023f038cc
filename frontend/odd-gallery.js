// <odd-gallery>: images by the hundred thousand. Only what is in view is in the page; a sheet brings a hundred at once
// (odd-gallery-sheets.js), and what is chosen stays here until it is asked for (odd-gallery-choice.js).
import { Choice } from './odd-gallery-choice.js';
import { Sheets } from './odd-gallery-sheets.js';

const GAP = 12;
const PICTURE = 128;
const PADDING = 8;
const FOOT = 24;
const NARROWEST = 146;
const HEIGHT = PICTURE + FOOT + 2 * PADDING + 4;

const TEMPLATE = `
<style>
  :host { display: block; position: relative; min-width: 0; color: var(--odd-ink); font-size: 12px; contain: strict; }
  :host([hidden]) { display: none; }
  .scroller { position: absolute; inset: 0; overflow-y: scroll; outline: none; overflow-anchor: none; }
  .space { position: relative; width: 100%; overflow: hidden; }
  .tile { position: absolute; left: 0; top: 0; box-sizing: border-box; height: ${HEIGHT}px; padding: ${PADDING}px;
          background: var(--odd-surface); border: 1px solid var(--odd-line); border-radius: var(--odd-radius);
          cursor: pointer; display: flex; flex-direction: column; gap: 4px; contain: strict; }
  .tile:hover { border-color: var(--odd-line-strong); }
  .tile[aria-selected="true"] { border-color: var(--odd-accent); box-shadow: inset 0 0 0 1px var(--odd-accent);
          background: var(--odd-accent-soft); }
  .scroller:focus-visible .tile.cursor { outline: 2px solid var(--odd-accent); outline-offset: 1px; }
  .picture { height: ${PICTURE}px; display: grid; place-items: center; border-radius: 6px; background: var(--odd-hover); }
  canvas { image-rendering: pixelated; display: block; border-radius: 6px; visibility: hidden; }
  .tile.there canvas { visibility: visible; }
  .tile.there .picture { background: none; }
  .tile:not(.there) .picture { background: var(--odd-line-soft); }
  .foot { display: flex; gap: 6px; align-items: center; height: ${FOOT - 4}px; min-width: 0; }
  .name { flex: 1; min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; color: var(--odd-mute);
          direction: rtl; text-align: left; }
  .tag { flex: none; max-width: 70%; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; font-weight: 600;
         line-height: 18px; border-radius: 6px; padding: 0 6px; background: var(--odd-hover); color: var(--odd-mute); }
  .tag:empty { display: none; }
  .good { background: var(--odd-good-soft); color: var(--odd-good); }
  .bad { background: var(--odd-bad-soft); color: var(--odd-bad); }
  .draft { background: var(--odd-warn-soft); color: var(--odd-warn); box-shadow: inset 0 0 0 1px var(--odd-warn); }
  .box { position: absolute; left: 6px; top: 6px; width: 22px; height: 22px; border-radius: 6px; display: grid;
         place-items: center; background: var(--odd-surface); border: 1px solid var(--odd-line-strong); opacity: 0;
         color: var(--odd-accent); font-weight: 700; font-size: 14px; }
  .tile:hover .box, .tile.cursor .box, .tile[aria-selected="true"] .box, .choosing .box { opacity: 1; }
  .tile[aria-selected="true"] .box::before { content: "✓"; }
  .looking .box { display: none; }
  @media (hover: none) { .box { opacity: 1; } }
</style>
<div class="scroller" tabindex="0" role="listbox" aria-multiselectable="true"><div class="space"></div></div>`;

const TILE = `<div class="picture"><canvas></canvas></div><div class="foot"><span class="name"></span><span class="tag"></span></div><span class="box"></span>`;

class OddGallery extends HTMLElement {
  #data = null;
  #text = '';
  #scroller;
  #space;
  #tiles = new Map();
  #free = [];
  #columns = 1;
  #width = 0;
  #cursor = 0;
  #frame = 0;
  #before = 0;
  #sheets = null;
  #choice = new Choice(0);
  #pending = null;

  constructor() {
    super();
    this.attachShadow({ mode: 'open' }).innerHTML = TEMPLATE;
    this.#scroller = this.shadowRoot.querySelector('.scroller');
    this.#space = this.shadowRoot.querySelector('.space');
    this.#scroller.addEventListener('scroll', () => this.#soon(), { passive: true });
    this.#scroller.addEventListener('keydown', event => this.#key(event));
    this.#space.addEventListener('click', event => this.#click(event));
    new ResizeObserver(() => this.#measure()).observe(this.#scroller);
  }

  set data(text) {
    if (text === this.#text) return;
    this.#text = text;
    this.#data = JSON.parse(text);
    this.#sheets?.close();
    this.#sheets = new Sheets(this.#data, block => this.#arrived(block));
    this.#choice = new Choice(this.#data.count);
    this.#cursor = 0;
    this.#drop();
    this.#scroller.setAttribute('aria-label', this.#data.label);
    this.#scroller.classList.toggle('looking', !this.#data.choose);
    this.#scroller.scrollTop = 0;
    this.#measure();
  }

  get data() { return this.#text; }

  connectedCallback() { this.#soon(); }

  disconnectedCallback() { cancelAnimationFrame(this.#frame); this.#frame = 0; }

  /** Scrolls to an image and puts the cursor on it. */
  show(place) {
    this.#pending = place;
    this.#measure();
  }

  focus() { this.#scroller.focus({ preventScroll: true }); }

  /** Asks again for names and labels; the pictures stay. */
  refresh() { this.#sheets?.forgetWords(); this.#soon(); }

  clear() { this.#choice.clear(); this.#chosen(); }

  #measure() {
    const width = this.#scroller.clientWidth;
    if (!this.#data || !width || !this.#scroller.clientHeight) return;
    const columns = Math.max(1, Math.floor((width - 4 + GAP) / (NARROWEST + GAP)));
    const tile = Math.floor((width - 4 - GAP * (columns - 1)) / columns);
    if (columns !== this.#columns || tile !== this.#width) {
      const first = Math.floor(this.#scroller.scrollTop / (HEIGHT + GAP)) * this.#columns;
      this.#columns = columns;
      this.#width = tile;
      this.#drop();
      this.#space.style.height = `${Math.ceil(this.#data.count / columns) * (HEIGHT + GAP)}px`;
      this.#scroller.scrollTop = Math.floor(first / columns) * (HEIGHT + GAP);
    }
    this.#space.style.height = `${Math.ceil(this.#data.count / columns) * (HEIGHT + GAP)}px`;
    if (this.#pending !== null) {
      const place = this.#pending;
      this.#pending = null;
      this.#move(place, false, true);
    }
    this.#render();
  }

  #soon() {
    this.#frame ||= requestAnimationFrame(() => { this.#frame = 0; this.#render(); });
  }

  #drop() {
    for (const tile of this.#tiles.values()) { tile.remove(); }
    this.#tiles.clear();
    this.#free = [];
  }

  /** First and last place that rows in view show, with so many rows more on either side. */
  #range(more) {
    const top = this.#scroller.scrollTop;
    const first = Math.max(0, Math.floor(top / (HEIGHT + GAP)) - more);
    const last = Math.floor((top + this.#scroller.clientHeight) / (HEIGHT + GAP)) + more;
    return [first * this.#columns, Math.min(this.#data.count, (last + 1) * this.#columns)];
  }

  #render() {
    if (!this.#data || !this.#width) return;
    const [from, to] = this.#range(1);
    for (const [place, tile] of this.#tiles) {
      if (place < from || place >= to) {
        this.#tiles.delete(place);
        this.#free.push(tile);
      }
    }
    const down = this.#scroller.scrollTop >= this.#before;
    this.#before = this.#scroller.scrollTop;
    this.#sheets.want(from, to, down);
    for (let place = from; place < to; place++) {
      if (!this.#tiles.has(place)) this.#tiles.set(place, this.#fill(this.#free.pop() ?? this.#make(), place));
    }
    while (this.#free.length > this.#columns * 4) this.#free.pop().remove();
    for (const tile of this.#free) tile.style.transform = 'translate(-9999px, 0)';
  }

  #make() {
    const tile = document.createElement('div');
    tile.className = 'tile';
    tile.setAttribute('role', 'option');
    tile.innerHTML = TILE;
    const canvas = tile.querySelector('canvas');
    const edge = this.#data.edge;
    canvas.width = canvas.height = edge;
    const shown = edge * Math.max(1, Math.floor(PICTURE / edge));
    canvas.style.width = canvas.style.height = `${shown}px`;
    tile.parts = { pen: canvas.getContext('2d'), name: tile.querySelector('.name'), tag: tile.querySelector('.tag') };
    this.#space.append(tile);
    return tile;
  }

  #fill(tile, place) {
    const row = Math.floor(place / this.#columns);
    const column = place % this.#columns;
    tile.place = place;
    tile.id = `t${place}`;
    tile.style.width = `${this.#width}px`;
    tile.style.transform = `translate(${2 + column * (this.#width + GAP)}px, ${2 + row * (HEIGHT + GAP)}px)`;
    tile.setAttribute('aria-setsize', this.#data.count);
    tile.setAttribute('aria-posinset', place + 1);
    tile.classList.toggle('cursor', place === this.#cursor);
    tile.setAttribute('aria-selected', this.#choice.has(place));
    this.#paint(tile);
    return tile;
  }

  #paint(tile) {
    const sheet = this.#sheets.sheet(tile.place);
    if (sheet) {
      const edge = this.#data.edge;
      const at = tile.place % this.#data.block;
      tile.parts.pen.drawImage(sheet, (at % this.#data.columns) * edge, Math.floor(at / this.#data.columns) * edge, edge, edge,
        0, 0, edge, edge);
    }
    tile.classList.toggle('there', Boolean(sheet));
    const words = this.#sheets.words(tile.place);
    // The end of a path tells images apart, so it is the start that is cut off.
    tile.parts.name.textContent = words ? `\u200e${words.file}\u200e` : '';
    tile.title = words ? words.file : '';
    const label = !words ? '' : words.draft ?? (words.split === 'test' ? words.label : 'training');
    tile.parts.tag.textContent = label;
    tile.parts.tag.className = `tag ${!words || words.split !== 'test' ? '' : words.draft !== null ? 'draft' : words.anomalous ? 'bad' : 'good'}`;
    tile.setAttribute('aria-label', words
      ? `${words.file}, ${label}${words.draft !== null ? ', not saved yet' : ''}` : `Image ${tile.place + 1}, loading`);
  }

  #arrived(block) {
    for (const tile of this.#tiles.values()) {
      if (Math.floor(tile.place / this.#data.block) === block) this.#paint(tile);
    }
  }

  #click(event) {
    const tile = event.composedPath().find(e => e.classList?.contains('tile'));
    if (!tile) return;
    const box = event.composedPath().some(e => e.classList?.contains('box'));
    this.#cursorTo(tile.place, event.shiftKey);
    if (this.#data.choose && event.shiftKey) {
      this.#choice.extend(tile.place);
      this.#chosen();
    } else if (this.#data.choose && (box || event.ctrlKey || event.metaKey)) {
      this.#choice.toggle(tile.place);
      this.#chosen();
    } else {
      this.#open(tile.place);
    }
  }

  #key(event) {
    if (!this.#data || event.altKey) return;
    const page = this.#columns * Math.max(1, Math.floor(this.#scroller.clientHeight / (HEIGHT + GAP)));
    const steps = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -this.#columns, ArrowDown: this.#columns, PageUp: -page, PageDown: page };
    const all = event.ctrlKey || event.metaKey;
    if (event.key in steps && !all) this.#move(this.#cursor + steps[event.key], event.shiftKey);
    else if (event.key === 'Home') this.#move(0, event.shiftKey);
    else if (event.key === 'End') this.#move(this.#data.count - 1, event.shiftKey);
    else if (event.key === 'Enter') this.#open(this.#cursor);
    else if (this.#data.choose && (event.key === 'x' || event.key === ' ') && !all) {
      this.#choice.toggle(this.#cursor);
      this.#chosen();
    } else if (this.#data.choose && all && event.key === 'a') {
      this.#choice.all();
      this.#chosen();
    } else if (event.key === 'Escape' && this.#choice.size) this.clear();
    else return;
    event.preventDefault();
  }

  #move(place, extend, middle) {
    this.#cursorTo(Math.max(0, Math.min(this.#data.count - 1, place)), extend);
    const top = Math.floor(this.#cursor / this.#columns) * (HEIGHT + GAP);
    const view = this.#scroller.clientHeight;
    if (middle) this.#scroller.scrollTop = top - (view - HEIGHT) / 2;
    else if (top < this.#scroller.scrollTop) this.#scroller.scrollTop = top;
    else if (top + HEIGHT + 4 > this.#scroller.scrollTop + view) this.#scroller.scrollTop = top + HEIGHT + 4 - view;
    if (extend && this.#data.choose) {
      this.#choice.extend(this.#cursor);
      this.#chosen();
    }
    this.#render();
    this.#scroller.setAttribute('aria-activedescendant', `t${this.#cursor}`);
  }

  #cursorTo(place, extend) {
    if (!extend) this.#choice.anchor = place;
    else this.#choice.anchor ??= this.#cursor;
    this.#tiles.get(this.#cursor)?.classList.remove('cursor');
    this.#cursor = place;
    this.#tiles.get(place)?.classList.add('cursor');
    this.#scroller.setAttribute('aria-activedescendant', `t${place}`);
  }

  #open(place) {
    this.dispatchEvent(new CustomEvent('odd-open', { detail: { place } }));
  }

  #chosen() {
    this.#scroller.classList.toggle('choosing', this.#choice.size > 0);
    for (const tile of this.#tiles.values()) tile.setAttribute('aria-selected', this.#choice.has(tile.place));
    this.dispatchEvent(new CustomEvent('odd-choice', { detail: { count: this.#choice.size, ranges: this.#choice.ranges() } }));
  }
}

customElements.define('odd-gallery', OddGallery);
