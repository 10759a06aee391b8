import classes from './kbd.module.css'

export const isApple = typeof navigator !== 'undefined' && /mac|iphone|ipad/i.test(navigator.platform)

/** A shortcut in the keyboard's own words: `mod+k` is ⌘K on a Mac and Ctrl K elsewhere. */
export function Kbd({ keys }: { keys: string }) {
  return <kbd className={classes.kbd}>{shortcut(keys)}</kbd>
}

const apple: Record<string, string> = { mod: '⌘', shift: '⇧', alt: '⌥', enter: '↵', backspace: '⌫' }
const other: Record<string, string> = { mod: 'Ctrl', shift: 'Shift', alt: 'Alt', enter: 'Enter', backspace: 'Backspace' }

/** `mod+shift+z` as text. */
export function shortcut(keys: string): string {
  const words = isApple ? apple : other
  return keys
    .split('+')
    .map((key) => words[key.toLowerCase()] ?? (key.length === 1 ? key.toUpperCase() : key))
    .join(isApple ? '' : ' ')
}
