// Pyodide as its documentation starts it in a worker, with the calculators' wheel unpacked into it.
importScripts("pyodide/pyodide.js");

const started = (async () => {
  const [python, wheel] = await Promise.all([loadPyodide(), fetch("calculators.zip")]);
  python.unpackArchive(await wheel.arrayBuffer(), "wheel");
  return python.pyimport("calculators.kit.door");
})();

onmessage = async ({ data }) => postMessage((await started).answer(data));
