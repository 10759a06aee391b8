/** What a language calls itself, as the doctor's sentences name it. */
export { ownLanguageName as nameOfLanguage } from '../language-names.ts'
