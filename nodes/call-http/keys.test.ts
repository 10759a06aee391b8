import { describe, expect, it } from 'vitest'
import { keysIn, moveKey } from './keys.ts'
import type { CallHttpConfig } from './schema.ts'

const call: CallHttpConfig = { method: 'POST', url: 'https://api.shop.example/orders' }
// Put together here, so that no scanner takes it for a real one.
const key = ['a1B2c3D4', 'e5F6g7H8'].join('')

describe('a key in plain text', () => {
  it.each<[string, Partial<CallHttpConfig>, Partial<CallHttpConfig>]>([
    [
      'a header',
      { headers: [{ name: 'Authorization', value: `Bearer ${key}` }] },
      { headers: [{ name: 'Authorization', value: { secret: 'Shop', before: 'Bearer ' } }] },
    ],
    ['a parameter', { query: [{ name: 'api_key', value: key }] }, { query: [{ name: 'api_key', value: { secret: 'Shop' } }] }],
    [
      'the address',
      { url: `https://api.shop.example/orders?page=1&key=${key}#top` },
      { url: 'https://api.shop.example/orders?page=1#top', query: [{ name: 'key', value: { secret: 'Shop' } }] },
    ],
    [
      'the address alone',
      { url: `https://api.shop.example/orders?token=a%2F${key}` },
      { url: 'https://api.shop.example/orders', query: [{ name: 'token', value: { secret: 'Shop' } }] },
    ],
    [
      'the JSON body, beside places to fill',
      { body: `{"n": {{ n | json }}, "say": "Hi {{ name }}", "auth": {"apiKey" : "${key}"}}` },
      {
        body: '{"n": {{ n | json }}, "say": "Hi {{ name }}", "auth": {"apiKey" : ""}}',
        bodyFields: [{ name: 'auth.apiKey', value: { secret: 'Shop' } }],
      },
    ],
    [
      'a field of the body',
      { bodyFields: [{ name: 'auth.password', value: key }] },
      { bodyFields: [{ name: 'auth.password', value: { secret: 'Shop' } }] },
    ],
  ])('is seen in %s, and a secret takes its place', (_, before, after) => {
    const config = { ...call, ...before }
    const [found, ...others] = keysIn(config)
    expect(others).toEqual([])
    if (!found) throw new Error('no key was seen')
    expect(found.value.endsWith(key)).toBe(true)
    const moved = moveKey(config, found, 'Shop')
    expect(moved).toEqual({ ...call, ...after })
    expect(keysIn(moved)).toEqual([])
    expect(JSON.stringify(moved)).not.toContain(key)
  })

  it.each<[string, Partial<CallHttpConfig>]>([
    ['what is filled in', { headers: [{ name: 'Authorization', value: 'Bearer {{ token }}' }] }],
    ['a secret', { headers: [{ name: 'Authorization', value: { secret: 'Shop' } }] }],
    ['a header of another kind', { headers: [{ name: 'Accept-Language', value: 'zh-Hant-HK, en' }] }],
    ['a short word', { query: [{ name: 'key', value: 'orders' }] }],
    ['a body that is no JSON', { body: `apiKey=${key}` }],
    ['a text in which a place stands', { body: '{"token": "of {{ name }} here"}' }],
    ['a card number, which is no key', { query: [{ name: 'card', value: '4111 1111 1111 1111' }] }],
  ])('is not seen in %s', (_, part) => {
    expect(keysIn({ ...call, ...part })).toEqual([])
  })
})
