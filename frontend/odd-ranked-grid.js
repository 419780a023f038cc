// <odd-ranked-grid>: tiles of ranked images. Edge and letters say what the threshold makes of each.
import { heat } from './odd-colors.js';
import { Choice } from './odd-gallery-choice.js';
import { TileGrid } from './odd-grid.js';
import { OUTCOMES } from './odd-ranked-data.js';
import { ImageSheets } from './odd-ranked-images.js';

const PADDING = 8;
const EDGE = 4;
export const LAYERS = { all: ['image', 'reconstruction', 'error'], image: ['image'], reconstruction: ['reconstruction'],
  error: ['error'], overlay: ['image', 'error'] };

/** Those of a view that this run has: without a reconstruction its map stands alone. */
const layersOf = (show, about) => (about?.reconstructs !== false ? LAYERS[show]
  : show === 'reconstruction' ? LAYERS.error : LAYERS[show].filter(layer => layer !== 'reconstruction'));

const STYLE = `
  .tile { padding: ${PADDING}px ${PADDING}px ${PADDING}px ${PADDING + EDGE}px; }
  .tile::before { content: ""; position: absolute; inset: 0 auto 0 0; width: ${EDGE}px; background: var(--edge); }
  .tile[data-outcome="found"] { --edge: var(--odd-good); --soft: var(--odd-good-soft); }
  .tile[data-outcome="false-alarm"] { --edge: var(--odd-warn); --soft: var(--odd-warn-soft); }
  .tile[data-outcome="missed"] { --edge: var(--odd-bad); --soft: var(--odd-bad-soft); }
  .tile[data-outcome="passed"] { --edge: var(--odd-line-strong); --soft: var(--odd-hover); }
  .tile[data-outcome="passed"] .letter { color: var(--odd-mute); }
  .layers { display: flex; gap: 4px; justify-content: center; align-items: center; }
  .layers > span { display: block; border-radius: 6px; background: var(--odd-line-soft); }
  .tile.there .layers > span { background: var(--odd-hover); }
  canvas.reduced { image-rendering: auto; }
  .foot { display: grid; grid-template-columns: auto minmax(0, 1fr) auto auto; gap: 2px 6px; align-items: center; }
  .narrow .foot { grid-template-columns: minmax(0, 1fr) auto; }
  .narrow .letter { grid-column: 2; grid-row: 1; justify-self: end; }
  .place { font-weight: 650; font-size: 13px; white-space: nowrap; }
  .score { color: var(--odd-mute); white-space: nowrap; }
  .foot .tag { max-width: 100%; justify-self: end; font-weight: 500; }
  .letter { font-weight: 700; line-height: 18px; padding: 0 5px; border-radius: 5px; background: var(--soft); color: var(--edge); }
  .box { left: ${EDGE + 6}px; }
`;
const FOOT = '<div class="foot"><span class="place"></span><span class="score"></span><span class="tag"></span><span class="letter"></span></div><span class="box"></span>';

class RankedGrid extends TileGrid {
  choosing = true;
  order = new Uint32Array(0);
  #about = null;
  #data = null;
  #look = { show: 'all' };
  #threshold = 0;
  #other = null;
  #sheets = null;
  #scratch = document.createElement('canvas');

  constructor() { super(STYLE); }

  /** `about` describes the run's images, `data` its scores. */
  open(about, data) {
    this.#about = about;
    this.#data = data;
    this.#sheets = new ImageSheets(about, () => this.repaint());
    this.choice = new Choice(data.count, place => this.order[place] ?? place);
    this.#scratch.width = this.#scratch.height = about.edge;
    this.pen = this.#scratch.getContext('2d', { willReadFrequently: true });
  }

  /** The same images with other labels. */
  relabel(data) { this.#data = data; }

  /** Images in this order, evaluated at this threshold, and against another run where there is one. */
  arrange(order, threshold, other, label, stay) {
    this.order = order;
    this.#threshold = threshold;
    this.#other = other;
    this.choice.listed();
    this.list(order.length, label, stay);
  }

  classify(threshold) {
    this.#threshold = threshold;
    this.repaint();
  }

  look(look) {
    const same = look.show === this.#look.show;
    this.#look = look;
    if (same) this.repaint();
    else this.remake();
    this.soon();
  }

  place(index) { return this.order.indexOf(index); }

  get #canvases() { return this.#look.show === 'overlay' ? 1 : layersOf(this.#look.show, this.#about).length; }

  /** Edge of an image on the page: a whole multiple (or part) of the images' own, so that it stays crisp. */
  get #shown() {
    const edge = this.#about?.edge ?? 64;
    const near = this.#canvases === 1 ? 128 : this.clientWidth < 480 ? 96 : 64;
    return edge <= near ? edge * Math.floor(near / edge) : edge < 2 * near ? (this.#canvases === 1 ? edge : near) : Math.floor(edge / Math.floor(edge / near));
  }

  get narrowest() { return Math.max(140, this.#canvases * (this.#shown + 4) - 4 + 2 * PADDING + EDGE + 4); }

  get #narrow() { return this.narrowest < 200; }

  get height() { return this.#shown + 2 * PADDING + (this.#narrow ? 50 : 28); }

  want(from, to, down) { this.#sheets?.want(this.order, from, to, down, layersOf(this.#look.show, this.#about)); }

  make(tile) {
    tile.classList.toggle('narrow', this.#narrow);
    const shown = this.#shown;
    tile.innerHTML = `<div class="layers">${'<span><canvas></canvas></span>'.repeat(this.#canvases)}</div>${FOOT}`;
    const canvases = [...tile.querySelectorAll('canvas')];
    for (const canvas of canvases) {
      canvas.width = canvas.height = this.#about.edge;
      canvas.style.width = canvas.style.height = `${shown}px`;
      canvas.classList.toggle('reduced', shown < this.#about.edge);
    }
    tile.parts = { pens: canvases.map(c => c.getContext('2d')),
      place: tile.querySelector('.place'), score: tile.querySelector('.score'), tag: tile.querySelector('.tag'),
      letter: tile.querySelector('.letter') };
  }

  paint(tile) {
    const index = this.order[tile.place];
    if (index === undefined) return;
    const layers = layersOf(this.#look.show, this.#about);
    const found = layers.map(layer => this.#sheets.find(layer, index));
    const there = found.every(Boolean);
    tile.classList.toggle('there', there);
    if (there) this.#draw(tile.parts.pens, layers, found);
    this.#words(tile, index);
  }

  #draw(pens, layers, found) {
    const edge = this.#about.edge;
    layers.forEach((layer, at) => {
      const over = this.#look.show === 'overlay';
      const pen = pens[over ? 0 : at];
      const { sheet, x, y } = found[at];
      if (!over || at === 0) pen.clearRect(0, 0, edge, edge);
      if (layer === 'error') {
        this.#heat(found[at], over);
        pen.globalAlpha = over ? this.#look.opacity / 100 : 1;
        pen.drawImage(this.#scratch, 0, 0);
        pen.globalAlpha = 1;
        return;
      }
      pen.drawImage(sheet, x, y, edge, edge, 0, 0, edge, edge);
      if (layer === 'reconstruction') this.#clip(pen);
    });
  }

  /** Nothing is reconstructed beyond the run's crop. */
  #clip(pen) {
    const edge = this.#about.edge;
    const { start, keep } = this.#about.frame;
    if (keep >= edge) return;
    pen.clearRect(0, 0, edge, start);
    pen.clearRect(0, start + keep, edge, edge);
    pen.clearRect(0, 0, start, edge);
    pen.clearRect(start + keep, 0, edge, edge);
  }

  #heat({ sheet, x, y }, over) {
    const edge = this.#about.edge;
    this.pen.drawImage(sheet, x, y, edge, edge, 0, 0, edge, edge);
    const gray = this.pen.getImageData(0, 0, edge, edge).data;
    const errors = new Uint8Array(edge * edge);
    // A sheet has the root of the error, which leaves more of the small ones.
    for (let i = 0; i < errors.length; i++) errors[i] = Math.round(gray[4 * i] ** 2 / 255);
    this.pen.putImageData(heat(errors, edge, this.#about.frame, { ...this.#look, runScale: this.#about.errorScale, over }), 0, 0);
  }

  #words(tile, index) {
    const data = this.#data;
    const outcome = data.outcome(index, this.#threshold);
    const { place, score, tag, letter } = tile.parts;
    const rank = data.rank[index].toLocaleString('en-US');
    tile.dataset.outcome = outcome;
    place.textContent = this.#other ? `#${rank} / #${this.#other.data.rank[index].toLocaleString('en-US')}` : `#${rank}`;
    place.title = this.#other ? 'Rank by this run / by the other run' : '';
    score.textContent = data.text(data.scores[index]);
    tag.textContent = data.label(index);
    letter.textContent = OUTCOMES[outcome].letter;
    letter.title = OUTCOMES[outcome].one;
    tile.setAttribute('aria-label', `Rank ${rank}, score ${data.text(data.scores[index])}, ${data.label(index)}, ${OUTCOMES[outcome].one}`
      + (this.#other ? `, rank ${this.#other.data.rank[index].toLocaleString('en-US')} by the other run` : ''));
  }
}

customElements.define('odd-ranked-grid', RankedGrid);
