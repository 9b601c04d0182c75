/**
 * @typedef {object} RunbookEvent
 * @property {1} v version of this shape
 * @property {string} id random, made once
 * @property {string} site
 * @property {string} incident
 * @property {string} device random, made once for each browser
 * @property {number} seq one more than the greatest that the device had seen
 * @property {string} at UTC time of the device's clock, for show only
 * @property {string} by initials
 * @property {string} kind `tick`, `untick`, `answer`, `reset` (start over), `start` (of an incident), and later ones
 * @property {string} target id of the line; of the list for `reset`; what is started for `start`
 * @property {string} value the answer; the ids of the lines, one space between them, for `reset`
 * @property {string} ref id of the event that this one corrects, or empty
 */

/**
 * What the events say about one line of a checklist.
 * @typedef {{ticked: boolean, value: string, by: string, at: string}} RunbookLine
 */

/**
 * The log: an append-only set of events, from which everything on the screen is derived.
 *
 * Lamport order (seq, device, id) and not the clock decides which event is the later one, so that a slow clock
 * cannot win. Two sets are merged by union, in any order, any number of times.
 */
class RunbookLog {
  /** Until an incident desk opens others, a browser knows one incident. */
  static incident = 'current';

  /** @type {Map<string, RunbookEvent>} */
  static #events = new Map();

  /** @type {Promise<void> | null} */
  static #loading = null;

  /** @type {Set<() => void>} */
  static #subscribers = new Set();

  /**
   * No outage has so many events: what runs further ahead of all others comes from a damaged or edited file. It is
   * kept, for a file with the events between may follow, but it counts for nothing: it would leave no number that
   * colleagues accept for the next event.
   */
  static #furthest = 2 ** 20;

  static #loaded = false;
  static #device = '';
  static #by = '';

  /**
   * The state of every line that a set of events speaks of: pure, whatever their order and number.
   * @param {Iterable<unknown>} events
   * @returns {Map<string, RunbookLine>}
   */
  static state(events) {
    /** @type {Map<string, RunbookLine>} */
    const lines = new Map();
    for (const event of RunbookLog.#withinReach(RunbookLog.#inOrder(events))) {
      const targets = event.kind === 'reset' ? event.value.split(' ').filter(Boolean) : [event.target];
      for (const target of targets) {
        const change = RunbookLog.#change(event);
        if (change) lines.set(target, { ticked: false, value: '', ...lines.get(target), ...change });
      }
    }
    return lines;
  }

  /**
   * Whether an answer holds the line of a gate: only one answer lets the reader pass.
   * @param {string} value
   * @param {string} [pass] none away from a gate
   */
  static isHeld(value, pass) {
    return Boolean(pass && value) && value !== pass;
  }

  /**
   * The last event that started something.
   * @param {Iterable<unknown>} events
   * @param {string} target
   * @returns {RunbookEvent | undefined}
   */
  static started(events, target) {
    const known = RunbookLog.#withinReach(RunbookLog.#inOrder(events));
    return known.filter((event) => event.kind === 'start' && event.target === target).at(-1);
  }

  /**
   * A UTC time as the clock on the wall, in the language of the page.
   * @param {string | Date} at
   * @param {Element} place
   * @param {Intl.DateTimeFormatOptions} [format]
   */
  static moment(at, place, format = { month: 'short', day: 'numeric' }) {
    const language = place.closest('[lang]')?.getAttribute('lang') ?? undefined;
    /** @type {Intl.DateTimeFormatOptions} */
    const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };
    return new Intl.DateTimeFormat(language, { ...format, ...clock }).format(new Date(at));
  }

  /**
   * The union of two sets of events. What is malformed or of another site is left out and counted (`refused`);
   * what runs too far ahead is counted as well (`held`).
   * @param {Iterable<unknown>} known
   * @param {Iterable<unknown>} incoming
   * @param {string} site
   * @returns {{events: RunbookEvent[], added: RunbookEvent[], held: number, refused: number}}
   */
  static merge(known, incoming, site) {
    const mine = RunbookLog.#inOrder(known);
    const candidates = [...incoming];
    const accepted = candidates.filter((event) => RunbookLog.#isEvent(event) && event.site === site);
    const before = new Set(mine);
    const events = RunbookLog.#inOrder([...mine, ...accepted]);
    return {
      events,
      added: events.filter((event) => !before.has(event)),
      held: events.length - RunbookLog.#withinReach(events).length,
      refused: candidates.length - accepted.length,
    };
  }

  /** The events of the incident that are known so far. */
  static get events() {
    return [...RunbookLog.#events.values()].filter((event) => event.incident === RunbookLog.incident);
  }

  /** The initials of whoever uses this browser. */
  static get by() {
    return RunbookLog.#by;
  }

  /**
   * Remember the initials of whoever uses this browser.
   * @param {string} initials
   */
  static async sign(initials) {
    await RunbookLog.load();
    RunbookLog.#by = initials.trim();
    RunbookLog.#tell();
    await RunbookStore.setValue('log/by', RunbookLog.#by);
  }

  /** Read the log from the store, once, and follow what other tabs add. */
  static load() {
    RunbookLog.#loading ??= RunbookLog.#load();
    return RunbookLog.#loading;
  }

  /**
   * Add an event; resolves when the store has it.
   * @param {{kind: string, target: string, value?: string, ref?: string}} what
   */
  static async record({ kind, target, value = '', ref = '' }) {
    await RunbookLog.load();
    const known = RunbookLog.#withinReach(RunbookLog.#inOrder(RunbookLog.#events.values()));
    const event = {
      v: /** @type {const} */ (1),
      id: RunbookLog.#random(),
      site: RunbookStore.site,
      incident: RunbookLog.incident,
      device: RunbookLog.#device,
      seq: (known.at(-1)?.seq ?? 0) + 1,
      at: new Date().toISOString(),
      by: RunbookLog.#by,
      kind,
      target,
      value,
      ref,
    };
    RunbookLog.#add([event]);
    await RunbookStore.append(event);
  }

  /**
   * Take over events from a colleague's file.
   * @param {Iterable<unknown>} incoming
   * @returns {Promise<{added: number, held: number, refused: number}>}
   */
  static async take(incoming) {
    await RunbookLog.load();
    const merged = RunbookLog.merge(RunbookLog.#events.values(), incoming, RunbookStore.site);
    const { added, held, refused } = merged;
    RunbookLog.#add(added);
    if (added.length) await RunbookStore.append(...added);
    return { added: added.length, held, refused };
  }

  /**
   * Call back whenever the log or the initials have changed.
   * @param {() => void} callback
   * @returns {() => void} ends the subscription
   */
  static subscribe(callback) {
    RunbookLog.#subscribers.add(callback);
    return () => RunbookLog.#subscribers.delete(callback);
  }

  static async #load() {
    RunbookStore.subscribe((changed) => void (changed === 'events' ? RunbookLog.#readEvents() : RunbookLog.#readBy()));
    await Promise.all([RunbookLog.#readEvents(), RunbookLog.#readBy()]);
    const devices = await RunbookStore.values('log/device');
    RunbookLog.#device = devices.get('log/device') || RunbookLog.#random();
    if (!devices.size) void RunbookStore.setValue('log/device', RunbookLog.#device);
    RunbookLog.#loaded = true;
  }

  static async #readEvents() {
    const stored = await RunbookStore.events();
    RunbookLog.#add(RunbookLog.merge(RunbookLog.#events.values(), stored, RunbookStore.site).added);
  }

  /** @param {RunbookEvent[]} events */
  static #add(events) {
    for (const event of events) RunbookLog.#events.set(event.id, event);
    if (events.length) RunbookLog.#tell();
  }

  static async #readBy() {
    const by = (await RunbookStore.values('log/by')).get('log/by') ?? '';
    if (by === RunbookLog.#by) return;
    RunbookLog.#by = by;
    RunbookLog.#tell();
  }

  /** Nobody is told of half a log, or a tick made while it loads would go off and on. */
  static #tell() {
    if (!RunbookLog.#loaded) return;
    for (const callback of RunbookLog.#subscribers) callback();
  }

  /**
   * What an event changes on its line; null for kinds that are not about lines.
   * @param {RunbookEvent} event
   * @returns {{ticked?: boolean, value?: string, by: string, at: string} | null}
   */
  static #change({ kind, value, by, at }) {
    if (kind === 'tick') return { ticked: true, by, at };
    if (kind === 'untick') return { ticked: false, by, at };
    if (kind === 'answer') return { value, by, at };
    if (kind === 'reset') return { ticked: false, value: '', by: '', at: '' };
    return null;
  }

  /**
   * The well-formed events in Lamport order, each id once.
   * @param {Iterable<unknown>} events
   * @returns {RunbookEvent[]}
   */
  static #inOrder(events) {
    /** @type {Map<string, RunbookEvent>} */
    const once = new Map();
    for (const event of [...events].filter(RunbookLog.#isEvent)) {
      once.set(event.id, RunbookStore.chosen(once.get(event.id) ?? event, event));
    }
    return [...once.values()].sort(RunbookLog.#compare);
  }

  /**
   * The events up to the first gap that no outage explains. It depends on the set alone, so that the order in
   * which files arrive changes nothing.
   * @param {RunbookEvent[]} sorted
   */
  static #withinReach(sorted) {
    const end = sorted.findIndex((event, at) => event.seq - (sorted[at - 1]?.seq ?? 0) > RunbookLog.#furthest);
    return end < 0 ? sorted : sorted.slice(0, end);
  }

  /**
   * Lamport order.
   * @param {RunbookEvent} a
   * @param {RunbookEvent} b
   */
  static #compare(a, b) {
    if (a.seq !== b.seq) return a.seq - b.seq;
    if (a.device !== b.device) return a.device < b.device ? -1 : 1;
    return a.id < b.id ? -1 : 1;
  }

  static #texts = /** @type {const} */ ([
    'device',
    'id',
    'site',
    'incident',
    'at',
    'by',
    'kind',
    'target',
    'value',
    'ref',
  ]);

  /**
   * @param {unknown} candidate
   * @returns {candidate is RunbookEvent}
   */
  static #isEvent(candidate) {
    if (typeof candidate !== 'object' || candidate === null) return false;
    const event = /** @type {Record<string, unknown>} */ (candidate);
    return (
      event.v === 1 &&
      Number.isSafeInteger(event.seq) &&
      Number(event.seq) > 0 &&
      RunbookLog.#texts.every((key) => typeof event[key] === 'string') &&
      event.id !== '' &&
      !Number.isNaN(Date.parse(String(event.at)))
    );
  }

  /** 128 random bits as hexadecimal digits. */
  static #random() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  }
}
