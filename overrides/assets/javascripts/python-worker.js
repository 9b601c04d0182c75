/**
 * Python in a worker. Asked `{id, op, payload, files?}`, it answers `{id, type, payload}`; the type is
 * `progress`, `result` or `error`. It runs as a file over http, and on file:// as one blob with Pyodide.
 */
(() => {
  "use strict";

  /**
   * @typedef {{way: "snapshot" | "wheel", fingerprint: string, folder: string}} Start
   * @typedef {{id: number, op: "start" | "answer", payload: any, files?: Record<string, ArrayBuffer>}} Asked
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
  const network = self.fetch.bind(self);
  // Where Pyodide believes its files to be: every request of its goes through the table below.
  const NOWHERE = "https://pyodide.invalid/";

  /** @type {(text: string) => string} */
  let door;

  /**
   * @param {Start} start
   * @param {Record<string, ArrayBuffer> | undefined} files
   */
  async function begin({ way, fingerprint, folder }, files) {
    /** @param {string} name */
    const open = async (name) => {
      if (files) return unpack(new Response(files[name]));
      const response = await network(`${folder}${name}?${fingerprint}`);
      if (!response.ok) throw new Error(`${name}: status ${response.status}`);
      return name.endsWith(".bin") ? unpack(response) : response;
    };

    // Everything sets out at once; the compiler works while the scripts are read.
    const compiled = WebAssembly.compileStreaming(open("pyodide.asm.wasm.bin"));
    const lock = open("pyodide-lock.json").then((r) => r.json());
    const snapshot = way === "snapshot" ? open("snapshot.bin") : undefined;
    for (const promise of [compiled, lock, snapshot]) promise?.catch(() => {}); // heard where they are awaited
    if (!files) {
      const scripts = ["pyodide.js", "pyodide.asm.js"];
      scope.importScripts(...scripts.map((name) => `${folder}${name}?${fingerprint}`));
    }

    // Pyodide makes room for the memory at once, and reads it when it has the standard library.
    const { size, stretches } = (await lock).snapshot;
    const memory = snapshot && new Uint8Array(size);
    const filled = memory && fill(memory, stretches, await snapshot);

    scope.fetch = async (request) => {
      const name = String(request instanceof Request ? request.url : request).slice(NOWHERE.length);
      if (name === "pyodide.asm.wasm") return new Response(); // compiled above
      if (name === "python_stdlib.zip" && filled) {
        await filled;
        return new Response(); // in the memory
      }
      return open(name.endsWith(".whl") ? "calculators.zip" : name);
    };
    // Pyodide waits for ever when its WebAssembly does not start, and goes on without a standard library.
    const broken = new Promise((_, reject) => {
      filled?.catch(reject);
      WebAssembly.instantiateStreaming = async (_response, imports) => {
        try {
          const module = await compiled;
          return { module, instance: await WebAssembly.instantiate(module, imports) };
        } catch (error) {
          reject(error);
          throw error;
        }
      };
    });
    const options = {
      indexURL: NOWHERE,
      packageBaseUrl: NOWHERE,
      lockFileContents: lock,
      _loadSnapshot: memory,
    };
    const python = /** @type {Python} */ (await Promise.race([scope.loadPyodide(options), broken]));
    if (way === "wheel") await python.loadPackage("calculators", { messageCallback() {} });
    const made =
      way === "snapshot"
        ? python.globals.get("fingerprint")
        : python.pyimport("importlib.metadata").version("calculators").split("+").pop();
    if (made !== fingerprint) {
      throw Object.assign(new Error(`made by build ${made}, the page by ${fingerprint}`), { kind: "build" });
    }
    door = python.pyimport("calculators.kit.door").answer;
  }

  /**
   * Put the stretches that are not empty into the memory, as they arrive.
   * @param {Uint8Array} memory
   * @param {[number, number][]} stretches where each begins and ends
   * @param {Response} response the stretches one after the other
   */
  async function fill(memory, stretches, { body }) {
    const reader = /** @type {ReadableStream<Uint8Array<ArrayBuffer>>} */ (body).getReader();
    let arrived = new Uint8Array();
    for (let [at, end] of stretches) {
      while (at < end) {
        if (!arrived.length) {
          const { done, value } = await reader.read();
          if (done) throw new RangeError(`the memory ends at ${at}, before ${end}`);
          arrived = value;
        }
        const part = arrived.subarray(0, end - at);
        memory.set(part, at);
        at += part.length;
        arrived = arrived.subarray(part.length);
      }
    }
    if (!(await reader.read()).done) throw new RangeError("the memory is longer than its stretches");
  }

  /** @param {Response} response */
  function unpack(response) {
    const body = response.body?.pipeThrough(new DecompressionStream("gzip"));
    return new Response(body, { headers: { "content-type": "application/wasm" } });
  }

  /**
   * Whose fault it is that Python does not start.
   * @param {any} error
   */
  function kind(error) {
    const lacks = ["ReferenceError", "CompileError", "LinkError"].includes(error.name);
    return error.kind ?? (lacks ? "browser" : "files");
  }

  self.onmessage = async (/** @type {MessageEvent<Asked>} */ { data: { id, op, payload, files } }) => {
    scope.postMessage({ id, type: "progress", payload: op });
    const alive = setInterval(() => scope.postMessage({ id, type: "progress", payload: op }), 1000);
    try {
      const result = op === "start" ? await begin(payload, files) : door(payload);
      scope.postMessage({ id, type: "result", payload: result });
    } catch (error) {
      const fault = { kind: op === "start" ? kind(error) : "raised", message: `${error}` };
      scope.postMessage({ id, type: "error", payload: fault });
    } finally {
      clearInterval(alive);
    }
  };
})();
