import { expect, it, onTestFinished, vi } from 'vitest'
import { Journal } from '#server/store/embedded/journal.ts'
import { openEmbedded } from '#server/store/embedded/open.ts'
import { Table } from '#server/store/embedded/table.ts'
import { temporaryFolder } from '#tests/support/child-server.ts'

interface Thing {
  _id: string
}
const things = { name: 'things', indexes: [] }

/** LMDB refuses so many of the next writes, the way it tells of a commit that failed. Says how many it has refused. */
function refusing(times: number): () => number {
  let refused = 0
  const put = () => {
    refused++
    const commitError = Promise.reject(new Error('MDB_BAD_TXN: the free list'))
    return Promise.reject(Object.assign(new Error('Commit failed (see commitError for details)'), { commitError }))
  }
  const { get } = Object.getOwnPropertyDescriptor(Table.prototype, 'stored') as { get(): Table['stored'] }
  const spy = vi.spyOn(Table.prototype, 'stored', 'get').mockImplementation(function (this: Table) {
    const stored = get.call(this)
    return refused < times ? Object.create(stored, { put: { value: put } }) : stored
  })
  onTestFinished(() => spy.mockRestore())
  return () => refused
}

/** A folder whose newest document is in the journal only, as after a crash. */
async function crashed() {
  const { path, remove } = temporaryFolder()
  onTestFinished(remove)
  const lines: string[] = []
  const store = await openEmbedded({ folder: path, log: (line) => void lines.push(line) })
  await store.collection<Thing>(things).insert({ _id: 'first' })
  await store.checkpoint()
  await store.collection<Thing>(things).insert({ _id: 'second' })
  return { path, store, lines }
}

it('a checkpoint that LMDB refuses is made later, and loses nothing meanwhile', async () => {
  const { store, lines } = await crashed()
  const refused = refusing(1)
  await expect(store.checkpoint()).rejects.toThrow('the free list')
  expect(refused()).toBe(1)
  expect(lines).toEqual(['the data folder takes no checkpoint (Error: MDB_BAD_TXN: the free list); writes stay in its journal'])
  await store.checkpoint()
  expect(await store.collection<Thing>(things).count({})).toBe(2)
  await store.close()
})

it('a start that LMDB refuses opens the folder anew', async () => {
  const { path, store } = await crashed()
  const lines: string[] = []
  const refused = refusing(2)
  // Its last checkpoint fails, so the second document is in the journal still.
  await store.close()
  const again = await openEmbedded({ folder: path, log: (line) => void lines.push(line) })
  expect([refused(), lines.length]).toEqual([2, 1])
  expect(await again.collection<Thing>(things).count({})).toBe(2)
  await again.close()
})

it('a folder that takes no writes, such as on a full disk, is not ready until it takes them again', async () => {
  const { store } = await crashed()
  await store.ping()
  const full = vi
    .spyOn(Journal.prototype, 'append')
    .mockImplementation(() => Promise.reject(Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })))
  onTestFinished(() => full.mockRestore())
  await store.ping()
  await expect(store.collection<Thing>(things).insert({ _id: 'third' })).rejects.toThrow('could not be written')
  await expect(store.ping()).rejects.toThrow('could not be written')
  await expect(store.ping()).rejects.toThrow('could not be written')
  full.mockRestore()
  await store.ping()
  expect(await store.collection<Thing>(things).count({})).toBe(2)
  await store.close()
})
