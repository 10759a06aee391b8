import { type Instant, instantAt, secondsAfter } from '#schemas/instant.ts'
import { fail, go, handle, type Visit, wait } from '../contract.ts'
import { instantOf } from '../dates.ts'
import { defaultTime, type WaitConfig } from './schema.ts'

export const handler = handle<WaitConfig>({
  enter(visit) {
    const until = whenOver(visit)
    if (until === null) return fail(`there is no date in ${visit.config.date || 'the chosen variable'}`)
    if (until <= visit.services.now()) return go('next', { note: 'that time has already passed' })
    return wait({ for: 'time', until, memory: { until } })
  },
  /** Only time ends it: a message that comes meanwhile is kept, and the flow stays where it is. */
  resume: ({ memory }, event) =>
    event.kind === 'timeout' ? go('next') : wait({ for: 'time', until: memory.until as Instant, memory }),
})

function whenOver({ config, read, services, timeZone }: Visit<WaitConfig>): Instant | null {
  if (config.for === 'duration') return secondsAfter(services.now(), config.seconds ?? 0)
  const date = String(read(config.date ?? '') ?? '').trim()
  const time = /^\d{4}-\d{2}-\d{2}T/.test(date) ? Date.parse(date) : Date.parse(`${date}T00:00:00Z`)
  if (Number.isNaN(time)) return null
  return date.length === 10 ? instantOf(date, config.time ?? defaultTime, timeZone) : instantAt(time)
}
