/**
 * A calculator's form and its answer. The page brings the form, all the words and the worked example's result;
 * this element moves strings between form, store and Python, and shows and hides what applies.
 *
 * @typedef {{result: string, summary: string, errors: {field: string, message: string}[]}} Reply
 */
class RunbookCalculatorElement extends HTMLElement {
  /** Milliseconds until waiting is told, until it is called slow, and that make a pause in typing. */
  static #notable = 300;
  static #slow = 8000;
  static #pause = 700;

  /** @type {Intl.DateTimeFormat | undefined} tells the device's UTC offset */
  static #zone;

  /** @type {Map<string, string>} the device's offsets that were asked for: a long log asks for the same ones again */
  static #offsets = new Map();

  #form = /** @type {HTMLFormElement} */ (this.querySelector("form"));
  #inputs = new RunbookForm(this.#form);
  /** @type {Host} */
  #host = {
    values: () => this.#values(),
    typed: () => Object.fromEntries(this.#typed),
    ask: (request) => this.#askFor(request),
    peek: (request) => this.#answer(request).catch(() => undefined),
    replace: (values) => this.#replace(values),
    take: (values) => this.#takeOver(values),
    offset: (moment) => RunbookCalculatorElement.#offset(moment),
  };
  #actions = new RunbookActions(this, this.#host);
  #offers = new RunbookOffers(this, this.#host);
  #result = /** @type {HTMLElement} */ (this.querySelector(".calculator-result"));
  #status = /** @type {HTMLElement} */ (this.querySelector(".calculator-status"));
  #example = this.#result.innerHTML;
  #shown = this.#example;
  #prefix = `${this.getAttribute("name")}/`;
  /** @type {Map<string, string>} what the reader typed, by the name of the input */
  #typed = new Map();
  /** @type {Reply | undefined} the last answer; its errors and its summary wait for a pause in typing */
  #reply;
  #resting = true;
  #restingClock = 0;
  #markingClock = 0;
  /** Whether Python is wanted, is at work, is to begin again, and what its answers must match to count. */
  #awake = false;
  #busy = false;
  #again = false;
  #epoch = 0;
  /** @type {number[]} */
  #waitingClocks = [];
  #leaving = new AbortController();

  connectedCallback() {
    this.#leaving = new AbortController();
    const { signal } = this.#leaving;
    this.#form.addEventListener("submit", (event) => event.preventDefault(), { signal });
    this.#form.addEventListener("focusin", () => this.#start(), { signal });
    this.#form.addEventListener("input", ({ target }) => this.#takeInput(target), { signal });
    this.#form.addEventListener("runbook-rows", (event) => this.#takeRows(event), { signal });
    for (const rows of this.#inputs.rows) rows.listen(signal);
    this.#form.addEventListener("change", () => this.#restAfter(0), { signal });
    const clear = this.#form.querySelector('[data-action="clear"]');
    clear?.addEventListener("click", () => this.#replace({}), { signal });
    this.#offers.listen(signal);
    signal.addEventListener("abort", RunbookStore.subscribe((changed) => changed === "values" && this.#follow()));
    const view = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      view.disconnect();
      this.#start();
    });
    view.observe(this.#form);
    signal.addEventListener("abort", () => view.disconnect());
    this.#tell("idle");
    this.#keepEarly();
    this.#restore().then(() => this.#actions.listen(signal));
  }

  disconnectedCallback() {
    this.#leaving.abort();
    clearTimeout(this.#restingClock);
    clearTimeout(this.#markingClock);
    for (const clock of this.#waitingClocks) clearTimeout(clock);
  }

  // What is typed

  /** Keep what was typed before this script ran. */
  #keepEarly() {
    for (const name of this.#inputs.names) {
      const now = this.#inputs.read(name);
      if (now !== this.#inputs.example(name)) this.#keep(name, now);
    }
  }

  /** @param {EventTarget | null} target */
  #takeInput(target) {
    const { name } = /** @type {HTMLInputElement} */ (target);
    this.#take([name], RunbookCalculatorElement.#pause);
  }

  /** @param {Event} event */
  #takeRows(event) {
    this.#take(/** @type {CustomEvent<string[]>} */ (event).detail, 0);
    this.#forgetGone();
  }

  /**
   * @param {string[]} names
   * @param {number} pause
   */
  #take(names, pause) {
    for (const name of names) this.#keep(name, this.#inputs.read(name));
    this.#awake = true;
    this.#restAfter(pause);
    this.#calculate();
  }

  /**
   * @param {string} name
   * @param {string} value
   */
  #keep(name, value) {
    this.#typed.set(name, value);
    if (!this.#inputs.half(name)) RunbookStore.setValue(this.#prefix + name, value);
  }

  /**
   * Put what another calculator offers into the form; what stood there before is kept aside.
   * @param {Record<string, string>} values rows first
   */
  async #takeOver(values) {
    const before = Object.fromEntries(this.#typed);
    for (const [name, value] of Object.entries(values)) this.#inputs.write(name, value);
    this.#take(Object.keys(values), 0);
    this.#forgetGone();
    if (Object.keys(values).some((name) => name in before)) await this.#actions.keepAside(before);
  }

  /**
   * Forget what is typed, and take these values as typed.
   * @param {Record<string, string>} values
   */
  #replace(values) {
    RunbookStore.removeValues(this.#prefix);
    this.#typed.clear();
    this.#fill((name) => values[name], () => false);
    for (const [name, value] of this.#typed) this.#keep(name, value);
    this.#awake = true;
    this.#showRestored();
  }

  /** Take over what the store holds: at the start, and after a change in another tab. */
  async #restore() {
    const stored = await RunbookStore.values(this.#prefix);
    const before = JSON.stringify([...this.#typed]);
    this.#fill(
      (name) => stored.get(this.#prefix + name),
      (name) => this.#typed.has(name) && document.activeElement?.getAttribute("name") === name,
    );
    if (JSON.stringify([...this.#typed]) !== before) this.#showRestored();
    else this.#inputs.showApplying();
  }

  /** Something has changed in another tab, or the reader comes back to this one. */
  async #follow() {
    await this.#restore();
    if (this.#awake && document.visibilityState === "visible") this.#offers.refresh();
  }

  #showRestored() {
    this.#epoch++;
    if (this.#typed.size) this.#calculate();
    else this.#showExample();
  }

  /**
   * Fill the form, rows first: they decide which inputs there are.
   * @param {(name: string) => string | undefined} value none for the worked example's
   * @param {(name: string) => boolean} busy whether the reader is about to type there
   */
  #fill(value, busy) {
    for (const { name } of this.#inputs.rows) this.#put(name, value(name));
    this.#forgetGone();
    for (const name of this.#inputs.names) {
      if (!busy(name) && !this.#inputs.half(name)) this.#put(name, value(name));
    }
  }

  /** What stands in rows that were taken out is not typed any more; the store keeps it. */
  #forgetGone() {
    const names = this.#inputs.names;
    for (const name of this.#typed.keys()) if (!names.has(name)) this.#typed.delete(name);
  }

  /**
   * Put a value that was typed elsewhere or earlier into the form; one that the field cannot hold is left out.
   * @param {string} name
   * @param {string | undefined} value none for the worked example's
   */
  #put(name, value) {
    this.#typed.delete(name);
    if (value !== undefined && this.#inputs.write(name, value)) this.#typed.set(name, this.#inputs.read(name));
    else this.#inputs.write(name, this.#inputs.example(name));
  }

  // What Python makes of it

  /** Start Python, once the form is seen or used; a way that failed is tried again. */
  #start() {
    if (this.#awake && this.dataset.state !== "failed") return;
    this.#awake = true;
    this.#work();
    this.#offers.refresh();
  }

  #calculate() {
    this.#again = true;
    if (this.#awake) this.#work();
    this.dataset.paper = "result";
    clearTimeout(this.#markingClock);
    this.#markingClock = window.setTimeout(() => this.#mark(this.#values())); // Python is at work meanwhile
  }

  /** Ask for what is typed: one request at a time, the latest values each time. */
  async #work() {
    if (this.#busy) return;
    this.#busy = true;
    do {
      this.#again = false;
      const epoch = this.#epoch;
      try {
        if (this.#typed.size) {
          const reply = await this.#waitFor(this.#ask());
          if (epoch === this.#epoch) this.#show(reply);
        } else {
          await this.#waitFor(RunbookPython.start());
          this.#tell("ready");
        }
      } catch (error) {
        this.#fail(/** @type {Fault} */ (error));
      }
    } while (this.#again);
    this.#busy = false;
  }

  /** @returns {Promise<Reply>} */
  async #ask() {
    await RunbookPython.start(); // before the device is asked for times and offsets, which is slow at first
    return this.#answer({ op: "calculate", values: this.#values() });
  }

  /**
   * @param {object} request
   * @returns {Promise<any>}
   */
  #answer(request) {
    const [calculator, language] = [this.getAttribute("name"), this.getAttribute("lang")];
    return RunbookPython.answer({ ...request, calculator, language });
  }

  /**
   * Ask for something that the reader wanted; a failure is told.
   * @param {object} request
   * @returns {Promise<any>} undefined after a failure
   */
  async #askFor(request) {
    this.#start();
    try {
      return await this.#answer(request);
    } catch (error) {
      this.#fail(/** @type {Fault} */ (error));
    }
  }

  /**
   * Tell of the wait if it is one.
   * @template T
   * @param {Promise<T>} promise
   * @returns {Promise<T>}
   */
  async #waitFor(promise) {
    const failed = this.dataset.state === "failed"; // words that come and go would say nothing new
    /** @param {string} state */
    const tell = (state) => () => {
      if (!failed) this.#tell(state);
      this.toggleAttribute("data-behind", this.#typed.size > 0);
    };
    this.#waitingClocks = [
      window.setTimeout(tell("starting"), RunbookCalculatorElement.#notable),
      window.setTimeout(tell("slow"), RunbookCalculatorElement.#slow),
    ];
    try {
      return await promise;
    } finally {
      for (const clock of this.#waitingClocks) clearTimeout(clock);
    }
  }

  /**
   * What is typed, and what the device knows of it; the device knows nothing of the worked example's moments.
   * @returns {Record<string, string>}
   */
  #values() {
    const values = Object.fromEntries(this.#typed);
    for (const { name, defaultValue, dataset } of this.#marked("data-offset-of")) {
      if (defaultValue && !(name in values) && !values[dataset.offsetOf ?? ""]) return values;
    }
    for (const { name } of this.#marked("data-fill")) values[name] ??= RunbookCalculatorElement.#now();
    for (const input of this.#marked("data-offset-of")) {
      const moment = values[input.dataset.offsetOf ?? ""];
      if (moment) values[input.name] ??= RunbookCalculatorElement.#offset(moment);
    }
    return values;
  }

  /** @param {"data-fill" | "data-offset-of"} mark */
  #marked(mark) {
    return /** @type {NodeListOf<HTMLInputElement>} */ (this.#form.querySelectorAll(`[${mark}]`));
  }

  static #now() {
    const two = /** @type {const} */ ("2-digit");
    const shape = /** @type {const} */ ({ year: "numeric", month: two, day: two, hour: two, minute: two });
    const parts = new Intl.DateTimeFormat("en-u-ca-iso8601-nu-latn-hc-h23", shape).formatToParts(new Date());
    const { year, month, day, hour, minute } = Object.fromEntries(parts.map(({ type, value }) => [type, value]));
    return `${year}-${month}-${day}T${hour}:${minute}`;
  }

  /**
   * The device's UTC offset at a moment of its own clock.
   * @param {string} moment
   */
  static #offset(moment) {
    const known = RunbookCalculatorElement.#offsets.get(moment);
    if (known !== undefined) return known;
    const at = new Date(moment);
    if (Number.isNaN(at.valueOf())) return "";
    RunbookCalculatorElement.#zone ??= new Intl.DateTimeFormat("en-u-nu-latn", { timeZoneName: "longOffset" });
    const name = RunbookCalculatorElement.#zone.formatToParts(at).find(({ type }) => type === "timeZoneName");
    const offset = name?.value.replace("GMT", "") || "+00:00";
    RunbookCalculatorElement.#offsets.set(moment, offset);
    return offset;
  }

  // What is shown

  /** @param {Reply} reply */
  #show(reply) {
    this.#reply = reply;
    if (!reply.errors.length) {
      this.toggleAttribute("data-behind", false);
      this.#showResult(reply.result);
      this.#showErrors([]);
    }
    if (!reply.errors.length || this.dataset.state !== "stale") this.#tell("ready");
    if (this.#resting) this.#settle();
  }

  #showExample() {
    this.#epoch++;
    clearTimeout(this.#markingClock);
    this.dataset.paper = "worksheet";
    this.#reply = undefined;
    this.toggleAttribute("data-behind", false);
    this.#showErrors([]);
    this.#showResult(this.#example);
    this.#mark({});
    this.#status.textContent = this.#result.querySelector(".calculator-rests-on")?.textContent ?? "";
    if (this.dataset.state === "stale") this.#tell("ready");
  }

  /** @param {string} html from the renderer, which escapes every value */
  #showResult(html) {
    if (html === this.#shown) return;
    this.#shown = html;
    const wanted = document.createElement("template");
    wanted.innerHTML = html;
    RunbookCalculatorElement.#liken(this.#result, wanted.content);
  }

  /**
   * Make the children of a node like those of another, and touch nothing that is alike already: it needs no
   * layout, and what the reader has selected there or opened stays so.
   * @param {ParentNode} node
   * @param {ParentNode} wanted
   */
  static #liken(node, wanted) {
    const [now, then] = [[...node.childNodes], [...wanted.childNodes]];
    for (const [at, child] of then.entries()) {
      const old = now[at];
      if (!old) node.append(child);
      else if (!old.isEqualNode(child)) RunbookCalculatorElement.#likenOne(old, child);
    }
    for (const left of now.slice(then.length)) left.remove();
  }

  /**
   * @param {ChildNode} old
   * @param {ChildNode} wanted
   */
  static #likenOne(old, wanted) {
    if (old instanceof HTMLDetailsElement && wanted instanceof HTMLDetailsElement) wanted.open = old.open;
    const alike = old instanceof Element && old.cloneNode().isEqualNode(wanted.cloneNode());
    if (alike) RunbookCalculatorElement.#liken(old, /** @type {Element} */ (wanted));
    else old.replaceWith(wanted);
  }

  /**
   * Count as resting after some milliseconds without a key: only then errors come up and the status speaks.
   * @param {number} milliseconds
   */
  #restAfter(milliseconds) {
    this.#resting = false;
    clearTimeout(this.#restingClock);
    this.#restingClock = window.setTimeout(() => {
      this.#resting = true;
      this.#settle();
    }, milliseconds);
  }

  #settle() {
    if (!this.#reply || this.dataset.state === "failed") return;
    const { errors, summary } = this.#reply;
    this.#showErrors(errors);
    this.#status.textContent = errors[0]?.message ?? summary;
    if (!errors.length) return;
    this.toggleAttribute("data-behind", true);
    this.#tell("stale");
  }

  /** @param {Reply["errors"]} errors */
  #showErrors(errors) {
    for (const field of this.#form.querySelectorAll("[data-wrong]")) this.#showError(field, "");
    for (const { field, message } of [...errors].reverse()) {
      const place = this.#form.querySelector(`[data-field="${field}"]`);
      if (place) this.#showError(place, message);
    }
  }

  /**
   * @param {Element} field
   * @param {string} message none where there is no error
   */
  #showError(field, message) {
    const place = /** @type {HTMLElement} */ (field.querySelector(".calculator-error"));
    place.textContent = message;
    place.hidden = !message;
    field.toggleAttribute("data-wrong", Boolean(message));
    for (const control of field.querySelectorAll("input, textarea, select")) {
      if (message && control.closest("[data-field]") === field) control.setAttribute("aria-invalid", "true");
      else control.removeAttribute("aria-invalid");
    }
    for (let at = message ? field.closest("details") : null; at; at = at.parentElement?.closest("details") ?? null) {
      at.open = true;
    }
  }

  /**
   * Show what applies, mark where each value comes from, and show the offsets that the device gave.
   * @param {Record<string, string>} values
   */
  #mark(values) {
    this.#inputs.showApplying();
    for (const input of this.#marked("data-offset-of")) {
      if (this.#typed.has(input.name)) continue;
      const known = this.#typed.has(input.dataset.offsetOf ?? "") && values[input.name];
      const offset = known || input.defaultValue;
      if (input.value !== offset) this.#inputs.write(input.name, offset);
    }
    const typed = new Set([...this.#typed.keys()].flatMap((name) => [name, name.split(".", 2).join(".")]));
    for (const mark of /** @type {NodeListOf<HTMLElement>} */ (this.#form.querySelectorAll("[data-origin]"))) {
      const { field = "" } = /** @type {HTMLElement} */ (mark.closest("[data-field]")).dataset;
      const known = RunbookOffers.isTaken(this.#typed, field) ? "taken" : typed.has(field) ? "typed" : "";
      const origin = known || (field in values ? "device" : "example");
      const hidden = mark.dataset.origin !== origin;
      if (mark.hidden !== hidden) mark.hidden = hidden;
    }
    this.#offers.show();
  }

  /** @param {Fault} fault */
  #fail(fault) {
    if (fault.kind === "cancelled") return;
    this.toggleAttribute("data-behind", this.#typed.size > 0);
    this.#tell("failed", fault.kind === "build" || fault.kind === "files" ? fault.kind : "browser");
  }

  /**
   * @param {string} state
   * @param {string} [reason] where a state has words for each of its reasons
   */
  #tell(state, reason) {
    this.dataset.state = state;
    for (const words of /** @type {NodeListOf<HTMLElement>} */ (this.querySelectorAll(".calculator-state"))) {
      const { dataset } = words;
      words.hidden = dataset.state !== state || (dataset.reason ?? reason) !== reason;
    }
  }
}

customElements.define("runbook-calculator", RunbookCalculatorElement);
