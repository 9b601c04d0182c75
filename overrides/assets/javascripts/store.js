/**
 * The only door to what this browser remembers: values that the reader typed, and the events of the log.
 *
 * One record per value or event in IndexedDB, written with strict durability, so that a killed browser loses
 * nothing and two tabs do not overwrite each other. The database carries the site's id: two plants on one server
 * do not mix. Where IndexedDB refuses, the page goes on in memory and the notice of the page says so.
 *
 * A page that is left takes its unfinished transactions with it. What still waits for the disk then goes to
 * localStorage, which does not wait, and the next page writes it to the database.
 *
 * An upgrade only ever adds object stores. So a tab of an older build goes on with a newer database, and it lets go
 * of its connection when a newer tab wants to upgrade.
 */
class RunbookStore {
  static #version = 1;

  /** @type {Promise<IDBDatabase | null> | null} */
  static #connection = null;

  /** What is not on the disk yet. Removals come first: a value that waits was set after them. */
  static #waiting = {
    /** @type {Set<{prefix: string}>} */ removals: new Set(),
    /** @type {Map<string, string>} */ values: new Map(),
    /** @type {Map<string, {id: string}>} */ events: new Map(),
  };

  /** @type {Promise<void> | null} the write of the values that are set in one go, such as a pasted table */
  static #together = null;

  /** Whether the disk refused something that may be waiting still. */
  static #refused = false;

  /** @type {Set<(changed: 'values' | 'events') => void>} */
  static #subscribers = new Set();

  /** @type {BroadcastChannel | null} */
  static #channel = null;

  /** Where this page leaves what waits; null before it has left anything. */
  static #left = /** @type {string | null} */ (null);

  /** The names in localStorage of which all still waits here, or is on the disk. @type {Set<string>} */
  static #shelves = new Set();

  static {
    for (const leaving of ['visibilitychange', 'pagehide']) addEventListener(leaving, () => RunbookStore.#leave());
  }

  /** The site's id, from the head of the page. */
  static get site() {
    const meta = document.querySelector('meta[name="runbook-site"]');
    if (!(meta instanceof HTMLMetaElement) || !meta.content) {
      throw new Error('The page has no <meta name="runbook-site"> with the id of the site.');
    }
    return meta.content;
  }

  /**
   * The values whose key starts with `prefix`.
   * @param {string} prefix
   * @returns {Promise<Map<string, string>>}
   */
  static async values(prefix) {
    const [keys, stored] = await RunbookStore.#run('values', 'readonly', [[], []], (store) => {
      const range = RunbookStore.#range(prefix);
      return [store.getAllKeys(range), store.getAll(range)];
    });
    const { removals, values } = RunbookStore.#waiting;
    /** @type {Map<string, string>} */
    const found = new Map();
    for (const [at, key] of keys.entries()) {
      if (typeof key !== 'string' || typeof stored[at] !== 'string') continue;
      if (![...removals].some((removal) => key.startsWith(removal.prefix))) found.set(key, stored[at]);
    }
    for (const [key, value] of values) if (key.startsWith(prefix)) found.set(key, value);
    return found;
  }

  /**
   * Remember one value; resolves when it is safe on the disk, or when the page has said that it is not.
   * @param {string} key
   * @param {string} value
   */
  static async setValue(key, value) {
    RunbookStore.#waiting.values.set(key, value);
    RunbookStore.#together ??= Promise.resolve().then(() => {
      RunbookStore.#together = null;
      return RunbookStore.#writeValues();
    });
    await RunbookStore.#together;
  }

  /**
   * Forget the values whose key starts with `prefix`, and none that is set from now on.
   * @param {string} prefix
   */
  static async removeValues(prefix) {
    const { removals, values } = RunbookStore.#waiting;
    for (const key of [...values.keys()]) if (key.startsWith(prefix)) values.delete(key);
    removals.add({ prefix });
    await RunbookStore.#writeValues();
  }

  /**
   * Add events; of two with one id the `chosen` one stays. Resolves as `setValue` does.
   * @param {...{id: string}} events
   */
  static async append(...events) {
    const { events: waiting } = RunbookStore.#waiting;
    for (const event of events) {
      waiting.set(event.id, RunbookStore.chosen(waiting.get(event.id) ?? event, event));
    }
    await RunbookStore.#writeEvents();
  }

  /**
   * The one of two events with one id that stays. They differ only in a file that somebody edited, and every
   * browser has to keep the same one, whichever came first.
   * @template {object} T
   * @param {T} known
   * @param {T} other
   * @returns {T}
   */
  static chosen(known, other) {
    const [one, two] = [known, other].map((event) => JSON.stringify(event, Object.keys(event).sort()));
    return two < one ? other : known;
  }

  /**
   * All events of the site as they were stored; whoever reads them checks them.
   * @returns {Promise<unknown[]>}
   */
  static async events() {
    const [stored] = await RunbookStore.#run('events', 'readonly', [[]], (store) => [store.getAll()]);
    return [...stored, ...RunbookStore.#waiting.events.values()];
  }

  /**
   * Call back after a change in another tab, and when the reader returns to this one.
   * @param {(changed: 'values' | 'events') => void} callback
   * @returns {() => void} ends the subscription
   */
  static subscribe(callback) {
    RunbookStore.#listen();
    RunbookStore.#subscribers.add(callback);
    return () => RunbookStore.#subscribers.delete(callback);
  }

  static get #isWaiting() {
    return Object.values(RunbookStore.#waiting).some(({ size }) => size > 0);
  }

  static #leave() {
    if (document.visibilityState === 'visible' || !RunbookStore.#isWaiting) return;
    const { removals, values, events } = RunbookStore.#waiting;
    const left = { removals: [...removals], values: [...values], events: [...events.values()] };
    RunbookStore.#left ??= `${RunbookStore.#shelf}${crypto.getRandomValues(new Uint32Array(2)).join('-')}`;
    try {
      localStorage.setItem(RunbookStore.#left, JSON.stringify(left));
      RunbookStore.#shelves.add(RunbookStore.#left);
    } catch {
      // full or forbidden: the transactions go on as long as the browser lets them
    }
  }

  /** Nothing waits any longer: what lay in localStorage is on the disk. */
  static #clearShelves() {
    if (RunbookStore.#isWaiting) return;
    for (const name of RunbookStore.#shelves) localStorage.removeItem(name);
    RunbookStore.#shelves.clear();
  }

  /** The names under which pages of this site leave what waits begin so. */
  static get #shelf() {
    return `runbook-${RunbookStore.site}/left/`;
  }

  /** The names under which pages have left something; none where localStorage is forbidden. */
  static #shelved() {
    try {
      return Object.keys(localStorage).filter((name) => name.startsWith(RunbookStore.#shelf));
    } catch {
      return [];
    }
  }

  /** Write what earlier pages left; what this page has set meanwhile is newer. */
  static async #takeOver() {
    const { removals, values, events } = RunbookStore.#waiting;
    const names = RunbookStore.#shelved();
    for (const name of names) {
      RunbookStore.#shelves.add(name);
      try {
        const left = JSON.parse(localStorage.getItem(name) ?? '');
        for (const removal of left.removals) removals.add(removal);
        for (const [key, value] of left.values) if (!values.has(key)) values.set(key, value);
        for (const event of left.events) events.set(event.id, RunbookStore.chosen(events.get(event.id) ?? event, event));
      } catch {
        // not written by this store
      }
    }
    if (!names.length) return;
    await RunbookStore.#writeValues();
    await RunbookStore.#writeEvents();
  }

  static #listen() {
    if (RunbookStore.#subscribers.size || RunbookStore.#channel) return;
    RunbookStore.#openChannel();
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') RunbookStore.#tellAll();
    });
    addEventListener('pageshow', (event) => {
      if (event.persisted) RunbookStore.#tellAll();
    });
  }

  static #openChannel() {
    if (RunbookStore.#channel || !('BroadcastChannel' in window)) return;
    RunbookStore.#channel = new BroadcastChannel(`runbook-${RunbookStore.site}`);
    RunbookStore.#channel.onmessage = ({ data }) => {
      if (data === 'values' || data === 'events') RunbookStore.#tell(data);
    };
  }

  /** @param {'values' | 'events'} changed */
  static #announce(changed) {
    RunbookStore.#openChannel();
    RunbookStore.#channel?.postMessage(changed);
  }

  static #tellAll() {
    RunbookStore.#tell('values');
    RunbookStore.#tell('events');
  }

  /** @param {'values' | 'events'} changed */
  static #tell(changed) {
    for (const callback of RunbookStore.#subscribers) callback(changed);
  }

  static async #writeValues() {
    const { removals, values } = RunbookStore.#waiting;
    /** @type {{prefix: string}[]} */
    let removed = [];
    /** @type {[string, string][]} */
    let set = [];
    const written = await RunbookStore.#run('values', 'readwrite', null, (store) => {
      removed = [...removals];
      set = [...values];
      return [
        ...removed.map(({ prefix }) => store.delete(RunbookStore.#range(prefix))),
        ...set.map(([key, value]) => store.put(value, key)),
      ];
    });
    if (!written) return;
    for (const removal of removed) removals.delete(removal);
    for (const [key, value] of set) if (values.get(key) === value) values.delete(key);
    RunbookStore.#clearShelves();
    RunbookStore.#announce('values');
    await RunbookStore.#recover();
  }

  static async #writeEvents() {
    const { events } = RunbookStore.#waiting;
    /** @type {{id: string}[]} */
    let batch = [];
    const written = await RunbookStore.#run('events', 'readwrite', null, (store) => {
      batch = [...events.values()];
      return batch.map((event) => RunbookStore.#add(store, event));
    });
    if (!written) return;
    for (const event of batch) if (events.get(event.id) === event) events.delete(event.id);
    RunbookStore.#clearShelves();
    RunbookStore.#announce('events');
    await RunbookStore.#recover();
  }

  /**
   * @param {IDBObjectStore} store
   * @param {{id: string}} event
   */
  static #add(store, event) {
    const request = store.add(event);
    request.onerror = (error) => {
      if (request.error?.name !== 'ConstraintError') return;
      error.preventDefault();
      const known = store.get(event.id);
      known.onsuccess = () => {
        if (RunbookStore.chosen(known.result, event) === event) store.put(event);
      };
    };
    return request;
  }

  /** The disk takes again what it refused: write all that waits, and take the notice back when nothing does. */
  static async #recover() {
    if (!RunbookStore.#refused) return;
    RunbookStore.#refused = false;
    await RunbookStore.#writeValues();
    await RunbookStore.#writeEvents();
    if (!RunbookStore.#isWaiting) RunbookStore.#notice('memory', false);
  }

  static #refuse() {
    RunbookStore.#refused = true;
    RunbookStore.#notice('memory', true);
  }

  /**
   * All keys that start with `prefix`.
   * @param {string} prefix
   */
  static #range(prefix) {
    return IDBKeyRange.bound(prefix, `${prefix}\uffff`);
  }

  /**
   * Run one transaction; a connection that was lost is opened once more.
   * @template T
   * @param {'values' | 'events'} name
   * @param {IDBTransactionMode} mode
   * @param {T} otherwise what to answer where nothing can be stored
   * @param {(store: IDBObjectStore) => IDBRequest[]} work
   * @returns {Promise<any[] | T>} what the requests brought
   */
  static async #run(name, mode, otherwise, work) {
    for (const last of [false, true]) {
      try {
        const database = await (RunbookStore.#connection ??= RunbookStore.#open());
        return database ? await RunbookStore.#transact(database, name, mode, work) : otherwise;
      } catch {
        RunbookStore.#connection = null;
        if (last) RunbookStore.#refuse();
      }
    }
    return otherwise;
  }

  /**
   * @param {IDBDatabase} database
   * @param {'values' | 'events'} name
   * @param {IDBTransactionMode} mode
   * @param {(store: IDBObjectStore) => IDBRequest[]} work
   * @returns {Promise<any[]>}
   */
  static #transact(database, name, mode, work) {
    return new Promise((resolve, reject) => {
      const transaction = database.transaction(name, mode, { durability: 'strict' });
      const requests = work(transaction.objectStore(name));
      transaction.oncomplete = () => resolve(requests.map((request) => request.result));
      transaction.onabort = () => reject(transaction.error);
    });
  }

  /**
   * Open the database; null where the page has to go on in memory.
   * @returns {Promise<IDBDatabase | null>}
   */
  static async #open() {
    if (location.protocol === 'file:' && location.origin === 'null') RunbookStore.#notice('file', true);
    try {
      return await RunbookStore.#request(RunbookStore.#version);
    } catch (error) {
      if (error instanceof DOMException && error.name === 'VersionError') return RunbookStore.#request();
      RunbookStore.#connection = null;
      RunbookStore.#refuse();
      return null;
    }
  }

  /**
   * @param {number} [version] none opens what is there
   * @returns {Promise<IDBDatabase | null>}
   */
  static #request(version) {
    return new Promise((resolve, reject) => {
      const request = indexedDB.open(`runbook-${RunbookStore.site}`, version);
      let late = false;
      request.onupgradeneeded = ({ oldVersion }) => {
        if (oldVersion < 1) {
          request.result.createObjectStore('values');
          request.result.createObjectStore('events', { keyPath: 'id' });
        }
      };
      request.onblocked = () => {
        late = true;
        RunbookStore.#refuse();
        resolve(null);
      };
      request.onerror = () => reject(request.error);
      request.onsuccess = () => {
        const database = request.result;
        const forget = () => {
          database.close();
          RunbookStore.#connection = null;
        };
        database.onversionchange = forget;
        database.onclose = forget;
        resolve(database);
        void RunbookStore.#takeOver();
        if (late) RunbookStore.#catchUp(database);
      };
    });
  }

  /**
   * The tab that blocked the upgrade has gone: write what waited in memory.
   * @param {IDBDatabase} database
   */
  static async #catchUp(database) {
    RunbookStore.#connection = Promise.resolve(database);
    await RunbookStore.#recover();
    RunbookStore.#tellAll();
  }

  /**
   * Show or hide the page's own words about what is not remembered.
   * @param {'memory' | 'file'} when
   * @param {boolean} shown
   */
  static #notice(when, shown) {
    for (const notice of document.querySelectorAll(`[data-when="${when}"]`)) {
      notice.toggleAttribute('hidden', !shown);
    }
  }
}
