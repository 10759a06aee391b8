import { type Instant, instantAt } from '#schemas/instant.ts'
import { type Store, UniqueViolation } from '../store/contract.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { type EditionFlow, type LiveEditionDoc, liveEditions } from './collections.ts'

/** The edition that was written last; undefined before the first. */
export async function newestEdition(store: Store, workspaceId: string): Promise<LiveEditionDoc | undefined> {
  const { items } = await inWorkspace(store, liveEditions, workspaceId).find({}, { sort: { number: -1 }, limit: 1 })
  return items[0]
}

/**
 * The number of the edition that says `flows`: a new one, unless the newest says it. `newest` was read before the flows were: undefined
 * when another edition came in between, and they are to be read again.
 */
export async function writeEdition(
  store: Store,
  workspaceId: string,
  newest: LiveEditionDoc | undefined,
  flows: EditionFlow[],
  now: number,
): Promise<number | undefined> {
  const { number: last = 0, flows: before = [] } = newest ?? {}
  if (newest && said(before) === said(flows)) return last
  const number = last + 1
  const was = new Map(before.map((flow) => [flow.flowId, said([flow])]))
  const is = new Map(flows.map((flow) => [flow.flowId, said([flow])]))
  const changed = [...new Set([...was.keys(), ...is.keys()])].filter((flowId) => was.get(flowId) !== is.get(flowId))
  const doc = { _id: `${workspaceId}.${String(number).padStart(8, '0')}`, number, at: instantAt(now), flows, changed }
  try {
    await inWorkspace(store, liveEditions, workspaceId).insert(doc)
    return number
  } catch (error) {
    if (error instanceof UniqueViolation) return undefined
    throw error
  }
}

/** What a turn went by: the edition that it names, else the one that held at its time; the first, when it is older than all of them. */
export async function editionThen(
  store: Store,
  workspaceId: string,
  { live, at }: { live?: number; at: Instant },
): Promise<LiveEditionDoc | undefined> {
  const docs = inWorkspace(store, liveEditions, workspaceId)
  if (live !== undefined) return (await docs.find({ number: live }, { sort: { number: -1 }, limit: 1 })).items[0]
  const held = (await docs.find({ at: { $lte: at } }, { sort: { at: -1 }, limit: 1 })).items[0]
  return held ?? (await docs.find({}, { sort: { number: 1 }, limit: 1 })).items[0]
}

/** Who made it so and when changes nothing of what is live. */
const said = (flows: readonly EditionFlow[]): string =>
  JSON.stringify(
    flows.map(({ flowId, version, paused, withdrawn }) => [flowId, version, paused, withdrawn?.upTo, withdrawn?.people]),
  )
