import { type Instant, secondsAfter } from '#schemas/instant.ts'
import { fail, go, handle, type Visit, wait } from '../contract.ts'
import { instantOf, momentOf } from '../dates.ts'
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
  const moment = momentOf(read(config.date ?? ''), timeZone)
  if (moment === null) return null
  return moment.time === undefined ? instantOf(moment.day, config.time ?? defaultTime, timeZone) : moment.at
}
