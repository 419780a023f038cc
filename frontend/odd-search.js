// Finds data sets, runs and models from any page: "/" or Ctrl-K opens it, arrows choose, Enter goes there.
const KINDS = { dataset: 'Data sets', run: 'Runs', model: 'Models' };
const PAUSE = 150;

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** Whether what is typed goes into a field, also one inside a component. */
function isTyping(event) {
  const target = event.composedPath()[0];
  return target instanceof Element
    && (target.matches('input, textarea, select, [contenteditable=""], [contenteditable="true"]') || target.isContentEditable);
}

class OddSearch extends HTMLElement {
  #dialog;
  #input;
  #list;
  #status;
  #options = [];
  #active = -1;
  #timer;
  #request;
  #keys = event => this.#shortcut(event);

  connectedCallback() {
    if (!this.#dialog) this.#build();
    document.addEventListener('keydown', this.#keys);
  }

  disconnectedCallback() {
    document.removeEventListener('keydown', this.#keys);
    clearTimeout(this.#timer);
    this.#request?.abort();
  }

  #build() {
    const button = make('button', {
      type: 'button', class: 'odd-search__open', 'aria-label': 'Search', 'aria-haspopup': 'dialog', title: 'Search (/ or Ctrl-K)',
      'aria-keyshortcuts': '/ Control+K',
    }, make('span', { class: 'odd-icon odd-search__icon', 'aria-hidden': 'true' }));
    this.#input = make('input', {
      type: 'text', class: 'odd-search__input', role: 'combobox', 'aria-label': 'Search data sets, runs and models',
      'aria-expanded': 'false', 'aria-controls': 'found-list', 'aria-autocomplete': 'list', autocomplete: 'off', spellcheck: 'false',
      maxlength: '200', placeholder: 'Data sets, runs and models',
    });
    this.#list = make('div', { id: 'found-list', class: 'odd-search__list', role: 'listbox', 'aria-label': 'Found' });
    this.#status = make('p', { class: 'odd-search__status odd-note', role: 'status' });
    this.#dialog = make('dialog', { class: 'odd-search__dialog', 'aria-label': 'Search' }, this.#input, this.#list, this.#status);
    this.#list.hidden = true;
    this.append(button, this.#dialog);
    button.addEventListener('click', () => this.open());
    this.#input.addEventListener('input', () => this.#later());
    this.#input.addEventListener('keydown', event => this.#key(event));
    this.#list.addEventListener('click', event => {
      if (event.target.closest('a') && !event.ctrlKey && !event.metaKey && !event.shiftKey) this.#dialog.close();
    });
    // Where nothing had the focus before, the hidden field would keep it, and "/" would be taken for typing.
    this.#dialog.addEventListener('close', () => this.#input.blur());
    // A click beside it.
    this.#dialog.addEventListener('click', event => {
      if (event.target === this.#dialog) this.#dialog.close();
    });
  }

  open() {
    if (this.#dialog.open) return;
    this.#dialog.showModal();
    this.#input.focus();
    this.#input.select();
    if (this.#input.value) this.#find();
    else this.#say('Type a name, a tag or a person.');
  }

  #shortcut(event) {
    const finds = event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    const slash = event.key === '/' && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event);
    if (event.defaultPrevented || !finds && !slash) return;
    event.preventDefault();
    this.open();
  }

  #key(event) {
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps && this.#options.length) {
      event.preventDefault();
      const count = this.#options.length;
      this.#choose((this.#active + steps[event.key] + (this.#active < 0 && steps[event.key] < 0 ? 1 : 0) + count) % count);
    } else if (event.key === 'Enter' && this.#options.length) {
      event.preventDefault();
      this.#options[Math.max(0, this.#active)].click();
    }
  }

  #choose(index) {
    this.#options[this.#active]?.setAttribute('aria-selected', 'false');
    this.#active = index;
    const option = this.#options[index];
    option.setAttribute('aria-selected', 'true');
    option.scrollIntoView({ block: 'nearest' });
    this.#input.setAttribute('aria-activedescendant', option.id);
  }

  #later() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#find(), PAUSE);
  }

  async #find() {
    this.#request?.abort();
    const words = this.#input.value.trim();
    if (!words) {
      this.#show([]);
      this.#say('Type a name, a tag or a person.');
      return;
    }
    const request = new AbortController();
    this.#request = request;
    try {
      const answer = await fetch(`api/v1/search?search=${encodeURIComponent(words)}`, {
        headers: { Accept: 'application/json' }, signal: request.signal,
      });
      if (!answer.ok) throw new Error(`status ${answer.status}`);
      const { items } = await answer.json();
      this.#show(items);
      this.#say(items.length ? '' : `Nothing found for "${words}".`);
    } catch (fault) {
      if (fault.name === 'AbortError') return;
      this.#show([]);
      this.#say('The search could not be done. Load the page again, then try once more.');
    }
  }

  #show(items) {
    this.#options = [];
    this.#active = -1;
    this.#input.removeAttribute('aria-activedescendant');
    this.#input.setAttribute('aria-expanded', String(items.length > 0));
    const groups = Object.entries(KINDS).map(([kind, title]) => {
      const found = items.filter(item => item.kind === kind);
      if (!found.length) return null;
      return make('div', { role: 'group', 'aria-label': title },
        make('div', { class: 'odd-search__title', 'aria-hidden': 'true' }, title),
        ...found.map(item => this.#option(item)));
    });
    this.#list.replaceChildren(...groups.filter(Boolean));
    this.#list.hidden = !items.length;
  }

  #option(item) {
    const option = make('a', {
      role: 'option', id: `found-${this.#options.length}`, href: item.href, tabindex: '-1', 'aria-selected': 'false',
      class: 'odd-search__option',
    }, make('span', { class: 'odd-search__name' }, item.name), make('span', { class: 'odd-note' }, item.detail));
    this.#options.push(option);
    return option;
  }

  #say(words) {
    this.#status.textContent = words;
  }
}

customElements.define('odd-search', OddSearch);
