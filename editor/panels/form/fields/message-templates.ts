import type { MessageTemplate } from '#schemas/message-template.ts'
import type { Language } from '#schemas/text.ts'

/** Language and script: the vendor's `zh_HK` is Traditional Chinese. */
function written(tag: string): string {
  const { language, script } = new Intl.Locale(tag.replaceAll('_', '-')).maximize()
  return `${language} ${script}`
}

/** The one that somebody who reads this language would get. */
export const templateFor = (named: MessageTemplate[], language: Language, fallback: Language): MessageTemplate | undefined =>
  named.find((one) => written(one.language) === written(language)) ??
  named.find((one) => written(one.language) === written(fallback)) ??
  named[0]

/** The flow's languages in which a template is read; its own where it is none of them. */
export function readersOf(
  { language }: MessageTemplate,
  { default: main, offered }: { default: Language; offered: Language[] },
): Language[] {
  const read = [...new Set([main, ...offered])].filter((tag) => written(tag) === written(language))
  return read.length > 0 ? read : [main]
}
