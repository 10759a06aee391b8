/** A language in its own words: `English`, `繁體中文`, `العربية`. */
export { ownLanguageName as languageName } from '#schemas/language-names.ts'
