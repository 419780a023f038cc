// Keys of the whole page: where nobody is typing, those that are named in "keys" are told to the server.
class OddReviewKeys extends HTMLElement {
  #pressed = event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    const target = event.composedPath()[0];
    if (target?.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target?.tagName) || document.querySelector(`[role="dialog"][opened]`)) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (!(this.getAttribute('keys') ?? '').split(' ').includes(key)) return;
    event.preventDefault();
    this.dispatchEvent(new CustomEvent('odd-key', { detail: { key } }));
  };

  connectedCallback() { document.addEventListener('keydown', this.#pressed); }

  disconnectedCallback() { document.removeEventListener('keydown', this.#pressed); }
}

customElements.define('odd-review-keys', OddReviewKeys);
