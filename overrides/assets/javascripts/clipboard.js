/** Puts a text on the clipboard. Plain http has no asynchronous one, and from a file it may be refused. */
class RunbookClipboard {
  /**
   * Copy what a field holds.
   * @param {HTMLTextAreaElement} field is shown, for the older way copies what is selected
   * @returns {Promise<boolean>} false where the reader has to copy the text, which is selected then
   */
  static async copy(field) {
    try {
      await navigator.clipboard.writeText(field.value);
      return true;
    } catch {
      field.select();
      return document.execCommand('copy');
    }
  }
}
