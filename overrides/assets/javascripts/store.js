/**
 * The only door to what this browser remembers: values that the reader typed, and the events of the log.
 *
 * One record per value or event in IndexedDB, written with strict durability, so that a killed browser loses
 * nothing and two tabs do not overwrite each other. The database carries the site's id: two plants on one server
 * do not mix. Where IndexedDB refuses, the page goes on in memory and the notice of the page says so.
 *
 * An upgrade only ever adds object stores. So a tab of an older build goes on with a newer database, and it lets go
 * of its connection when a newer tab wants to upgrade.
 */
class RunbookStore {
  static #version = 1;

  /** @type {Promise<IDBDatabase | null> | null} */
  static #connection = null;

  /** What is not on the disk yet; `null` stands for a removed value. */
  static #waiting = {
    /** @type {Map<string, string | null>} */ values: new Map(),
    /** @type {Map<string, {id: string}>} */ events: new Map(),
  };

  /** @type {Set<(changed: 'values' | 'events') => void>} */
  static #subscribers = new Set();

  /** @type {BroadcastChannel | null} */
  static #channel = null;

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
      const range = IDBKeyRange.bound(prefix, `${prefix}\uffff`);
      return [store.getAllKeys(range), store.getAll(range)];
    });
    /** @type {Map<string, string>} */
    const found = new Map();
    for (const [at, key] of keys.entries()) {
      if (typeof key === 'string' && typeof stored[at] === 'string') found.set(key, stored[at]);
    }
    for (const [key, value] of RunbookStore.#waiting.values) {
      if (!key.startsWith(prefix)) continue;
      if (value === null) found.delete(key);
      else found.set(key, value);
    }
    return found;
  }

  /**
   * Remember one value; resolves when it is safe on the disk, or when the page has said that it is not.
   * @param {string} key
   * @param {string} value
   */
  static async setValue(key, value) {
    RunbookStore.#waiting.values.set(key, value);
    await RunbookStore.#writeValues();
  }

  /**
   * Forget the values whose key starts with `prefix`.
   * @param {string} prefix
   */
  static async removeValues(prefix) {
    for (const key of (await RunbookStore.values(prefix)).keys()) RunbookStore.#waiting.values.set(key, null);
    await RunbookStore.#writeValues();
  }

  /**
   * Add events; an id that is already there keeps its first event. Resolves as `setValue` does.
   * @param {...{id: string}} events
   */
  static async append(...events) {
    for (const event of events) RunbookStore.#waiting.events.set(event.id, event);
    await RunbookStore.#writeEvents();
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
    const { values } = RunbookStore.#waiting;
    const batch = [...values];
    const written = await RunbookStore.#run('values', 'readwrite', null, (store) =>
      batch.map(([key, value]) => (value === null ? store.delete(key) : store.put(value, key))),
    );
    if (!written) return;
    for (const [key, value] of batch) if (values.get(key) === value) values.delete(key);
    RunbookStore.#announce('values');
  }

  static async #writeEvents() {
    const { events } = RunbookStore.#waiting;
    const batch = [...events.values()];
    const written = await RunbookStore.#run('events', 'readwrite', null, (store) =>
      batch.map((event) => {
        const request = store.add(event);
        request.onerror = (error) => {
          if (request.error?.name === 'ConstraintError') error.preventDefault();
        };
        return request;
      }),
    );
    if (!written) return;
    for (const event of batch) events.delete(event.id);
    RunbookStore.#announce('events');
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
        if (last) RunbookStore.#notice('memory', true);
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
      RunbookStore.#notice('memory', true);
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
        RunbookStore.#notice('memory', true);
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
    await RunbookStore.#writeValues();
    await RunbookStore.#writeEvents();
    const { values, events } = RunbookStore.#waiting;
    if (!values.size && !events.size) RunbookStore.#notice('memory', false);
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
