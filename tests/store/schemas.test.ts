import { expect, it } from 'vitest'
import { type Flow, newFlow } from '#schemas/flow.ts'
import { flows, type VersionDoc, versions } from '#server/flows/collections.ts'
import { StoreUsageError } from '#server/store/contract.ts'
import { openEmbedded } from '#server/store/embedded/open.ts'
import { members, type WorkspaceDoc, workspaces } from '#server/workspaces/collections.ts'
import { temporaryFolder } from '#tests/support/child-server.ts'
import { eachStore } from '#tests/support/stores.ts'

const at = '2026-11-23T10:00:00.000Z'
const workspace: WorkspaceDoc = { _id: 'w', name: 'Shop', timeZone: 'UTC', demo: false, createdAt: at }
const who = { workspaceId: 'w', flowId: 'f', version: 1, publishedAt: at, publishedBy: 'u' }
const version = (flow: Flow): VersionDoc => ({ _id: 'f.1', ...who, flow })

eachStore('a document that does not fit its schema', (open) => {
  it('is refused when it is new, with every field that is wrong', async () => {
    const store = await open()
    const docs = store.collection(workspaces)
    const { createdAt: _, ...unfinished } = workspace
    const wrong = { ...unfinished, demo: 'no' } as unknown as WorkspaceDoc
    await expect(docs.insert(wrong)).rejects.toEqual(
      new StoreUsageError('a document of workspaces: /createdAt is required, /demo must be true or false'),
    )
    await expect(docs.put(wrong)).rejects.toThrow(StoreUsageError)
    await expect(docs.insertMany([workspace, wrong])).rejects.toThrow(StoreUsageError)
    expect(await docs.count({})).toBe(0)
    const member = { _id: 'w.u', workspaceId: 'w', userId: 'u', role: 'boss' as 'owner', createdAt: at }
    await expect(store.collection(members).insert(member)).rejects.toThrow('/role')
  })

  it('is refused for what is wrong inside a flow', async () => {
    const docs = (await open()).collection(versions)
    const flow = newFlow('Welcome')
    await expect(docs.insert(version({ ...flow, edges: [{ id: 'e' } as Flow['edges'][number]] }))).rejects.toThrow(
      '/flow/edges/0',
    )
    await docs.insert(version(flow))
    expect(await docs.get('f.1')).toEqual(version(flow))
  })

  it('is not passed over when a change makes it so', async () => {
    const store = await open()
    await store.collection(workspaces).insert(workspace)
    await expect(store.collection(workspaces).update('w', { $set: { name: 7 } })).rejects.toThrow('/name')
    const draft = newFlow('Welcome')
    const summary = { name: 'Welcome', nodeCount: 1, errors: 0, warnings: 0 }
    const saved = { workspaceId: 'w', draft, summary, revision: 1, savedAt: at, savedBy: 'u' }
    await store.collection(flows).insert({ _id: 'f', ...saved })
    await expect(store.collection(flows).claim({ workspaceId: 'w' }, { $unset: ['draft.nodes'] })).rejects.toThrow('/draft/nodes')
  })
})

it('production looks at no schema', async () => {
  const { path, remove } = temporaryFolder()
  const store = await openEmbedded({ folder: path, sync: false, checkWhole: false })
  await store.collection(workspaces).insert({ _id: 'w' } as WorkspaceDoc)
  expect(await store.collection(workspaces).get('w')).toEqual({ _id: 'w' })
  await store.close()
  remove()
})
