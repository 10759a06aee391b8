import type { VariableValue } from '#schemas/conversation.ts'
import { type Instant, secondsAfter } from '#schemas/instant.ts'
import { fail, go, handle, type Outcome, type Signal, type Visit, wait } from '../contract.ts'
import { instantOf, momentOf } from '../dates.ts'
import { defaultTime, type WaitConfig } from './schema.ts'

export const handler = handle<WaitConfig>({
  enter(visit) {
    if (visit.config.for === 'opening') return untilOpen(visit)
    if (visit.config.for === 'signal') return untilSignal(visit)
    const until = whenOver(visit)
    if (until === null) return fail({ code: 'no-date', values: { variable: visit.config.date ?? '' } })
    if (until <= visit.services.now()) return go('next', { note: { code: 'passed' } })
    return wait({ for: 'time', until, memory: { until } })
  },
  /** No message ends it: one that comes meanwhile is kept, and the flow stays where it is. */
  resume(visit, event) {
    const { config, memory } = visit
    if (event.kind !== 'timeout') return wait({ for: 'time', until: memory.until as Instant, signal: config.signal, memory })
    if (config.for === 'signal') return go('no-answer')
    return config.for === 'opening' ? untilOpen(visit) : go('next')
  },
  signal: ({ config }, values) => go('next', { set: pick(values, config.keep) }),
})

function untilSignal({ config, services }: Visit<WaitConfig>): Outcome {
  const until = secondsAfter(services.now(), config.seconds ?? 0)
  return wait({ for: 'time', until, signal: config.signal, memory: { until } })
}

const pick = (values: Signal['values'], names: readonly string[] = []): Signal['values'] =>
  Object.fromEntries(names.filter((name) => Object.hasOwn(values, name)).map((name) => [name, values[name] as VariableValue]))

/** The hours may have changed while it waited, or today was closed: it looks again, and where no opening is in sight once a day. */
function untilOpen({ services }: Visit<WaitConfig>): Outcome {
  const { open, next } = services.opening()
  if (open) return go('next')
  const until = next ?? secondsAfter(services.now(), 86_400)
  return wait({ for: 'time', until, memory: { until } })
}

function whenOver({ config, read, services, timeZone }: Visit<WaitConfig>): Instant | null {
  if (config.for === 'duration') return secondsAfter(services.now(), config.seconds ?? 0)
  const moment = momentOf(read(config.date ?? ''), timeZone)
  if (moment === null) return null
  return moment.time === undefined ? instantOf(moment.day, config.time ?? defaultTime, timeZone) : moment.at
}
