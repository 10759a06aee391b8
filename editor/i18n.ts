import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { directionOf, type Language } from '#schemas/text.ts'

/** English is the source: its keys are the keys. */
type Words = typeof import('./locales/en/index.ts').words
type FlowWords = typeof import('./locales/en/flow.ts').words
type PeopleWords = typeof import('./locales/en/people.ts').words
type SettingsWords = typeof import('./locales/en/settings.ts').words

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'shell'
    resources: Words & FlowWords & PeopleWords & SettingsWords
  }
}

/** Languages the editor itself speaks; only the chosen one is loaded. Another one is a folder in `locales` and a line here. */
const locales = {
  en: {
    words: () => import('./locales/en/index.ts'),
    flows: () => import('./locales/en/flow.ts'),
    people: () => import('./locales/en/people.ts'),
    settings: () => import('./locales/en/settings.ts'),
  },
} satisfies Partial<Record<Language, Loaded>>
interface Loaded {
  words: () => Promise<{ words: Words }>
  flows: () => Promise<{ words: FlowWords }>
  people: () => Promise<{ words: PeopleWords }>
  settings: () => Promise<{ words: SettingsWords }>
}
/** What some pages say and others do not. */
type Some = Exclude<keyof Loaded, 'words'>
type EditorLanguage = keyof typeof locales
export const editorLanguages = Object.keys(locales) as EditorLanguage[]

const storageKey = 'alur-language'

let tellStarted = (): void => {}
const started = new Promise<void>((resolve) => {
  tellStarted = resolve
})

/** Starts the editor's words in the chosen language, else the browser's, else English. */
export async function startI18n(): Promise<void> {
  const language = preferredLanguage()
  const { words } = await locales[language].words()
  await i18next.use(initReactI18next).init({
    resources: { [language]: words },
    lng: language,
    fallbackLng: false,
    defaultNS: 'shell',
    interpolation: { escapeValue: false },
  })
  applyDirection(i18next.language)
  i18next.on('languageChanged', applyDirection)
  tellStarted()
}

/** Changes the editor's language on this device. */
export async function chooseLanguage(language: Language): Promise<void> {
  if (!isSpoken(language)) return
  const { words } = await locales[language].words()
  addWords(language, words)
  await Promise.all([...here].map((some) => addSome(language, some)))
  localStorage.setItem(storageKey, language)
  await i18next.changeLanguage(language)
}

/** The words that a page says beside those of all, before it is shown: its address may be the first that is opened. */
export async function loadWords(...all: Some[]): Promise<void> {
  await started
  await Promise.all(all.map((some) => addSome(i18next.language as EditorLanguage, some)))
}

const here = new Set<Some>()

async function addSome(language: EditorLanguage, some: Some): Promise<void> {
  const { words } = await locales[language][some]()
  addWords(language, words)
  here.add(some)
}

function addWords(language: EditorLanguage, words: object): void {
  for (const [place, texts] of Object.entries(words)) i18next.addResourceBundle(language, place, texts)
}

function preferredLanguage(): EditorLanguage {
  const wanted = [localStorage.getItem(storageKey), ...navigator.languages]
  return wanted.find(isSpoken) ?? 'en'
}

const isSpoken = (language: string | null): language is EditorLanguage => language !== null && Object.hasOwn(locales, language)

function applyDirection(language: Language): void {
  document.documentElement.lang = language
  document.documentElement.dir = directionOf(language)
}
