/**
 * The theme makes its index of the whole site anew on every page, which keeps a core busy for a while. The
 * workers that it starts hear nothing until somebody is about to search.
 */
(() => {
  "use strict";

  const field = "[data-md-component=search-query]";
  const wanted = new Promise((resolve) => {
    if (new URLSearchParams(location.search).has("q")) resolve(undefined);
    document.addEventListener("focusin", ({ target }) => {
      if (target instanceof Element && target.matches(field)) resolve(undefined);
    });
  });

  window.Worker = class extends Worker {
    /** @param {any} message */
    postMessage(message) {
      wanted.then(() => super.postMessage(message));
    }
  };
})();
