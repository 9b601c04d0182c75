/**
 * The inputs of a form by name: each holds one text, whatever it looks like.
 *
 * Checkboxes of one name hold the chosen answers with a space between them. A text that a control cannot hold, such
 * as a date that was pasted in another notation, is held by a plain one in its place, so that nothing is lost and
 * Python may read it. Rows are kept by RunbookRows, each with the ids of its rows as its own text.
 */
class RunbookForm {
  /** @param {HTMLFormElement} form */
  constructor(form) {
    this.element = form;
    this.rows = [...form.querySelectorAll(".calculator-rows")].map(
      (group) => new RunbookRows(/** @type {HTMLFieldSetElement} */ (group), this),
    );
  }

  /** The names of all inputs, rows first: they decide which others there are. */
  get names() {
    const names = [...this.element.elements].map((element) => element.getAttribute("name") ?? "");
    return new Set([...this.rows.map((rows) => rows.name), ...names.filter(Boolean)]);
  }

  /**
   * Whether a date is begun and not yet finished: it has no value then, and is not empty either.
   * @param {string} name
   */
  half(name) {
    const control = this.#control(name);
    return control instanceof HTMLInputElement && control.validity.badInput;
  }

  /** @param {string} name */
  read(name) {
    if (this.half(name)) return "?";
    const control = this.#control(name);
    if (!(control instanceof RadioNodeList)) return control.value;
    return RunbookForm.#buttons(control).filter((button) => button.checked).map(({ value }) => value).join(" ");
  }

  /**
   * The text of the worked example.
   * @param {string} name
   */
  example(name) {
    const control = this.#control(name);
    if (control instanceof RadioNodeList) {
      const chosen = RunbookForm.#buttons(control).filter((button) => button.defaultChecked);
      return chosen.map(({ value }) => value).join(" ");
    }
    if (!(control instanceof HTMLSelectElement)) return control.defaultValue;
    return [...control.options].find((option) => option.defaultSelected)?.value ?? "";
  }

  /**
   * Put a text into an input, and tell whether it holds it.
   * @param {string} name
   * @param {string} value
   */
  write(name, value) {
    const control = this.#control(name);
    if (control instanceof RadioNodeList) RunbookForm.#choose(control, value);
    else if (control instanceof HTMLSelectElement) RunbookForm.#select(control, value);
    else if (control.dataset.kind === "moment") RunbookForm.#writeMoment(control, value);
    else if (control.value !== value) control.value = value;
    this.rows.find((rows) => rows.name === name)?.arrange();
    const held = this.read(name);
    return held === value || (held !== "" && !(control instanceof RadioNodeList) && control.dataset.kind === "moment");
  }

  /** Hide what does not count under the answers that stand there, and what hangs on a hidden answer. */
  showApplying() {
    const idle = new Set();
    for (const field of /** @type {NodeListOf<HTMLElement>} */ (this.element.querySelectorAll("[data-if]"))) {
      const { if: asked = "", is = "", field: name = "" } = field.dataset;
      const applies = !idle.has(asked) && is.split(" ").includes(this.read(asked));
      if (!applies) idle.add(name);
      field.toggleAttribute("data-idle", !applies);
    }
  }

  /** @param {string} name */
  #control(name) {
    const control = this.element.elements.namedItem(name);
    return /** @type {RadioNodeList | HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} */ (control);
  }

  /** @param {RadioNodeList} list */
  static #buttons(list) {
    return /** @type {HTMLInputElement[]} */ ([...list]);
  }

  /**
   * @param {RadioNodeList} list
   * @param {string} value
   */
  static #choose(list, value) {
    const buttons = RunbookForm.#buttons(list);
    const chosen = buttons.some(({ type }) => type === "radio") ? [value] : value.split(" ");
    for (const button of buttons) button.checked = chosen.includes(button.value);
  }

  /**
   * @param {HTMLSelectElement} select
   * @param {string} value the key of an answer, its words, or what somebody pasted
   */
  static #select(select, value) {
    for (const foreign of select.querySelectorAll("[data-foreign]")) foreign.remove();
    const asked = value.trim().toLowerCase();
    const known = [...select.options].find((option) =>
      [option.value, option.text].some((word) => word.trim().toLowerCase() === asked),
    );
    if (!known) {
      const foreign = new Option(value, value);
      foreign.dataset.foreign = "";
      select.append(foreign);
    }
    select.value = known ? known.value : value;
  }

  /**
   * @param {HTMLInputElement | HTMLTextAreaElement} input
   * @param {string} value
   */
  static #writeMoment(input, value) {
    if (input.value === value && input.type !== "text") return;
    input.setAttribute("type", "datetime-local");
    input.value = value;
    if (!value || input.value) return;
    input.setAttribute("type", "text");
    input.value = value;
  }
}
