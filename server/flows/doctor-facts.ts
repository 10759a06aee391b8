import type { Registry } from '#nodes/contract.ts'
import { checkTemplate, variablesIn } from '#runtime/expressions/template.ts'
import type { DoctorFacts } from '#schemas/doctor/facts.ts'
import { fitted } from '#schemas/validate.ts'

/** What the doctor needs to know on the server: node types checked by ajv, templates by Liquid. */
export const doctorFacts = (
  registry: Registry,
  workspace: Pick<DoctorFacts, 'flows' | 'secrets' | 'teams' | 'templates' | 'hoursSet' | 'innerPlaces' | 'answersInstead'>,
): DoctorFacts => ({
  describe: (type) => registry.get(type)?.description,
  checkConfig: (type, config) => {
    const schema = registry.get(type)?.description.schema
    const checked = schema && fitted(schema, config)
    return !checked || checked.ok ? [] : checked.problems
  },
  checkTemplate,
  variablesIn,
  ...workspace,
})
