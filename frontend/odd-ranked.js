// <odd-ranked>: a run's test images, ranked. Scores come once, images as they come into view, and the address says it all.
import { Bar } from './odd-ranked-bar.js';
import { Ranked } from './odd-ranked-data.js';
import './odd-ranked-grid.js';
import { filters, read, write } from './odd-ranked-state.js';
import { View } from './odd-ranked-view.js';

const PAUSE = 200;

class OddRanked extends HTMLElement {
  about = null;
  data = null;
  state = read(location.search);
  #text = '';
  #bar;
  #grid;
  #view;
  #tools;
  #note;
  #empty;
  #named = null;
  #other = null;
  #order = new Uint32Array(0);
  #timer = 0;
  #frame = 0;
  #built = false;
  #path = '';

  connectedCallback() {
    if (this.#built) {
      if (this.data) this.#write();
      return;
    }
    this.#built = true;
    const bar = document.createElement('div');
    this.#tools = document.createElement('div');
    this.#tools.className = 'odd-ranked__tools';
    this.#tools.innerHTML = `<span class="odd-ranked__count" role="status"></span>
      <span class="odd-ranked__selected" hidden><b></b> <button type="button" class="odd-link-button">Clear selection</button></span>
      <span class="odd-ranked__actions"><button type="button" data-do="link">Copy link</button>
      <details class="odd-ranked__export"><summary>Export</summary><form method="post" target="_self"></form></details></span>`;
    this.#note = this.#tools.querySelector('.odd-ranked__count');
    this.#empty = document.createElement('div');
    this.#empty.className = 'odd-empty';
    this.#empty.hidden = true;
    this.#grid = document.createElement('odd-ranked-grid');
    this.#grid.className = 'odd-ranked__grid';
    this.append(bar, this.#tools, this.#empty, this.#grid);
    this.#bar = new Bar(bar, patch => this.change(patch));
    bar.hidden = true;
    this.#view = new View(this, this);
    this.#grid.addEventListener('odd-open', event => this.#view.open(this.#order[event.detail.place], this.#order));
    this.#grid.addEventListener('odd-choice', event => this.#selected(event.detail));
    this.#tools.querySelector('.odd-ranked__selected button').onclick = () => { this.#grid.clear(); this.#grid.focus(); };
    const link = this.#tools.querySelector('[data-do=link]');
    link.onclick = () => this.copyLink(link);
    this.#load();
  }

  disconnectedCallback() { clearTimeout(this.notifying); }

  /** JSON about the run: RankedGallery.java writes it. */
  set config(text) {
    if (text === this.#text) return;
    this.#text = text;
    const first = !this.about;
    this.about = JSON.parse(text);
    const scale = this.about.edge / this.about.size;
    this.about.frame = { start: this.about.wholeFrame.start * scale, keep: this.about.wholeFrame.keep * scale };
    if (first) this.state = read(location.search);
    this.#load();
  }

  get config() { return this.#text; }

  get threshold() { return this.state.threshold ?? this.balanced; }

  async #load() {
    if (!this.about || !this.#built) return;
    const about = this.about;
    this.#note.textContent = 'Loading scores …';
    try {
      const data = await this.#ranking(about.run);
      if (about !== this.about) return;
      this.data = data;
      this.#path ||= location.pathname;
    } catch {
      this.#note.textContent = 'The scores of this run could not be loaded.';
      const again = Object.assign(document.createElement('button'), { type: 'button', textContent: 'Try again' });
      again.onclick = () => this.#load();
      this.#note.append(' ', again);
      return;
    }
    this.balanced = this.data.balanced();
    this.#bar.open(this.data, about.runs, about.reconstructs !== false);
    this.firstElementChild.hidden = false;
    this.#grid.open(about, this.data);
    this.#grid.choice.read(this.state.selected);
    this.#grid.look(this.state);
    this.#export();
    await Promise.all([this.#search(), this.#compare()]);
    this.#arrange(false);
    this.#showSelected();
    const { image } = this.state;
    if (image !== null && image < this.data.count) {
      const place = this.#grid.place(image);
      if (place >= 0) this.#grid.show(place);
      this.#view.open(image, this.#order);
    }
  }

  async #ranking(run) {
    const answer = await fetch(new URL(`api/v1/runs/${run}/gallery/ranking?labelSet=${this.about.labelSet}&v=${this.about.version}`, document.baseURI));
    if (!answer.ok) throw new Error(answer.statusText);
    return new Ranked(await answer.arrayBuffer());
  }

  async #search() {
    const { q } = this.state;
    if (!q) {
      this.#named = null;
      return;
    }
    const answer = await fetch(new URL(`${this.about.src}/gallery/named?text=${encodeURIComponent(q)}`, document.baseURI)).catch(() => null);
    if (q !== this.state.q) return;
    this.#named = new Set(answer?.ok ? new Int32Array(await answer.arrayBuffer()) : []);
  }

  async #compare() {
    const run = this.state.with;
    if (!run || !this.about.runs.some(r => r.id === run)) {
      this.#other = null;
      this.state.with = '';
      if (this.state.order === 'differs') this.state.order = 'desc';
      return;
    }
    if (this.#other?.run === run) return;
    const data = await this.#ranking(run).catch(() => null);
    if (run !== this.state.with) return;
    this.#other = data && data.count === this.data.count ? { run, data, threshold: data.balanced() } : null;
  }

  /** What the user has changed of the state. */
  async change(patch) {
    if (patch.with && !this.state.with) patch = { ...patch, order: 'differs' };
    if (patch.with === '' && this.state.order === 'differs') patch = { ...patch, order: 'desc' };
    const before = this.state;
    this.state = { ...before, ...patch };
    if ('image' in patch && Object.keys(patch).length === 1) {
      this.#write();
      if (patch.image === null && before.image !== null) {
        const place = this.#grid.place(before.image);
        if (place >= 0) this.#grid.show(place);
        this.#grid.focus();
      }
      return;
    }
    if (!this.data) return;
    if ('q' in patch) {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(async () => { await this.#search(); this.#arrange(false); }, PAUSE);
    } else if ('with' in patch) {
      await this.#compare();
      this.#arrange(false);
    } else if (['show', 'colors', 'scale', 'opacity'].some(name => name in patch)) {
      this.#grid.look(this.state);
      this.#bar.show(this.state, this.threshold);
    } else if (['outcome', 'type', 'order', 'differs'].some(name => name in patch)) {
      this.#arrange(false);
    } else if ('threshold' in patch) {
      this.#frame ||= requestAnimationFrame(() => {
        this.#frame = 0;
        if (this.state.outcome || this.state.differs) this.#arrange(true);
        else {
          this.#grid.classify(this.threshold);
          this.#bar.show(this.state, this.threshold);
        }
      });
    }
    this.#write();
  }

  #arrange(stay) {
    const { state } = this;
    this.#order = this.data.select({ threshold: this.threshold, outcome: state.outcome, type: state.type, named: this.#named,
      order: state.order, other: this.#other, differs: state.differs });
    const n = this.#order.length;
    const words = `${n.toLocaleString('en-US')} ${n === 1 ? 'image' : 'images'}`;
    this.#note.textContent = filters(state) ? `${words} of ${this.data.count.toLocaleString('en-US')}` : words;
    this.#grid.arrange(this.#order, this.threshold, this.#other, `${words}, ranked: arrow keys move, Enter opens, X chooses`, stay);
    this.#grid.hidden = n === 0;
    this.#empty.hidden = n > 0;
    if (n === 0) this.#nothing();
    this.#bar.show(state, this.threshold);
    this.#write();
  }

  #nothing() {
    this.#empty.innerHTML = '<h2>No images match this filter</h2><p>Move the threshold, or choose another outcome, type or name.</p><button type="button">Show all images</button>';
    this.#empty.querySelector('button').onclick = async () => {
      this.state = { ...this.state, q: '', outcome: '', type: '', differs: false };
      await this.#search();
      this.#arrange(false);
      this.querySelector('[name=q]').value = '';
      this.#grid.focus();
    };
  }

  #write() {
    // Answers and timers come after the page was left, too: by then the address is another page's.
    if (!this.isConnected || location.pathname !== this.#path) return;
    this.fits = write(this.state);
    clearTimeout(this.notifying);
    this.notifying = setTimeout(() => this.dispatchEvent(new CustomEvent('odd-state', { detail: { query: location.search } })), 2 * PAUSE);
  }

  #selected({ ranges }) {
    this.state = { ...this.state, selected: ranges };
    this.#write();
    this.#showSelected();
  }

  #showSelected() {
    const { size } = this.#grid.choice;
    const selected = this.#tools.querySelector('.odd-ranked__selected');
    selected.hidden = size === 0;
    selected.querySelector('b').textContent = `${size.toLocaleString('en-US')} selected`;
    this.#export();
  }

  #export() {
    const form = this.#tools.querySelector('form');
    const size = this.#grid.choice.size;
    form.action = new URL(`${this.about.src}/images/export`, document.baseURI).href;
    form.innerHTML = `<p></p>
      ${this.about.reconstructs === false ? '' : '<label class="odd-ranked__check"><input type="checkbox" name="with" value="reconstruction"> with reconstructions</label>'}
      <label class="odd-ranked__check"><input type="checkbox" name="with" value="error"> with error maps</label>
      <div class="odd-actions"><button type="submit" class="odd-ranked__primary" name="form" value="zip">ZIP with images</button><button type="submit" name="form" value="csv">CSV alone</button></div>
      <p class="odd-note">A ZIP holds at most ${this.about.exportLimit.toLocaleString('en-US')} images; a CSV holds all.</p>`;
    form.querySelector('p').textContent = size ? `The ${size.toLocaleString('en-US')} selected ${size === 1 ? 'image' : 'images'}` : 'All images that the filters leave';
    form.onsubmit = event => {
      const n = size || this.#order.length;
      if (event.submitter?.value === 'zip' && n > this.about.exportLimit) {
        event.preventDefault();
        form.querySelector('.odd-note').className = 'odd-error';
        form.querySelector('.odd-error').textContent = `${n.toLocaleString('en-US')} images are too many for one ZIP: choose at most ${this.about.exportLimit.toLocaleString('en-US')}, or take the CSV alone.`;
        return;
      }
      form.querySelectorAll('[type=hidden]').forEach(field => field.remove());
      const field = (name, value) => form.append(Object.assign(document.createElement('input'), { type: 'hidden', name, value }));
      field('_csrf', this.about.csrf);
      field('labelSet', this.about.labelSet);
      field('threshold', this.threshold);
      field('images', size ? this.#grid.choice.ranges() : this.#ranges());
    };
  }

  #ranges() {
    const sorted = this.#order.slice().sort();
    const parts = [];
    for (let at = 0; at < sorted.length;) {
      let end = at;
      while (sorted[end + 1] === sorted[end] + 1) end++;
      parts.push(end > at ? `${sorted[at]}-${sorted[end]}` : `${sorted[at]}`);
      at = end + 1;
    }
    return parts.join(',');
  }

  copyLink(button) {
    this.#write();
    const said = button.textContent;
    navigator.clipboard.writeText(location.href).then(() => { button.textContent = this.fits ? 'Copied' : 'Copied, without the selected images'; },
      () => { button.textContent = 'The address bar has the link'; });
    setTimeout(() => { button.textContent = said; }, 2000);
  }

  mark(mark) { this.dispatchEvent(new CustomEvent('odd-mark', { detail: mark })); }

  /** A mark was taken or refused. */
  refresh() { this.#view.refresh(); }
}

customElements.define('odd-ranked', OddRanked);
