// Ask plain Pyodide for the answer that the calculator's page asks for.
const values = { crash: "2026-03-12T16:00", "crash.offset": "+00:00" };
const worker = new Worker("worker.js");
worker.onmessage = ({ data }) => {
  document.querySelector(".calculator-result").innerHTML = JSON.parse(data).result;
};
worker.postMessage(JSON.stringify({ op: "calculate", calculator: "backup_loss", language: "zh", values }));
