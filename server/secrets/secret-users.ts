import type { Registry } from '#nodes/contract.ts'
import type { SecretUser } from '#schemas/api/secrets.ts'
import { fieldsOf, marks } from '#schemas/fields-of.ts'
import type { Flow } from '#schemas/flow.ts'
import type { Deps } from '../deps.ts'
import { flowsWithLive } from '../flows/index.ts'

/** The flows that name a secret, in their draft or their live version, by the secret's name. */
export async function usersOfSecrets(
  deps: Pick<Deps, 'store' | 'registry' | 'engine'>,
  workspaceId: string,
): Promise<Map<string, SecretUser[]>> {
  const found = new Map<string, SecretUser[]>()
  const secretsNamed = namesIn(deps.registry)
  for await (const { flowId, name: flowName, draft, live } of flowsWithLive(deps, workspaceId)) {
    const inLive = new Set(live && secretsNamed(live))
    for (const name of new Set([...secretsNamed(draft), ...inLive])) {
      const user = { flowId, name: flowName, live: inLive.has(name) }
      found.set(name, [...(found.get(name) ?? []), user])
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
