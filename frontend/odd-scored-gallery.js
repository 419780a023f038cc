// Scored images as tiles: the image beside its map, score and outcome. Arrow keys choose a tile, a, n and u say what it is.
const KEYS = { a: 'anomalous', n: 'normal', u: 'unsure' };
const OUTCOMES = { flagged: 'Flagged', look: 'Look', passed: 'Passed' };

const TEMPLATE = `
<style>
  :host { display: block; color: var(--odd-ink); }
  .tiles { display: grid; grid-template-columns: repeat(auto-fill, minmax(212px, 1fr)); gap: 12px; }
  .tile { border: 1px solid var(--odd-line); border-radius: var(--odd-radius-s); background: var(--odd-raised); padding: 8px;
          display: flex; flex-direction: column; gap: 6px; min-width: 0; }
  .tile:focus-visible, .tile:focus { outline: 2px solid var(--odd-accent); outline-offset: 1px; }
  .pictures { display: grid; grid-template-columns: 1fr 1fr; gap: 4px; }
  .pictures.alone { grid-template-columns: 1fr; justify-items: center; }
  img { width: 100%; aspect-ratio: 1; object-fit: contain; image-rendering: pixelated; background: var(--odd-line-soft); border-radius: 4px; display: block; }
  .alone img { max-width: 150px; }
  .line { display: flex; gap: 8px; justify-content: space-between; align-items: baseline; font-variant-numeric: tabular-nums; }
  .file { color: var(--odd-mute); font-size: 12px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; direction: rtl;
          text-align: left; }
  .outcome { font-size: 12px; font-weight: 650; padding: 1px 8px; border-radius: 9px; background: var(--odd-line-soft); }
  .outcome.flagged { background: var(--odd-bad-soft); color: var(--odd-bad); }
  .outcome.look { background: var(--odd-warn-soft); color: var(--odd-warn); }
  .outcome.passed { background: var(--odd-good-soft); color: var(--odd-good); }
  .error { color: var(--odd-bad); font-size: 13px; overflow-wrap: anywhere; }
  .verdicts { display: flex; flex-wrap: wrap; gap: 4px; }
  button { flex: 1 1 auto; font: inherit; font-size: 12px; padding: 4px 2px; min-height: 28px; cursor: pointer; color: var(--odd-ink);
           background: var(--odd-surface); border: 1px solid var(--odd-line-strong); border-radius: 6px; }
  button:hover { background: var(--odd-hover); }
  button:focus-visible { outline: 2px solid var(--odd-accent); outline-offset: 1px; }
  button[aria-pressed="true"] { background: var(--odd-accent); border-color: var(--odd-accent); color: var(--odd-on-accent); }
  .help { color: var(--odd-mute); margin: 0 0 10px; }
  kbd { font: inherit; font-weight: 650; border: 1px solid var(--odd-line-strong); border-radius: 4px; padding: 0 5px; }
  @media (max-width: 600px) { .tiles { grid-template-columns: repeat(auto-fill, minmax(150px, 1fr)); gap: 8px; } .help { display: none; } }
</style>
<p class="help" hidden>Choose an image with the arrow keys, then <kbd>a</kbd> anomalous, <kbd>n</kbd> normal, <kbd>u</kbd> unsure;
  the same key again takes it back.</p>
<div class="tiles" role="list"></div>
<div class="live" aria-live="polite" style="position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)"></div>`;

const element = (tag, className, text = '') => Object.assign(document.createElement(tag), { className, textContent: text });

class OddScoredGallery extends HTMLElement {
  #items = [];

  constructor() {
    super();
    this.attachShadow({ mode: 'open' }).innerHTML = TEMPLATE;
    this.tiles = this.shadowRoot.querySelector('.tiles');
    this.live = this.shadowRoot.querySelector('.live');
    this.tiles.addEventListener('keydown', event => this.#key(event));
  }

  connectedCallback() {
    this.shadowRoot.querySelector('.help').hidden = !this.reviews;
    const before = Object.hasOwn(this, 'items') ? this.items : null;
    if (before !== null) {
      delete this.items;
      this.items = before;
    }
  }

  get reviews() { return this.hasAttribute('review'); }

  set items(json) {
    const items = JSON.parse(json || '[]');
    const chosen = this.shadowRoot.activeElement?.closest('.tile')?.dataset.index;
    this.#items = items;
    this.tiles.replaceChildren(...items.map((item, place) => this.#tile(item, place)));
    if (chosen !== undefined) this.tiles.querySelector(`[data-index="${chosen}"]`)?.focus();
  }

  /** What the server has stored. */
  said(index, verdict) {
    const item = this.#items.find(one => one.index === index);
    if (!item) return;
    item.verdict = verdict || undefined;
    for (const button of this.tiles.querySelectorAll(`[data-index="${index}"] button`)) {
      button.setAttribute('aria-pressed', button.dataset.verdict === verdict);
    }
    this.live.textContent = verdict ? `${item.file}: ${verdict}` : `${item.file}: no verdict`;
  }

  #tile(item, place) {
    const tile = element('div', 'tile');
    tile.setAttribute('role', 'listitem');
    tile.dataset.index = item.index;
    tile.tabIndex = place === 0 ? 0 : -1;
    const name = element('div', 'file', `\u200e${item.file}`);
    name.title = item.file;
    if (item.error) {
      tile.append(element('div', 'error', item.error), name);
      return tile;
    }
    const pictures = element('div', item.map ? 'pictures' : 'pictures alone');
    pictures.append(this.#picture(item.image, item.file));
    if (item.map) pictures.append(this.#picture(item.map, `Anomaly map of ${item.file}`));
    const line = element('div', 'line');
    line.append(element('span', '', item.score + (item.calibrated ? ` · ${item.calibrated}` : '')));
    if (item.outcome) line.append(element('span', `outcome ${item.outcome}`, OUTCOMES[item.outcome]));
    tile.append(pictures, line, name);
    if (this.reviews) tile.append(this.#verdicts(item));
    return tile;
  }

  #picture(address, words) {
    const picture = new Image();
    picture.loading = 'lazy';
    picture.alt = words;
    picture.src = address;
    return picture;
  }

  #verdicts(item) {
    const row = element('div', 'verdicts');
    for (const verdict of Object.values(KEYS)) {
      const button = element('button', '', verdict[0].toUpperCase() + verdict.slice(1));
      button.type = 'button';
      button.tabIndex = -1;
      button.dataset.verdict = verdict;
      button.setAttribute('aria-pressed', item.verdict === verdict);
      button.addEventListener('click', () => this.#say(item, verdict));
      row.append(button);
    }
    return row;
  }

  #say(item, verdict) {
    if (!this.reviews || item.error) return;
    this.dispatchEvent(new CustomEvent('odd-verdict', { detail: { index: item.index, verdict: item.verdict === verdict ? '' : verdict } }));
  }

  #key(event) {
    const tile = event.target.closest('.tile');
    if (!tile || event.ctrlKey || event.metaKey || event.altKey) return;
    const all = [...this.tiles.children];
    const place = all.indexOf(tile);
    const columns = getComputedStyle(this.tiles).gridTemplateColumns.split(' ').length;
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      const next = all[place + step];
      if (!next) return;
      tile.tabIndex = -1;
      next.tabIndex = 0;
      next.focus();
      return;
    }
    const verdict = KEYS[event.key.toLowerCase()];
    if (verdict) {
      event.preventDefault();
      this.#say(this.#items[place], verdict);
    }
  }
}

customElements.define('odd-scored-gallery', OddScoredGallery);
