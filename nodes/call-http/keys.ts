import type { PlainKey } from '#schemas/doctor/facts.ts'
import { isNameOfKey, kindOfSecret } from '#schemas/secret-looks.ts'
import type { CallHttpConfig } from './schema.ts'

type Lists = 'headers' | 'query' | 'bodyFields'
const lists: Lists[] = ['headers', 'query', 'bodyFields']

/** Keys in plain text where a secret could stand: in a header, the query, a field of the JSON body. */
export function keysIn(config: CallHttpConfig): PlainKey[] {
  const inLists = lists.flatMap((list) =>
    (config[list] ?? []).flatMap(({ name, value }, index) => keyOf(`/${list}/${index}/value`, name, value)),
  )
  const inAddress = parametersOf(config.url).flatMap(({ name, value }) => keyOf('/url', name, value))
  const { body = '' } = config
  const inBody = fieldsOf(body)
    .flatMap(({ path, value }) => keyOf('/body', path, value))
    .filter((key) => inJson(key).test(body))
  return [...inLists, ...inAddress, ...inBody]
}

/** The settings with a secret where a key stood. */
export function moveKey(config: CallHttpConfig, key: PlainKey, secret: string): CallHttpConfig {
  const value = { secret, ...(key.before ? { before: key.before } : {}) }
  const entry = { name: key.name, value }
  if (key.path === '/url') return { ...config, url: without(config.url, key), query: [...(config.query ?? []), entry] }
  if (key.path === '/body') {
    const body = (config.body ?? '').replace(inJson(key), (text) => text.replace(JSON.stringify(whole(key)), '""'))
    return { ...config, body, bodyFields: [...(config.bodyFields ?? []), entry] }
  }
  const [, list, at] = key.path.split('/')
  const rows = config[list as Lists] ?? []
  return { ...config, [list as Lists]: rows.map((row, index) => (index === Number(at) ? { ...row, value } : row)) }
}

const whole = ({ before = '', value }: PlainKey): string => before + value

/** A text of at least eight characters without places to fill, under a name that tells of a key or with the looks of one. */
function keyOf(path: string, name: string, given: unknown): PlainKey[] {
  if (typeof given !== 'string' || given.includes('{{') || given.includes('{%')) return []
  const [before = ''] = /^\s{0,20}(?:Bearer|Basic|Token|ApiKey|Key)\s{1,20}/i.exec(given) ?? []
  const value = given.slice(before.length).trim()
  const kind = kindOfSecret(given) ?? (isNameOfKey(name.split('.').at(-1) as string) ? 'a key' : undefined)
  if (value.length < 8 || !kind || kind === 'a card number') return []
  return [{ path, name, kind, value, ...(before ? { before: before.trimStart() } : {}) }]
}

/** `?page=1&key=abc` without what is filled in. */
function parametersOf(url: string): { name: string; value: string }[] {
  const query = /\?([^#]*)/.exec(url)?.[1] ?? ''
  return query.split('&').flatMap((pair) => {
    const at = pair.indexOf('=')
    return at > 0 ? { name: decoded(pair.slice(0, at)), value: decoded(pair.slice(at + 1)) } : []
  })
}

function without(url: string, key: PlainKey): string {
  const [before = '', after = ''] = url.split(/\?(.*)/s)
  const [query = '', hash] = after.split(/(#.*)/s)
  const left = query.split('&').filter((pair) => decoded(pair) !== `${key.name}=${whole(key)}`)
  return before + (left.length > 0 ? `?${left.join('&')}` : '') + (hash ?? '')
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** The texts of a JSON body, by the path that leads to each. Where places stand counts as 0, in a text and beside one. */
function fieldsOf(body: string): { path: string; value: string }[] {
  if (body.length > 20_000) return []
  try {
    return walk(JSON.parse(body.replace(/\{\{[^{}]*\}\}/g, '0')), [])
  } catch {
    return []
  }
}

const walk = (value: unknown, path: string[]): { path: string; value: string }[] =>
  typeof value !== 'object' || value === null || Array.isArray(value) || path.length > 16
    ? []
    : Object.entries(value).flatMap(([name, inner]) => {
        if (name === '' || /[.\s]/.test(name)) return []
        const here = [...path, name]
        return typeof inner === 'string' ? { path: here.join('.'), value: inner } : walk(inner, here)
      })

/** Where a field stands in the text of a body. */
function inJson(key: PlainKey): RegExp {
  const name = key.name.split('.').at(-1) as string
  return new RegExp(`${escaped(JSON.stringify(name))}\\s*:\\s*${escaped(JSON.stringify(whole(key)))}`)
}

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
