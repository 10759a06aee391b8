import { PassThrough } from 'node:stream'
import { expect, it } from 'vitest'
import { createLog } from '../log.ts'
import { forPeople } from './log-for-people.ts'

it('the log of npm run dev is short lines for people, not JSON', async () => {
  const shown = new PassThrough()
  const people = forPeople(shown)
  const log = createLog('info', people)
  log.info({ url: 'http://127.0.0.1:3000', store: 'embedded' }, 'Alur is ready')
  log.info({ req: { method: 'GET', url: '/api/v1/me' }, res: { statusCode: 200 }, responseTime: 3 }, 'request completed')
  people.write("Restarting 'server/start.ts'\n")
  people.end()
  const lines = (await shown.toArray()).join('').replace(/\d\d:\d\d:\d\d/g, '12:00:00')
  expect(lines).toBe(
    [
      '[12:00:00] INFO: Alur is ready {"url":"http://127.0.0.1:3000","store":"embedded"}',
      '[12:00:00] INFO: GET /api/v1/me 200 in 3 ms',
      "Restarting 'server/start.ts'",
      '',
    ].join('\n'),
  )
})
