import { type EventData, mostEventData } from '#schemas/event.ts'
import { fail, go, handle, type Visit } from '../contract.ts'
import type { RecordEventConfig } from './schema.ts'

export const handler = handle<RecordEventConfig>({
  enter(visit) {
    const { event, values = [] } = visit.config
    const data: EventData = Object.fromEntries(values.map(({ name, value }) => [name, filled(visit, value)]))
    if (JSON.stringify(data).length > mostEventData) return fail({ code: 'event-too-large', values: { event } })
    return go('next', { effects: [{ kind: 'event', type: event, data }] })
  },
})

/** What reads as a number is one; a phone number or a code with a zero in front stays a text. */
function filled(visit: Visit<RecordEventConfig>, template: string): string | number {
  const text = visit.fill(template).trim()
  return /^-?(0|[1-9]\d{0,14})(\.\d{1,6})?$/.test(text) ? Number(text) : text
}
