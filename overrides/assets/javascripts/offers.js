/**
 * What other calculators of this browser know, at the fields that may take it. Python says what there is, or why there
 * is nothing; a button puts it into the field. Nothing is ever taken over by itself.
 *
 * @typedef {{field: string, words: string, values: Values}} Offer
 */
class RunbookOffers {
  #element;
  #host;
  /** @type {Map<string, Offer>} by the name of the field */
  #offers = new Map();

  /**
   * @param {HTMLElement} element
   * @param {Host} host
   */
  constructor(element, host) {
    this.#element = element;
    this.#host = host;
  }

  /** @param {AbortSignal} signal ends listening */
  listen(signal) {
    this.#element.addEventListener("click", (event) => this.#act(event), { signal });
  }

  /** Ask what there is by now. */
  async refresh() {
    const sources = new Set(this.#places().map(({ dataset }) => dataset.takes ?? ""));
    if (!sources.size) return;
    const known = Object.fromEntries(
      await Promise.all([...sources].map(async (source) => [source, await this.#known(source)])),
    );
    const reply = await this.#host.peek({ op: "offers", known });
    if (!reply) return;
    this.#offers = new Map(reply.offers.map((/** @type {Offer} */ offer) => [offer.field, offer]));
    this.show();
  }

  /** Show what there is, but for what stands there already. */
  show() {
    const typed = this.#host.typed();
    for (const place of this.#places()) {
      const offer = this.#offers.get(RunbookOffers.#field(place));
      const values = Object.entries(offer?.values ?? {});
      const button = /** @type {HTMLElement} */ (place.querySelector("button"));
      const why = /** @type {HTMLElement} */ (place.querySelector("[data-why]"));
      button.textContent = (values.length && offer?.words) || "";
      /** @type {HTMLElement} */ (button.parentElement).hidden =
        !values.length || values.every(([name, value]) => typed[name] === value);
      why.textContent = (!values.length && offer?.words) || "";
      why.hidden = !why.textContent;
    }
  }

  /**
   * Whether a field, or a row of one, still holds what was taken over.
   * @param {Map<string, string>} typed
   * @param {string} field
   */
  static isTaken(typed, field) {
    const mark = typed.get(`${field.split(".")[0]}.taken`);
    if (!mark) return false;
    const taken = mark.split("\n").map((line) => line.split(/=(.*)/s, 2));
    const own = taken.filter(([name]) => name === field || name.startsWith(`${field}.`));
    return own.length > 0 && own.every(([name, value]) => typed.get(name) === value);
  }

  /** @param {Event} event */
  #act({ target }) {
    const button = target instanceof HTMLElement ? target.closest('[data-action="take"]') : null;
    const place = /** @type {HTMLElement | null | undefined} */ (button?.closest(".calculator-offer"));
    const offer = place && this.#offers.get(RunbookOffers.#field(place));
    if (!offer) return;
    this.#host.take(offer.values);
    this.show();
    // The button is gone: what it filled in comes next.
    const next = /** @type {HTMLElement | null | undefined} */ (
      place.closest("[data-field]")?.querySelector(":is(input, select, textarea):not([hidden]), a")
    );
    next?.focus();
  }

  /** @returns {HTMLElement[]} */
  #places() {
    return [...this.#element.querySelectorAll(".calculator-offer")].map((place) => /** @type {HTMLElement} */ (place));
  }

  /** @param {Element} place */
  static #field(place) {
    return /** @type {HTMLElement} */ (place.closest("[data-field]")).dataset.field ?? "";
  }

  /**
   * What is typed in another calculator, and the offsets that the device knows of its moments.
   * @param {string} source
   */
  async #known(source) {
    const known = await RunbookActions.typedIn(source);
    for (const [name, value] of Object.entries(known)) {
      if (/^\d{4}\D.*\d:\d\d/.test(value)) known[`${name}.offset`] ??= this.#host.offset(value);
    }
    return known;
  }
}
