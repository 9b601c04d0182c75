// The baseline: Pyodide as its documentation starts it in a worker, with the calculators' wheel unpacked into it.
importScripts("../pyodide/pyodide.js");

const door = (async () => {
  const [python, wheel] = await Promise.all([loadPyodide(), fetch("../python/calculators.zip")]);
  python.unpackArchive(await wheel.arrayBuffer(), "wheel");
  return python.pyimport("calculators.kit.door");
})();

onmessage = async ({ data: { id, payload } }) => {
  const { answer } = await door;
  postMessage({ id, result: payload && answer(payload) });
};
