// Rows (or other elements) that the server writes as markup. New ones are put in their place; changed ones are brought node by node to what they
// should be, so that the focus, a hover and a moving bar stay where they are.
const template = document.createElement('template');

/** The one element of a piece of markup. */
function make(markup) {
  template.innerHTML = markup;
  return template.content.firstElementChild;
}

/** Makes `old` the same as `fresh`; what a component has put on its own element stays. */
function bring(old, fresh) {
  for (const { name, value } of fresh.attributes) {
    if (old.written?.[name] !== value || !old.hasAttribute(name)) old.setAttribute(name, value);
  }
  for (const name of Object.keys(old.written ?? {})) {
    if (!fresh.hasAttribute(name)) old.removeAttribute(name);
  }
  remember(old, fresh);
  const before = parts(old);
  const after = [...fresh.childNodes];
  if (before.length === after.length && before.every((node, i) => node.nodeName === after[i].nodeName)) {
    before.forEach((node, i) => {
      if (node.nodeType !== Node.ELEMENT_NODE) {
        if (node.data !== after[i].data) node.data = after[i].data;
      } else bring(node, after[i]);
    });
  } else {
    before.forEach(node => node.remove());
    old.prepend(...after.map(settle));
    old.own = after;
  }
}

/** Children that the server wrote; a component may have added others. */
function parts(element) {
  return (element.own ?? [...element.childNodes]).filter(node => node.parentNode === element);
}

function remember(element, from) {
  element.written = Object.fromEntries([...from.attributes].map(({ name, value }) => [name, value]));
}

/** Notes what was written, before components come alive in it. */
function settle(node) {
  if (node.nodeType === Node.ELEMENT_NODE) {
    remember(node, node);
    node.own = [...node.childNodes];
    node.own.forEach(settle);
  }
  return node;
}

class OddRows extends HTMLElement {
  #head;
  #body;
  #rows = new Map();

  connectedCallback() {
    if (this.#body) return;
    const table = this.getAttribute('table');
    if (this.hasAttribute('plain')) {
      this.#body = this;
    } else if (table === null) {
      this.#head = this;
      this.#body = document.createElement('div');
      this.#body.setAttribute('role', 'rowgroup');
      this.append(this.#body);
    } else {
      this.innerHTML = '<table><thead></thead><tbody></tbody></table>';
      this.firstElementChild.className = table;
      [this.#head, this.#body] = this.firstElementChild.children;
    }
    this.addEventListener('click', event => {
      const asked = event.target.closest('[data-do]');
      if (!asked || asked.hasAttribute('disabled')) return;
      const row = asked.closest('[data-row]')?.dataset.row ?? '';
      this.dispatchEvent(new CustomEvent('odd-do', { detail: { what: asked.dataset.do, row } }));
    });
  }

  update({ head, rows = {}, order }) {
    if (head) {
      const old = this.#head.firstElementChild;
      if (old && old !== this.#body) bring(old, make(head));
      else this.#head.prepend(settle(make(head)));
    }
    for (const [key, markup] of Object.entries(rows)) {
      const old = this.#rows.get(key);
      const fresh = make(markup);
      if (old) bring(old, fresh);
      else this.#rows.set(key, settle(fresh));
      (old ?? fresh).dataset.row = key;
    }
    if (order) this.#order(order);
  }

  #order(keys) {
    const kept = new Set(keys);
    for (const [key, row] of this.#rows) {
      if (!kept.has(key)) {
        row.remove();
        this.#rows.delete(key);
      }
    }
    let next = this.#body.firstElementChild;
    for (const key of keys) {
      const row = this.#rows.get(key);
      if (row === next) next = next.nextElementSibling;
      else this.#body.insertBefore(row, next);
    }
  }
}

customElements.define('odd-rows', OddRows);
