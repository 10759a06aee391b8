import i18next from 'i18next'
import { type Flow, flowSchema } from '#schemas/flow.ts'
import { migrateFlow } from '#schemas/migrations/index.ts'
import { checkSchema } from './check-schema.ts'

/** The flow in a file's text, lifted to the newest shape; else one sentence that names the place that is wrong. */
export function readFlow(text: string): { flow: Flow } | { problem: string } {
  let saved: unknown
  try {
    saved = JSON.parse(text)
  } catch (error) {
    return { problem: i18next.t('shell:notJson', { reason: error instanceof Error ? error.message : '' }) }
  }
  const lifted = migrateFlow(saved)
  if (!lifted.ok) return { problem: `${lifted.problem.path} ${lifted.problem.message}` }
  const [mistake] = checkSchema(flowSchema, lifted.value)
  return mistake ? { problem: `${mistake.path || '/'}: ${mistake.message}` } : { flow: lifted.value as Flow }
}
