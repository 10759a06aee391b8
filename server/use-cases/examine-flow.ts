import type { Registry } from '#nodes/contract.ts'
import type { Problem } from '#schemas/api/contract.ts'
import { examine } from '#schemas/doctor/examine.ts'
import { fieldsOf, marks } from '#schemas/fields-of.ts'
import type { Flow } from '#schemas/flow.ts'
import { validateFlowDocument } from '#schemas/validate.ts'
import type { Deps } from '../deps.ts'
import { doctorFacts } from '../doctor-facts.ts'
import { AppError } from '../errors.ts'
import { inWorkspace } from '../repositories/in-workspace.ts'
import { type FlowDoc, flows } from '../store/collections.ts'

/** A sent flow in the newest shape. What does not fit the flow's schema is refused by field; no I/O happens. */
export function readFlow(given: unknown): Flow {
  const checked = validateFlowDocument(given)
  if (checked.ok) return checked.value
  const problems = checked.problems.map(({ path, message }) => ({ path: `/flow${path}`, message }))
  throw new AppError('invalid-input', undefined, problems)
}

/** What the doctor says of a flow in its workspace. `flowId` is its own, unless it is new: a flow may go to itself before it is live. */
export async function examineFlow(
  { store, registry }: Pick<Deps, 'store' | 'registry'>,
  workspaceId: string,
  flow: Flow,
  flowId?: string,
): Promise<Problem[]> {
  const named = await inWorkspace(store, flows, workspaceId).getMany(flowsNamed(flow, registry))
  return examine(
    flow,
    doctorFacts(
      registry,
      named.map(({ _id, liveVersion }) => ({ id: _id, live: liveVersion !== null || _id === flowId })),
    ),
  )
}

/** The ids of the flows that nodes of a flow go to. */
function flowsNamed({ nodes }: Flow, registry: Registry): string[] {
  const schemas = [...registry].map(([type, { description }]) => [type, description.schema] as const)
  const naming = new Map(schemas.filter(([, schema]) => marks(schema, 'flow')))
  const fields = nodes.flatMap(({ type, data }) => {
    const schema = naming.get(type)
    return schema ? fieldsOf(schema, data.config) : []
  })
  return [...new Set(fields.flatMap(({ field, value }) => (field === 'flow' && typeof value === 'string' ? value : [])))]
}

/** What a list shows of a draft, kept beside it. */
export const summaryOf = (flow: Flow, problems: Problem[]): FlowDoc['summary'] => ({
  name: flow.name,
  nodeCount: flow.nodes.length,
  errors: problems.filter((problem) => problem.severity === 'error').length,
  warnings: problems.filter((problem) => problem.severity === 'warning').length,
})
