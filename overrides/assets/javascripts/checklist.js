/**
 * A checklist: ticks and answers become events of the log, and what is shown is derived from the log alone.
 *
 * The words and the controls stand in the page; the same line has the same id in both languages, so that a tick
 * made in one shows in the other. What the reader is typing is never overwritten.
 */
class RunbookChecklistElement extends HTMLElement {
  /** After this pause, typed text is kept without waiting for the reader to leave the field. */
  static #pause = 400;

  /** @type {Map<HTMLInputElement | HTMLTextAreaElement, number>} controls with text that no event has yet */
  #typing = new Map();

  #leave = new AbortController();

  connectedCallback() {
    this.#leave = new AbortController();
    const { signal } = this.#leave;
    this.addEventListener('input', (event) => this.#typed(event.target), { signal });
    this.addEventListener('change', (event) => this.#changed(event.target), { signal });
    this.addEventListener('click', (event) => this.#clicked(event.target), { signal });
    document.addEventListener('visibilitychange', () => this.#keepAll(), { signal });
    signal.addEventListener('abort', RunbookLog.subscribe(() => this.#show()));
    for (const part of this.querySelectorAll('.checklist-progress, .checklist-initials, .checklist-again')) {
      part.removeAttribute('hidden');
    }
    void RunbookLog.load().then(() => this.#show());
  }

  disconnectedCallback() {
    this.#keepAll();
    this.#leave.abort();
  }

  /** @returns {HTMLElement[]} */
  get #lines() {
    return [...this.querySelectorAll('.checklist-line')].filter((line) => line instanceof HTMLElement);
  }

  /** @param {EventTarget | null} target */
  #typed(target) {
    if (!RunbookChecklistElement.#isTyped(target)) return;
    clearTimeout(this.#typing.get(target));
    this.#typing.set(target, setTimeout(() => this.#keep(target), RunbookChecklistElement.#pause));
  }

  /** @param {EventTarget | null} target */
  #changed(target) {
    if (RunbookChecklistElement.#isTyped(target)) {
      void this.#keep(target);
    } else if (target instanceof HTMLInputElement) {
      const line = RunbookChecklistElement.#lineOf(target);
      if (target.type === 'radio') void RunbookLog.record({ kind: 'answer', target: line, value: target.value });
      else void RunbookLog.record({ kind: target.checked ? 'tick' : 'untick', target: line });
    }
  }

  /** @param {EventTarget | null} target */
  #clicked(target) {
    if (!(target instanceof HTMLButtonElement)) return;
    const [ask, reset, keep] = ['ask', 'reset', 'keep'].map((action) =>
      this.querySelector(`button[data-action="${action}"]`),
    );
    if (target !== ask && target !== reset && target !== keep) return;
    if (target === reset) void this.#startOver();
    const asked = target === ask && ask.getAttribute('aria-expanded') === 'false';
    ask?.setAttribute('aria-expanded', String(asked));
    this.querySelector('.checklist-confirm')?.toggleAttribute('hidden', !asked);
    const next = asked ? keep : ask;
    if (next instanceof HTMLElement) next.focus();
  }

  async #startOver() {
    for (const timer of this.#typing.values()) clearTimeout(timer);
    this.#typing.clear();
    const ids = this.#lines.map((line) => line.id);
    await RunbookLog.record({ kind: 'reset', target: this.getAttribute('name') ?? '', value: ids.join(' ') });
  }

  #keepAll() {
    for (const control of [...this.#typing.keys()]) void this.#keep(control);
  }

  /**
   * Make an event of what was typed, unless the log says the same already.
   * @param {HTMLInputElement | HTMLTextAreaElement} control
   */
  async #keep(control) {
    clearTimeout(this.#typing.get(control));
    if (control.validity.badInput) return; // half a date reads as an empty one
    const { value } = control;
    await RunbookLog.load();
    if (control.value === value) this.#typing.delete(control);
    if (control.id === 'checklist-by') {
      if (value.trim() !== RunbookLog.by) await RunbookLog.sign(value);
      return;
    }
    const target = RunbookChecklistElement.#lineOf(control);
    const known = RunbookLog.state(RunbookLog.events).get(target)?.value ?? '';
    if (value !== known) await RunbookLog.record({ kind: 'answer', target, value });
  }

  #show() {
    const states = RunbookLog.state(RunbookLog.events);
    for (const line of this.#lines) this.#showLine(line, states.get(line.id));
    const done = this.#lines.filter((line) => line.dataset.state === 'done');
    for (const count of this.querySelectorAll('[data-count="done"]')) count.textContent = String(done.length);
    const by = this.querySelector('#checklist-by');
    if (RunbookChecklistElement.#isTyped(by)) this.#fill(by, RunbookLog.by);
  }

  /**
   * @param {HTMLElement} line
   * @param {RunbookLine} [state]
   */
  #showLine(line, { ticked, value, by, at } = { ticked: false, value: '', by: '', at: '' }) {
    const held = RunbookLog.isHeld(value, line.dataset.pass);
    let word = held ? 'stop' : ticked ? 'done' : '';
    for (const control of line.querySelectorAll('input, textarea')) {
      if (RunbookChecklistElement.#isTyped(control)) {
        this.#fill(control, value);
        control.toggleAttribute('data-filled', control.value !== '');
      } else if (control instanceof HTMLInputElement && control.type === 'radio') {
        control.checked = control.value === value;
        if (control.checked && value === 'unknown') word ||= 'unknown';
      } else if (control instanceof HTMLInputElement) control.checked = word === 'done';
    }
    line.dataset.state = word;
    for (const words of line.querySelectorAll('[data-word]')) {
      words.toggleAttribute('hidden', words.getAttribute('data-word') !== word);
    }
    for (const lead of line.querySelectorAll('[data-answers]')) {
      const chosen = lead.getAttribute('data-answers')?.split(' ').includes(value) ?? false;
      lead.toggleAttribute('data-chosen', chosen);
      lead.querySelector('.checklist-now')?.toggleAttribute('hidden', !chosen || word === 'done');
    }
    this.#sign(line, 'at', at && RunbookLog.moment(at, this));
    this.#sign(line, 'by', by);
  }

  /**
   * @param {HTMLElement} line
   * @param {'at' | 'by'} name
   * @param {string} text
   */
  #sign(line, name, text) {
    const slot = line.querySelector(`[data-slot="${name}"]`);
    if (!slot) return;
    slot.textContent = text;
    slot.parentElement?.toggleAttribute('data-filled', text !== '');
  }

  /**
   * @param {HTMLInputElement | HTMLTextAreaElement} control
   * @param {string} value
   */
  #fill(control, value) {
    if (this.#typing.has(control)) return;
    if (control.value !== value || control.validity.badInput) control.value = value;
  }

  /** @param {Element} control */
  static #lineOf(control) {
    return control.closest('.checklist-line')?.id ?? '';
  }

  /**
   * @param {unknown} control
   * @returns {control is HTMLInputElement | HTMLTextAreaElement}
   */
  static #isTyped(control) {
    if (control instanceof HTMLTextAreaElement) return true;
    return control instanceof HTMLInputElement && !['checkbox', 'radio'].includes(control.type);
  }
}

customElements.define('runbook-checklist', RunbookChecklistElement);
