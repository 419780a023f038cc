// What the page of ranked images shows, as its address says it: any view can be sent to a colleague.
import { COLORS } from './odd-colors.js';
import { OUTCOMES } from './odd-ranked-data.js';

export const SHOWS = { all: 'Image, reconstruction, error', image: 'Image', reconstruction: 'Reconstruction', error: 'Error map', overlay: 'Image with error map' };
export const ORDERS = { desc: 'most anomalous first', asc: 'least anomalous first', differs: 'ranks differ most first' };
const DEFAULTS = { threshold: null, outcome: '', type: '', order: 'desc', q: '', with: '', differs: false, show: 'all',
  colors: 'inferno', scale: 'run', opacity: 70, image: null, view: 'side', outline: true, selected: '' };
// Longer addresses are cut off on their way by some mailers and proxies.
const MAX_LENGTH = 1500;

// Names and words that addresses had before: links that users have sent still lead to the same view.
const OLD_NAMES = ['colours', 'chosen'];
const OLD_WORDS = { falling: 'desc', rising: 'asc', grey: 'gray' };
const today = word => OLD_WORDS[word] ?? word;

const one = (value, choices, byDefault) => (choices.includes(value) ? value : byDefault);
const whole = text => (/^\d{1,9}$/.test(text ?? '') ? Number(text) : null);

export function read(address) {
  const query = new URLSearchParams(address);
  const text = name => query.get(name) ?? '';
  const threshold = text('threshold').trim() === '' ? NaN : Number(text('threshold'));
  return {
    threshold: Number.isFinite(threshold) ? threshold : null,
    outcome: one(text('outcome'), Object.keys(OUTCOMES), ''),
    type: text('type'),
    order: one(today(text('order')), Object.keys(ORDERS), 'desc'),
    q: text('q'),
    with: whole(text('with')) === null ? '' : text('with'),
    differs: text('differs') === 'outcome',
    show: one(text('show'), Object.keys(SHOWS), 'all'),
    colors: one(today(text('colors') || text('colours')), COLORS, 'inferno'),
    scale: one(text('scale'), ['run', 'image'], 'run'),
    opacity: Math.min(100, whole(text('opacity')) ?? 70),
    image: whole(text('image')),
    view: one(text('view'), ['side', 'slider'], 'side'),
    outline: text('outline') !== 'no',
    selected: text('selected') || text('chosen'),
  };
}

/** @returns whether all of it fits an address */
export function write(state) {
  const query = new URLSearchParams(location.search);
  OLD_NAMES.forEach(name => query.delete(name));
  let fits = true;
  for (const [name, byDefault] of Object.entries(DEFAULTS)) {
    const value = state[name];
    if (value === byDefault || value === '' || value === null) query.delete(name);
    else if (name === 'selected' && value.length > MAX_LENGTH) {
      fits = false;
      query.delete(name);
    } else query.set(name, name === 'differs' ? 'outcome' : name === 'outline' ? 'no' : String(value));
  }
  const text = query.toString().replaceAll('%2C', ',');
  // The router keeps its own notes in the entry's state.
  history.replaceState(history.state, '', text ? `${location.pathname}?${text}` : location.pathname);
  return fits;
}

/** How many filters leave images out. */
export const filters = state => ['outcome', 'type', 'q'].filter(name => state[name]).length + (state.differs && state.with ? 1 : 0);
