// The controls above the ranked images: threshold with what it means, outcomes with their counts, filters and looks.
import { COLORS } from './odd-colors.js';
import { OUTCOMES, metrics, share } from './odd-ranked-data.js';
import { ORDERS, SHOWS } from './odd-ranked-state.js';

const count = number => number.toLocaleString('en-US');

export const escape = text => String(text).replace(/[&<>"]/g, c => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]);
const option = (value, text) => `<option value="${escape(value)}">${escape(text)}</option>`;
export const options = choices => Object.entries(choices).map(([value, text]) => option(value, text)).join('');

const HTML = `
<div class="odd-ranked__threshold">
  <div class="odd-ranked__line"><label>Threshold <input type="number" step="any" name="typed"></label>
    <span class="odd-ranked__metrics" role="status"></span></div>
  <input type="range" name="threshold" step="any" aria-label="Threshold, by score">
  <div class="odd-ranked__presets"></div>
</div>
<div class="odd-ranked__right">
  <div class="odd-chips" role="group" aria-label="Outcome at this threshold"></div>
  <button type="button" class="odd-ranked__more" aria-expanded="false">Filters and images</button>
  <div class="odd-ranked__fields">
    <input type="search" name="q" placeholder="File name" aria-label="File name contains">
    <select name="type" aria-label="Type"></select>
    <select name="order" aria-label="Order">${options(ORDERS)}</select>
    <select name="with" aria-label="Compare with another run"></select>
    <label class="odd-ranked__check" hidden><input type="checkbox" name="differs"> outcome differs</label>
  </div>
  <div class="odd-ranked__fields">
    <select name="show" aria-label="Images">${options(SHOWS)}</select>
    <select name="colors" aria-label="Colors of error maps">${COLORS.map(c => option(c, c)).join('')}</select>
    <select name="scale" aria-label="Scale of error maps">${options({ run: 'one scale for the run', image: 'scale of each image' })}</select>
    <label class="odd-ranked__check odd-ranked__opacity">opacity <input type="range" name="opacity" min="0" max="100" step="5" aria-label="Opacity of error maps over images"></label>
  </div>
</div>`;

export class Bar {
  #change;
  #data = null;
  #chips = new Map();
  #names;
  #typing = false; // a threshold that is not sent yet

  /** `change` gets what the user has changed of the state. */
  constructor(host, change) {
    this.#change = change;
    host.className = 'odd-ranked__bar';
    host.innerHTML = HTML;
    this.#names = Object.fromEntries([...host.querySelectorAll('[name]')].map(field => [field.name, field]));
    this.threshold = host.querySelector('.odd-ranked__threshold');
    this.metrics = host.querySelector('.odd-ranked__metrics');
    this.presets = host.querySelector('.odd-ranked__presets');
    this.differs = host.querySelector('.odd-ranked__check');
    this.opacity = host.querySelector('.odd-ranked__opacity');
    const more = host.querySelector('.odd-ranked__more');
    more.onclick = () => more.setAttribute('aria-expanded', host.classList.toggle('odd-ranked__bar--unfolded'));
    const chips = host.querySelector('.odd-chips');
    for (const [word, about] of [['', { title: 'All' }], ...Object.entries(OUTCOMES)]) {
      const chip = document.createElement('button');
      chip.type = 'button';
      chip.className = 'odd-chip';
      chip.innerHTML = `${about.letter ? `<b class="odd-outcome" data-outcome="${word}">${about.letter}</b>` : ''}<span>${about.title}</span> <span class="odd-chip__count"></span>`;
      chip.onclick = () => change({ outcome: word });
      this.#chips.set(word, chip);
      chips.append(chip);
    }
    for (const name of ['type', 'order', 'with', 'show', 'colors', 'scale']) {
      this.#names[name].onchange = () => change({ [name]: this.#names[name].value });
    }
    const { threshold, typed, q, differs, opacity } = this.#names;
    threshold.oninput = () => change({ threshold: this.#data.neat(Number(threshold.value)) });
    typed.oninput = () => { this.#typing = true; };
    typed.onblur = () => { this.#typing = false; };
    typed.onchange = () => {
      this.#typing = false;
      if (typed.value !== '') change({ threshold: Number(typed.value) });
    };
    q.oninput = () => change({ q: q.value.trim() });
    differs.onchange = () => change({ differs: differs.checked });
    opacity.oninput = () => change({ opacity: Number(opacity.value) });
  }

  /** Scores are there; `runs` are those to compare with; some detectors reconstruct nothing. */
  open(data, runs, reconstructs) {
    this.#data = data;
    const { show } = this.#names;
    if (!reconstructs) {
      show.querySelector('[value=reconstruction]').remove();
      show.querySelector('[value=all]').textContent = 'Image, anomaly map';
    }
    const { threshold, type } = this.#names;
    threshold.min = data.lowest;
    threshold.max = data.highest;
    const labels = [...(data.known[data.count] ? ['normal'] : []), ...[...data.types].sort(), ...(data.unlabeled ? ['unlabeled'] : [])];
    type.innerHTML = option('', 'any type') + labels.map(t => option(t, t)).join('');
    this.threshold.hidden = !data.bothClasses;
    this.#names.with.innerHTML = option('', runs.length ? 'compare with …' : 'no other run yet') + runs.map(r => option(r.id, r.name)).join('');
    this.#names.with.disabled = !runs.length;
    this.presets.replaceChildren(...[
      ['Balanced', 'largest recall minus false-alarm rate', () => data.balanced()],
      ['1 % false alarms', 'as much recall as at most 1 % false alarms allow', () => data.falseAlarmsAtMost(0.01)],
      ['5 % false alarms', 'as much recall as at most 5 % false alarms allow', () => data.falseAlarmsAtMost(0.05)],
      ['95 % recall', 'as few false alarms as 95 % recall allows', () => data.recallAtLeast(0.95)],
    ].map(([text, help, worth]) => {
      const button = document.createElement('button');
      Object.assign(button, { type: 'button', className: 'odd-link-button', textContent: text, title: help });
      button.onclick = () => this.#change({ threshold: worth() });
      return button;
    }));
  }

  /** Shows the state; fields in use keep what is being typed. */
  show(state, threshold) {
    const data = this.#data;
    const counts = data.counts(threshold);
    this.#chips.forEach((chip, word) => {
      chip.querySelector('.odd-chip__count').textContent = count(word ? counts[word] : this.#data.count);
      chip.setAttribute('aria-pressed', state.outcome === word);
      // Without both classes no threshold is right or wrong, so there is nothing to count.
      chip.hidden = data.bothClasses ? word === 'ranked' || ['hidden', 'unlabeled'].includes(word) && !counts[word]
        : word !== '' && (!['hidden', 'unlabeled', 'ranked'].includes(word) || !counts[word] || counts[word] === data.count);
    });
    const f = metrics(counts);
    this.metrics.textContent = `recall ${share(f.recall)} · precision ${share(f.precision)} · false alarms ${share(f.falseAlarmRate)}`;
    const at = { ...state, typed: threshold, threshold };
    for (const name of ['typed', 'threshold', 'q', 'type', 'order', 'with', 'show', 'colors', 'scale', 'opacity']) {
      const field = this.#names[name];
      if (document.activeElement !== field || field.type !== 'search' && field.type !== 'number') field.value = at[name];
    }
    if (!this.#typing && Number(this.#names.typed.value) !== threshold) this.#names.typed.value = threshold;
    this.#names.threshold.setAttribute('aria-valuetext', `${this.#data.text(threshold)}, ${this.metrics.textContent}`);
    this.#names.differs.checked = state.differs;
    this.differs.hidden = !state.with;
    this.#names.order.querySelector('[value=differs]').disabled = !state.with;
    const maps = ['all', 'error', 'overlay'].includes(state.show);
    this.#names.colors.hidden = this.#names.scale.hidden = !maps;
    this.opacity.hidden = state.show !== 'overlay';
  }
}
