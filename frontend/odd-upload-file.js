// One file on its way by the tus protocol: in slices, over broken connections, until the server has all of it.
const SLICE = 64 * 1024 * 1024;
const PATIENCE = [1, 2, 5, 10, 20, 30];
const TUS = { 'Tus-Resumable': '1.0.0' };
const base64 = text => btoa(String.fromCharCode(...new TextEncoder().encode(text)));

/** By which a file is known again: its path is not told to pages, so name, size and time of change must do. */
export const fingerprint = file => `${file.name}|${file.size}|${file.lastModified}`;

class Refused extends Error {}

export class UploadFile {
  #changed;
  #headers;
  #target;
  #request = null;
  #samples = [];
  #failures = 0;
  #wake = null;

  /** @param known what the server has of it already: { link, name, size, received, fingerprint } */
  constructor({ target, headers, file = null, known = null, changed }) {
    this.#target = target;
    this.#headers = headers;
    this.#changed = changed;
    this.file = file;
    this.link = known?.link ?? null;
    this.name = file?.name ?? known.name;
    this.size = file?.size ?? known.size;
    this.sent = known?.received ?? 0;
    this.print = file ? fingerprint(file) : known.fingerprint;
    this.state = file ? 'waiting' : 'paused'; // waiting, sending, checking, away, paused, failed, done
    this.words = '';
    this.upload = null;
  }

  /** Sends until the file is there, or paused, or refused; never throws. */
  async run() {
    this.#become('sending');
    this.#samples = [];
    while (this.state === 'sending') {
      try {
        await this.#step();
        this.#failures = 0;
      } catch (fault) {
        if (this.state !== 'sending' && this.state !== 'checking') return;
        if (fault instanceof Refused) return this.#become('failed', fault.message);
        await this.#waitOutside(fault.seconds);
      }
    }
  }

  pause() {
    this.#become('paused');
    this.#request?.abort();
    this.#wake?.();
  }

  /** Ends it here and on the server. */
  async remove() {
    const link = this.link;
    this.link = null;
    this.pause();
    if (link && this.state !== 'done') await this.#ask('DELETE', link).catch(() => {});
  }

  get bytesPerSecond() {
    const [first, last] = [this.#samples[0], this.#samples.at(-1)];
    return last && last.at - first.at > 500 ? (last.sent - first.sent) * 1000 / (last.at - first.at) : 0;
  }

  async #step() {
    if (!this.link) {
      const answer = await this.#ask('POST', this.#target, { 'Upload-Length': this.size,
        'Upload-Metadata': `filename ${base64(this.name)},fingerprint ${base64(this.print)}` });
      this.link = answer.getResponseHeader('Location').replace(/^\//, '');
      this.#unsure = false;
      this.#heard(answer);
      return;
    }
    if (this.#unsure) {
      const answer = await this.#ask('HEAD', this.link);
      this.#unsure = false;
      this.#heard(answer);
      return;
    }
    const from = this.sent;
    const slice = this.file.slice(from, Math.min(from + SLICE, this.size));
    this.#unsure = true;
    const answer = await this.#ask('PATCH', this.link, { 'Upload-Offset': from,
      'Content-Type': 'application/offset+octet-stream' }, slice, loaded => this.#progress(from + loaded));
    this.#unsure = false;
    this.#heard(answer);
  }

  /** Whether the server must be asked what it has; true after every break. */
  #unsure = true;

  #heard(answer) {
    this.sent = Number(answer.getResponseHeader('Upload-Offset') ?? 0);
    this.upload = answer.getResponseHeader('Oddboard-Upload');
    if (this.upload) this.#become('done');
    else this.#changed(this);
  }

  #progress(sent) {
    const at = performance.now();
    this.sent = sent;
    this.#samples.push({ at, sent });
    while (this.#samples.length > 2 && at - this.#samples[0].at > 8000) this.#samples.shift();
    if (sent === this.size && this.state === 'sending') this.words = 'Checking …';
    this.#changed(this);
  }

  #ask(method, link, headers = {}, body = null, progress = null) {
    return new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      this.#request = request;
      request.open(method, new URL(link, document.baseURI));
      for (const [name, value] of Object.entries({ ...TUS, ...this.#headers, ...headers })) {
        request.setRequestHeader(name, value);
      }
      if (progress) request.upload.addEventListener('progress', event => progress(event.loaded));
      request.addEventListener('loadend', () => {
        this.#request = null;
        if (request.status >= 200 && request.status < 300) resolve(request);
        else reject(this.#fault(request));
      });
      request.send(body);
    });
  }

  /** What to make of an answer that is no success: an Error is tried again, a Refused is not. */
  #fault(request) {
    this.#unsure = true;
    if (request.status === 404 || request.status === 410) {
      if (!this.link) return new Refused('This data set is not there any more.');
      this.link = null; // given up after a day: starts again
      this.sent = 0;
      return Object.assign(new Error('gone'), { seconds: 0 });
    }
    if (request.status === 401 || request.status === 403) {
      return new Refused(sentence(request) === 'You may not do this.' || request.status === 401
        ? 'You are signed out. Sign in again and choose the file again: it resumes where it was.' : sentence(request));
    }
    if (request.status === 429) {
      return Object.assign(new Error('busy'), { seconds: Number(request.getResponseHeader('Retry-After')) || 5 });
    }
    const again = request.status === 0 || request.status === 400 || request.status === 409 || request.status === 460
      || request.status >= 500 && request.status !== 507;
    return again ? new Error(`status ${request.status}`) : new Refused(sentence(request));
  }

  async #waitOutside(seconds) {
    this.#become('away', seconds ? 'Waits until other uploads have ended' : '');
    const wait = seconds ?? PATIENCE[Math.min(this.#failures++, PATIENCE.length - 1)];
    await new Promise(resolve => {
      const timer = setTimeout(resolve, wait * 1000);
      this.#wake = () => { clearTimeout(timer); resolve(); };
      addEventListener('online', this.#wake, { once: true });
    });
    this.#wake = null;
    if (this.state === 'away') this.#become('sending');
    this.#samples = [];
  }

  #become(state, words = '') {
    this.state = state;
    this.words = words;
    this.#changed(this);
  }
}

function sentence(request) {
  try {
    return JSON.parse(request.responseText).detail;
  } catch {
    return `The server did not take it (status ${request.status}). Try again.`;
  }
}
