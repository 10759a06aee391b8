import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { directionOf, type Language } from '#schemas/text.ts'
import answering from './locales/en/answering.json'
import canvas from './locales/en/canvas.json'
import home from './locales/en/home.json'
import inbox from './locales/en/inbox.json'
import panels from './locales/en/panels.json'
import settings from './locales/en/settings.json'
import shell from './locales/en/shell.json'

/** English is the source: its keys are the keys. One file per place, so that a place's words stay together. */
const english = { answering, shell, home, settings, canvas, panels, inbox }

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'shell'
    resources: typeof english
  }
}

/** Languages the editor itself speaks. Another one is a folder in `locales` and a line here. */
export const editorLanguages: Language[] = ['en']

const storageKey = 'alur-language'

/** Starts the editor's words in the chosen language, else the browser's, else English. */
export async function startI18n(): Promise<void> {
  await i18next.use(initReactI18next).init({
    resources: { en: english },
    lng: preferredLanguage(),
    fallbackLng: 'en',
    defaultNS: 'shell',
    interpolation: { escapeValue: false },
  })
  applyDirection(i18next.language)
  i18next.on('languageChanged', applyDirection)
}

/** Changes the editor's language on this device. */
export async function chooseLanguage(language: Language): Promise<void> {
  localStorage.setItem(storageKey, language)
  await i18next.changeLanguage(language)
}

function preferredLanguage(): Language {
  const wanted = [localStorage.getItem(storageKey), ...navigator.languages]
  return wanted.find((language): language is Language => language !== null && editorLanguages.includes(language)) ?? 'en'
}

function applyDirection(language: Language): void {
  document.documentElement.lang = language
  document.documentElement.dir = directionOf(language)
}
