/** The button that starts the clock of an incident: an event of the log, from which the start is shown. */
class RunbookStartElement extends HTMLElement {
  /** How often the time on the button is set. */
  static #beat = 5000;

  #leave = new AbortController();

  connectedCallback() {
    this.#leave = new AbortController();
    const { signal } = this.#leave;
    this.addEventListener('click', ({ target }) => this.#clicked(target), { signal });
    const clock = setInterval(() => this.#showNow(), RunbookStartElement.#beat);
    signal.addEventListener('abort', () => clearInterval(clock));
    signal.addEventListener('abort', RunbookLog.subscribe(() => this.#show()));
    this.#showNow();
    void RunbookLog.load().then(() => this.#show());
  }

  disconnectedCallback() {
    this.#leave.abort();
  }

  get #target() {
    return this.getAttribute('name') ?? '';
  }

  /** @param {EventTarget | null} target */
  #clicked(target) {
    if (!(target instanceof HTMLButtonElement)) return;
    const { action } = target.dataset;
    if (action === 'start' || action === 'again') {
      const ref = RunbookLog.started(RunbookLog.events, this.#target)?.id ?? '';
      void RunbookLog.record({ kind: 'start', target: this.#target, ref });
    }
    const ask = this.#part('[data-action="ask"]');
    const asked = action === 'ask' && ask.getAttribute('aria-expanded') === 'false';
    ask.setAttribute('aria-expanded', String(asked));
    this.#part('.start-confirm').hidden = !asked;
    if (action !== 'start') (asked ? this.#part('[data-action="keep"]') : ask).focus();
  }

  #show() {
    const started = RunbookLog.started(RunbookLog.events, this.#target);
    const [start, ask] = [this.#part('[data-action="start"]'), this.#part('[data-action="ask"]')];
    ask.hidden = !started;
    if (started && start === document.activeElement) ask.focus();
    start.hidden = Boolean(started);
    this.#part('.start-since').hidden = !started;
    if (started) this.#part('[data-slot="since"]').textContent = RunbookLog.moment(started.at, this);
    this.hidden = false;
  }

  #showNow() {
    this.#part('[data-slot="now"]').textContent = RunbookLog.moment(new Date(), this, {});
  }

  /** @param {string} selector */
  #part(selector) {
    return /** @type {HTMLElement} */ (this.querySelector(selector));
  }
}

customElements.define('runbook-start', RunbookStartElement);
