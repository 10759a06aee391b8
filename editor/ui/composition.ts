/**
 * Whether a key press belongs to an input method that is putting a word together: the Enter that takes a suggestion is not the Enter that
 * sends. Browsers say so by `isComposing`; Safari ends the composition first and gives the key press only the number 229 (W3C UI
 * Events, § "Legacy key attributes": the keyCode of a key that an input method processes).
 */
export const isComposing = (event: Pick<KeyboardEvent, 'isComposing' | 'keyCode'>): boolean =>
  event.isComposing || event.keyCode === 229

/**
 * Keeps such key presses from every handler of the page, ours and those of libraries alike: fields, palettes, dialogs, shortcuts. The
 * input method itself is not touched. Call it once, before anything else listens. The code editor has an input method handling of its own.
 */
export function guardCompositions(page: Pick<Window, 'addEventListener'> = window): void {
  const keep = (event: KeyboardEvent): void => {
    const inCode =
      typeof Element !== 'undefined' && event.target instanceof Element && event.target.closest('.monaco-editor') !== null
    if (isComposing(event) && !inCode) event.stopImmediatePropagation()
  }
  page.addEventListener('keydown', keep, true)
}
