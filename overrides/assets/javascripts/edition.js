/** Shows the notices whose day has come; the build gave each its first day, written so that texts compare. */
{
  const two = /** @type {const} */ ('2-digit');
  const shape = /** @type {const} */ ({ year: 'numeric', month: two, day: two });
  const parts = new Intl.DateTimeFormat('en-u-ca-iso8601-nu-latn', shape).formatToParts(new Date());
  const { year, month, day } = Object.fromEntries(parts.map(({ type, value }) => [type, value]));
  const today = `${year}-${month}-${day}`;
  for (const notice of document.querySelectorAll('[data-from]')) {
    if (today >= (notice.getAttribute('data-from') ?? '')) notice.removeAttribute('hidden');
  }
}
