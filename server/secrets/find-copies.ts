import type { SecretCopies, SecretCopy } from '#schemas/api/secrets.ts'
import type { Flow } from '#schemas/flow.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { flowsOf, versionsOf } from '../flows/index.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { keptSecrets } from './collections.ts'

/** Whoever writes many guesses into a draft learns whether one of them is right: a shorter value could be found by halves. */
const longEnough = 12

/**
 * Where a secret's value still stands in plain text: in drafts, and in published versions, which nobody can change. That of a deleted
 * flow is one of them. Such a key has to be replaced at its service. A value of fewer than 12 characters is not looked for.
 */
export async function findCopies(
  { store, secrets }: Pick<Deps, 'store' | 'secrets'>,
  workspaceId: string,
  secretId: string,
): Promise<SecretCopies> {
  const doc = await inWorkspace(store, keptSecrets, workspaceId).get(secretId)
  if (!doc) throw new AppError('not-found')
  const value = opened(secrets, doc.sealed)
  if (value.length < longEnough) return { items: [], tooShort: true }
  const holds = search(value)
  const drafts: SecretCopy[] = []
  const live = new Set<string>()
  for await (const { _id: flowId, draft, summary, liveVersion } of flowsOf(store, workspaceId)) {
    if (liveVersion !== null) live.add(`${flowId}.${liveVersion}`)
    if (holds(draft)) drafts.push({ flowId, name: summary.name, live: false })
  }
  const published: SecretCopy[] = []
  for await (const { _id, flowId, version, flow } of versionsOf(store, workspaceId))
    if (holds(flow)) published.push({ flowId, name: flow.name, version, live: live.has(_id) })
  return { items: [...drafts, ...published] }
}

function opened(secrets: Deps['secrets'], sealed: string): string {
  try {
    return secrets.open(sealed)
  } catch {
    throw new AppError('secret-lost')
  }
}

/** As it is, or as it is written inside the JSON of a body. */
const search = (value: string) => {
  const inText = JSON.stringify(value).slice(1, -1)
  const forms = new Set([value, inText, encodeURIComponent(value)].map((form) => JSON.stringify(form).slice(1, -1)))
  return (flow: Flow): boolean => {
    const text = JSON.stringify(flow.nodes)
    return [...forms].some((form) => text.includes(form))
  }
}
