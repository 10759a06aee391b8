import type { VariableValue } from '#schemas/conversation.ts'
import type { NodeConfig } from '#schemas/flow.ts'
import type { IncomingContent } from '#schemas/message.ts'
import { pickText } from '#schemas/text.ts'
import type { FilledPart, ResumeEvent, Services, Visit } from './contract.ts'

type Overrides = Partial<Omit<Visit, 'config' | 'services'>> & { services?: Partial<Services> }

/** A visit for a handler's test: English and Traditional Chinese, a Monday noon, no network; `{{ name }}` is filled from the variables. */
export function visitOf<Config extends NodeConfig>(config: Config, { services, ...overrides }: Overrides = {}): Visit<Config> {
  const variables = overrides.variables ?? {}
  const language = overrides.language ?? 'en'
  const languages = overrides.languages ?? { default: 'en', offered: ['en', 'zh-Hant'] }
  const contact = overrides.contact ?? { id: 'contact-1', fields: {}, tags: [] }
  const read = (path: string, from?: VariableValue) => reach(from ?? { contact, ...variables }, path)
  const parts = (template: string) =>
    template.split(/\{\{\s*([\w.]+)\s*\}\}/).flatMap((part, at): FilledPart[] => {
      if (at % 2 === 0) return part === '' ? [] : [part]
      return [{ value: read(part), text: String(read(part) ?? '') }]
    })
  const fill = (template: string) =>
    parts(template).reduce<string>((text, part) => text + (typeof part === 'string' ? part : part.text), '')
  return {
    config,
    node: { id: 'node-1', name: 'This node' },
    language,
    languages,
    channel: { id: 'channel-1', kind: 'web-chat' },
    isNumbered: () => false,
    sendsTemplates: false,
    contact,
    variables,
    memory: {},
    text: (text) => fill(pickText(text, language, languages.default)),
    fill,
    shown: fill,
    parts,
    read,
    isSensitive: () => false,
    services: {
      now: () => '2026-03-09T12:00:00.000Z',
      opening: () => ({ open: true }),
      idempotencyKey: () => 'visit-1',
      ask: () => Promise.reject(new Error('nobody is asked in this test')),
      ...services,
    },
    ...overrides,
  }
}

/** Own values only, as the runtime reads them. */
function reach(from: unknown, path: string): VariableValue | undefined {
  const keys = path.split(/[.[\]'"]+/).filter((key) => key !== '')
  return keys.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined,
    from,
  ) as VariableValue | undefined
}

/** What a customer did while the node waited. */
export const typed = (text: string): ResumeEvent => answered({ kind: 'text', text })
export const tapped = (id: string, label = id): ResumeEvent => answered({ kind: 'choice', id, label })
export const answered = (content: IncomingContent): ResumeEvent => ({ kind: 'answer', content })
export const timeout: ResumeEvent = { kind: 'timeout' }
