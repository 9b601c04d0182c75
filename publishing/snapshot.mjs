// Start Pyodide under Node, import the calculators from their wheel, keep the memory.
// node snapshot.mjs <folder of Pyodide> <wheel> <warm.py> <fingerprint> <snapshot to write>
import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

// Without this, Node quotes the line that failed, and pyodide.asm.js is one line of a megabyte.
process.on("uncaughtException", (error) => {
  console.error(error.stack);
  process.exit(1);
});

const [pyodide, wheel, warm, fingerprint, target] = process.argv.slice(2);
// The same bytes twice: no place, hour or chance may get into the memory. The hour is one that a zip can hold.
process.argv.length = 1;
process.env.TZ = "UTC";
Date.now = () => Date.UTC(2000, 0, 1);
performance.now = () => 0;
/** @type {(view: any) => any} */
const fill = (view) => view.fill(1);
crypto.randomFillSync = globalThis.crypto.getRandomValues = fill;

/**
 * Zero the memory that is not in use: what was there would be packed, fetched and unpacked on every start.
 * @param {any} module
 */
function clearFree(module) {
  module._malloc_set_footprint_limit(module._malloc_footprint());
  const taken = [];
  for (let size = 2 ** 20; size >= 16; size /= 2) {
    for (;;) {
      const block = module._emscripten_builtin_malloc(size);
      if (!block) break;
      taken.push(block);
      module.HEAPU8.fill(0, block, block + size);
    }
  }
  for (const block of taken) module._emscripten_builtin_free(block);
  module._malloc_set_footprint_limit(-1);
  module.HEAPU8.fill(0, module._sbrk(0));
}

const indexURL = path.resolve(pyodide) + path.sep;
const { loadPyodide } = await import(pathToFileURL(indexURL + "pyodide.mjs").href);
const python = await loadPyodide({ indexURL, env: { PYTHONHASHSEED: "0", LANG: "C.UTF-8" }, _makeSnapshot: true });
python.unpackArchive(new Uint8Array(fs.readFileSync(wheel)), "wheel");
python.runPython(fs.readFileSync(warm, "utf8"), { globals: python.runPython("{'__name__': 'warm'}") });
python.globals.set("fingerprint", fingerprint);
clearFree(python._module);
fs.writeFileSync(target, python.makeMemorySnapshot());
