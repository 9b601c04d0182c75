/**
 * A group of inputs that repeats: rows are added, removed, moved, and filled from a spreadsheet.
 *
 * A hidden input holds the ids of the rows in order; whoever changes it lets `arrange` make the rows follow. Each
 * change by the reader ends in one event `runbook-rows` with the names of all inputs that it changed. A row that is
 * taken out is kept aside with what stands in it.
 */
class RunbookRows {
  static #id = /^[a-z0-9]{1,16}$/;
  static #placeholder = "{row}";

  /** @type {RunbookForm} */
  #form;
  #group;
  #ids;
  /** @type {HTMLTemplateElement} */
  #template;
  /** @type {Map<string, HTMLElement>} all rows that ever stood there, by id */
  #known = new Map();

  /**
   * @param {HTMLFieldSetElement} group
   * @param {RunbookForm} form
   */
  constructor(group, form) {
    this.#form = form;
    this.#group = group;
    this.name = group.dataset.field ?? "";
    this.#ids = /** @type {HTMLInputElement} */ (group.querySelector(`[name="${this.name}"]`));
    this.#template = /** @type {HTMLTemplateElement} */ (group.querySelector("template"));
    for (const row of this.#rows()) this.#known.set(row.dataset.row ?? "", row);
  }

  /** @param {AbortSignal} signal ends listening */
  listen(signal) {
    this.#group.addEventListener("click", (event) => this.#act(event), { signal });
    this.#group.addEventListener("paste", (event) => this.#paste(event), { signal });
  }

  /** Make the rows follow the ids; ids that no form makes are left out. */
  arrange() {
    const ids = [...new Set(this.#ids.value.split(" "))].filter((id) => RunbookRows.#id.test(id));
    this.#ids.value = ids.slice(0, this.#most + 1).join(" ");
    const before = this.#rows();
    const rows = this.#order.map((id) => this.#known.get(id) ?? this.#make(id));
    if (rows.length !== before.length || rows.some((row, at) => row !== before[at])) {
      const focused = /** @type {HTMLElement | null} */ (document.activeElement);
      for (const row of before) if (!rows.includes(row)) row.remove();
      this.#template.before(...rows);
      if (focused && this.#group.contains(focused)) focused.focus();
    }
    for (const [at, row] of rows.entries()) {
      const number = /** @type {HTMLElement} */ (row.querySelector(".calculator-row-number"));
      number.textContent = String(at + 1);
    }
    const examples = rows.some((row) => this.#isExample(row));
    this.#group.querySelector('[data-action="row-own"]')?.toggleAttribute("hidden", !examples);
  }

  /** The ids in order; one row more than there is room for, so that Python tells. */
  get #order() {
    return this.#ids.value.split(" ").filter(Boolean);
  }

  get #most() {
    return Number(this.#group.dataset.atMost);
  }

  /** @returns {HTMLElement[]} */
  #rows() {
    return [...this.#group.querySelectorAll(":scope > .calculator-row")].map((row) => /** @type {HTMLElement} */ (row));
  }

  /** @param {HTMLElement} row */
  #isExample(row) {
    return this.#ids.defaultValue.split(" ").includes(row.dataset.row ?? "");
  }

  /** @param {string} id */
  #make(id) {
    const copy = /** @type {DocumentFragment} */ (this.#template.content.cloneNode(true));
    for (const element of copy.querySelectorAll("*")) {
      for (const { name, value } of element.attributes) {
        if (value.includes(RunbookRows.#placeholder)) {
          element.setAttribute(name, value.replaceAll(RunbookRows.#placeholder, id));
        }
      }
    }
    const row = /** @type {HTMLElement} */ (copy.firstElementChild);
    this.#known.set(id, row);
    return row;
  }

  /** @param {Event} event */
  #act({ target }) {
    const button = target instanceof HTMLElement ? target.closest("button") : null;
    const row = /** @type {HTMLElement | null} */ (button?.closest(".calculator-row") ?? null);
    const { action = "" } = button?.dataset ?? {};
    if (action === "row-add") this.#add();
    if (action === "row-own") this.#own();
    if (!row || !button) return;
    if (action === "row-remove") this.#remove(row);
    if (action === "row-up") this.#move(row, -1, button);
    if (action === "row-down") this.#move(row, 1, button);
  }

  /**
   * Put other rows there, and tell of it and of what else has changed.
   * @param {string[]} ids
   * @param {string[]} changed names of inputs
   */
  #put(ids, changed = []) {
    this.#ids.value = ids.join(" ");
    this.arrange();
    this.#tell(changed);
  }

  /** @param {string[]} changed */
  #tell(changed) {
    const detail = [this.name, ...changed];
    this.#group.dispatchEvent(new CustomEvent("runbook-rows", { bubbles: true, detail }));
  }

  static #newId() {
    const numbers = crypto.getRandomValues(new Uint32Array(2));
    return `r${[...numbers].map((number) => number.toString(36)).join("")}`;
  }

  #add() {
    this.#put([...this.#order, RunbookRows.#newId()]);
    this.#focus(this.#rows().at(-1));
  }

  /** Only one's own rows stay; the first to fill in is there. */
  #own() {
    const own = this.#rows().filter((row) => !this.#isExample(row)).map(({ dataset }) => dataset.row ?? "");
    this.#put(own.length ? own : [RunbookRows.#newId()]);
    this.#focus(this.#rows()[0]);
  }

  /** @param {HTMLElement} row */
  #remove(row) {
    const rows = this.#rows();
    const at = rows.indexOf(row);
    rows.splice(at, 1);
    this.#put(rows.map(({ dataset }) => dataset.row ?? ""));
    const next = rows[at] ?? rows.at(-1);
    /** @type {HTMLElement | null} */
    const button = (next ?? this.#group).querySelector(`[data-action="${next ? "row-remove" : "row-add"}"]`);
    button?.focus();
  }

  /**
   * @param {HTMLElement} row
   * @param {number} by
   * @param {HTMLElement} button that keeps the focus
   */
  #move(row, by, button) {
    const ids = this.#order;
    const at = ids.indexOf(row.dataset.row ?? "");
    if (at + by < 0 || at + by >= ids.length) return;
    ids.splice(at + by, 0, ...ids.splice(at, 1));
    this.#put(ids);
    button.focus();
  }

  /** @param {HTMLElement | undefined} row */
  #focus(row) {
    const first = /** @type {HTMLElement | null | undefined} */ (row?.querySelector("input, select, textarea"));
    first?.focus();
  }

  /**
   * Fill right and down from the cell with what a spreadsheet copied; one cell alone is pasted as ever.
   * @param {ClipboardEvent} event
   */
  #paste(event) {
    const cell = event.target instanceof HTMLElement ? event.target.closest(".calculator-cell") : null;
    const row = /** @type {HTMLElement | null} */ (cell?.closest(".calculator-row") ?? null);
    const pasted = RunbookRows.#table(event.clipboardData?.getData("text/plain") ?? "");
    if (!cell || !row || (pasted.length < 2 && pasted[0].length < 2)) return;
    event.preventDefault();
    const column = this.#cells(row).indexOf(cell);
    const first = this.#rows().indexOf(row);
    const block = first + pasted.length > this.#most ? RunbookRows.#onItsSide(pasted, this.#most - first) : pasted;
    const missing = Math.max(0, first + block.length - this.#order.length);
    this.#ids.value = [...this.#order, ...Array.from({ length: missing }, RunbookRows.#newId)].join(" ");
    this.arrange();
    const rows = this.#rows().slice(first);
    this.#tell(rows.flatMap((into, down) => this.#fill(this.#cells(into).slice(column), block[down] ?? [])));
  }

  /**
   * @param {Element[]} cells
   * @param {string[]} line
   * @returns {string[]} the names of what was filled
   */
  #fill(cells, line) {
    const names = cells.slice(0, line.length).map((cell) => cell.getAttribute("data-field") ?? "");
    for (const [at, name] of names.entries()) this.#form.write(name, line[at]);
    return names;
  }

  /**
   * The cells of a row in the order of a spreadsheet's columns: without the offsets.
   * @param {HTMLElement} row
   */
  #cells(row) {
    return [...row.querySelectorAll(".calculator-cell")].filter((cell) => !cell.querySelector("[data-offset-of]"));
  }

  /**
   * What has more lines than there is room for was meant the other way round, if its columns have room.
   * @param {string[][]} block
   * @param {number} room
   */
  static #onItsSide(block, room) {
    const width = Math.max(...block.map(({ length }) => length));
    return width > room ? block : Array.from({ length: width }, (_, at) => block.map((line) => line[at] ?? ""));
  }

  /**
   * The lines and cells of what a spreadsheet copies: tabs between cells, and quotes around one that holds a tab, a
   * line's end or a quote.
   * @param {string} text
   */
  static #table(text) {
    const part = /("(?:[^"]|"")*"|[^\t\n]*)(\t|\n|$)/y;
    const source = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
    /** @type {string[][]} */
    const lines = [[]];
    for (let match = part.exec(source); match; match = part.exec(source)) {
      const [, cell, end] = match;
      const quoted = cell.length > 1 && cell.startsWith('"');
      lines[lines.length - 1].push(quoted ? cell.slice(1, -1).replaceAll('""', '"') : cell.trim());
      if (!end) break;
      if (end === "\n") lines.push([]);
    }
    return lines;
  }
}
