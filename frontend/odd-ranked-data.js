// A run's scores and labels, ranked and filtered in the browser: a hundred thousand are a megabyte, so nothing is requested from
// the server while a threshold moves.
export const OUTCOMES = {
  found: { letter: 'TP', title: 'Found', one: 'found', mistake: false },
  'false-alarm': { letter: 'FP', title: 'False alarms', one: 'false alarm', mistake: true },
  missed: { letter: 'FN', title: 'Missed', one: 'missed', mistake: true },
  passed: { letter: 'TN', title: 'Passed', one: 'passed', mistake: false },
  hidden: { letter: '?', title: 'Label hidden', one: 'label hidden', mistake: false },
  unlabeled: { letter: '', title: 'Unlabeled', one: 'unlabeled', mistake: false },
  // Its label is known, but the test images lack a class: no threshold is right or wrong about it.
  ranked: { letter: '', title: 'Labeled', one: 'labeled', mistake: false },
};
const HIDDEN = 0xffff;
const UNLABELED = 0xfffe;
const knows = kind => kind < UNLABELED;

export class Ranked {
  /** As the server's RankingBytes writes it. */
  constructor(buffer) {
    const length = new DataView(buffer).getInt32(0, true);
    const head = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, length)));
    this.count = head.count;
    this.types = head.types;
    this.labelSet = head.labelSet;
    this.scores = new Float64Array(buffer, 4 + length, this.count);
    this.kinds = new Uint16Array(buffer, 4 + length + 8 * this.count, this.count);
    const scores = this.scores;
    this.order = Uint32Array.from({ length: this.count }, (_, i) => i).sort((a, b) => scores[b] - scores[a] || a - b);
    this.rank = new Uint32Array(this.count);
    this.before = new Uint32Array(this.count + 1);
    this.known = new Uint32Array(this.count + 1);
    this.order.forEach((index, k) => {
      this.rank[index] = k + 1;
      this.before[k + 1] = this.before[k] + (this.kinds[index] && knows(this.kinds[index]) ? 1 : 0);
      this.known[k + 1] = this.known[k] + (knows(this.kinds[index]) ? 1 : 0);
    });
    this.unlabeled = this.kinds.reduce((n, kind) => n + (kind === UNLABELED ? 1 : 0), 0);
    this.bothClasses = this.before[this.count] > 0 && this.before[this.count] < this.known[this.count];
    const spread = this.highest - this.lowest;
    this.decimals = spread > 0 ? Math.max(0, Math.min(12, 3 - Math.floor(Math.log10(spread)))) : 4;
  }

  get highest() { return this.count ? this.scores[this.order[0]] : 0; }

  get lowest() { return this.count ? this.scores[this.order[this.count - 1]] : 0; }

  text(score) {
    return score.toLocaleString('en-US', { minimumFractionDigits: this.decimals, maximumFractionDigits: this.decimals });
  }

  label(index) {
    const kind = this.kinds[index];
    return kind === HIDDEN ? 'label hidden' : kind === UNLABELED ? 'unlabeled' : kind ? this.types[kind - 1] ?? 'anomalous' : 'normal';
  }

  outcome(index, threshold) {
    if (!knows(this.kinds[index])) return this.kinds[index] === HIDDEN ? 'hidden' : 'unlabeled';
    if (!this.bothClasses) return 'ranked';
    return this.scores[index] >= threshold ? (this.kinds[index] ? 'found' : 'false-alarm') : this.kinds[index] ? 'missed' : 'passed';
  }

  /** How many images have at least this score. */
  alarms(threshold) {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.scores[this.order[middle]] >= threshold) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  counts(threshold) { return this.#counts(this.alarms(threshold)); }

  #counts(alarms) {
    const found = this.before[alarms];
    const missed = this.before[this.count] - found;
    const raised = this.known[alarms];
    const all = this.known[this.count];
    return { found, 'false-alarm': raised - found, missed, passed: all - raised - missed,
      hidden: this.count - all - this.unlabeled, unlabeled: this.unlabeled, ranked: all };
  }

  /** The largest recall minus false-alarm rate (Youden's J); the middle where one class is missing. */
  balanced() {
    const anomalous = this.before[this.count];
    const normal = this.known[this.count] - anomalous;
    if (!this.bothClasses) return this.neat((this.highest + this.lowest) / 2);
    return this.#best(k => this.before[k] / anomalous - (this.known[k] - this.before[k]) / normal);
  }

  falseAlarmsAtMost(rate) { return this.#best(k => (metrics(this.#counts(k)).falseAlarmRate <= rate ? k : -k)); }

  recallAtLeast(recall) { return this.#best(k => (metrics(this.#counts(k)).recall >= recall ? -k : -Infinity)); }

  #best(worth) {
    let best = -Infinity;
    let threshold = this.highest;
    for (let k = 1; k <= this.count; k++) {
      const score = this.scores[this.order[k - 1]];
      if ((k === this.count || this.scores[this.order[k]] < score) && worth(k) > best) {
        best = worth(k);
        threshold = score;
      }
    }
    return this.neat(threshold);
  }

  /** The number with the fewest decimals that parts the images as this threshold does. */
  neat(threshold) {
    const alarms = this.alarms(threshold);
    if (!alarms) return threshold;
    const upper = this.scores[this.order[alarms - 1]];
    const lower = alarms === this.count ? -Infinity : this.scores[this.order[alarms]];
    for (let digits = 0; digits <= 12; digits++) {
      const neat = Number((Math.floor(upper * 10 ** digits) / 10 ** digits).toFixed(digits));
      if (neat > lower && neat <= upper) return neat;
    }
    return upper;
  }

  /**
   * Test images in order. `wanted` has threshold, outcome and type ('' = any), named (a Set or null), order
   * (desc, asc, differs), other {data, threshold} and differs (true = only where the outcomes differ).
   */
  select({ threshold, outcome, type, named, order, other, differs }) {
    const kind = !type ? -1 : type === 'normal' ? 0 : type === 'unlabeled' && this.unlabeled ? UNLABELED : this.types.indexOf(type) + 1 || -2;
    const selected = this.order.filter(i => (kind === -1 || this.kinds[i] === kind)
      && (!outcome || this.outcome(i, threshold) === outcome) && (!named || named.has(i))
      && (!differs || !other || this.outcome(i, threshold) !== other.data.outcome(i, other.threshold)));
    if (order === 'asc') selected.reverse();
    if (order === 'differs' && other) {
      const apart = i => Math.abs(this.rank[i] - other.data.rank[i]);
      selected.sort((a, b) => apart(b) - apart(a) || this.rank[a] - this.rank[b]);
    }
    return selected;
  }
}

export function metrics(counts) {
  const { found, missed, passed } = counts;
  const alarms = counts['false-alarm'];
  return {
    recall: found + missed ? found / (found + missed) : NaN,
    falseAlarmRate: alarms + passed ? alarms / (alarms + passed) : NaN,
    precision: found + alarms ? found / (found + alarms) : NaN,
  };
}

export const share = value => (Number.isNaN(value) ? '–' : value.toFixed(2));
