import { nameIn, ownLanguageName } from '#schemas/language-names.ts'
import type { Language } from '#schemas/text.ts'

/**
 * Every usual way to name a language: by itself, in English, by its tag; its family's name, such as “Chinese” or 中文; its script's,
 * such as 繁體; and what people call it who do not call it that.
 */
export const namesOf = remembered((language): readonly string[] => {
  const [family = language, script] = language.split('-')
  const names = [language, family].flatMap((tag) => [
    tag,
    ownLanguageName(tag),
    nameIn(tag, tag),
    nameIn(tag, language),
    nameIn(tag, 'en'),
  ])
  const scripts = script?.length === 4 ? [language, family, 'en'].map((reader) => nameIn(script, reader, 'script')) : []
  const others = [...new Set([language, family])].flatMap((tag) => (alsoCalled[tag] ?? '').split(' '))
  return [...new Set([...names, ...scripts, ...others])].filter((name) => name !== '')
})

/** What a language is called by those who read another: 英文, الإنجليزية, tiếng Anh. */
export const namesFor = (language: Language, readers: readonly Language[]): readonly string[] => {
  const key = `${language} ${readers.join(' ')}`
  let names = forReaders.get(key)
  if (!names) {
    // What a flow offers is one of few sets; whoever writes thousands of flows makes them anew.
    if (forReaders.size >= 1000) forReaders.clear()
    const family = language.split('-')[0] as string
    const foreign = readers.flatMap((reader) => [language, family].map((tag) => nameIn(tag, reader)))
    names = [...new Set([...namesOf(language), ...foreign])]
    forReaders.set(key, names)
  }
  return names
}

const forReaders = new Map<string, readonly string[]>()

/** Names that no table of languages has. Who speaks Cantonese reads traditional characters; Mandarin alone says little. */
const alsoCalled: Record<Language, string> = {
  en: 'eng inggris inggeris 英文 英語 英语',
  zh: '中文 漢語 汉语 華語 华语 國語 国语 mandarin',
  'zh-Hant': '廣東話 广东话 粵語 粤语 cantonese 繁體 繁体 繁中 正體 台灣 香港',
  'zh-Hans': '普通話 普通话 簡體 简体 简中 簡中',
  ar: 'عربي عربى 阿拉伯文 阿拉伯语 arab',
  th: 'ไทย ภาษาไทย 泰文 泰语 泰語',
  vi: 'việt 越南文 越南语 越南語 vietnam',
  id: 'bahasa indo 印尼文 印尼语 印尼語',
  ms: 'melayu malay 馬來文 马来文',
}

/** Asking for the name of a language costs more than the rest of a turn, and there are only so many languages. */
function remembered<T>(nameOf: (language: Language) => T): (language: Language) => T {
  const known = new Map<Language, T>()
  return (language) => {
    let name = known.get(language)
    if (name === undefined) {
      name = nameOf(language)
      known.set(language, name)
    }
    return name
  }
}
