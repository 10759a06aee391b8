import type { Language } from './text.ts'

/** What a business may send unasked, in words that the vendor has approved before. One of an account, by its name and language. */
export interface MessageTemplate {
  /** The vendor's own id of it. */
  id?: string
  name: string
  /** As the vendor writes it, such as `en_US`. */
  language: string
  /** The vendor's word for what it is for, such as `UTILITY`. */
  category?: string
  state: TemplateState
  /** Why the vendor refused it or switched it off: its own name for that, such as `INVALID_FORMAT`. */
  why?: string
  /** How customers take it, as the vendor rates it. */
  quality?: TemplateQuality
  header?: { kind: 'text'; text: string } | { kind: TemplateMedia }
  body: string
  footer?: string
  buttons: string[]
  /** What each of its buttons does, in the same order; absent where one does what cannot be made here, or it was read by an earlier release. */
  actions?: TemplateButton[]
  /** What has to be filled in, in the order in which it stands. */
  places: TemplatePlace[]
  /** It holds something that cannot be filled in here, so only the vendor's own tools send it. */
  beyond?: true
}

/** `off`: paused, or switched off by the vendor. */
export const templateStates = ['approved', 'pending', 'rejected', 'off'] as const
export type TemplateState = (typeof templateStates)[number]

export const templateQualities = ['high', 'medium', 'low'] as const
export type TemplateQuality = (typeof templateQualities)[number]

export const templateMedia = ['image', 'video', 'document'] as const
export type TemplateMedia = (typeof templateMedia)[number]

export const templateParts = ['header', 'body', 'button'] as const

/** A place in a template that is filled in. */
export interface TemplatePlace {
  in: (typeof templateParts)[number]
  /** Which button, from 0. */
  button?: number
  /** By its number, such as `1`, or by its name; of a button, the end of its address. Absent for a picture or file. */
  name?: string
  /** A picture or file, given by its address. */
  media?: TemplateMedia
  /** Of a button: a code that it copies, or what comes back when it is tapped, which is never asked for. */
  as?: TemplateUse
  /** What the vendor was shown when it approved it. */
  example?: string
}

export const templateUses = ['code', 'reply'] as const
export type TemplateUse = (typeof templateUses)[number]

/** A place with what is put there. */
export type TemplateParameter = Omit<TemplatePlace, 'example'> & { value: string }

/** A template by its name and language, with what stands in its places. */
export interface FilledTemplate {
  name: string
  language: string
  parameters: TemplateParameter[]
}

/** What a template is made for; codes that people sign in with are made at the vendor. */
export const templateCategories = ['UTILITY', 'MARKETING'] as const
export type TemplateCategory = (typeof templateCategories)[number]

/** `url` may end with one place, whose example stands among the draft's. `code`: a coupon that is copied. */
export type TemplateButton =
  | { kind: 'reply'; label: string }
  | { kind: 'url'; label: string; url: string }
  | { kind: 'phone'; label: string; phone: string }
  | { kind: 'code' }

/** A template as it is composed here, before the vendor has seen it. */
export interface TemplateDraft {
  name: string
  language: string
  category: TemplateCategory
  /** `file`: the address of a file of ours that shows the vendor what will stand there. */
  header?: { kind: 'text'; text: string } | { kind: TemplateMedia; file: string }
  body: string
  footer?: string
  buttons: TemplateButton[]
  /** What may stand in each place, by `placeKey`, so that the vendor can judge it. */
  examples: Record<string, string>
}

/** The places of a draft, in the order in which they stand. */
export const placesOf = ({ header, body, buttons }: Pick<TemplateDraft, 'header' | 'body' | 'buttons'>): TemplatePlace[] => [
  ...(header?.kind === 'text' ? placeNames(header.text).map((name): TemplatePlace => ({ in: 'header', name })) : []),
  ...(header && header.kind !== 'text' ? [{ in: 'header', media: header.kind } as const] : []),
  ...placeNames(body).map((name): TemplatePlace => ({ in: 'body', name })),
  ...buttons.flatMap((button, at): TemplatePlace[] => {
    if (button.kind === 'code') return [{ in: 'button', button: at, as: 'code' }]
    const [name] = button.kind === 'url' ? placeNames(button.url) : []
    return name === undefined ? [] : [{ in: 'button', button: at, name }]
  }),
]

/**
 * A template that may go through this channel now, in the first of these languages that it has; through another of the workspace's where
 * this one is none of them, as when a flow is tried. `files`: where the workspace's own files are found.
 */
export interface TemplateQuestion {
  input: { channelId: string; name: string; languages: Language[] }
  answer: { template: MessageTemplate; language: Language; files: string } | { why: TemplateRefusal }
}

/** Why a template may not go: the channel has none of this name, or what it has is not approved. */
export type TemplateRefusal = 'unknown' | 'beyond' | Exclude<TemplateState, 'approved'>

/** What can be changed of a template that the vendor has: undefined where it holds what is not made here. */
export function draftOf(template: MessageTemplate): TemplateDraft | undefined {
  const { name, language, category, header, body, footer, actions, places, beyond } = template
  if (beyond || !actions || !templateCategories.includes(category as TemplateCategory)) return undefined
  return {
    name,
    language,
    category: category as TemplateCategory,
    ...(header ? { header: header.kind === 'text' ? header : { kind: header.kind, file: '' } } : {}),
    body,
    ...(footer ? { footer } : {}),
    buttons: actions,
    examples: Object.fromEntries(places.flatMap((place) => (place.example ? [[placeKey(place), place.example] as const] : []))),
  }
}

/** A place in a text of a template: a number or a name in double braces. */
const placesIn = /\{\{\s*(\w+)\s*\}\}/g

/** The names of the places in a text, each once, in order. */
export const placeNames = (text: string): string[] => [...new Set([...text.matchAll(placesIn)].map(([, name]) => name as string))]

/** The name under which a place is filled in; unique in its template. */
export const placeKey = ({ in: part, button, name }: Pick<TemplatePlace, 'in' | 'button' | 'name'>): string =>
  [part, button, name].filter((one) => one !== undefined).join('.')

/** Everything that is filled in, or which places are still empty. */
export function filledIn(
  { places }: Pick<MessageTemplate, 'places'>,
  values: Readonly<Record<string, string>>,
): { parameters: TemplateParameter[] } | { empty: string[] } {
  const keyed = places.map((place) => ({ place, key: placeKey(place), value: values[placeKey(place)]?.trim() ?? '' }))
  const empty = keyed.filter(({ value }) => value === '').map(({ key }) => key)
  if (empty.length > 0) return { empty }
  return { parameters: keyed.map(({ place: { example: _, ...place }, value }) => ({ ...place, value })) }
}

/** What the customer reads: header, body and footer with the values in their places. What is not filled in stays as it is written. */
export function templateText(
  { header, body, footer }: Pick<MessageTemplate, 'header' | 'body' | 'footer'>,
  values: Readonly<Record<string, string>>,
): string {
  const fill = (part: TemplatePlace['in'], text: string): string =>
    text.replace(placesIn, (written, name: string) => values[placeKey({ in: part, name })]?.trim() || written)
  const parts = [header?.kind === 'text' ? fill('header', header.text) : '', fill('body', body), footer ?? '']
  return parts.filter((part) => part !== '').join('\n\n')
}
