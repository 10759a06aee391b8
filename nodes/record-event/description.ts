import { describe, silent } from '../contract.ts'
import { nextOutput } from '../outputs.ts'
import { type RecordEventConfig, schema } from './schema.ts'

export const description = describe<RecordEventConfig>({
  type: 'record-event',
  label: 'Record event',
  summary: 'Writes down that something happened, for segments, statistics and other flows.',
  category: 'remember',
  icon: 'calendar-event',
  schema,
  answeredLabel: 'recorded',
  defaults: { event: 'asked_for_offer' },
  outputs: () => [nextOutput],
  preview: silent,
  card: ({ event, values = [] }) => ({
    chips: [event],
    ...(values.length > 0 ? { meta: values.map(({ name, value }) => `${name} = ${value}`).join(', ') } : {}),
  }),
})
