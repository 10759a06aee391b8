/** What a name is for: to be read in a list, beside others. */
export const longestName = 120

/** A letter of Vietnamese, Thai, Hebrew or Tibetan carries fewer; more only paint over the lines around. */
const mostMarks = 4

/** Marks that turn the direction of what follows, draw nothing, or break a line: by them a name looks like another, or like none. */
const hidden =
  /(?!\u200c|\u200d|[\ufe00-\ufe0f])(?:\p{Default_Ignorable_Code_Point}|\p{Zl}|\p{Zp}|\p{Surrogate}|[\u2800\ufff9-\ufffb])/gu
const controls = /\p{Cc}+/gu
const tooManyMarks = new RegExp(`(\\p{M}{${mostMarks}})\\p{M}+`, 'gu')
/** Joiners belong between two signs: of emoji, and of letters in Persian and the scripts of India. */
const looseJoiners = /(?:\u200c|\u200d)(?=\u200c|\u200d|\s|$)|(?<=^|\s)(?:\u200c|\u200d)+/gu

const plain = /^[!-~]+(?: [!-~]+)*$/

/**
 * A name as it may stand on a screen, whoever gave it: of a person, a workspace, a channel, a flow or a file. Without what turns text
 * round (U+202E), what cannot be seen, and heaps of combining marks; one kind of space; at most `most` characters, none cut in half.
 * Empty when nothing of it can be seen.
 */
export function cleanName(name: string, most = longestName): string {
  if (name.length <= most && plain.test(name)) return name
  const short = name.slice(0, most * 16).normalize('NFC')
  const clean = short
    .replace(controls, ' ')
    .replace(hidden, '')
    .replace(tooManyMarks, '$1')
    .replace(looseJoiners, '')
    .replace(/^\p{M}+/u, '')
    .replace(/\s+/g, ' ')
    .trim()
  return clean.length <= most ? clean : clip(clean, most)
}

const signs = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

function clip(name: string, most: number): string {
  let kept = ''
  for (const { segment } of signs.segment(name)) {
    if (kept.length + segment.length > most - 1) break
    kept += segment
  }
  return `${kept.trimEnd()}…`
}
