/**
 * A checklist: ticks and answers become events of the log, and what is shown is derived from the log alone.
 *
 * The words and the controls stand in the page; the same line has the same id in both languages, so that a tick
 * made in one shows in the other. What the reader is typing is never overwritten.
 */
class RunbookChecklistElement extends RunbookAnswersElement {
  constructor() {
    super();
    this.addEventListener('change', ({ target }) => this.#chosen(target));
    this.addEventListener('click', ({ target }) => this.#clicked(target));
  }

  connectedCallback() {
    super.connectedCallback();
    for (const part of this.querySelectorAll('.checklist-progress, .checklist-initials, .checklist-again')) {
      part.removeAttribute('hidden');
    }
  }

  /** @param {Element} control */
  lineOf(control) {
    return control.closest('.checklist-line')?.id ?? '';
  }

  show() {
    const states = RunbookLog.state(RunbookLog.events);
    for (const line of this.#lines) this.#showLine(line, states.get(line.id));
    const done = this.#lines.filter((line) => line.dataset.state === 'done');
    for (const count of this.querySelectorAll('[data-count="done"]')) count.textContent = String(done.length);
    const by = this.querySelector('#checklist-by');
    if (RunbookAnswersElement.isTyped(by)) this.fill(by, RunbookLog.by);
  }

  /**
   * @param {HTMLInputElement | HTMLTextAreaElement} control
   * @param {string} value
   */
  async keep(control, value) {
    if (control.id !== 'checklist-by') await super.keep(control, value);
    else if (value.trim() !== RunbookLog.by) await RunbookLog.sign(value);
  }

  /** @returns {HTMLElement[]} */
  get #lines() {
    return [...this.querySelectorAll('.checklist-line')].filter((line) => line instanceof HTMLElement);
  }

  /** @param {EventTarget | null} target */
  #chosen(target) {
    if (RunbookAnswersElement.isTyped(target) || !(target instanceof HTMLInputElement)) return;
    const line = this.lineOf(target);
    if (target.type === 'radio') void RunbookLog.record({ kind: 'answer', target: line, value: target.value });
    else void RunbookLog.record({ kind: target.checked ? 'tick' : 'untick', target: line });
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
    this.forget();
    const ids = this.#lines.map((line) => line.id);
    await RunbookLog.record({ kind: 'reset', target: this.getAttribute('name') ?? '', value: ids.join(' ') });
  }

  /**
   * @param {HTMLElement} line
   * @param {RunbookLine} [state]
   */
  #showLine(line, { ticked, value, by, at } = { ticked: false, value: '', by: '', at: '' }) {
    const held = RunbookLog.isHeld(value, line.dataset.pass);
    let word = held ? 'stop' : ticked ? 'done' : '';
    for (const control of line.querySelectorAll('input, textarea')) {
      if (RunbookAnswersElement.isTyped(control)) {
        this.fill(control, value);
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
}

customElements.define('runbook-checklist', RunbookChecklistElement);
