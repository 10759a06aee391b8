/** What a business may send unasked, in words that the vendor has approved before. One of an account, by its name and language. */
export interface MessageTemplate {
  name: string
  /** As the vendor writes it, such as `en_US`. */
  language: string
  /** The vendor's word for what it is for, such as `UTILITY`. */
  category?: string
  state: TemplateState
  header?: { kind: 'text'; text: string } | { kind: TemplateMedia }
  body: string
  footer?: string
  buttons: string[]
  /** What has to be filled in, in the order in which it stands. */
  places: TemplatePlace[]
  /** It holds something that cannot be filled in here, so only the vendor's own tools send it. */
  beyond?: true
}

/** `off`: paused, or switched off by the vendor. */
export const templateStates = ['approved', 'pending', 'rejected', 'off'] as const
export type TemplateState = (typeof templateStates)[number]

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
  /** What the vendor was shown when it approved it. */
  example?: string
}

/** A place with what is put there. */
export type TemplateParameter = Omit<TemplatePlace, 'example'> & { value: string }

/** A template by its name and language, with what stands in its places. */
export interface FilledTemplate {
  name: string
  language: string
  parameters: TemplateParameter[]
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
