import type { Registry } from '#nodes/contract.ts'
import type { SecretUser } from '#schemas/api/secrets.ts'
import { fieldsOf, marks } from '#schemas/fields-of.ts'
import type { Flow } from '#schemas/flow.ts'
import type { Deps } from '../deps.ts'
import { flows, withPointers } from '../flows/index.ts'
import { pagesOf } from '../store/find-all.ts'
import { inWorkspace } from '../store/in-workspace.ts'

/** Drafts that are read at once: they may be large. */
const atOnce = 20

/** The flows that name a secret, in their draft or their live version, by the secret's name. */
export async function usersOfSecrets(
  { store, registry, engine }: Pick<Deps, 'store' | 'registry' | 'engine'>,
  workspaceId: string,
): Promise<Map<string, SecretUser[]>> {
  const found = new Map<string, SecretUser[]>()
  const secretsNamed = namesIn(registry)
  const options = { sort: { savedAt: -1 as const }, limit: atOnce }
  for await (const page of pagesOf(inWorkspace(store, flows, workspaceId), {}, options)) {
    for (const { _id: flowId, draft, summary, liveVersion } of await withPointers(store, workspaceId, page)) {
      const live = liveVersion === null ? undefined : await engine.flows.version(workspaceId, flowId, liveVersion)
      const inLive = new Set(live && secretsNamed(live.flow))
      for (const name of new Set([...secretsNamed(draft), ...inLive])) {
        const user = { flowId, name: summary.name, live: inLive.has(name) }
        found.set(name, [...(found.get(name) ?? []), user])
      }
    }
  }
  return found
}

/** The names of the secrets that a flow's nodes name. */
function namesIn(registry: Registry): (flow: Flow) => string[] {
  const schemas = [...registry].map(([type, { description }]) => [type, description.schema] as const)
  const naming = new Map(schemas.filter(([, schema]) => marks(schema, 'secret')))
  return ({ nodes }) =>
    nodes.flatMap(({ type, data }) => {
      const schema = naming.get(type)
      const fields = schema ? fieldsOf(schema, data.config) : []
      return fields.flatMap(({ field, value }) => (field === 'secret' && typeof value === 'string' ? value : []))
    })
}
