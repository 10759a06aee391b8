import { descriptionOf } from '#nodes/descriptions.ts'
import { checkTemplate, variablesIn } from '#runtime/expressions/template.ts'
import { answersInstead } from '#runtime/flow-order.ts'
import { starterOf } from '#runtime/reach.ts'
import type { FlowOrder } from '#schemas/api/flow-order.ts'
import type { Problem } from '#schemas/api/problems.ts'
import { examine as examineBy } from '#schemas/doctor/examine.ts'
import type { DoctorFacts } from '#schemas/doctor/facts.ts'
import type { Flow } from '#schemas/flow.ts'
import { checkSchema } from './check-schema.ts'
import { liveStarters } from './starters.ts'

const facts: DoctorFacts = {
  describe: descriptionOf,
  checkConfig: (type, config) => {
    const schema = descriptionOf(type)?.schema
    return schema ? checkSchema(schema, config) : []
  },
  checkTemplate,
  variablesIn,
}

/** `flows` are the workspace's others, for nodes that go to one; `order` those that are live. */
interface Known extends Pick<DoctorFacts, 'flows' | 'secrets' | 'teams' | 'templates' | 'hoursSet' | 'innerPlaces'> {
  flowId?: string
  order?: FlowOrder
}

/** The problems of a flow as the server would find them. */
export const examine = (
  flow: Flow,
  { flowId = '', flows, secrets, teams, templates, hoursSet, innerPlaces, order }: Known = {},
): Problem[] =>
  examineBy(flow, {
    ...facts,
    ...(flows ? { flows } : {}),
    ...(secrets ? { secrets } : {}),
    ...(teams ? { teams } : {}),
    ...(templates ? { templates } : {}),
    ...(hoursSet === undefined ? {} : { hoursSet }),
    ...(innerPlaces ? { innerPlaces } : {}),
    ...(order ? { answersInstead: (draft) => nameOfInstead(order, flowId, draft) } : {}),
  })

function nameOfInstead({ flows }: FlowOrder, flowId: string, draft: Flow): string | undefined {
  const own = starterOf(flowId, draft)
  const other = own && answersInstead(liveStarters(flows), own)
  return flows.find(({ id }) => id === other)?.name
}
