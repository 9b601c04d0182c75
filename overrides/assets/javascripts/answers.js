/**
 * An element whose controls answer lines: what is typed becomes an event of the log once it rests, and what is shown
 * is derived from the log alone. What the reader is typing is never overwritten.
 *
 * A subclass says which line a control answers, and shows what the log says.
 */
class RunbookAnswersElement extends HTMLElement {
  /** After this pause, typed text is kept without waiting for the reader to leave the field. */
  static #pause = 400;

  /** @type {Map<HTMLInputElement | HTMLTextAreaElement, number>} controls with text that no event has yet */
  #typing = new Map();

  #leave = new AbortController();

  constructor() {
    super();
    this.addEventListener('input', ({ target }) => this.#typed(target));
    this.addEventListener('change', ({ target }) => this.#changed(target));
  }

  connectedCallback() {
    this.#leave = new AbortController();
    const { signal } = this.#leave;
    document.addEventListener('visibilitychange', () => this.#keepAll(), { signal });
    signal.addEventListener('abort', RunbookLog.subscribe(() => this.show()));
    void RunbookLog.load().then(() => this.show());
  }

  disconnectedCallback() {
    this.#keepAll();
    this.#leave.abort();
  }

  /**
   * The id of the line that a control answers.
   * @param {Element} control
   * @returns {string}
   */
  lineOf(control) {
    throw new Error(`Nothing says which line ${control.id} answers.`);
  }

  /** Show what the log says. */
  show() {}

  /**
   * Keep what was typed, unless the log says the same already.
   * @param {HTMLInputElement | HTMLTextAreaElement} control
   * @param {string} value
   */
  async keep(control, value) {
    const target = this.lineOf(control);
    const known = RunbookLog.state(RunbookLog.events).get(target)?.value ?? '';
    if (value !== known) await RunbookLog.record({ kind: 'answer', target, value });
  }

  /** Forget what was typed and is in no event yet. */
  forget() {
    for (const timer of this.#typing.values()) clearTimeout(timer);
    this.#typing.clear();
  }

  /**
   * Put a value into a control, unless the reader is typing there.
   * @param {HTMLInputElement | HTMLTextAreaElement} control
   * @param {string} value
   */
  fill(control, value) {
    if (this.#typing.has(control)) return;
    if (control.value !== value || control.validity.badInput) control.value = value;
  }

  /**
   * @param {unknown} control
   * @returns {control is HTMLInputElement | HTMLTextAreaElement}
   */
  static isTyped(control) {
    if (control instanceof HTMLTextAreaElement) return true;
    return control instanceof HTMLInputElement && !['checkbox', 'radio'].includes(control.type);
  }

  /** @param {EventTarget | null} target */
  #typed(target) {
    if (!RunbookAnswersElement.isTyped(target)) return;
    clearTimeout(this.#typing.get(target));
    this.#typing.set(target, setTimeout(() => this.#keep(target), RunbookAnswersElement.#pause));
  }

  /** @param {EventTarget | null} target */
  #changed(target) {
    if (RunbookAnswersElement.isTyped(target)) void this.#keep(target);
  }

  #keepAll() {
    for (const control of [...this.#typing.keys()]) void this.#keep(control);
  }

  /** @param {HTMLInputElement | HTMLTextAreaElement} control */
  async #keep(control) {
    clearTimeout(this.#typing.get(control));
    if (control.validity.badInput) return; // half a date reads as an empty one
    const { value } = control;
    await RunbookLog.load();
    if (control.value === value) this.#typing.delete(control);
    await this.keep(control, value);
  }
}
