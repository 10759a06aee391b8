import { describe, silent } from '../contract.ts'
import { nextOutput, noAnswerOutputs } from '../outputs.ts'
import { defaultTime, schema, type WaitConfig } from './schema.ts'

export const description = describe<WaitConfig>({
  type: 'wait',
  label: 'Wait',
  summary: 'Lets time pass before the flow goes on.',
  category: 'flow',
  icon: 'clock',
  schema,
  waits: 'time',
  answeredLabel: 'waited',
  asksHours: ({ for: kind }) => kind === 'opening',
  defaults: { for: 'duration', seconds: 3600 },
  outputs: ({ for: kind, seconds }) => [
    { ...nextOutput, needed: true },
    ...(kind === 'signal' ? noAnswerOutputs(seconds ?? 0, 'No event') : []),
    ...(kind === 'date' ? [{ name: 'error', label: 'No date', kind: 'error' as const, needed: false }] : []),
  ],
  writes: ({ for: kind, keep = [] }) => (kind === 'signal' ? keep : []),
  preview: silent,
  card: (config) => ({ meta: untilWhen(config) }),
})

function untilWhen({ for: kind, date = '', time = defaultTime, seconds = 0, signal = '' }: WaitConfig): string {
  if (kind === 'signal') return `until ${signal || 'an event'}, ${spell(seconds)} at most`
  if (kind === 'opening') return 'until the shop is open'
  return kind === 'date' ? `${date} ${time}`.trim() : spell(seconds)
}

/** `5400` as “1 h 30 min”. */
function spell(seconds: number): string {
  const parts = [
    [Math.floor(seconds / 86_400), 'd'],
    [Math.floor(seconds / 3600) % 24, 'h'],
    [Math.floor(seconds / 60) % 60, 'min'],
    [seconds % 60, 's'],
  ]
  return parts.flatMap(([count, unit]) => (count ? [`${count} ${unit}`] : [])).join(' ')
}
