import { expect, it } from 'vitest'
import { patiently } from '../../vite.patient-proxy.ts'

it('a restart of the server under npm run dev is one line, without the stack of every request in between', () => {
  const lines: string[] = []
  let now = 0
  const tell = (message: string) => void lines.push(message)
  const error = patiently({ info: tell, error: tell }, () => now)
  const refused = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:3000'), { code: 'ECONNREFUSED' })
  for (const what of ['http proxy error: /api/v1/me', 'ws proxy error:', 'ws proxy socket error:']) {
    error(`${what}\n${refused.stack}`, { error: refused })
    now += 1_000
  }
  expect(lines).toEqual(['The server is away for a moment: pages try again.'])
  now += 60_000
  error('http proxy error: /api/v1/me\nno stack', { error: refused })
  error('Failed to load editor/main.tsx', { error: new Error('a real one') })
  expect(lines.slice(1)).toEqual(['The server is away for a moment: pages try again.', 'Failed to load editor/main.tsx'])
})
