// Rows of a table (or other elements) that the server writes as markup. New ones are put in their place; changed ones are brought node by node to
// what they should be, so that the focus, a hover and a moving bar stay where they are.
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
  // What was chosen by hand no longer follows the attribute.
  if (old.nodeName === 'OPTION') old.selected = fresh.hasAttribute('selected');
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

/** Styles that make blocks of a table's parts take away what they are to a screen reader; said in words it stays. */
const ROLES = { TR: 'row', TD: 'cell', TH: 'columnheader' };

function giveRoles(row) {
  for (const element of [row, ...row.children]) {
    element.setAttribute('role', element.getAttribute('scope') === 'row' ? 'rowheader' : ROLES[element.nodeName]);
  }
}

class OddRows extends HTMLElement {
  #head;
  #body;
  #rows = new Map();
  #wide = new ResizeObserver(() => this.#scrolls());

  connectedCallback() {
    if (!this.#body) this.#build(this.getAttribute('table'));
    if (this.#body !== this) [this, this.firstElementChild].forEach(element => this.#wide.observe(element));
  }

  #build(className) {
    if (className === null) {
      this.#body = this;
    } else {
      this.innerHTML = '<table><thead></thead><tbody></tbody></table>';
      const table = this.firstElementChild;
      table.className = className;
      table.setAttribute('aria-label', this.getAttribute('label'));
      [this.#head, this.#body] = table.children;
      if (this.hasAttribute('stacked')) {
        table.setAttribute('role', 'table');
        for (const group of table.children) group.setAttribute('role', 'rowgroup');
      }
    }
    this.addEventListener('click', event => this.#ask(event));
    this.addEventListener('change', event => this.#ask(event));
  }

  disconnectedCallback() {
    this.#wide.disconnect();
  }

  /** What is wider than its place is scrolled by the arrow keys too. */
  #scrolls() {
    const wide = this.scrollWidth > this.clientWidth + 1 || this.scrollHeight > this.clientHeight + 1;
    for (const [name, value] of Object.entries({ tabindex: '0', role: 'region', 'aria-label': this.getAttribute('label') })) {
      if (wide) this.setAttribute(name, value);
      else this.removeAttribute(name);
    }
  }

  #ask(event) {
    const control = event.target.closest('[data-do]');
    if (!control || control.hasAttribute('disabled') || control.matches('select, input[type=text]') !== (event.type === 'change')) return;
    const row = control.closest('[data-row]')?.dataset.row ?? '';
    const value = event.type === 'change' ? control.value : '';
    this.dispatchEvent(new CustomEvent('odd-do', { detail: { what: control.dataset.do, row, value } }));
    // The choice is seen when the server has made it.
    if (control.nodeName === 'SELECT') for (const option of control.options) option.selected = option.hasAttribute('selected');
  }

  update({ head, rows = {}, order }) {
    if (head) {
      const old = this.#head.firstElementChild;
      if (old) bring(old, make(head));
      else this.#head.append(settle(make(head)));
      this.#settled(this.#head.firstElementChild);
    }
    for (const [key, markup] of Object.entries(rows)) {
      const old = this.#rows.get(key);
      const fresh = make(markup);
      if (old) bring(old, fresh);
      else this.#rows.set(key, settle(fresh));
      (old ?? fresh).dataset.row = key;
      this.#settled(old ?? fresh);
    }
    if (order) this.#order(order);
  }

  #settled(row) {
    if (this.hasAttribute('stacked')) giveRoles(row);
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
