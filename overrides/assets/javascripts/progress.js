/** How many lines of a step are done; the build names them, at a gate with the answer that lets pass. */
class RunbookProgressElement extends HTMLElement {
  #leave = () => {};

  connectedCallback() {
    this.#leave = RunbookLog.subscribe(() => this.#show());
    void RunbookLog.load().then(() => this.#show());
  }

  disconnectedCallback() {
    this.#leave();
  }

  #show() {
    const states = RunbookLog.state(RunbookLog.events);
    const done = (this.dataset.lines ?? '').split(' ').filter((line) => {
      const [id = '', pass] = line.split('=');
      const state = states.get(id);
      return state?.ticked && !RunbookLog.isHeld(state.value, pass);
    });
    for (const count of this.querySelectorAll('[data-count="done"]')) count.textContent = String(done.length);
    this.hidden = false;
  }
}

customElements.define('runbook-progress', RunbookProgressElement);
