// One test image large: beside its reconstruction and error map, or with these laid over it; keys go through the list.
import { heat } from './odd-colors.js';
import { escape } from './odd-ranked-bar.js';
import { OUTCOMES } from './odd-ranked-data.js';
import { Marking } from './odd-ranked-mark.js';

const KEYS = [['← →', 'previous and next image'], ['p n', 'previous and next mistake'], ['Home End', 'first and last image'],
  ['l', 'mark the label as wrong'], ['v', 'side by side, or laid over each other'], ['o', 'outline of what is anomalous'],
  ['+ −', 'larger, smaller'], ['?', 'these keys'], ['Esc', 'close']];
const LAYERS = ['image', 'reconstruction', 'error'];

const HTML = `
<header class="odd-viewer__head">
  <h2></h2><b class="odd-outcome"></b><span class="odd-tag"></span><span class="odd-viewer__place odd-note" role="status"></span>
  <div class="odd-viewer__buttons">
    <button type="button" data-do="first" title="First (Home)" aria-label="First image">⇤</button>
    <button type="button" data-do="before" title="Previous (←)" aria-label="Previous image">←</button>
    <button type="button" data-do="after" title="Next (→)" aria-label="Next image">→</button>
    <button type="button" data-do="last" title="Last (End)" aria-label="Last image">⇥</button>
    <button type="button" data-do="wrong" title="Next mistake (n)">Next mistake</button>
    <button type="button" data-do="link">Copy link</button>
    <button type="button" data-do="help" aria-label="Keys" title="Keys (?)">?</button>
    <button type="button" data-do="close" aria-label="Close" title="Close (Esc)">✕</button>
  </div>
</header>
<div class="odd-viewer__body">
  <div class="odd-viewer__left">
    <div class="odd-viewer__tools">
      <div class="odd-viewer__modes" role="group" aria-label="Arrangement of the images"><button type="button" data-do="side">Side by side</button><button type="button" data-do="slider">Overlay</button></div>
      <select aria-label="What is laid over the image" class="odd-viewer__over"><option value="error">error map</option><option value="reconstruction">reconstruction</option></select>
      <label class="odd-ranked__check odd-viewer__outline"><input type="checkbox"> outline</label>
      <span class="odd-viewer__zoom"><button type="button" data-do="smaller" aria-label="Smaller">−</button><span></span><button type="button" data-do="larger" aria-label="Larger">+</button></span>
    </div>
    <div class="odd-viewer__images"></div>
    <label class="odd-viewer__wipe odd-ranked__check">image <input type="range" min="0" max="100" value="50" aria-label="How much is laid over the image"> over</label>
  </div>
  <aside class="odd-viewer__facts"><dl class="odd-list"></dl><div class="odd-viewer__mark"></div><div class="odd-viewer__others"></div></aside>
</div>
<dl class="odd-viewer__keys odd-list" hidden>${KEYS.map(([key, what]) => `<dt><kbd>${key}</kbd></dt><dd>${what}</dd>`).join('')}</dl>`;

export class View {
  #host;
  #dialog;
  #image = 0;
  #list = [];
  #zoom = 0;
  #loads = 0;
  #over = 'error';
  #parts = null;
  #marking;

  /**
   * `host` knows the run: about, data, state, threshold, change(patch), and mark(mark), called with what the user says.
   */
  constructor(host, parent) {
    this.#host = host;
    this.#dialog = document.createElement('dialog');
    this.#dialog.className = 'odd-viewer';
    this.#dialog.setAttribute('aria-label', 'Test image');
    this.#dialog.innerHTML = HTML;
    parent.append(this.#dialog);
    this.#marking = new Marking(this.#one('.odd-viewer__mark'), mark => host.mark({ ...mark, image: this.#image }));
    this.#dialog.addEventListener('click', event => {
      const what = event.target.closest('[data-do]')?.dataset.do;
      if (what) this.#do(what, event.target);
      else if (event.target === this.#dialog) this.#dialog.close();
    });
    this.#dialog.addEventListener('keydown', event => this.#key(event));
    this.#dialog.addEventListener('close', () => host.change({ image: null }));
    this.#one('.odd-viewer__outline input').onchange = event => this.#change({ outline: event.target.checked });
    this.#one('.odd-viewer__over').onchange = event => { this.#over = event.target.value; this.#draw(); };
    this.#one('.odd-viewer__wipe input').oninput = () => this.#wipe();
    new ResizeObserver(() => this.#fit()).observe(this.#one('.odd-viewer__images'));
  }

  get isOpen() { return this.#dialog.open; }

  #one(selector) { return this.#dialog.querySelector(selector); }

  #change(patch) { this.#host.change(patch); this.#draw(); }

  /** Shows an image and continues through `list`; through all where it is not among these. */
  open(image, list) {
    this.#list = list.includes(image) ? list : this.#host.data.order;
    if (!this.#dialog.open) {
      this.#dialog.showModal();
      this.#dialog.focus();
    }
    this.#show(image);
  }

  /** Labels or marks have changed. */
  refresh() { if (this.#dialog.open) this.#show(this.#image); }

  #show(image) {
    const other = image !== this.#image;
    this.#image = image;
    const { data, threshold } = this.#host;
    const outcome = data.outcome(image, threshold);
    const place = this.#list.indexOf(image);
    this.#one('h2').textContent = `#${data.rank[image].toLocaleString('en-US')} · score ${data.text(data.scores[image])}`;
    const letter = this.#one('.odd-viewer__head .odd-outcome');
    letter.textContent = OUTCOMES[outcome].letter;
    letter.hidden = !OUTCOMES[outcome].letter;
    this.#one('[data-do=wrong]').hidden = !data.bothClasses;
    letter.dataset.outcome = outcome;
    letter.title = OUTCOMES[outcome].one;
    const tag = this.#one('.odd-tag');
    tag.textContent = data.label(image);
    tag.setAttribute('tone', ['hidden', 'unlabeled', 'ranked'].includes(outcome) ? '' : OUTCOMES[outcome].mistake ? 'bad' : 'good');
    this.#one('.odd-viewer__place').textContent = `${(place + 1).toLocaleString('en-US')} of ${this.#list.length.toLocaleString('en-US')}`;
    for (const what of ['first', 'before']) this.#one(`[data-do=${what}]`).disabled = place === 0;
    for (const what of ['after', 'last']) this.#one(`[data-do=${what}]`).disabled = place === this.#list.length - 1;
    if (other) this.#marking.close();
    this.#host.change({ image });
    this.#describe(null);
    this.#load();
    this.#about();
  }

  #describe(about) {
    const { data, threshold } = this.#host;
    const image = this.#image;
    const sentence = { found: 'Found: an anomaly at or above', 'false-alarm': 'False alarm: a normal image at or above',
      missed: 'Missed: an anomaly below', passed: 'Passed: a normal image below',
      hidden: 'Hidden until the board is opened; the score stands beside', unlabeled: 'Unlabeled; the score stands beside' }[data.outcome(image, threshold)];
    const facts = [['Rank', `${data.rank[image].toLocaleString('en-US')} of ${data.count.toLocaleString('en-US')}`],
      ['Score', String(data.scores[image])], ['Label', data.label(image)],
      ...(data.bothClasses ? [['Outcome', `${sentence} the threshold ${data.text(threshold)}.`]] : []),
      ['File', about?.file ?? '…'], ['Test image', String(image)]];
    this.#one('.odd-viewer__facts > dl').innerHTML = facts.map(([name, value]) => `<dt>${name}</dt><dd>${escape(value)}</dd>`).join('');
    const others = about?.others ?? [];
    this.#one('.odd-viewer__others').innerHTML = others.length ? `<h3>Other runs</h3><table class="odd-table"><thead><tr><th scope="col">Run</th><th scope="col" class="odd-num">Rank</th></tr></thead><tbody>${
      others.map(o => `<tr><td><a href="${escape(o.href)}">${escape(o.name)}</a></td><td class="odd-num">${o.rank.toLocaleString('en-US')}</td></tr>`).join('')}</tbody></table>` : '';
    this.#marking.show({ may: this.#host.about.mayMark, label: data.label(image), types: data.types, marks: about?.marks ?? [] });
  }

  async #about() {
    const image = this.#image;
    try {
      const answer = await fetch(new URL(`${this.#host.about.src}/images/${image}?labelSet=${this.#host.data.labelSet}`, document.baseURI));
      if (answer.ok && image === this.#image) this.#describe(await answer.json());
    } catch { /* The facts that are known here stay. */ }
  }

  async #load() {
    const image = this.#image;
    const number = ++this.#loads;
    try {
      const parts = await this.#read(image);
      if (number !== this.#loads) return;
      this.#parts = parts;
      this.#draw();
      const place = this.#list.indexOf(image);
      for (const near of [place + 1, place - 1]) if (this.#list[near] !== undefined) this.#read(this.#list[near]).catch(() => {});
    } catch {
      if (number === this.#loads) this.#one('.odd-viewer__images').textContent = 'The images could not be loaded. Close this view and open it again.';
    }
  }

  async #read(image) {
    const { about } = this.#host;
    const at = about.trainCount + image;
    const sources = [`${about.images}/${at}.png?v=${about.made}`, `${about.src}/gallery/errors/${image}.png?v=${about.version}`,
      about.masks && `${about.images}/${at}/outline.png?v=${about.made}`,
      about.reconstructs !== false && `${about.src}/images/${image}/reconstruction.png?v=${about.version}`];
    const [original, error, mask, reconstruction] = await Promise.all(sources.map(async source => {
      if (!source) return undefined;
      const answer = await fetch(new URL(source, document.baseURI));
      if (!answer.ok) throw new Error(answer.statusText);
      return createImageBitmap(await answer.blob());
    }));
    return { image: original, reconstruction, error, mask };
  }

  #canvas(layer, label) {
    const { about, state } = this.#host;
    const canvas = document.createElement('canvas');
    const { width, height } = this.#parts[layer];
    canvas.width = width;
    canvas.height = height;
    canvas.setAttribute('role', 'img');
    canvas.setAttribute('aria-label', label);
    const pen = canvas.getContext('2d', { willReadFrequently: true });
    pen.drawImage(this.#parts[layer], 0, 0);
    // An image at its own size is seen whole.
    const frame = about.wholeFrame.keep < about.size ? about.wholeFrame : { start: 0, keep: Infinity };
    if (layer === 'error') {
      const gray = pen.getImageData(0, 0, width, height).data;
      const errors = new Uint8Array(width * height);
      for (let i = 0; i < errors.length; i++) errors[i] = gray[4 * i];
      pen.putImageData(heat(errors, width, frame, { ...state, runScale: about.errorScale, over: state.view === 'slider' }), 0, 0);
    } else if (layer === 'reconstruction' && frame.keep < about.size) {
      const seen = pen.getImageData(frame.start, frame.start, frame.keep, frame.keep);
      pen.clearRect(0, 0, width, height);
      pen.putImageData(seen, frame.start, frame.start);
    }
    return canvas;
  }

  #box(...canvases) {
    const { about, state } = this.#host;
    const box = document.createElement('div');
    box.className = 'odd-viewer__box';
    box.append(...canvases);
    if (state.outline && this.#parts.mask) {
      const canvas = document.createElement('canvas');
      canvas.width = this.#parts.mask.width;
      canvas.height = this.#parts.mask.height;
      canvas.getContext('2d').drawImage(this.#parts.mask, 0, 0);
      box.append(canvas);
    }
    if (about.wholeFrame.keep < about.size) {
      const crop = document.createElement('span');
      const part = value => `${(100 * value) / about.size}%`;
      crop.className = 'odd-viewer__crop';
      crop.title = 'The run looked within this square alone';
      Object.assign(crop.style, { left: part(about.wholeFrame.start), top: part(about.wholeFrame.start), width: part(about.wholeFrame.keep), height: part(about.wholeFrame.keep) });
      box.append(crop);
    }
    return box;
  }

  #draw() {
    if (!this.#parts) return;
    const { state, about } = this.#host;
    const slider = state.view === 'slider';
    const images = this.#one('.odd-viewer__images');
    images.classList.toggle('slider', slider);
    const captioned = (box, caption) => {
      const figure = document.createElement('figure');
      figure.append(box, Object.assign(document.createElement('figcaption'), { textContent: caption }));
      return figure;
    };
    if (slider) {
      const over = this.#canvas(this.#over, this.#over === 'error' ? 'Its error map' : 'Its reconstruction');
      over.className = 'odd-viewer__top';
      images.replaceChildren(captioned(this.#box(this.#canvas('image', 'The image'), over), this.#over === 'error' ? 'Image, with its error map over it' : 'Image, with its reconstruction over it'));
    } else {
      const [error, its] = about.reconstructs === false ? ['Anomaly map', 'Its anomaly map'] : ['Error', 'Its error map'];
      const words = { image: ['The image', 'Image'], reconstruction: ['Its reconstruction', 'Reconstruction'], error: [its, error] };
      images.replaceChildren(...LAYERS.filter(layer => this.#parts[layer]).map(layer => captioned(this.#box(this.#canvas(layer, words[layer][0])), words[layer][1])));
    }
    for (const mode of ['side', 'slider']) this.#one(`[data-do=${mode}]`).setAttribute('aria-pressed', state.view === mode);
    this.#one('.odd-viewer__wipe').hidden = !slider;
    this.#one('.odd-viewer__over').hidden = !slider || about.reconstructs === false;
    this.#one('.odd-viewer__outline').hidden = !about.masks;
    this.#one('.odd-viewer__outline input').checked = state.outline;
    this.#fit();
    this.#wipe();
  }

  /** Whole multiples of the image's own size, as large as fits where nobody chose. */
  #fit() {
    const { about, state } = this.#host;
    const images = this.#one('.odd-viewer__images');
    const wide = images.clientWidth;
    if (!wide || !about) return;
    const one = state.view === 'slider' ? Math.min(wide, Math.max(240, innerHeight - 260)) : wide < 560 ? Math.floor((wide - 8) / 2) : Math.floor((wide - 24) / 3);
    const { width, height } = this.#parts?.image ?? { width: about.size, height: about.size };
    const size = Math.max(width, height);
    const zoom = this.#zoom || Math.max(1, Math.floor(one / size));
    const edge = !this.#zoom && size > one ? one : size * zoom;
    images.style.setProperty('--edge', `${edge}px`);
    images.style.setProperty('--across', width / size);
    images.style.setProperty('--down', height / size);
    images.classList.toggle('odd-viewer__images--reduced', edge < size);
    this.#one('.odd-viewer__zoom > span').textContent = `${edge < size ? Math.round((100 * edge) / size) + ' %' : zoom + '×'}`;
    this.shownZoom = zoom;
  }

  #wipe() {
    const top = this.#one('.odd-viewer__top');
    const value = Number(this.#one('.odd-viewer__wipe input').value);
    if (!top) return;
    // A reconstruction is wiped over the image, where edges are compared; an error map becomes clearer.
    if (this.#over === 'reconstruction') top.style.clipPath = `inset(0 ${100 - value}% 0 0)`;
    else top.style.opacity = value / 100;
  }

  #go(step) {
    const place = this.#list.indexOf(this.#image) + step;
    if (place >= 0 && place < this.#list.length) this.#show(this.#list[place]);
  }

  #mistake(step) {
    const { data, threshold } = this.#host;
    const from = this.#list.indexOf(this.#image);
    for (let i = 1; i < this.#list.length; i++) {
      const image = this.#list[(from + step * i + this.#list.length) % this.#list.length];
      if (OUTCOMES[data.outcome(image, threshold)].mistake) {
        this.#show(image);
        return;
      }
    }
    this.#one('.odd-viewer__place').textContent = 'No other mistake here';
  }

  #do(what, target) {
    switch (what) {
      case 'first': this.#show(this.#list[0]); break;
      case 'last': this.#show(this.#list[this.#list.length - 1]); break;
      case 'before': this.#go(-1); break;
      case 'after': this.#go(1); break;
      case 'wrong': this.#mistake(1); break;
      case 'wrong-before': this.#mistake(-1); break;
      case 'side': case 'slider': this.#zoom = 0; this.#change({ view: what }); break;
      case 'larger': this.#zoom = Math.min(32, this.shownZoom + 1); this.#fit(); break;
      case 'smaller': this.#zoom = Math.max(1, this.shownZoom - 1); this.#fit(); break;
      case 'help': this.#one('.odd-viewer__keys').hidden = !this.#one('.odd-viewer__keys').hidden; break;
      case 'close': this.#dialog.close(); break;
      case 'link': this.#host.copyLink(target); break;
      default: break;
    }
  }

  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest('input:not([type=checkbox]), textarea, select')) return;
    const does = { ArrowLeft: 'before', ArrowRight: 'after', Home: 'first', End: 'last', n: 'wrong', p: 'wrong-before', '?': 'help', '+': 'larger', '-': 'smaller' };
    if (event.key in does) this.#do(does[event.key]);
    else if (event.key === 'l') this.#marking.open();
    else if (event.key === 'v') this.#do(this.#host.state.view === 'side' ? 'slider' : 'side');
    else if (event.key === 'o') this.#change({ outline: !this.#host.state.outline });
    else return;
    event.preventDefault();
  }
}
