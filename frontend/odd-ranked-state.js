// What the page of ranked images shows, as its address says it: any view can be sent to a colleague.
import { COLOURS } from './odd-colours.js';
import { OUTCOMES } from './odd-ranked-data.js';

export const SHOWS = { all: 'Image, reconstruction, error', image: 'Image', reconstruction: 'Reconstruction', error: 'Error map', overlay: 'Image with error map' };
export const ORDERS = { falling: 'most anomalous first', rising: 'least anomalous first', differs: 'ranks differ most first' };
const USUAL = { threshold: null, outcome: '', type: '', order: 'falling', q: '', with: '', differs: false, show: 'all',
  colours: 'inferno', scale: 'run', opacity: 70, image: null, view: 'side', outline: true, chosen: '' };
// Longer addresses are cut off on their way by some mailers and proxies.
const LONGEST = 1500;

const one = (value, choices, usual) => (choices.includes(value) ? value : usual);
const whole = text => (/^\d{1,9}$/.test(text ?? '') ? Number(text) : null);

export function read(address) {
  const query = new URLSearchParams(address);
  const text = name => query.get(name) ?? '';
  const threshold = text('threshold').trim() === '' ? NaN : Number(text('threshold'));
  return {
    threshold: Number.isFinite(threshold) ? threshold : null,
    outcome: one(text('outcome'), Object.keys(OUTCOMES), ''),
    type: text('type'),
    order: one(text('order'), Object.keys(ORDERS), 'falling'),
    q: text('q'),
    with: whole(text('with')) === null ? '' : text('with'),
    differs: text('differs') === 'outcome',
    show: one(text('show'), Object.keys(SHOWS), 'all'),
    colours: one(text('colours'), COLOURS, 'inferno'),
    scale: one(text('scale'), ['run', 'image'], 'run'),
    opacity: Math.min(100, whole(text('opacity')) ?? 70),
    image: whole(text('image')),
    view: one(text('view'), ['side', 'slider'], 'side'),
    outline: text('outline') !== 'no',
    chosen: text('chosen'),
  };
}

/** @returns whether all of it fits an address */
export function write(state) {
  const query = new URLSearchParams(location.search);
  let fits = true;
  for (const [name, usual] of Object.entries(USUAL)) {
    const value = state[name];
    if (value === usual || value === '' || value === null) query.delete(name);
    else if (name === 'chosen' && value.length > LONGEST) {
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
