// A page for those parts of frontend/ that need one: happy-dom's, with the names that scripts expect to be global.
import { Window } from 'happy-dom';

const NAMES = ['CustomEvent', 'Event', 'HTMLElement', 'ImageData', 'MutationObserver', 'Node', 'ResizeObserver',
  'cancelAnimationFrame', 'customElements', 'document', 'getComputedStyle', 'history', 'location', 'matchMedia', 'requestAnimationFrame'];

/** Opens an empty page; frontend/ must be imported after it. */
export function openPage(url = 'http://127.0.0.1/') {
  const window = new Window({ url });
  for (const name of NAMES) {
    const value = window[name];
    const bound = typeof value === 'function' && !/^[A-Z]/.test(name) ? value.bind(window) : value;
    Object.defineProperty(globalThis, name, { value: bound, configurable: true, writable: true });
  }
  globalThis.window = window;
  return window;
}
