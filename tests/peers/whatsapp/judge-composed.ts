/** Why the vendor does not take what it is asked for. */
export interface ShelfRefusal {
  code: number
  subcode?: number
  details: string
}

type Shape = Record<string, unknown>

const places = /\{\{\s*(\w+)\s*\}\}/g

/**
 * What Meta says at once to a template that is sent for approval (message templates: components, guidelines and error subcodes). Written
 * from its pages, apart from the house's own rules, so that each is held against the other.
 */
export function judgeComposed(body: Shape, handles: ReadonlySet<string>): ShelfRefusal | null {
  const parts = list(body.components)
  const of = (type: string): Shape | undefined => parts.find((part) => part.type === type)
  const text = String(of('BODY')?.text ?? '')
  const names = [...text.matchAll(places)].map(([, name]) => String(name))
  const header = of('HEADER')
  const buttons = list(of('BUTTONS')?.buttons)
  const kinds = buttons.map(({ type }) => type)
  const refusals: [unknown, number, string][] = [
    [!/^[a-z0-9_]{1,512}$/.test(String(body.name)), 2388047, 'Template name is not valid'],
    [!/^[a-z]{2,3}(_[A-Z]{2})?$/.test(String(body.language)), 2388040, 'Language is not supported'],
    [!['UTILITY', 'MARKETING', 'AUTHENTICATION'].includes(String(body.category)), 2388042, 'Category is not valid'],
    [text === '' || text.length > 1024, 2388040, 'The body is too long or missing'],
    [/^\s*\{\{/.test(text) || /\}\}\s*$/.test(text), 2388299, 'Variables can’t be at the start or end of the template'],
    [/\}\}\s*\{\{/.test(text), 2388273, 'Variables are placed next to each other'],
    [names.some(isNumber) && !names.every(isNumber), 2388072, 'Variables mix numbers and names'],
    [names.every(isNumber) && names.some((name) => Number(name) > new Set(names).size), 2388276, 'Numbers skip'],
    [lacksExample(of('BODY'), names), 2388043, 'The body has no example'],
    [header?.format === 'TEXT' && String(header.text).length > 60, 2388040, 'The header is too long'],
    [
      header?.format === 'TEXT' &&
        lacksExample(
          header,
          [...String(header.text).matchAll(places)].map(([, name]) => String(name)),
        ),
      2388043,
      'The header has no example',
    ],
    [
      header && header.format !== 'TEXT' && !handles.has(String(stringsIn(header.example)[0])),
      2388084,
      'The header has no sample',
    ],
    [
      String(of('FOOTER')?.text ?? '').length > 60 || /\{\{/.test(String(of('FOOTER')?.text ?? '')),
      2388040,
      'The footer is not right',
    ],
    [
      buttons.length > 10 || count(kinds, 'URL') > 2 || count(kinds, 'PHONE_NUMBER') > 1 || count(kinds, 'COPY_CODE') > 1,
      2388060,
      'Too many buttons',
    ],
    [
      /ro+r|or+o/.test(kinds.map((kind) => (kind === 'QUICK_REPLY' ? 'r' : 'o')).join('')),
      2388060,
      'Quick replies are not grouped',
    ],
    [
      buttons.some((one) => one.type !== 'COPY_CODE' && (!one.text || String(one.text).length > 25)),
      2388040,
      'A button has no label, or one too long',
    ],
    [
      buttons.some((one) => one.type === 'URL' && /\{\{/.test(String(one.url)) && anyList(one.example).length === 0),
      2388043,
      'A button has no example',
    ],
    [
      buttons.some((one) => one.type === 'URL' && !/^https?:\/\/\S+$/.test(String(one.url).replaceAll(places, ''))),
      2388060,
      'A button’s address is not valid',
    ],
    [
      buttons.some((one) => one.type === 'COPY_CODE' && !/^[A-Za-z0-9]{1,15}$/.test(String(one.example))),
      2388043,
      'The code has no example',
    ],
    [count(kinds, 'COPY_CODE') > 0 && body.category !== 'MARKETING', 2388060, 'A coupon belongs to marketing'],
  ]
  const found = refusals.find(([is]) => is)
  return found ? { code: 100, subcode: found[1], details: found[2] } : null
}

const isNumber = (name: string): boolean => /^\d+$/.test(name)
const count = (kinds: unknown[], kind: string): number => kinds.filter((one) => one === kind).length
const lacksExample = (part: Shape | undefined, names: string[]): boolean =>
  names.length > 0 && stringsIn(part?.example).filter((shown) => shown !== '').length < new Set(names).size
const list = (value: unknown): Shape[] => (Array.isArray(value) ? (value as Shape[]) : [])
const anyList = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])
const stringsIn = (value: unknown): string[] =>
  typeof value === 'string'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, part]) => (key === 'param_name' ? [] : stringsIn(part)))
      : []
