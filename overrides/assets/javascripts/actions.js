/**
 * What a reader does with a calculator as a whole: share, copy, save, open and print.
 *
 * A link carries the inputs after `#inputs=`, a file holds the same text: Python reads both and says what they bring.
 * What stood in the form before is kept aside, and can be had back: nothing is replaced for good.
 *
 * @typedef {Record<string, string>} Values
 * @typedef {object} Host
 * @property {() => Values} values what counts now: typed, and known from the device
 * @property {() => Values} typed
 * @property {(request: object) => Promise<any>} ask puts a request through the door; undefined after a failure
 * @property {(request: object) => Promise<any>} peek does so too, and says nothing of a failure
 * @property {(values: Values) => void} replace puts other values into the form
 * @property {(values: Values) => void} take puts some values into the form, and leaves the rest
 * @property {(moment: string) => string} offset the device's UTC offset at a moment
 */
class RunbookActions {
  static #mark = "#inputs=";
  /** A little more characters than Python takes, so that it is Python which refuses. */
  static #most = 1_000_001;

  #element;
  #host;
  #name;
  #copy;

  /**
   * @param {HTMLElement} element
   * @param {Host} host
   */
  constructor(element, host) {
    this.#element = element;
    this.#host = host;
    this.#name = element.getAttribute("name") ?? "";
    this.#copy = /** @type {HTMLTextAreaElement} */ (element.querySelector(".calculator-copy"));
  }

  /**
   * Begin, once the form holds what was typed earlier.
   * @param {AbortSignal} signal ends listening
   */
  listen(signal) {
    const file = /** @type {HTMLInputElement} */ (this.#element.querySelector(".calculator-file"));
    this.#element.addEventListener("click", (event) => this.#act(event), { signal });
    file.addEventListener("change", () => this.#open(file.files, file), { signal });
    this.#element.addEventListener("dragover", (event) => {
      if (event.dataTransfer?.types.includes("Files")) event.preventDefault();
    }, { signal });
    this.#element.addEventListener("drop", (event) => {
      if (!event.dataTransfer?.files.length) return;
      event.preventDefault();
      this.#open(event.dataTransfer.files);
    }, { signal });
    addEventListener("hashchange", () => this.#arrive(), { signal });
    this.#showKept();
    this.#arrive();
  }

  /** @param {Event} event */
  async #act({ target }) {
    const button = target instanceof HTMLElement ? target.closest("button") : null;
    switch (button?.dataset.action) {
      case "link": return this.#offer(await this.#link(), "link");
      case "text": return this.#offer((await this.#told("text"))?.text);
      case "csv": return this.#save((await this.#told("csv"))?.csv, "csv", "text/csv;charset=utf-8");
      case "save": return this.#save(this.#packed(this.#host.typed()), "json", "application/json");
      case "save-all": return this.#save(await this.#packedAll(), "json", "application/json", "calculators");
      case "result": case "worksheet": return this.#print(button.dataset.action);
      case "kept": return this.#swap();
      case "letter": return this.#copyLetter(button);
    }
  }

  /** @param {Values} values */
  #packed(values) {
    return JSON.stringify({ calculator: this.#name, values });
  }

  /** What is typed in all calculators of this browser. */
  async #packedAll() {
    /** @type {Record<string, Values>} */
    const calculators = {};
    for (const name of (this.#element.dataset.all ?? "").split(" ")) {
      const values = name === this.#name ? this.#host.typed() : await RunbookActions.typedIn(name);
      if (Object.keys(values).length) calculators[name] = values;
    }
    return JSON.stringify({ calculators });
  }

  /**
   * What is typed in a calculator, as the store has it.
   * @param {string} name
   * @returns {Promise<Values>}
   */
  static async typedIn(name) {
    const stored = await RunbookStore.values(`${name}/`);
    return Object.fromEntries([...stored].map(([key, value]) => [key.slice(name.length + 1), value]));
  }

  /**
   * The result in another form; an error in the inputs is told instead.
   * @param {"text" | "csv"} op
   */
  async #told(op) {
    const reply = await this.#host.ask({ op, values: this.#host.values() });
    this.#done(undefined, reply?.errors[0]?.message);
    return reply;
  }

  // To take along

  async #link() {
    const [page] = location.href.split("#");
    return page + RunbookActions.#mark + (await RunbookActions.#pack(this.#packed(this.#host.values())));
  }

  /**
   * Copy a text, and show it for copying by hand.
   * @param {string | undefined} text
   * @param {string} [remark]
   */
  async #offer(text, remark) {
    if (text === undefined) return;
    this.#copy.value = text;
    this.#copy.hidden = false;
    this.#copy.focus();
    this.#copy.select();
    this.#done([(await RunbookClipboard.copy(this.#copy)) ? "copied" : "by-hand", remark]);
  }

  /**
   * Copy the letter of a button, and tell it beside the button.
   * @param {HTMLElement} button
   */
  async #copyLetter(button) {
    const letter = /** @type {HTMLElement} */ (button.closest(".calculator-letter"));
    const field = /** @type {HTMLTextAreaElement} */ (letter.querySelector("textarea"));
    field.select();
    const done = (await RunbookClipboard.copy(field)) ? "copied" : "by-hand";
    for (const words of /** @type {NodeListOf<HTMLElement>} */ (letter.querySelectorAll("[data-letter]"))) {
      words.hidden = words.dataset.letter !== done;
    }
  }

  /**
   * @param {string | undefined} text
   * @param {string} ending
   * @param {string} type
   * @param {string} [name]
   */
  #save(text, ending, type, name = this.#name) {
    if (text === undefined) return;
    const anchor = document.createElement("a");
    anchor.href = URL.createObjectURL(new Blob([text], { type }));
    anchor.download = `${name}.${ending}`;
    anchor.click();
    setTimeout(() => URL.revokeObjectURL(anchor.href), 60_000);
    this.#done(["saved"]);
  }

  /** @param {string} paper */
  #print(paper) {
    const before = this.#element.dataset.paper ?? "";
    this.#element.dataset.paper = paper;
    addEventListener("afterprint", () => (this.#element.dataset.paper = before), { once: true });
    print();
  }

  /**
   * Tell what was done; nothing takes the words away again.
   * @param {(string | undefined)[]} [done]
   * @param {string} [problem]
   */
  #done(done = [], problem = "") {
    for (const words of /** @type {NodeListOf<HTMLElement>} */ (this.#element.querySelectorAll("[data-done]"))) {
      words.hidden = !done.includes(words.dataset.done);
    }
    const error = /** @type {HTMLElement} */ (this.#element.querySelector(".calculator-done .calculator-error"));
    error.textContent = problem;
    error.hidden = !problem;
  }

  // To bring in

  /** Open the link that the page was called with, once: read, it goes from the address. */
  async #arrive() {
    const { hash } = location;
    if (!hash.startsWith(RunbookActions.#mark)) return;
    const read = await this.#bring(await RunbookActions.#unpack(hash.slice(RunbookActions.#mark.length)));
    if (read && location.hash === hash) history.replaceState(null, "", location.href.split("#")[0]);
  }

  /**
   * @param {FileList | null} files
   * @param {HTMLInputElement} [input] takes the same file again
   */
  async #open(files, input) {
    if (!files?.length) return;
    // A file that has gone, with its stick, is told as one that holds nothing.
    const text = await files[0].slice(0, 4 * RunbookActions.#most).text().catch(() => "");
    if (input) input.value = "";
    this.#bring(text.slice(0, RunbookActions.#most));
  }

  /**
   * @param {string} text
   * @returns {Promise<boolean>} whether Python could read it
   */
  async #bring(text) {
    const reply = await this.#host.ask({ op: "bring", text });
    if (!reply) return false;
    if (!reply.refused) await this.#takeIn(reply);
    const notice = /** @type {HTMLElement} */ (this.#element.querySelector(".calculator-brought"));
    notice.textContent = reply.refused ?? reply.told;
    notice.scrollIntoView({ block: "nearest" });
    return true;
  }

  /** @param {{others?: Record<string, Values>, values?: Values}} brought */
  async #takeIn({ others = {}, values }) {
    for (const [name, theirs] of Object.entries(others)) await this.#replaceIn(name, theirs);
    if (!values) return;
    const before = this.#host.typed();
    if (!RunbookActions.#same(before, values)) await this.keepAside(before);
    this.#host.replace(values);
  }

  /**
   * Replace what is typed in another calculator; its page offers what stood there before.
   * @param {string} name
   * @param {Values} values
   */
  async #replaceIn(name, values) {
    const before = await RunbookActions.typedIn(name);
    if (RunbookActions.#same(before, values)) return;
    await this.keepAside(before, name);
    const forgotten = RunbookStore.removeValues(`${name}/`);
    const set = Object.entries(values).map(([key, value]) => RunbookStore.setValue(`${name}/${key}`, value));
    await Promise.all([forgotten, ...set]);
  }

  /**
   * Keep values, if there are any, so that the reader can have them back.
   * @param {Values} values
   * @param {string} [name] of their calculator
   */
  async keepAside(values, name = this.#name) {
    if (Object.keys(values).length) await this.#keep([...(await this.#keptValues(name)), values], name);
  }

  /** Change places with what was kept aside last. */
  async #swap() {
    const before = this.#host.typed();
    const kept = await this.#keptValues();
    const values = kept.pop();
    if (!values) return;
    if (Object.keys(before).length) kept.unshift(before);
    await this.#keep(kept);
    this.#host.replace(values);
  }

  /**
   * @param {string} [name]
   * @returns {Promise<Values[]>}
   */
  async #keptValues(name = this.#name) {
    const key = `kept/${name}`;
    return JSON.parse((await RunbookStore.values(key)).get(key) ?? "[]");
  }

  /**
   * @param {Values[]} kept
   * @param {string} [name]
   */
  async #keep(kept, name = this.#name) {
    await RunbookStore.setValue(`kept/${name}`, JSON.stringify(kept));
    this.#showKept();
  }

  async #showKept() {
    const { length } = await this.#keptValues();
    this.#element.querySelector(".calculator-kept")?.toggleAttribute("hidden", !length);
  }

  /**
   * @param {Values} one
   * @param {Values} other
   */
  static #same(one, other) {
    return JSON.stringify(Object.entries(one).sort()) === JSON.stringify(Object.entries(other).sort());
  }

  // Short enough for a link

  /** @param {string} text */
  static async #pack(text) {
    const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("deflate-raw"));
    const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
    const letters = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
    return letters.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  }

  /**
   * The text in a link, cut where it is too long for Python; none where it is damaged.
   * @param {string} packed
   */
  static async #unpack(packed) {
    let text = "";
    try {
      const letters = atob(packed.replaceAll("-", "+").replaceAll("_", "/"));
      const bytes = Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
      const decoder = new TextDecoder();
      const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
      for (let part = await reader.read(); !part.done; part = await reader.read()) {
        text += decoder.decode(part.value, { stream: true });
        if (text.length >= RunbookActions.#most) break;
      }
    } catch {
      return "";
    }
    return text.slice(0, RunbookActions.#most);
  }
}
