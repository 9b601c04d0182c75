// Firefox for the tests: commands as JSON lines on standard input, one answer each on standard output.
import readline from "node:readline";
import puppeteer from "puppeteer-core";

const [executablePath, host] = process.argv.slice(2);
const browser = await puppeteer.launch({
  browser: "firefox",
  executablePath,
  extraPrefsFirefox: {
    "network.dns.localDomains": host,
    // Puppeteer lets all files share one origin; a reader's Firefox does not.
    "security.fileuri.strict_origin_policy": true,
  },
});
const page = await browser.newPage();
/** @type {Record<string, (...words: string[]) => Promise<unknown>>} */
const commands = {
  open: (url) => page.goto(url, { waitUntil: "load" }),
  evaluate: (script) => page.evaluate(`(() => { ${script} })()`),
  click: (selector) => page.click(selector),
  type: (selector, text) => page.type(selector, text),
};
console.log(JSON.stringify({ value: "ready" }));
for await (const line of readline.createInterface({ input: process.stdin })) {
  const [name, ...args] = JSON.parse(line);
  try {
    const value = await commands[name](...args);
    console.log(JSON.stringify({ value: name === "evaluate" ? (value ?? null) : null }));
  } catch (error) {
    console.log(JSON.stringify({ error: String(error) }));
  }
}
await browser.close();
