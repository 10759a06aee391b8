import { go, handle, type Visit } from '../contract.ts'
import type { SetContactConfig } from './schema.ts'

export const handler = handle<SetContactConfig>({
  enter(visit) {
    const { fields = [], ...facts } = visit.config
    const contact = filled(visit, Object.entries(facts))
    const set = filled(
      visit,
      fields.map(({ name, value }) => [name, value]),
    )
    if (Object.keys(contact).length + Object.keys(set).length === 0) return go('next')
    return go('next', { effects: [{ kind: 'set-contact', contact, fields: set }] })
  },
})

/** The values with their variables filled; what comes out empty is left as it was. */
function filled(visit: Visit<SetContactConfig>, templates: [string, string][]): Record<string, string> {
  const values = templates.map(([name, template]) => [name, visit.fill(template).trim()])
  return Object.fromEntries(values.filter(([, value]) => value !== ''))
}
