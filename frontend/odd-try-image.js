// One image, dropped, pasted or chosen, scored at once: its score, what becomes of it, and its map beside it.
import { DROP_STYLE, listen } from './odd-drop-box.js';

const TEMPLATE = `
<style>
  :host { display: block; color: var(--odd-ink); }
  ${DROP_STYLE}
  .answer { display: flex; flex-wrap: wrap; gap: 16px; margin-top: 16px; align-items: flex-start; }
  .seen { width: 160px; aspect-ratio: 1; overflow: hidden; background: var(--odd-line-soft); border-radius: var(--odd-radius-s); }
  img { width: 100%; height: 100%; object-fit: cover; display: block; }
  .map { image-rendering: pixelated; }
  .score { font-size: 22px; font-weight: 650; font-variant-numeric: tabular-nums; }
  .mute { color: var(--odd-mute); }
  .flagged { color: var(--odd-bad); } .look { color: var(--odd-warn); } .passed { color: var(--odd-good); }
  .error { color: var(--odd-bad); }
  figure { margin: 0; } figcaption { color: var(--odd-mute); font-size: 12px; }
</style>
<div class="drop"><button type="button">Choose an image</button><span>or drop one here, or paste it</span>
  <input type="file" accept="image/*"></div>
<div class="answer" aria-live="polite"></div>`;

const WORDS = { flagged: 'Flagged', look: 'Look', passed: 'Passed' };
const element = (tag, className, text = '') => Object.assign(document.createElement(tag), { className, textContent: text });

class OddTryImage extends HTMLElement {
  #latest = 0;
  #paste = event => {
    const file = [...event.clipboardData.files].find(one => one.type.startsWith('image/'));
    if (file) this.#send(file);
  };

  constructor() {
    super();
    this.attachShadow({ mode: 'open' }).innerHTML = TEMPLATE;
    this.answer = this.shadowRoot.querySelector('.answer');
    listen(this.shadowRoot, file => this.#send(file));
  }

  connectedCallback() { document.addEventListener('paste', this.#paste); }

  disconnectedCallback() { document.removeEventListener('paste', this.#paste); }

  async #send(file) {
    const mine = ++this.#latest;
    this.answer.replaceChildren(element('span', 'mute', `Scores ${file.name} …`));
    const begin = performance.now();
    let shown;
    try {
      const answer = await fetch(this.getAttribute('target'), { method: 'POST', body: file, credentials: 'same-origin', headers: {
        'Content-Type': file.type || 'application/octet-stream',
        [this.getAttribute('csrf-header') || 'X-CSRF-TOKEN']: this.getAttribute('csrf-token') ?? '' } });
      const said = await answer.json();
      shown = answer.ok ? this.#result(file, said, performance.now() - begin)
          : [element('span', 'error', said.detail ?? `The server answered ${answer.status}.`)];
    } catch {
      shown = [element('span', 'error', 'The server did not answer; try again.')];
    }
    if (mine === this.#latest) this.answer.replaceChildren(...shown);
  }

  #result(file, said, millis) {
    const words = element('div', '');
    words.append(element('div', 'score', said.score.toPrecision(5)));
    if (said.outcome) {
      words.append(element('div', said.outcome, `${WORDS[said.outcome]}: ${said.calibrated.toFixed(2)} calibrated, 0.50 at the threshold ${said.threshold.toPrecision(5)}`));
    } else {
      words.append(element('div', 'mute', 'The model has no threshold yet.'));
    }
    words.append(element('div', 'mute', `${said.model}/${said.version} · ${Math.round(millis)} ms`));
    const image = this.#figure(URL.createObjectURL(file), file.name, '');
    if (!said.map) return [image, words];
    const map = this.#figure(`data:image/png;base64,${said.map}`, 'Anomaly map', 'map');
    // The part of the image over which the map lies, so that a spot is at the same place in both.
    const picture = map.querySelector('img');
    picture.addEventListener('load', () => {
      for (const seen of [image, map]) seen.querySelector('.seen').style.aspectRatio = `${picture.naturalWidth} / ${picture.naturalHeight}`;
      image.querySelector('img').style.scale = 1 / (this.getAttribute('crop-fraction') ?? 1);
    });
    return [image, map, words];
  }

  #figure(address, caption, className) {
    const figure = document.createElement('figure');
    const picture = Object.assign(new Image(), { src: address, alt: caption, className });
    picture.addEventListener('load', () => { if (address.startsWith('blob:')) URL.revokeObjectURL(address); });
    const seen = element('div', 'seen');
    seen.append(picture);
    figure.append(seen, element('figcaption', '', caption));
    return figure;
  }
}

customElements.define('odd-try-image', OddTryImage);
