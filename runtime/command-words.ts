import { formsOf, hasOwnMarks } from '#nodes/forms.ts'
import { withoutPoliteness } from '#nodes/polite.ts'
import type { Command } from '#schemas/command.ts'
import { foldsToCommonWord } from '#schemas/common-words.ts'
import type { Flow } from '#schemas/flow.ts'
import type { WordForms } from '#schemas/word-forms.ts'

/** What the words of a flow's global commands make of a message. */
export interface CommandWords {
  /** The command a whole message is, in any of the flow's languages. */
  said(text: string): Command | undefined
  /** The command a whole message is but for one slip of the finger. */
  almostSaid(text: string): Command | undefined
}

const longestCommand = 200
/** A shorter word has too many neighbours. */
const shortestSlip = 5

/**
 * Words count with their marks first: đúng (yes) is never dừng (stop). Without marks a word counts only where it can be no other.
 * Everything is made ready once per published version; a message costs two look-ups.
 */
export function commandWords({ settings, nodes }: Pick<Flow, 'settings' | 'nodes'>): CommandWords {
  const marked = new Map<string, Command>()
  const folded = new Map<string, Command | null>()
  for (const command of settings.commands)
    for (const [language, words] of Object.entries(command.words))
      for (const forms of words.map(formsOf)) {
        marked.set(forms.marked, command)
        if (!mayLoseMarks(forms, language)) continue
        const other = folded.get(forms.folded)
        folded.set(forms.folded, other === undefined || other === command ? command : null)
      }
  const slips = [...folded].filter(([word, command]) => command && [...word].length >= slipFrom(command)) as [string, Command][]
  let answers: Set<string> | undefined
  const isAnswer = (said: string): boolean => {
    answers ??= new Set(nodes.flatMap(answersOf).map((words) => formsOf(words).folded))
    return answers.has(said)
  }

  const exactly = (forms: WordForms): Command | undefined => {
    const said = marked.get(forms.marked) ?? marked.get(forms.exact)
    if (said) return said
    const meant = folded.get(forms.folded)
    return meant && !hasOwnMarks(forms) ? meant : undefined
  }
  return {
    said(text) {
      if (text.length > longestCommand) return undefined
      const forms = formsOf(text)
      const said = exactly(forms)
      if (said) return said
      const bare = withoutPoliteness(forms.marked)
      return bare === forms.marked ? undefined : exactly(formsOf(bare))
    },
    almostSaid(text) {
      if (text.length > longestCommand || slips.length === 0) return undefined
      const said = formsOf(withoutPoliteness(formsOf(text).marked)).folded
      const near = new Set(slips.filter(([word, command]) => isSlipOf(said, word, command)).map(([, command]) => command))
      return near.size === 1 && !foldsToCommonWord(said) && !isAnswer(said) ? near.values().next().value : undefined
    },
  }
}

/** Whether the word may be written without its marks: where that is no other word, and never a single syllable of Vietnamese. */
function mayLoseMarks({ marked, folded }: WordForms, language: string): boolean {
  if (marked === folded) return true
  return !foldsToCommonWord(folded) && !(language === 'vi' && !folded.includes(' '))
}

/** STOP is asked about before it is obeyed, so a shorter word may be misspelt too. */
const slipFrom = ({ action }: Command): number => (action === 'stop' ? 4 : shortestSlip)

/** Of a word of four letters only letters that changed places or were typed twice: `shop` and `step` are words of their own. */
const isSlipOf = (said: string, word: string, command: Command): boolean =>
  [...word].length < shortestSlip && command.action === 'stop'
    ? isTransposed(said, word) || isDoubled(said, word)
    : isOneEdit([...said], [...word])

function isTransposed(said: string, word: string): boolean {
  if (said.length !== word.length || said === word) return false
  let at = 0
  while (said[at] === word[at]) at++
  return said[at] === word[at + 1] && said[at + 1] === word[at] && said.slice(at + 2) === word.slice(at + 2)
}

function isDoubled(said: string, word: string): boolean {
  if (said.length !== word.length + 1) return false
  let at = 0
  while (at < word.length && said[at] === word[at]) at++
  return at > 0 && said[at] === word[at - 1] && said.slice(at + 1) === word.slice(at)
}

/** Whether one letter was left out, added, replaced, or two changed places. */
function isOneEdit(said: string[], word: string[]): boolean {
  if (Math.abs(said.length - word.length) > 1) return false
  let at = 0
  while (at < said.length && said[at] === word[at]) at++
  const rest = (letters: string[], from: number) => letters.slice(from).join('')
  if (said.length < word.length) return rest(said, at) === rest(word, at + 1)
  if (said.length > word.length) return rest(said, at + 1) === rest(word, at)
  if (at === said.length) return false
  return (
    rest(said, at + 1) === rest(word, at + 1) ||
    (said[at] === word[at + 1] && said[at + 1] === word[at] && rest(said, at + 2) === rest(word, at + 2))
  )
}

/** What a flow's own questions and keywords take for an answer. */
function answersOf({ data }: Flow['nodes'][number]): string[] {
  const { options, keywords } = data.config
  const items: unknown[] = Array.isArray(options) ? options : []
  return [...items, { synonyms: keywords }].flatMap((item) => {
    const { label, synonyms } = (item ?? {}) as { label?: unknown; synonyms?: unknown }
    return [...valuesOf(label), ...valuesOf(synonyms).flat()].filter((words) => typeof words === 'string')
  })
}

const valuesOf = (record: unknown): unknown[] => (typeof record === 'object' && record !== null ? Object.values(record) : [])
