// <odd-chart>: what a chart shows is decided in odd-chart-options.js, how it leaves the page in odd-chart-export.js.
import { options, summary } from './odd-chart-options.js';
import { brushed } from './odd-chart-parallel.js';
import { saveCsv, savePng, saveSvg } from './odd-chart-export.js';

const libraries = new Map();
// The library is large: words and tables are on the page before it is read. A hidden page has no frames.
const painted = () => new Promise(done => { requestAnimationFrame(() => setTimeout(done)); setTimeout(done, 1000); });
const load = path => {
  if (!libraries.has(path)) libraries.set(path, painted().then(() => import(new URL(path, document.baseURI).href)));
  return libraries.get(path);
};

const TEMPLATE = `
<style>
  :host { display: block; position: relative; min-width: 0; height: 280px; font-size: 12px;
          color: var(--odd-mute); }
  :host([kind="roc"]), :host([kind="pr"]), :host([kind="clouds"]) { height: auto; }
  :host([hidden]) { display: none; }
  .frame { display: flex; flex-direction: column; height: 100%; }
  .plot { flex: 1; min-height: 0; position: relative; }
  :host([kind="roc"]) .plot, :host([kind="pr"]) .plot, :host([kind="clouds"]) .plot { aspect-ratio: 1; flex: none; max-width: 520px; width: 100%; }
  .legend { display: flex; flex-wrap: wrap; gap: 2px 6px; padding: 4px 0 0; }
  .legend:empty { display: none; }
  button { font: inherit; color: inherit; background: none; border: 0; border-radius: 6px; cursor: pointer; }
  button:focus-visible { outline: 2px solid var(--odd-accent); outline-offset: 1px; }
  .legend button { display: inline-flex; align-items: center; gap: 6px; padding: 2px 6px; color: var(--odd-ink);
                   max-width: 100%; }
  .legend button span { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  .legend button[aria-pressed="false"] { color: var(--odd-mute); text-decoration: line-through; }
  .legend button[aria-pressed="false"] i { opacity: .3; }
  .legend i { width: 10px; height: 10px; border-radius: 3px; flex: none; }
  .tools { position: absolute; top: var(--odd-chart-tools, -4px); right: -4px; z-index: 2; }
  .tools > button { width: 28px; height: 28px; line-height: 1; font-size: 16px; letter-spacing: 1px; }
  button:hover { background: var(--odd-hover); color: var(--odd-ink); }
  .menu { position: absolute; right: 0; top: 30px; min-width: 148px; padding: 4px; background: var(--odd-surface);
          color: var(--odd-ink); border: 1px solid var(--odd-line); border-radius: 8px;
          box-shadow: 0 6px 20px rgb(0 0 0 / .14); display: flex; flex-direction: column; }
  .menu[hidden] { display: none; }
  .menu button { text-align: left; padding: 6px 10px; font-size: 13px; }
  .hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  .probe { display: none; }
</style>
<div class="frame"><div class="plot" role="img" aria-describedby="words"></div><div class="legend" part="legend"></div></div>
<div class="tools">
  <button class="more" type="button" aria-haspopup="menu" aria-expanded="false" aria-controls="menu">⋯</button>
  <div class="menu" id="menu" role="menu" hidden></div>
</div>
<div class="hidden" id="words"></div><span class="probe"></span>`;

class OddChart extends HTMLElement {
  static observedAttributes = ['label'];
  #text = '';
  #data = null;
  #shape = '';
  #chart = null;
  #library = null;
  #log = null;
  #off = new Set();
  #undo = [];

  constructor() {
    super();
    this.attachShadow({ mode: 'open' }).innerHTML = TEMPLATE;
    const root = this.shadowRoot;
    this.plot = root.querySelector('.plot');
    this.legend = root.querySelector('.legend');
    this.more = root.querySelector('.more');
    this.menu = root.querySelector('.menu');
    this.words = root.querySelector('#words');
    this.probe = root.querySelector('.probe');
    this.more.addEventListener('click', () => this.#toggleMenu());
    root.querySelector('.tools').addEventListener('keydown', event => this.#menuKey(event));
    root.querySelector('.tools').addEventListener('focusout', event => {
      if (!root.querySelector('.tools').contains(event.relatedTarget)) this.#closeMenu(false);
    });
  }

  get data() { return this.#text; }

  set data(text) {
    if (text === this.#text) return;
    this.#text = text;
    this.#data = text ? JSON.parse(text) : null;
    this.#draw();
  }

  /** Adds points to lines that are there, or lines that are new, without sending the others again. */
  append(text) {
    if (!this.#data?.lines) return;
    for (const fresh of JSON.parse(text).lines) {
      const line = this.#data.lines.find(one => one.name === fresh.name);
      if (!line) {
        if (fresh.x.length) this.#data.lines.push(fresh);
        continue;
      }
      line.x.push(...fresh.x);
      line.y.push(...fresh.y);
    }
    this.#text = '';
    this.#draw();
  }

  attributeChangedCallback() {
    const label = this.getAttribute('label') ?? '';
    this.plot.setAttribute('aria-label', label);
    this.more.setAttribute('aria-label', `Save or change this chart: ${label}`);
  }

  async connectedCallback() {
    // Flow may have set the property before this class was known.
    if (Object.hasOwn(this, 'data')) {
      const early = this.data;
      delete this.data;
      this.data = early;
    }
    this.#library = await load(this.getAttribute('library'));
    if (!this.isConnected || this.#chart) return;
    this.#chart = this.#library.init(this.plot, null, { renderer: 'canvas' });
    this.#chart.on('axisareaselected', () => this.dispatchEvent(new CustomEvent('odd-brush',
        { detail: { rows: JSON.stringify(brushed(this.#chart, this.#data.rows.length)) } })));
    this.#chooseByRectangle();
    this.#observe();
    this.#draw();
  }

  /** Tells of the points that a rectangle holds once it is drawn, not while it grows. */
  #chooseByRectangle() {
    let chosen = [];
    this.#chart.on('brushselected', ({ batch }) => {
      chosen = batch.flatMap(one => one.selected).flatMap(({ seriesIndex, dataIndex }) => {
        const cloud = this.#data.clouds?.[seriesIndex];
        return cloud ? dataIndex.map(i => cloud.images[i]) : [];
      });
    });
    this.#chart.on('brushEnd', () => this.dispatchEvent(new CustomEvent('chosen', { detail: chosen })));
  }

  disconnectedCallback() {
    this.#undo.splice(0).forEach(undo => undo());
    this.#chart?.dispose();
    this.#chart = null;
    this.#shape = '';
  }

  #observe() {
    const sizes = new ResizeObserver(() => this.#chart?.resize());
    sizes.observe(this.plot);
    const retheme = () => requestAnimationFrame(() => { this.#shape = ''; this.#draw(); });
    const attributes = new MutationObserver(retheme);
    attributes.observe(document.documentElement, { attributes: true, attributeFilter: ['style', 'class', 'theme'] });
    const dark = matchMedia('(prefers-color-scheme: dark)');
    dark.addEventListener('change', retheme);
    this.#undo.push(() => sizes.disconnect(), () => attributes.disconnect(),
        () => dark.removeEventListener('change', retheme));
  }

  /** The color a CSS variable has now, as canvas understands it. */
  color = name => {
    this.probe.style.color = `var(${name})`;
    return getComputedStyle(this.probe).color;
  };

  get logScale() {
    return this.#log ?? this.#data?.logX ?? false;
  }

  #options() {
    return options(this.#data, { color: this.color, font: getComputedStyle(this).fontFamily, log: this.logScale,
      width: this.plot.clientWidth,
      off: this.#off });
  }

  #draw() {
    if (!this.#data) return;
    this.#writeWords();
    this.#writeLegend();
    if (!this.#chart) return;
    // While only the numbers change the chart is updated in place; another make-up replaces it.
    const shape = JSON.stringify([this.#data.kind, this.logScale, [...this.#off], this.#series().map(s => s.name),
      this.#data.dots?.length, this.#data.xTitle, (this.#data.axes ?? []).map(axis => axis.name)]);
    this.#chart.setOption(this.#options(), { notMerge: shape !== this.#shape, silent: true });
    if (this.#data.kind === 'clouds' && shape !== this.#shape) {
      this.#chart.dispatchAction({ type: 'takeGlobalCursor', key: 'brush', brushOption: { brushType: 'rect', brushMode: 'single' } });
    }
    this.#shape = shape;
  }

  #series() {
    return this.#data.lines ?? this.#data.bars ?? this.#data.clouds ?? [];
  }

  #writeWords() {
    const list = document.createElement('ul');
    for (const sentence of summary(this.#data)) {
      list.append(Object.assign(document.createElement('li'), { textContent: sentence }));
    }
    this.words.replaceChildren(list);
  }

  #writeLegend() {
    const series = this.#series();
    const key = JSON.stringify([series.map(s => [s.name, s.color]), [...this.#off]]);
    if (this.legend.dataset.key === key) return;
    this.legend.dataset.key = key;
    const focused = [...this.legend.children].indexOf(this.shadowRoot.activeElement);
    this.legend.replaceChildren(...(series.length < 2 ? [] : series.map(one => {
      const button = document.createElement('button');
      const chip = document.createElement('i');
      chip.style.background = `var(--odd-run-${((one.color % 8) + 8) % 8})`;
      button.type = 'button';
      button.append(chip, Object.assign(document.createElement('span'), { textContent: one.name }));
      button.setAttribute('aria-pressed', String(!this.#off.has(one.name)));
      button.addEventListener('click', () => {
        if (!this.#off.delete(one.name)) this.#off.add(one.name);
        this.#draw();
      });
      return button;
    })));
    this.legend.children[focused]?.focus();
  }

  #toggleMenu() {
    if (!this.menu.hidden) return this.#closeMenu(true);
    const name = (this.getAttribute('label') || 'chart').split(/[:.,]/)[0].trim().replace(/[^\p{L}\p{N}]+/gu, '-');
    const drawing = { library: this.#library, make: () => this.#options(), width: this.plot.clientWidth,
      height: this.plot.clientHeight, background: this.color('--odd-surface'), name };
    const entries = [
      ['Save as PNG', () => savePng(drawing)],
      ['Save as SVG', () => saveSvg(drawing)],
      ['Save as CSV', () => saveCsv(this.#data, name)],
    ];
    if (this.#data && ['losses', 'roc', 'dots'].includes(this.#data.kind)) {
      entries.push([this.logScale ? 'Linear axis' : 'Logarithmic axis', () => {
        this.#log = !this.logScale;
        this.#draw();
      }]);
    }
    this.menu.replaceChildren(...entries.map(([text, run]) => {
      const button = Object.assign(document.createElement('button'), { type: 'button', textContent: text });
      button.setAttribute('role', 'menuitem');
      button.addEventListener('click', () => { this.#closeMenu(true); run(); });
      return button;
    }));
    this.menu.hidden = false;
    this.more.setAttribute('aria-expanded', 'true');
    this.menu.firstChild.focus();
  }

  #closeMenu(refocus) {
    this.menu.hidden = true;
    this.more.setAttribute('aria-expanded', 'false');
    if (refocus) this.more.focus();
  }

  #menuKey(event) {
    if (this.menu.hidden) return;
    const items = [...this.menu.children];
    const at = items.indexOf(this.shadowRoot.activeElement);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === 'Escape') this.#closeMenu(true);
    else if (step) items[(at + step + items.length) % items.length].focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}

customElements.define('odd-chart', OddChart);
