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
  static #fingerprint = document.querySelector('meta[name="runbook-fingerprint"]')?.getAttribute("content");
  static #local = location.protocol === "file:";
  static #folder = new URL("../python/", RunbookPython.#script).href;
  /** Milliseconds of silence after which a worker counts as dead: when it starts, is asked, is at work. */
  static #patience = { start: 90_000, answer: 5000, work: 60_000 };
  /** @type {Promise<RunbookPython> | undefined} */
  static #starting;
  /** @type {RunbookPython | undefined} the worker that runs or is being started */
  static #newest;
  /** @type {Way[]} the ways to start that are worth trying */
  static #ways = ["snapshot", "wheel"];
  /** @type {Record<string, FaultKind>} what an error on starting tells by its name */
  static #lacks = { BuildError: "build", ReferenceError: "browser", CompileError: "browser", LinkError: "browser" };
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
   * Whose fault it is that Python does not start.
   * @param {any} error
   * @returns {Fault}
   */
  static #startFault(error) {
    return error.kind ? error : RunbookPython.#fault(RunbookPython.#lacks[error.name] ?? "files", `${error}`);
  }

  /**
   * Read a file of the runtime and unpack it.
   * @param {string} name
   * @returns {Promise<Response>}
   */
  static async #read(name) {
    const local = RunbookPython.#local;
    const response = await (local ? RunbookPython.#carried(name) : RunbookPython.#fetched(name));
    if (!local && !name.endsWith(".bin")) return response;
    const body = response.body?.pipeThrough(new DecompressionStream("gzip"));
    return new Response(body, { headers: { "content-type": "application/wasm" } });
  }

  /** @param {string} name */
  static async #fetched(name) {
    const response = await fetch(RunbookPython.#url(name));
    if (!response.ok) throw new Error(`${name}: status ${response.status}`);
    return response;
  }

  /** @param {string} name */
  static #url(name) {
    return `${RunbookPython.#folder}${name}?${RunbookPython.#fingerprint}`;
  }

  /**
   * Where a page may not read files, a classic script carries the file.
   * @param {string} name
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
    return fetch(`data:application/octet-stream;base64,${text}`);
  }

  /** Put the worker together on file://, where WebKit lets a worker from a blob import nothing. */
  static async #blob() {
    const names = ["pyodide.js", "pyodide.asm.js", "python-worker.js"];
    const texts = await Promise.all(names.map(async (name) => (await RunbookPython.#read(name)).text()));
    return URL.createObjectURL(new Blob([texts.join("\n;\n")], { type: "text/javascript" }));
  }

  /** @type {Worker | undefined} */
  #worker;
  /** @type {Map<number, Asked>} */
  #asked = new Map();
  #last = 0;
  #isAtWork = () => {};
  /** @type {Promise<void>} the worker's first word */
  #atWork = new Promise((resolve) => (this.#isAtWork = resolve));
  /** @type {Fault | undefined} why it has ended */
  #ended;

  /** @param {Way} way */
  constructor(way) {
    this.way = way;
  }

  async #open() {
    if (!("WebAssembly" in window)) throw RunbookPython.#fault("browser", "WebAssembly is switched off");
    const compiled = this.#bring("pyodide.asm.wasm.bin", (file) => WebAssembly.compileStreaming(file));
    this.#bring("pyodide-lock.json", async (file) => (await file).json());
    if (this.way === "wheel") {
      for (const name of ["python_stdlib.zip", "calculators.zip"]) {
        this.#bring(name, async (file) => (await file).arrayBuffer());
      }
    } else {
      this.#bring("snapshot.bin", async (file) => {
        const { body } = await file;
        await compiled; // which is needed first
        await body?.pipeTo(new WritableStream({ write: (chunk) => this.#send({ chunk }, [chunk.buffer]) }));
      });
    }
    await this.#listen();
    await this.#ask("start", `${this.way} ${RunbookPython.#fingerprint}`);
  }

  /**
   * Bring a file of the runtime to the worker, or end it when that fails. The file sets out at once; it is
   * unpacked when the worker is at work, which cannot begin while the page is busy.
   * @param {string} name
   * @param {(file: Promise<Response>) => Promise<any>} take what the worker takes for the file
   */
  async #bring(name, take) {
    try {
      const file = RunbookPython.#read(name);
      file.catch(() => {}); // heard where it is taken
      await this.#atWork;
      const content = await take(file);
      this.#send({ part: name, content }, content instanceof ArrayBuffer ? [content] : []);
    } catch (error) {
      this.#end(RunbookPython.#startFault(error));
    }
  }

  /**
   * @param {object} message
   * @param {Transferable[]} [moved]
   */
  #send(message, moved = []) {
    this.#worker?.postMessage(message, moved);
  }

  async #listen() {
    const local = RunbookPython.#local;
    const script = local ? await RunbookPython.#blob() : RunbookPython.#url("../javascripts/python-worker.js");
    if (this.#ended) throw this.#ended;
    const { NativeWorker } = /** @type {{NativeWorker?: typeof Worker}} */ (window);
    this.#worker = new (NativeWorker ?? Worker)(script);
    if (local) URL.revokeObjectURL(script);
    this.#worker.onmessage = ({ data }) => this.#hear(data);
    this.#worker.onerror = (event) => {
      event.preventDefault();
      this.#end(RunbookPython.#fault("dead", event.message));
    };
  }

  /**
   * @param {"start" | "answer"} op
   * @param {string} payload
   * @returns {Promise<any>}
   */
  #ask(op, payload) {
    return new Promise((resolve, reject) => {
      if (this.#ended) throw this.#ended;
      const id = ++this.#last;
      this.#asked.set(id, { op, resolve, reject, silence: this.#await(op) });
      this.#send({ id, op, payload });
    });
  }

  /** @param {"start" | "answer" | "work"} what */
  #await(what) {
    const dead = () => this.#end(RunbookPython.#fault("dead", `silent: ${what}`));
    return window.setTimeout(dead, RunbookPython.#patience[what]);
  }

  /** @param {Message} message */
  #hear({ id, type, payload }) {
    this.#isAtWork();
    const asked = this.#asked.get(id);
    if (!asked) return;
    clearTimeout(asked.silence);
    if (type === "progress") {
      asked.silence = this.#await(asked.op === "start" ? "start" : "work");
      return;
    }
    this.#asked.delete(id);
    if (type === "result") asked.resolve(payload);
    else if (asked.op === "start") asked.reject(RunbookPython.#startFault(payload));
    else asked.reject(RunbookPython.#fault("raised", payload.message));
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
