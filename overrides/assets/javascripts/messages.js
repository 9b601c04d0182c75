/**
 * The facts of the messages, typed once. They answer lines, as a checklist does: what was typed there is here already.
 * Every place on the page that names a fact shows it, as text.
 */
class RunbookFactsElement extends RunbookAnswersElement {
  constructor() {
    super();
    this.addEventListener('input', () => this.#tell());
    this.addEventListener('focusout', () => this.show());
  }

  /** @param {Element} control */
  lineOf(control) {
    return RunbookFactsElement.#linesOf(control)[0] ?? '';
  }

  /** A field that is being edited stays: emptied, it would take at once what another of its lines says. */
  show() {
    const states = RunbookLog.state(RunbookLog.events);
    for (const control of this.#controls) {
      const values = RunbookFactsElement.#linesOf(control).map((id) => states.get(id)?.value);
      if (control !== document.activeElement) this.fill(control, values.find(Boolean) ?? '');
    }
    this.#tell();
  }

  get #controls() {
    return [...this.querySelectorAll('input, textarea')].filter(RunbookAnswersElement.isTyped);
  }

  #tell() {
    for (const control of this.#controls) {
      const id = this.lineOf(control);
      const text = this.#text(control);
      control.toggleAttribute('data-filled', text !== '');
      for (const slot of document.querySelectorAll(`[data-line="${id}"]`)) RunbookFactsElement.#put(slot, text);
      for (const blank of document.querySelectorAll(`[data-missing="${id}"]`)) {
        blank.toggleAttribute('hidden', text !== '');
      }
    }
    for (const missing of document.querySelectorAll('.message-missing')) {
      missing.toggleAttribute('hidden', !missing.querySelector('.message-blanks > :not([hidden])'));
    }
  }

  /** @param {HTMLInputElement | HTMLTextAreaElement} control */
  #text({ type, value }) {
    return type === 'datetime-local' && value ? RunbookLog.moment(value, this) : value.trim();
  }

  /**
   * @param {Element} slot
   * @param {string} text
   */
  static #put(slot, text) {
    const [label, shown] = slot.children;
    if (!label || !shown || shown.textContent === text) return;
    shown.textContent = text;
    label.toggleAttribute('hidden', text !== '');
    slot.classList.toggle('slot-blank', text === '');
  }

  /** @param {Element} control */
  static #linesOf(control) {
    return control.getAttribute('data-lines')?.split(' ') ?? [];
  }
}

/** A message to copy; what is not filled in becomes a line. */
class RunbookMessageElement extends HTMLElement {
  static #blank = '____';

  /** What is said of a copy holds for the words that were copied. */
  #changes = new MutationObserver(() => this.#say(''));

  constructor() {
    super();
    this.addEventListener('click', ({ target }) => {
      if (target instanceof HTMLButtonElement) void this.#copy(target);
    });
  }

  connectedCallback() {
    this.#part('.message-send').hidden = false;
    this.#changes.observe(this.#part('blockquote'), { childList: true, subtree: true });
  }

  disconnectedCallback() {
    this.#changes.disconnect();
  }

  /** @param {HTMLButtonElement} button */
  async #copy(button) {
    const field = /** @type {HTMLTextAreaElement} */ (this.#part('.message-text'));
    field.value = this.#text;
    field.hidden = false;
    const copied = await RunbookClipboard.copy(field);
    this.#say(copied ? 'copied' : 'failed');
    if (copied) button.focus();
  }

  /** @param {'copied' | 'failed' | ''} word */
  #say(word) {
    this.#part('.message-text').hidden = word !== 'failed';
    for (const words of this.querySelectorAll('[data-word]')) {
      words.toggleAttribute('hidden', words.getAttribute('data-word') !== word);
    }
  }

  /** A line of text for each paragraph and each item. */
  get #text() {
    const lines = [...this.querySelectorAll('blockquote :is(p, li)')].filter((line) => !line.querySelector('p'));
    return lines.map(RunbookMessageElement.#plain).join('\n');
  }

  /** @param {Element} line */
  static #plain(line) {
    const copy = /** @type {Element} */ (line.cloneNode(true));
    for (const unseen of copy.querySelectorAll('[hidden]')) unseen.remove();
    for (const blank of copy.querySelectorAll('.slot-blank')) blank.textContent = RunbookMessageElement.#blank;
    return copy.textContent?.replace(/\s+/g, ' ').trim() ?? '';
  }

  /** @param {string} selector */
  #part(selector) {
    return /** @type {HTMLElement} */ (this.querySelector(selector));
  }
}

customElements.define('runbook-facts', RunbookFactsElement);
customElements.define('runbook-message', RunbookMessageElement);
