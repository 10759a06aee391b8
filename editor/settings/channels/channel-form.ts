import { channelSettings } from '#schemas/channel-settings.ts'
import type { ChannelKind } from '#schemas/message.ts'
import { freshId } from '../../document/ids.ts'

/** One setting, as its schema says how it is filled in. */
export interface Setting {
  type: string
  title: string
  description?: string
  default?: unknown
  'x-field'?: 'words' | 'lines' | 'accent' | 'language' | 'origins' | 'secret' | 'word' | 'choice'
  /** Of a choice: what may be chosen, and what each is called. */
  enum?: readonly string[]
  'x-names'?: Readonly<Record<string, string>>
  /** Of a secret: the setting with the address that it goes to. */
  'x-sent-to'?: string
  /** It stands beside the setting before it, where there is room. */
  'x-beside'?: true
}

/** The settings of a kind of channel: see `schemas/channel-settings.ts`. */
export interface SettingsForm {
  title: string
  description: string
  required: readonly string[]
  properties: Readonly<Record<string, Setting>>
  'x-account'?: string
  /** What people do at the vendor; `setting` is told there too. */
  'x-callback'?: { title: string; sentence: string; setting: string }
}

export const formOf = (kind: ChannelKind): SettingsForm => channelSettings[kind]

export type SettingValues = Record<string, unknown>

/** What the form begins with: what is kept, else what the schema proposes. A word both sides agree on is a random one to begin with. */
export function startOf({ properties }: SettingsForm, kept: SettingValues = {}): SettingValues {
  const start = Object.entries(properties).map(([name, { type, default: proposed, 'x-field': field }]) => {
    const empty = type === 'array' ? [] : field === 'word' ? freshId() : ''
    return [name, kept[name] ?? proposed ?? empty]
  })
  return Object.fromEntries(start)
}

/** The settings line by line: those of one line stand beside each other. */
export const linesOf = ({ properties }: SettingsForm): string[][] =>
  Object.entries(properties).reduce<string[][]>((lines, [name, setting]) => {
    if (setting['x-beside']) lines.at(-1)?.push(name)
    else lines.push([name])
    return lines
  }, [])

/** Whether a secret must be given: there is none yet, or it would go to another address than it was given for. */
export function isSecretDue({ properties }: SettingsForm, name: string, values: SettingValues, kept?: SettingValues): boolean {
  const address = properties[name]?.['x-sent-to']
  return !kept || (address !== undefined && wordOf(values[address]) !== wordOf(kept[address]))
}

/** What must be there and is not, as the form calls it. */
export const missingIn = (form: SettingsForm, values: SettingValues, kept?: SettingValues): string[] =>
  form.required.flatMap((name) => {
    const setting = form.properties[name]
    if (setting?.type !== 'string' || wordOf(values[name]) !== '') return []
    const isKept = setting['x-field'] === 'secret' && !isSecretDue(form, name, values, kept)
    return isKept ? [] : [setting.title]
  })

/** What is saved: words without blanks around them, and no secret that was not typed, so that it stays as it is. */
export function savedOf({ properties }: SettingsForm, values: SettingValues): SettingValues {
  const saved = Object.entries(properties).map(([name]) => [
    name,
    typeof values[name] === 'string' ? wordOf(values[name]) : values[name],
  ])
  return Object.fromEntries(saved.filter(([name, value]) => value !== '' || properties[String(name)]?.['x-field'] !== 'secret'))
}

const wordOf = (value: unknown): string => (typeof value === 'string' ? value.trim() : '')
