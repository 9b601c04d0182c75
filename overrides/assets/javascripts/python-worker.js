/**
 * Python in a worker. Asked `{id, op, payload}`, it answers `{id, type, payload}`; the type is `progress`,
 * `result` or `error`. What Python is made of the page reads and unpacks, on another core, and sends: the memory
 * in `{chunk}`s, each part as `{part, content}`. It runs as a file over http, and on file:// as one blob with
 * Pyodide.
 */
(() => {
  "use strict";

  /**
   * @typedef {{id: number, op: "start" | "answer", payload: string}} Asked
   * @typedef {{part: string, content: any, chunk?: Uint8Array}} Sent
   * @typedef {{size: number, head: string, stretches: [number, number][]}} Snapshot
   * @typedef {{
   *   globals: { get(name: string): unknown },
   *   loadPackage(name: string, options: object): Promise<unknown>,
   *   pyimport(name: string): any,
   * }} Python
   */

  const scope = /** @type {{
   *   importScripts(...urls: string[]): void,
   *   loadPyodide(options: object): Promise<Python>,
   *   postMessage(message: object): void,
   *   fetch: typeof fetch,
   * }} */ (/** @type {unknown} */ (self));
  // Where Pyodide believes its files to be: every request of its goes through the table below.
  const NOWHERE = "https://pyodide.invalid/";

  /** @type {Record<string, number>} WebAssembly's codes of types */
  const CODES = { i32: 0x7f, i64: 0x7e, f32: 0x7d, f64: 0x7c, externref: 0x6f };

  /** @type {Map<string, WebAssembly.Module>} one for each type of function */
  const modules = new Map();
  /** @type {Map<string, {arrived: Promise<any>, take: (content: any) => void}>} */
  const parts = new Map();
  /** @type {Uint8Array[]} what has arrived of the memory */
  const chunks = [];
  /** @type {(text: string) => string} */
  let door;

  /** @param {string} name */
  function part(name) {
    let known = parts.get(name);
    if (!known) {
      let take = (/** @type {any} */ _) => {};
      const arrived = new Promise((resolve) => (take = resolve));
      known = { arrived, take };
      parts.set(name, known);
    }
    return known;
  }

  /** @param {string} start the way, and the page's fingerprint */
  async function begin(start) {
    const [way, fingerprint] = start.split(" ");
    const scripts = location.protocol === "blob:" ? [] : ["pyodide.js", "pyodide.asm.js"];
    scope.importScripts(...scripts.map((name) => `../python/${name}?${fingerprint}`));
    const lock = await part("pyodide-lock.json").arrived;
    /** @type {WebAssembly.Memory} */
    let memory;

    // Pyodide waits for ever when its WebAssembly does not start, and goes on without a standard library.
    let fail = (/** @type {unknown} */ _) => {};
    const broken = new Promise((_, reject) => (fail = reject));
    /** @type {<T>(promise: Promise<T>) => Promise<T>} */
    const watched = (promise) => {
      promise.catch(fail);
      return promise;
    };
    scope.fetch = (request) => {
      const name = String(request instanceof Request ? request.url : request).slice(NOWHERE.length);
      return watched(read(name.endsWith(".whl") ? "calculators.zip" : name));
    };
    /** @param {string} name */
    const read = async (name) => {
      if (name === "pyodide.asm.wasm") return new Response(); // compiled by the page
      if (name === "python_stdlib.zip" && way === "snapshot") {
        await part("snapshot.bin").arrived; // the standard library is in the memory
        return new Response();
      }
      return new Response(await part(name).arrived);
    };
    /** @param {WebAssembly.Imports} imports */
    const instantiate = async (imports) => {
      /** @type {WebAssembly.Module} */
      const module = await part("pyodide.asm.wasm.bin").arrived;
      memory = /** @type {WebAssembly.Memory} */ (imports.env.memory);
      return { module, instance: await WebAssembly.instantiate(module, imports) };
    };
    WebAssembly.instantiateStreaming = (_, imports) => watched(instantiate(imports ?? {}));
    const options = {
      indexURL: NOWHERE,
      packageBaseUrl: NOWHERE,
      lockFileContents: lock,
      _loadSnapshot: way === "snapshot" ? standIn(lock.snapshot, () => memory) : undefined,
    };
    const python = /** @type {Python} */ (await Promise.race([scope.loadPyodide(options), broken]));
    if (way === "wheel") await python.loadPackage("calculators", { messageCallback() {} });
    const made =
      way === "snapshot"
        ? python.globals.get("fingerprint")
        : python.pyimport("importlib.metadata").version("calculators").split("+").pop();
    if (made !== fingerprint) {
      const message = `made by build ${made}, the page by ${fingerprint}`;
      throw Object.assign(new Error(message), { name: "BuildError" });
    }
    door = python.pyimport("calculators.kit.door").answer;
  }

  /**
   * What Pyodide takes for the snapshot. It wants to know how long the whole is, reads the head, and copies the
   * rest into its memory: there the chunks are put in place instead, without a copy of the whole beside it.
   * @param {Snapshot} snapshot
   * @param {() => WebAssembly.Memory} memory
   */
  function standIn({ size, head, stretches }, memory) {
    const bytes = Uint8Array.from(head, (letter) => letter.charCodeAt(0));
    /** @type {(begin: number, end?: number) => Uint8Array} */
    const subarray = (begin, end) => {
      if (begin === head.length) fill(new Uint8Array(memory().buffer), stretches);
      return Uint8Array.prototype.subarray.call(bytes, begin, end);
    };
    return Object.defineProperties(bytes, { length: { value: size }, subarray: { value: subarray } });
  }

  /**
   * Put the chunks where they belong, and nothing between the stretches.
   * @param {Uint8Array} memory
   * @param {[number, number][]} stretches where each begins and ends
   */
  function fill(memory, stretches) {
    /** @type {Uint8Array} */
    let chunk = new Uint8Array();
    let next = 0;
    let at = 0;
    for (const [begin, end] of stretches) {
      memory.fill(0, at, begin);
      for (at = begin; at < end; ) {
        if (!chunk.length) {
          if (next === chunks.length) throw new RangeError(`the memory ends at ${at}, before ${end}`);
          chunk = chunks[next++];
        }
        const piece = chunk.subarray(0, end - at);
        memory.set(piece, at);
        at += piece.length;
        chunk = chunk.subarray(piece.length);
      }
    }
    if (chunk.length || next < chunks.length) throw new RangeError("the memory is longer than its stretches");
    memory.fill(0, at);
    chunks.length = 0;
  }

  /**
   * A function of WebAssembly that calls one of JavaScript, by one module for each type.
   * @this {unknown}
   * @param {{parameters: string[], results: string[]}} type
   * @param {Function} f
   */
  function wrapped({ parameters, results }, f) {
    const key = `${parameters} ${results}`;
    let module = modules.get(key);
    if (!module) {
      const list = (/** @type {string[]} */ types) => [types.length, ...types.map((type) => CODES[type])];
      const type = [1, 0x60, ...list(parameters), ...list(results)];
      const imported = [2, 7, 1, 1, 0x65, 1, 0x66, 0, 0]; // e.f, of the type
      const exported = [7, 5, 1, 1, 0x66, 0, 0]; // as f
      const bytes = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 1, type.length, ...type, ...imported, ...exported];
      module = new WebAssembly.Module(new Uint8Array(bytes));
      modules.set(key, module);
    }
    return new WebAssembly.Instance(module, { e: { f } }).exports.f;
  }

  // Where the browser lacks this constructor, Pyodide compiles a module for each of hundreds of functions.
  if (!("Function" in WebAssembly)) Object.assign(WebAssembly, { Function: wrapped });

  self.onmessage = async (/** @type {MessageEvent<Asked & Sent>} */ { data }) => {
    if (data.chunk) {
      chunks.push(data.chunk);
      return;
    }
    if (data.part) {
      part(data.part).take(data.content);
      return;
    }
    const { id, op, payload } = data;
    scope.postMessage({ id, type: "progress", payload: op });
    const alive = setInterval(() => scope.postMessage({ id, type: "progress", payload: op }), 1000);
    try {
      const result = op === "start" ? await begin(payload) : door(payload);
      scope.postMessage({ id, type: "result", payload: result });
    } catch (error) {
      const { name, message } = /** @type {Error} */ (error);
      scope.postMessage({ id, type: "error", payload: { name, message } });
    } finally {
      clearInterval(alive);
    }
  };
})();
