import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { directionOf, type Language } from '#schemas/text.ts'

/** English is the source: its keys are the keys. */
type Words = typeof import('./locales/en/index.ts').words
type FlowWords = typeof import('./locales/en/flow.ts').words
type PeopleWords = typeof import('./locales/en/people.ts').words

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'shell'
    resources: Words & FlowWords & PeopleWords
  }
}

/** Languages the editor itself speaks; only the chosen one is loaded. Another one is a folder in `locales` and a line here. */
const locales = {
  en: {
    words: () => import('./locales/en/index.ts'),
    ofFlows: () => import('./locales/en/flow.ts'),
    ofPeople: () => import('./locales/en/people.ts'),
  },
} satisfies Partial<Record<Language, Loaded>>
interface Loaded {
  words: () => Promise<{ words: Words }>
  ofFlows: () => Promise<{ words: FlowWords }>
  ofPeople: () => Promise<{ words: PeopleWords }>
}
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
  if (i18next.hasResourceBundle(i18next.language, 'canvas')) await addFlowWords(language)
  if (i18next.hasResourceBundle(i18next.language, 'contacts')) await addPeopleWords(language)
  localStorage.setItem(storageKey, language)
  await i18next.changeLanguage(language)
}

/** The words of a flow's page, before it is shown: its address may be the first that is opened. */
export async function loadFlowWords(): Promise<void> {
  await started
  await addFlowWords(i18next.language as EditorLanguage)
}

/** The words of people's pages, likewise. */
export async function loadPeopleWords(): Promise<void> {
  await started
  await addPeopleWords(i18next.language as EditorLanguage)
}

async function addFlowWords(language: EditorLanguage): Promise<void> {
  const { words } = await locales[language].ofFlows()
  addWords(language, words)
}

async function addPeopleWords(language: EditorLanguage): Promise<void> {
  const { words } = await locales[language].ofPeople()
  addWords(language, words)
}

function addWords(language: EditorLanguage, words: Partial<Words & FlowWords & PeopleWords>): void {
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
