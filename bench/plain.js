// The baseline: the page's Python as Pyodide's documentation has it, in place of python.js.
const RunbookPython = (() => {
  const folder = document.currentScript.src;
  let worker;
  let last = 0;
  const asked = new Map();

  const ask = (payload) =>
    new Promise((resolve) => {
      if (!worker) {
        worker = new (window.NativeWorker ?? Worker)(new URL("plain-worker.js", folder));
        worker.onmessage = ({ data: { id, result } }) => asked.get(id)(result);
      }
      asked.set(++last, resolve);
      worker.postMessage({ id: last, payload });
    });
  return {
    start: () => ask(),
    answer: async (request) => JSON.parse(await ask(JSON.stringify(request))),
  };
})();
