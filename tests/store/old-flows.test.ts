import { expect, it } from 'vitest'
import { newFlow } from '#schemas/flow.ts'
import { type FlowDoc, flows, type LivePointerDoc, livePointers } from '#server/flows/collections.ts'
import { livePointersOfTheirOwn } from '#server/migrations/0002-live-pointers.ts'
import type { Store } from '#server/store/contract.ts'
import { openEmbedded } from '#server/store/embedded/open.ts'
import { temporaryFolder } from '#tests/support/child-server.ts'

const at = '2026-11-23T10:00:00.000Z'
const summary = { name: 'Welcome', nodeCount: 1, errors: 0, warnings: 0 }
const saved = { workspaceId: 'w', draft: newFlow('Welcome'), revision: 4, savedAt: at, savedBy: 'u' }
const pointed = { liveVersion: 2, newestVersion: 3, liveRevision: null, createdAt: at }
const left = { upTo: 1, people: 'end' as const, by: 'u', at, inside: 7 }
const unpublished = { liveVersion: null, newestVersion: 1, liveRevision: null, withdrawn: left, withdrawAt: at, createdAt: at }

/** Flows as they were kept when one document held a draft and what was live: paused with changes, and unpublished with people inside. */
async function keptBefore(): Promise<{ store: Store; read(): Promise<unknown>; close(): Promise<void> }> {
  const { path, remove } = temporaryFolder()
  const store = await openEmbedded({ folder: path, sync: false, checkWhole: false })
  const docs = store.collection(flows)
  const paused = { _id: 'a', ...saved, summary: { ...summary, unpublished: 5 }, ...pointed, paused: true }
  await docs.insert(paused as FlowDoc)
  await docs.insert({ _id: 'b', ...saved, summary, ...unpublished } as FlowDoc)
  const all = async () => [
    await docs.find({}, { sort: { _id: 1 } }),
    await store.collection(livePointers).find({}, { sort: { _id: 1 } }),
  ]
  return {
    store,
    read: async () => (await all()).map(({ items }) => items),
    close: async () => {
      await store.close()
      remove()
    },
  }
}

const parted: [FlowDoc[], LivePointerDoc[]] = [
  [
    { _id: 'a', ...saved, summary: { ...summary, unpublished: 5, against: 2 } },
    { _id: 'b', ...saved, summary },
  ],
  [
    { _id: 'a', workspaceId: 'w', ...pointed, paused: true },
    { _id: 'b', workspaceId: 'w', ...unpublished },
  ],
]

it('flows of a folder of before keep what is live, paused and leaving, each under a pointer of its own', async () => {
  const { store, read, close } = await keptBefore()
  await livePointersOfTheirOwn.page(store, undefined)
  expect(await read()).toEqual(parted)
  await livePointersOfTheirOwn.page(store, undefined)
  expect(await read()).toEqual(parted)
  await close()
})

it('a start that was killed half way is gone on with, and what went live since stays', async () => {
  const { store, read, close } = await keptBefore()
  const newer = { _id: 'a', workspaceId: 'w', ...pointed, liveVersion: 3, liveRevision: 4 }
  await store.collection(livePointers).insert(newer)
  await livePointersOfTheirOwn.page(store, undefined)
  expect(await read()).toEqual([parted[0], [newer, parted[1][1]]])
  await close()
})
