// Saying that an image's label is wrong: what it should be, and why. Editors decide; nothing changes until they do.
import { escape } from './odd-ranked-bar.js';

const STATES = { open: 'waits for review', approved: 'approved', rejected: 'rejected' };

const FORM = `
<form method="dialog" class="odd-mark__form" hidden>
  <h3>What should the label be?</h3>
  <label class="odd-ranked__check"><input type="radio" name="anomalous" value="no"> normal</label>
  <label class="odd-ranked__check"><input type="radio" name="anomalous" value="yes"> anomalous, of type <input type="text" name="type" maxlength="100" list="mark-types" aria-label="Type"></label>
  <datalist id="mark-types"></datalist>
  <label>Why <textarea name="reason" rows="2" maxlength="1000" placeholder="a scratch at the left edge"></textarea></label>
  <div class="odd-actions"><button type="submit" class="odd-ranked__primary">Send to review</button><button type="button">Cancel</button></div>
</form>`;

export class Marking {
  #host;
  #label = '';

  constructor(host, send) {
    this.#host = host;
    host.innerHTML = `<button type="button" class="odd-mark__open" title="l">Label is wrong …</button>${FORM}<ul class="odd-mark__list"></ul>`;
    this.form = host.querySelector('form');
    this.button = host.querySelector('.odd-mark__open');
    this.button.onclick = () => this.open();
    host.querySelector('[type=button]:not(.odd-mark__open)').onclick = () => this.close();
    this.form.type.oninput = () => { this.form.anomalous.value = 'yes'; };
    this.form.onsubmit = event => {
      event.preventDefault();
      send({ anomalous: this.form.anomalous.value === 'yes', type: this.form.type.value.trim(), reason: this.form.reason.value.trim() });
      this.close();
    };
    this.form.onkeydown = event => {
      if (event.key === 'Escape') {
        event.preventDefault();
        event.stopPropagation();
        this.close();
      }
    };
  }

  /** `marks` are what users said of this image so far. */
  show({ may, label, types, marks }) {
    this.#label = label;
    this.button.hidden = !may || !this.form.hidden;
    this.button.textContent = label === 'unlabeled' ? 'Suggest a label …' : 'Label is wrong …';
    this.may = may;
    this.#host.querySelector('datalist').innerHTML = types.filter(t => t !== 'anomalous').map(t => `<option value="${escape(t)}">`).join('');
    this.#host.querySelector('.odd-mark__list').innerHTML = marks.map(m => `<li><span class="odd-tag" tone="${m.state === 'rejected' ? 'bad' : m.state === 'open' ? 'warn' : 'good'}">${STATES[m.state]}</span> ${escape(m.by)}: should be <b>${escape(m.label)}</b>${m.reason ? `, “${escape(m.reason)}”` : ''}${m.decidedBy ? ` (${escape(m.decidedBy)})` : ''}</li>`).join('');
  }

  open() {
    if (!this.may) return;
    this.form.reset();
    this.form.anomalous.value = ['normal', 'unlabeled'].includes(this.#label) ? 'yes' : 'no';
    this.form.hidden = false;
    this.button.hidden = true;
    this.form.reason.focus();
  }

  close() {
    const had = this.form.contains(document.activeElement);
    this.form.hidden = true;
    this.button.hidden = !this.may;
    if (had) this.button.focus();
  }
}
