import { descriptionOf } from '#nodes/descriptions.ts'
import { checkTemplate, variablesIn } from '#runtime/expressions/template.ts'
import type { Problem } from '#schemas/api/contract.ts'
import { examine as examineBy } from '#schemas/doctor/examine.ts'
import type { DoctorFacts } from '#schemas/doctor/facts.ts'
import type { Flow } from '#schemas/flow.ts'
import { checkSchema } from './check-schema.ts'

const facts: DoctorFacts = {
  describe: descriptionOf,
  checkConfig: (type, config) => {
    const schema = descriptionOf(type)?.schema
    return schema ? checkSchema(schema, config) : []
  },
  checkTemplate,
  variablesIn,
}

/** The problems of a flow as the server would find them. `flows` are the workspace's others, for nodes that go to one. */
export const examine = (flow: Flow, flows?: DoctorFacts['flows']): Problem[] =>
  examineBy(flow, { ...facts, ...(flows ? { flows } : {}) })
