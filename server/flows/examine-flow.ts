import type { Registry } from '#nodes/contract.ts'
import { answersInstead } from '#runtime/flow-order.ts'
import type { CompiledFlow } from '#runtime/graph.ts'
import { starterOf } from '#runtime/reach.ts'
import type { Problem } from '#schemas/api/problems.ts'
import { cleanName } from '#schemas/clean-name.ts'
import { examine } from '#schemas/doctor/examine.ts'
import { fieldsOf, marks } from '#schemas/fields-of.ts'
import type { Flow } from '#schemas/flow.ts'
import { pathTo } from '#schemas/json-pointer.ts'
import { type SchemaProblem, tooLongIn, validateFlowDocument } from '#schemas/validate.ts'
import { templatesOf } from '../channels/index.ts'
import type { Deps } from '../deps.ts'
import { invalidInput } from '../errors.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { knownTeams } from '../teams/index.ts'
import { type FlowDoc, livePointers } from './collections.ts'
import { doctorFacts } from './doctor-facts.ts'

/**
 * A sent flow in the newest shape. What does not fit the flow's schema is refused by field, and so is a text of a node that is longer
 * than its setting allows: whatever else is wrong with a node's settings can be saved half done, and is a problem in the list.
 */
export function readFlow({ registry }: Pick<Deps, 'registry'>, given: unknown): Flow {
  const checked = validateFlowDocument(given)
  const problems = checked.ok ? tooLong(checked.value, registry) : checked.problems
  if (checked.ok && problems.length === 0) return withCleanName(checked.value)
  throw invalidInput(...problems.map(({ path, message }) => ({ path: `/flow${path}`, message })))
}

function withCleanName(flow: Flow): Flow {
  const name = cleanName(flow.name)
  if (name === '') throw invalidInput({ path: '/flow/name', message: 'must not be empty' })
  return name === flow.name ? flow : { ...flow, name }
}

/** As long as the longest text a setting may have: for settings that no schema knows. */
const longestText = 20_000

const tooLong = ({ nodes }: Flow, registry: Registry): SchemaProblem[] =>
  nodes
    .flatMap(({ type, data }, index) => {
      const schema = registry.get(type)?.description.schema
      const found = [...longTexts(data.config), ...(schema ? tooLongIn(schema, data.config) : [])]
      const byPath = new Map(found.map((problem) => [problem.path, problem]))
      return [...byPath.values()].map(({ path, message }) => ({ path: `/nodes/${index}/data/config${path}`, message }))
    })
    .slice(0, 50)

function longTexts(value: unknown): SchemaProblem[] {
  if (typeof value === 'string')
    return value.length > longestText ? [{ path: '', message: `must be at most ${longestText} characters` }] : []
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) =>
    longTexts(inner).map(({ path, message }) => ({ path: pathTo('', key) + path, message })),
  )
}

/** What the doctor says of a flow in its workspace. `flowId` is its own, unless it is new: a flow may go to itself before it is live. */
export async function examineFlow(
  { store, registry, engine, config }: Pick<Deps, 'store' | 'registry' | 'engine' | 'config'>,
  workspaceId: string,
  flow: Flow,
  flowId?: string,
): Promise<Problem[]> {
  const named = await inWorkspace(store, livePointers, workspaceId).getMany(namedIn(flow, registry, 'flow'))
  const [{ starting: live }, secrets, calendar, teams, templates] = await Promise.all([
    engine.flows.live(workspaceId),
    engine.secretBook.get(workspaceId),
    engine.calendars.get(workspaceId),
    namedIn(flow, registry, 'team').length > 0 ? knownTeams(store, workspaceId) : undefined,
    namedIn(flow, registry, 'message-template').length > 0 ? templatesOf({ store }, workspaceId) : undefined,
  ])
  return examine(
    flow,
    doctorFacts(registry, {
      flows: named.map(({ _id, liveVersion }) => ({ id: _id, live: liveVersion !== null || _id === flowId })),
      secrets: [...secrets.values()],
      ...(teams ? { teams } : {}),
      ...(templates ? { templates: templates.map(({ template }) => template) } : {}),
      hoursSet: calendar !== null && calendar.revision > 0,
      innerPlaces: config.allowPrivate,
      answersInstead: (draft) => nameOfInstead(live, flowId ?? '', draft),
    }),
  )
}

function nameOfInstead(live: readonly CompiledFlow[], flowId: string, draft: Flow): string | undefined {
  const own = starterOf(flowId, draft)
  const order = live.flatMap((one) => starterOf(one.flowId, one.flow) ?? [])
  const other = own && answersInstead(order, own)
  return live.find((one) => one.flowId === other)?.flow.name
}

/** The flows that nodes of a flow go to, or the teams they hand over to, as they name them. */
export function namedIn({ nodes }: Flow, registry: Registry, what: 'flow' | 'team' | 'message-template'): string[] {
  const schemas = [...registry].map(([type, { description }]) => [type, description.schema] as const)
  const naming = new Map(schemas.filter(([, schema]) => marks(schema, what)))
  const fields = nodes.flatMap(({ type, data }) => {
    const schema = naming.get(type)
    return schema ? fieldsOf(schema, data.config) : []
  })
  return [
    ...new Set(fields.flatMap(({ field, value }) => (field === what && typeof value === 'string' && value !== '' ? value : []))),
  ]
}

/**
 * These change without the draft: which flow answers whom stands in the list for itself, hours are set and teams are made on pages of
 * their own.
 */
const ofOthers: readonly string[] = ['never-answers', 'no-hours', 'team-unknown', 'template-unknown', 'template-not-approved']

/** What a list shows of a draft, kept beside it. */
export const summaryOf = (flow: Flow, problems: Problem[]): FlowDoc['summary'] => ({
  name: flow.name,
  nodeCount: flow.nodes.length,
  errors: problems.filter((problem) => problem.severity === 'error').length,
  warnings: problems.filter(({ severity, code }) => severity === 'warning' && !ofOthers.includes(code)).length,
})
