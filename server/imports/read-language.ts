import { namesFor } from '#nodes/language/names.ts'
import { languageTag } from '#schemas/text.ts'
import { normalise } from '#schemas/word-forms.ts'

/** In whose words a language may be said. */
const readers = ['en', 'zh-Hant', 'zh-Hans', 'ar', 'th', 'vi', 'id', 'ms']
/** The languages of shops; every other one is known by its tag. */
const languages = [...readers, ...'ja ko fr de es pt it ru nl pl tr hi ur fa he bn ta tl km lo my uk'.split(' ')]
const tag = new RegExp(languageTag.pattern)

let byName: Map<string, string> | undefined

/** The tag of a language that a cell names, by its tag or its name in any of ours: `zh_TW`, 繁體中文, الإنجليزية, tiếng Việt. */
export function readLanguage(cell: string): string | null {
  if (!byName) {
    byName = new Map()
    for (const language of languages)
      for (const name of namesFor(language, readers)) {
        const key = normalise(name)
        if (key !== '' && !byName.has(key)) byName.set(key, language)
      }
  }
  const text = cell.trim()
  const [first = '', ...rest] = text.replaceAll('_', '-').split('-')
  const written = [first.toLowerCase(), ...rest.map((part) => (part.length === 4 ? title(part) : part.toUpperCase()))].join('-')
  if (/^zh-(TW|HK|MO)$/.test(written)) return 'zh-Hant'
  if (/^zh-(CN|SG|MY)$/.test(written)) return 'zh-Hans'
  if (tag.test(written) && isLanguage(first)) return written
  return byName.get(normalise(text)) ?? null
}

const title = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1).toLowerCase()

function isLanguage(code: string): boolean {
  try {
    return new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' }).of(code.toLowerCase()) !== undefined
  } catch {
    return false
  }
}
