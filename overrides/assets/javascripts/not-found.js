// The 404 page stands at an address of any depth: where this script was found, the site's root is.
{
  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  const root = new URL("../../", script.src);
  const sheet = document.createElement("link");
  sheet.rel = "stylesheet";
  sheet.href = new URL("assets/stylesheets/not-found.css", root).href;
  document.head.append(sheet);
  for (const link of document.querySelectorAll("a")) {
    link.href = new URL(link.dataset.home ?? "", root).href;
  }
}
