import { expect, it } from 'vitest'
import { visitorOf } from './visitor.ts'

const authorization = `Bearer ${'mei'.padEnd(43, '-')}`
const isLetIn = (site: string, origin: string) =>
  'visitorId' in visitorOf({ origin, host: 'chat.example', authorization }, { origins: [site] })

it.each(['https://shop.example', 'https://SHOP.example', 'https://shop.example:443', 'https://shop.example/'])(
  'a page of the shop is let in, however its site was written: %s',
  (site) => {
    expect(isLetIn(site, 'https://shop.example')).toBe(true)
    expect(isLetIn(site, 'https://other.example')).toBe(false)
    expect(isLetIn(site, 'http://shop.example')).toBe(false)
  },
)
