// <odd-gallery>: images by the hundred thousand. Only what is in view is in the page (odd-grid.js); a sheet brings a hundred
// at once (odd-gallery-sheets.js), and what is selected stays here until it is requested (odd-gallery-choice.js).
import { Choice } from './odd-gallery-choice.js';
import { Sheets } from './odd-gallery-sheets.js';
import { TileGrid } from './odd-grid.js';

const IMAGE_EDGE = 128;
const PADDING = 8;
const FOOT = 24;

const STYLE = `
  .tile { padding: ${PADDING}px; }
  .image { height: ${IMAGE_EDGE}px; display: grid; place-items: center; border-radius: 6px; background: var(--odd-hover); }
  .tile.there .image { background: none; }
  .tile:not(.there) .image { background: var(--odd-line-soft); }
  .foot { display: flex; gap: 6px; align-items: center; height: ${FOOT - 4}px; min-width: 0; }
  .name { flex: 1; min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; color: var(--odd-mute);
          direction: rtl; text-align: left; }
  .draft { background: var(--odd-warn-soft); color: var(--odd-warn); box-shadow: inset 0 0 0 1px var(--odd-warn); }
`;

const TILE = `<div class="image"><canvas></canvas></div><div class="foot"><span class="name"></span><span class="tag"></span></div><span class="box"></span>`;

class OddGallery extends TileGrid {
  narrowest = 146;
  height = IMAGE_EDGE + FOOT + 2 * PADDING + 4;
  #data = null;
  #text = '';
  #sheets = null;

  constructor() { super(STYLE); }

  set data(text) {
    if (text === this.#text) return;
    this.#text = text;
    this.#data = JSON.parse(text);
    this.#sheets?.close();
    this.#sheets = new Sheets(this.#data, block => this.#arrived(block));
    this.choice = new Choice(this.#data.count);
    this.choosing = this.#data.choose;
    this.list(this.#data.count, this.#data.label, false);
  }

  get data() { return this.#text; }

  /** Asks again for names and labels; the images stay. */
  refresh() { this.#sheets?.forgetWords(); this.soon(); }

  want(from, to, down) { this.#sheets.want(from, to, down); }

  make(tile) {
    tile.innerHTML = TILE;
    const canvas = tile.querySelector('canvas');
    const edge = this.#data.edge;
    canvas.width = canvas.height = edge;
    const shown = edge * Math.max(1, Math.floor(IMAGE_EDGE / edge));
    canvas.style.width = canvas.style.height = `${shown}px`;
    tile.parts = { pen: canvas.getContext('2d'), name: tile.querySelector('.name'), tag: tile.querySelector('.tag') };
  }

  paint(tile) {
    const sheet = this.#sheets.sheet(tile.place);
    if (sheet) {
      const edge = this.#data.edge;
      const at = tile.place % this.#data.block;
      tile.parts.pen.drawImage(sheet, (at % this.#data.columns) * edge, Math.floor(at / this.#data.columns) * edge, edge, edge,
        0, 0, edge, edge);
    }
    tile.classList.toggle('there', Boolean(sheet));
    const words = this.#sheets.words(tile.place);
    // The end of a path distinguishes images, so it is the start that is cut off.
    tile.parts.name.textContent = words ? `\u200e${words.file}\u200e` : '';
    tile.title = words ? words.file : '';
    const label = !words ? '' : words.draft ?? (words.split === 'test' ? words.label : 'training');
    tile.parts.tag.textContent = label;
    tile.parts.tag.className = `tag ${!words || words.split !== 'test' ? '' : words.draft !== null ? 'draft' : words.anomalous === null ? '' : words.anomalous ? 'bad' : 'good'}`;
    tile.setAttribute('aria-label', words
      ? `${words.file}, ${label}${words.draft !== null ? ', not saved yet' : ''}` : `Image ${tile.place + 1}, loading`);
  }

  #arrived(block) {
    for (const tile of this.tiles.values()) {
      if (Math.floor(tile.place / this.#data.block) === block) this.paint(tile);
    }
  }
}

customElements.define('odd-gallery', OddGallery);
