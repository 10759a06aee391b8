import { describe, expect, it } from 'vitest'
import { aFlow, aNode, problemsOf } from '../testing.ts'

const found = (...names: string[]) =>
  problemsOf('own-header', aFlow([aNode('fetch', 'a', { headers: names.map((name) => ({ name, value: 'x' })) })]))

describe('a header of a call that is the server’s own', () => {
  it('is an error at its name: it would never be sent', () => {
    expect(found('X-Shop', 'Host')).toEqual([
      {
        code: 'own-header',
        severity: 'error',
        message: '“Host” is set by us',
        nodeId: 'a',
        path: '/headers/1/name',
        values: { header: 'Host' },
        fix: { do: 'focus', nodeId: 'a', path: '/headers/1/name' },
      },
    ])
  })

  it.each(['content-length', 'Transfer-Encoding', 'CONNECTION', 'Expect', 'Upgrade', 'TE'])('is seen in %s', (name) => {
    expect(found(name)).toHaveLength(1)
  })

  it.each(['Authorization', 'Accept', 'Content-Type', 'Idempotency-Key', 'X-Forwarded-Host'])('is not seen in %s', (name) => {
    expect(found(name)).toEqual([])
  })
})
