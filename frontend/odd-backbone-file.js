// A file that is sent as it is; the page hears what the server says of it.
import { DROP_STYLE, listen } from './odd-drop-box.js';

const TEMPLATE = `
<style>
  :host { display: block; color: var(--odd-ink); }
  ${DROP_STYLE}
  .said { margin-top: 10px; color: var(--odd-mute); overflow-wrap: anywhere; }
  .said:empty { display: none; }
  .error { color: var(--odd-bad); }
</style>
<div class="drop"><button type="button">Choose a safetensors file</button><span>or drop it here</span>
  <input type="file" accept=".safetensors"></div>
<div class="said" aria-live="polite"></div>`;

class OddBackboneFile extends HTMLElement {
  #latest = 0;

  constructor() {
    super();
    this.attachShadow({ mode: 'open' }).innerHTML = TEMPLATE;
    this.said = this.shadowRoot.querySelector('.said');
    listen(this.shadowRoot, file => this.#send(file));
  }

  #show(text, error = false) {
    this.said.textContent = text;
    this.said.classList.toggle('error', error);
  }

  #send(file) {
    const mine = ++this.#latest;
    const request = new XMLHttpRequest();
    const show = (text, error) => { if (mine === this.#latest) this.#show(text, error); };
    request.open('POST', `api/v1/backbones/files?filename=${encodeURIComponent(file.name)}`);
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.setRequestHeader(this.getAttribute('csrf-header') || 'X-CSRF-TOKEN', this.getAttribute('csrf-token') ?? '');
    request.upload.addEventListener('progress', event => {
      if (event.lengthComputable) show(`Sends ${file.name}: ${Math.floor(100 * event.loaded / event.total)} %`);
    });
    request.addEventListener('error', () => show('The connection broke off; send the file again.', true));
    request.addEventListener('load', () => {
      let said = {};
      try { said = JSON.parse(request.responseText); } catch { /* shown by its status */ }
      if (request.status !== 201) {
        show(said.detail ?? `The server answered ${request.status}.`, true);
      } else if (mine === this.#latest) {
        this.#show('');
        this.dispatchEvent(new CustomEvent('checked', { detail: said }));
      }
    });
    show(`Sends ${file.name} …`);
    request.send(file);
  }
}

customElements.define('odd-backbone-file', OddBackboneFile);
