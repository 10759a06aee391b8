import type { Language } from '#schemas/text.ts'
import { invalidInput } from '../errors.ts'

const names = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' })

/** Refuses what nobody speaks, such as `xx`: every new flow would begin in it. */
export function checkLanguage(language: Language): void {
  if (!isSpoken(language)) throw invalidInput({ path: '/language', message: 'is not a language such as en or zh-Hant' })
}

function isSpoken(language: Language): boolean {
  try {
    return names.of(language) !== undefined
  } catch {
    return false
  }
}
