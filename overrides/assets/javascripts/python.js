/**
 * Python for the page. Statically: the page's one Python, started on the first request, from the snapshot,
 * else from the wheel, and started again when its worker dies. An instance: one such worker.
 *
 * @typedef {"snapshot" | "wheel"} Way
 * @typedef {"browser" | "files" | "build" | "dead" | "raised" | "cancelled"} FaultKind
 * @typedef {Error & {kind: FaultKind}} Fault
 * @typedef {{id: number, type: "progress" | "result" | "error", payload: any}} Message
 * @typedef {{op: string, resolve: (result: any) => void, reject: (fault: Fault) => void, silence: number}} Asked
 */
class RunbookPython {
  static #script = /** @type {HTMLScriptElement} */ (document.currentScript).src;
  static #folder = new URL("../python/", RunbookPython.#script).href;
  static #parts = {
    snapshot: ["pyodide.asm.wasm.bin", "pyodide-lock.json", "snapshot.bin"],
    wheel: ["pyodide.asm.wasm.bin", "pyodide-lock.json", "python_stdlib.zip", "calculators.zip"],
  };
  /** Milliseconds of silence after which a worker counts as dead: when it starts, is asked, is at work. */
  static #patience = { start: 90_000, answer: 5000, work: 60_000 };
  /** @type {Promise<RunbookPython> | undefined} */
  static #starting;
  /** @type {RunbookPython | undefined} the worker that runs or is being started */
  static #newest;
  /** @type {Way[]} the ways to start that are worth trying */
  static #ways = ["snapshot", "wheel"];
  /** @type {Map<string, (text: string) => void>} */
  static #carriers = new Map();

  /**
   * Start Python if it is not running; rejects when no way leads there.
   * @returns {Promise<RunbookPython>}
   */
  static start() {
    const newest = RunbookPython.#newest;
    if (!RunbookPython.#starting || !newest || newest.#ended) {
      RunbookPython.#starting = RunbookPython.#begin();
    }
    return RunbookPython.#starting;
  }

  /**
   * Put a request through the door of the calculators.
   * @param {object} request
   * @returns {Promise<any>}
   */
  static async answer(request) {
    const text = JSON.stringify(request);
    for (let left = 2; ; left--) {
      const python = await RunbookPython.start();
      try {
        return JSON.parse(await python.#ask("answer", text));
      } catch (error) {
        const fault = /** @type {Fault} */ (error);
        if (fault.kind === "cancelled" || !left) throw fault;
        // What Python raised may be the snapshot's fault: the wheel has the last word.
        if (fault.kind === "raised") RunbookPython.#ways = ["wheel"];
        python.#end(fault);
      }
    }
  }

  /** End the worker and all that it was asked; the next request starts another. */
  static cancel() {
    const newest = RunbookPython.#newest;
    if (newest) newest.#end(RunbookPython.#fault("cancelled", "cancelled"));
  }

  /**
   * Called by the carriers, the classic scripts that bring a file as text where `fetch` may not read files.
   * @param {string} name
   * @param {string} text gzip'd, in base64
   */
  static carry(name, text) {
    RunbookPython.#carriers.get(name)?.(text);
  }

  static async #begin() {
    const ways = RunbookPython.#ways;
    for (const [at, way] of ways.entries()) {
      const python = new RunbookPython(way);
      RunbookPython.#newest = python;
      try {
        await python.#open();
        RunbookPython.#ways = ways.slice(at);
        return python;
      } catch (error) {
        // What is not a fault yet was thrown by the browser, which lacks something.
        const known = /** @type {Fault} */ (error);
        const fault = known.kind ? known : RunbookPython.#fault("browser", `${error}`);
        python.#end(fault);
        if (fault.kind === "cancelled" || at === ways.length - 1) throw fault;
      }
    }
    throw new RangeError("no way to start is left");
  }

  /**
   * @param {FaultKind} kind
   * @param {string} message
   * @returns {Fault}
   */
  static #fault(kind, message) {
    return Object.assign(new Error(message), { kind });
  }

  /**
   * Read a file of the runtime on file://, still gzip'd.
   * @param {string} name
   * @returns {Promise<ArrayBuffer>}
   */
  static async #carried(name) {
    const script = document.createElement("script");
    /** @type {string} */
    const text = await new Promise((resolve, reject) => {
      RunbookPython.#carriers.set(name, resolve);
      script.onload = script.onerror = () => reject(RunbookPython.#fault("files", `${name} is missing`));
      script.src = `${RunbookPython.#folder}${name}.carried.js`;
      document.head.append(script);
    }).finally(() => script.remove());
    const response = await fetch(`data:application/octet-stream;base64,${text}`);
    return response.arrayBuffer();
  }

  /** Put the worker together on file://, where WebKit lets a worker from a blob import nothing. */
  static async #blob() {
    const names = ["pyodide.js", "pyodide.asm.js", "python-worker.js"];
    const packed = await Promise.all(names.map(RunbookPython.#carried));
    const streams = packed.map((bytes) => new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip")));
    const texts = await Promise.all(streams.map((stream) => new Response(stream).text()));
    return URL.createObjectURL(new Blob([texts.join("\n;\n")], { type: "text/javascript" }));
  }

  /** @type {Worker | undefined} */
  #worker;
  /** @type {Map<number, Asked>} */
  #asked = new Map();
  #last = 0;
  /** @type {Fault | undefined} why it has ended */
  #ended;

  /** @param {Way} way */
  constructor(way) {
    this.way = way;
  }

  async #open() {
    if (!("WebAssembly" in window)) throw RunbookPython.#fault("browser", "WebAssembly is switched off");
    const names = RunbookPython.#parts[this.way];
    const fingerprint = document.querySelector('meta[name="runbook-fingerprint"]')?.getAttribute("content");
    const start = { way: this.way, fingerprint, folder: RunbookPython.#folder };
    if (location.protocol !== "file:") {
      this.#listen(new URL(`python-worker.js?${fingerprint}`, RunbookPython.#script).href);
      await this.#ask("start", start);
      return;
    }
    const [script, ...files] = await Promise.all([RunbookPython.#blob(), ...names.map(RunbookPython.#carried)]);
    this.#listen(script);
    URL.revokeObjectURL(script);
    await this.#ask("start", start, Object.fromEntries(names.map((name, at) => [name, files[at]])));
  }

  /** @param {string} script */
  #listen(script) {
    if (this.#ended) throw this.#ended;
    // On file:// the theme's search replaces Worker; the browser's own is needed here.
    const Native = /** @type {{NativeWorker?: typeof Worker}} */ (window).NativeWorker ?? Worker;
    this.#worker = new Native(script);
    this.#worker.onmessage = ({ data }) => this.#hear(data);
    this.#worker.onerror = (event) => {
      event.preventDefault();
      this.#end(RunbookPython.#fault("dead", event.message));
    };
  }

  /**
   * @param {"start" | "answer"} op
   * @param {object | string} payload
   * @param {Record<string, ArrayBuffer>} [files]
   * @returns {Promise<any>}
   */
  #ask(op, payload, files) {
    return new Promise((resolve, reject) => {
      if (this.#ended) throw this.#ended;
      const id = ++this.#last;
      this.#asked.set(id, { op, resolve, reject, silence: this.#await(op) });
      this.#worker?.postMessage({ id, op, payload, files }, files ? Object.values(files) : []);
    });
  }

  /** @param {"start" | "answer" | "work"} what */
  #await(what) {
    const dead = () => this.#end(RunbookPython.#fault("dead", `silent: ${what}`));
    return window.setTimeout(dead, RunbookPython.#patience[what]);
  }

  /** @param {Message} message */
  #hear({ id, type, payload }) {
    const asked = this.#asked.get(id);
    if (!asked) return;
    clearTimeout(asked.silence);
    if (type === "progress") {
      asked.silence = this.#await(asked.op === "start" ? "start" : "work");
      return;
    }
    this.#asked.delete(id);
    if (type === "result") asked.resolve(payload);
    else asked.reject(RunbookPython.#fault(payload.kind, payload.message));
  }

  /** @param {Fault} fault */
  #end(fault) {
    this.#ended ??= fault;
    this.#worker?.terminate();
    for (const { reject, silence } of this.#asked.values()) {
      clearTimeout(silence);
      reject(this.#ended);
    }
    this.#asked.clear();
  }
}
