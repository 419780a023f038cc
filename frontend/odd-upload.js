// Where files are dropped: a row each with its progress; two are sent at once, the others wait their turn.
import { UploadFile, fingerprint } from './odd-upload-file.js';
import { dropped, loose, sorted } from './odd-upload-folder.js';
import { zip } from './odd-zip.js';

const CONCURRENCY = 2;
const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'];

const TEMPLATE = `
<style>
  :host { display: block; min-width: 0; color: var(--odd-ink); }
  .drop { border: 1px dashed var(--odd-line-strong); border-radius: var(--odd-radius-s); padding: 20px 16px;
          display: flex; flex-wrap: wrap; gap: 8px 14px; align-items: center; color: var(--odd-mute); }
  .drop.over { border-color: var(--odd-accent); background: var(--odd-accent-soft); }
  input { display: none; }
  button { font: inherit; font-weight: 550; color: var(--odd-ink); background: var(--odd-surface); cursor: pointer;
           border: 1px solid var(--odd-line-strong); border-radius: var(--odd-radius-s); padding: 6px 12px; }
  button:hover { background: var(--odd-hover); }
  button:focus-visible { outline: 2px solid var(--odd-accent); outline-offset: 1px; }
  .row button { border-color: transparent; background: none; padding: 4px 8px; color: var(--odd-accent); }
  .row button:hover { background: var(--odd-hover); }
  .row { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 4px 12px; align-items: center;
         padding: 10px 0; border-bottom: 1px solid var(--odd-line-soft); }
  .name { font-weight: 650; overflow-wrap: anywhere; }
  .size, .words { color: var(--odd-mute); font-size: 12px; font-variant-numeric: tabular-nums; }
  .size { margin-left: 8px; font-weight: 400; white-space: nowrap; }
  .words { min-height: 17px; }
  .bar { grid-column: 1 / -1; height: 6px; border-radius: 3px; background: var(--odd-line); overflow: hidden; }
  .bar i { display: block; height: 100%; width: 0; background: var(--odd-accent); }
  .actions { display: flex; grid-row: span 1; }
  .words { grid-column: 1 / -1; }
  .away .bar i, .paused .bar i { background: var(--odd-mute); }
  .failed .words { color: var(--odd-bad); }
  .failed .bar { display: none; }
  [hidden] { display: none !important; }
</style>
<div class="rows"></div>
<div class="drop"><button type="button" class="choose">Choose files</button>
  <button type="button" class="choose-folder">Choose a folder</button><span class="hint"></span>
  <input type="file" class="files" multiple><input type="file" class="folder" webkitdirectory></div>
<div class="live" aria-live="polite" style="position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)"></div>`;

const bytes = number => {
  let unit = 0;
  while (number >= 999.5 && unit < UNITS.length - 1) { number /= 1000; unit++; }
  return `${unit === 0 || number >= 99.95 ? Math.round(number) : number.toFixed(1)} ${UNITS[unit]}`;
};

const time = seconds => seconds < 60 ? `${Math.max(1, Math.round(seconds))} s`
    : seconds < 3600 ? `${Math.round(seconds / 60)} min` : `${Math.floor(seconds / 3600)} h ${Math.round(seconds % 3600 / 60)} min`;

const element = (tag, className, text = '') => Object.assign(document.createElement(tag), { className, textContent: text });

class OddUpload extends HTMLElement {
  #files = new Map(); // UploadFile -> its row
  #packing = new Set(); // rows of archives that are being made
  #busy = false;

  constructor() {
    super();
    this.attachShadow({ mode: 'open' }).innerHTML = TEMPLATE;
    const find = selector => this.shadowRoot.querySelector(selector);
    this.rows = find('.rows');
    this.live = find('.live');
    const drop = find('.drop');
    for (const [button, input] of [['.choose', '.files'], ['.choose-folder', '.folder']]) {
      find(button).addEventListener('click', () => find(input).click());
      find(input).addEventListener('change', event => {
        const files = loose([...event.target.files]);
        event.target.value = '';
        this.#receive(files);
      });
    }
    for (const type of ['dragenter', 'dragover', 'dragleave', 'drop']) {
      drop.addEventListener(type, event => {
        event.preventDefault();
        drop.classList.toggle('over', type === 'dragenter' || type === 'dragover');
        if (type === 'drop') dropped(event.dataTransfer).then(files => this.#receive(files), () => this.#receive([]));
      });
    }
  }

  connectedCallback() {
    this.shadowRoot.querySelector('.hint').textContent = this.getAttribute('hint') ?? '';
    if (this.#files.size === 0) {
      for (const known of JSON.parse(this.getAttribute('unfinished') || '[]')) this.#take({ known });
    }
  }

  /** Another page of the board is opened: what was sent is kept, and can be taken up. */
  disconnectedCallback() {
    for (const file of this.#files.keys()) if (!['done', 'failed', 'paused'].includes(file.state)) file.pause();
  }

  /** What was chosen or dropped: images, and whatever lies in a folder, become one archive. */
  async #receive(files) {
    const { whole, packed, name } = sorted(files);
    this.#add(whole);
    if (packed.length > 0) await this.#pack(packed, name);
    else if (whole.length === 0) this.live.textContent = 'There are no files in it.';
  }

  async #pack(files, name) {
    const row = this.#frame(name, null, () => { this.#packing.delete(row); row.remove(); this.#next(); });
    const show = (done, words) => {
      row.querySelector('.bar i').style.width = `${done / files.length * 100}%`;
      row.querySelector('.bar').setAttribute('aria-valuenow', Math.round(done / files.length * 100));
      row.querySelector('.words').textContent = words;
    };
    this.#packing.add(row);
    this.#next();
    let shown = -Infinity;
    try {
      const archive = await zip(files, name, done => {
        if (performance.now() - shown > 100) {
          shown = performance.now();
          show(done, `Reads ${done.toLocaleString('en-US')} of ${files.length.toLocaleString('en-US')} files`);
        }
        return this.#packing.has(row);
      });
      if (!archive) return;
      row.remove();
      this.#packing.delete(row);
      this.#add([archive]);
    } catch (fault) {
      this.#packing.delete(row);
      row.classList.add('failed');
      show(0, fault.message);
      this.#next();
    }
  }

  #add(files) {
    for (const file of files) {
      const print = fingerprint(file);
      const before = [...this.#files.keys()].find(one => one.print === print && one.state !== 'done');
      if (!before) this.#take({ file });
      else if (before.state === 'paused' || before.state === 'failed') {
        before.file = file;
        before.state = 'waiting';
        this.#show(before);
      }
    }
    this.#next();
  }

  #take({ file = null, known = null }) {
    const upload = new UploadFile({ target: this.getAttribute('target'), file, known, changed: one => this.#show(one),
      headers: { [this.getAttribute('csrf-header') || 'X-CSRF-TOKEN']: this.getAttribute('csrf-token') ?? '' } });
    this.#files.set(upload, this.#row(upload));
    this.#show(upload);
  }

  #row(upload) {
    const row = this.#frame(upload.name, upload.size, () => {
      this.#drop(upload);
      upload.remove();
      this.#next();
    });
    const pause = element('button', 'pause');
    pause.addEventListener('click', () => this.#toggle(upload));
    row.querySelector('.actions').prepend(pause);
    return row;
  }

  /** A row with a name, a bar and a way to be rid of it. */
  #frame(title, size, onRemove) {
    const row = element('div', 'row');
    const name = element('div', 'name', title);
    if (size !== null) name.append(element('span', 'size', bytes(size)));
    const remove = element('button', 'remove', 'Remove');
    remove.setAttribute('aria-label', `Remove ${title}`);
    remove.addEventListener('click', onRemove);
    const actions = element('div', 'actions');
    actions.append(remove);
    const bar = element('div', 'bar');
    bar.append(element('i', ''));
    bar.setAttribute('role', 'progressbar');
    bar.setAttribute('aria-label', title);
    row.append(name, actions, bar, element('div', 'words'));
    this.rows.append(row);
    return row;
  }

  #toggle(upload) {
    if (upload.state === 'paused' || upload.state === 'failed') {
      if (!upload.file) return this.shadowRoot.querySelector('.files').click();
      upload.state = 'waiting';
      this.#show(upload);
    } else upload.pause();
    this.#next();
  }

  #drop(upload) {
    this.#files.get(upload)?.remove();
    this.#files.delete(upload);
  }

  /** Starts what may start now. */
  #next() {
    const all = [...this.#files.keys()];
    const sending = all.filter(one => one.running).length;
    for (const one of all.filter(f => f.state === 'waiting' && !f.running).slice(0, Math.max(0, CONCURRENCY - sending))) {
      one.running = true;
      one.run().finally(() => { one.running = false; this.#ended(one); });
    }
    const busy = this.#packing.size > 0 || all.some(one => ['waiting', 'sending', 'away'].includes(one.state));
    if (busy !== this.#busy) {
      this.#busy = busy;
      this.dispatchEvent(new CustomEvent('odd-upload-busy', { detail: { busy } }));
    }
  }

  #ended(upload) {
    if (upload.state === 'done') {
      this.#drop(upload);
      this.live.textContent = `${upload.name} is sent.`;
      this.dispatchEvent(new CustomEvent('odd-upload-sent', { detail: { upload: upload.upload } }));
    }
    this.#next();
  }

  #show(upload) {
    const row = this.#files.get(upload);
    if (!row) return;
    const share = upload.size ? upload.sent / upload.size : 0;
    row.className = `row ${upload.state}`;
    row.querySelector('.bar i').style.width = `${share * 100}%`;
    row.querySelector('.bar').setAttribute('aria-valuenow', Math.round(share * 100));
    row.querySelector('.words').textContent = this.#words(upload, share);
    const pause = row.querySelector('.pause');
    const word = upload.state === 'failed' ? 'Try again' : upload.state !== 'paused' ? 'Pause'
      : upload.file ? 'Resume' : 'Choose it again';
    if (pause.textContent !== word) {
      pause.textContent = word;
      pause.setAttribute('aria-label', `${word}: ${upload.name}`);
    }
    if (upload.state === 'paused') queueMicrotask(() => this.#next());
  }

  #words(upload, share) {
    if (upload.words) return upload.words;
    const part = `${Math.floor(share * 100)} % · ${bytes(upload.sent)} of ${bytes(upload.size)}`;
    const speed = upload.bytesPerSecond;
    switch (upload.state) {
      case 'waiting': return 'Waits for the files before it';
      case 'away': return `${part} · the server can't be reached; resumes by itself`;
      case 'paused': return upload.file ? `${part} · paused` : `${part} · from an earlier visit; choose the file, or its folder, again to resume`;
      default: return speed ? `${part} · ${bytes(speed)}/s · ${time((upload.size - upload.sent) / speed)} left` : part;
    }
  }
}

customElements.define('odd-upload', OddUpload);
