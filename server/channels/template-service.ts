import type { Questions } from '#nodes/contract.ts'
import type { MessageTemplate } from '#schemas/message-template.ts'
import type { Language } from '#schemas/text.ts'
import type { Store } from '../store/contract.ts'
import { templatesOf } from './workspace-templates.ts'

type Asked = Questions['template']['input']
type Answer = Questions['template']['answer']

/**
 * Answers nodes which template may go, from what was read last and told since: no vendor is asked while a turn waits. Of those of the name
 * the first language is taken that has an approved one.
 */
export const templateService =
  (store: Store, publicUrl: string | undefined) =>
  async ({ channelId, name, languages }: Asked, workspaceId: string): Promise<Answer> => {
    const named = (await templatesOf({ store }, workspaceId)).filter(({ template }) => template.name === name)
    const own = named.filter((one) => one.channelId === channelId)
    const all = (own.length > 0 ? own : named).map(({ template }) => template)
    const may = all.filter(({ state, beyond }) => state === 'approved' && !beyond)
    for (const language of languages) {
      const template = inLanguage(may, language)
      if (template) return { template, language, files: publicUrl ?? '' }
    }
    const [first] = languages.flatMap((language) => inLanguage(all, language) ?? [])
    const found = first ?? all[0]
    if (!found) return { why: 'unknown' }
    if (found.beyond) return { why: 'beyond' }
    return { why: found.state === 'approved' ? 'unknown' : found.state }
  }

/** The vendor's `zh_HK` is Traditional Chinese, its `en_US` English. */
function inLanguage(templates: readonly MessageTemplate[], language: Language): MessageTemplate | undefined {
  const exactly = templates.find((one) => tagOf(one) === language)
  return exactly ?? templates.find((one) => written(tagOf(one)) === written(language))
}

const tagOf = ({ language }: MessageTemplate): Language => language.replaceAll('_', '-')

/** Language and script: what somebody who reads the one reads too. */
function written(tag: Language): string {
  try {
    const { language, script } = new Intl.Locale(tag).maximize()
    return `${language} ${script}`
  } catch {
    return tag
  }
}
