import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { channels } from '#server/channels/collections.ts'
import { allCollections } from '#server/collections.ts'
import { loadSecretKey } from '#server/secret-key.ts'
import { type CollectionDefinition, type Stored, UniqueViolation } from '#server/store/contract.ts'
import { type CopyableStore, CopyError, copyStore } from '#server/store/copy-store.ts'
import { openEmbedded } from '#server/store/embedded/open.ts'
import { workspaces } from '#server/workspaces/collections.ts'
import { eachStore } from '#tests/support/stores.ts'
import { type Thing, thingsWith } from './things.ts'

const definitions: CollectionDefinition<Stored>[] = [
  thingsWith(
    { name: 'v', fields: { v: 1 }, unique: true, whenPresent: 'v' },
    { name: 'until', fields: { until: 1 }, expires: true },
  ),
  { name: 'others', indexes: [] },
]
const docs: Thing[] = Array.from({ length: 1_203 }, (_, at) => ({
  _id: `${at}.é`,
  v: at % 2 ? `${at}` : undefined,
  text: '你好 👋',
  list: [at, null, { deep: at / 3 }],
  until: at === 7 ? '2200-01-01T00:00:00.000Z' : undefined,
}))

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'alur-copy-'))
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

eachStore('a copy of a store', (open) => {
  it('goes into a folder and back with every document and every token', async () => {
    const first = (await open()) as CopyableStore
    const source = first.collection<Thing>(definitions[0] as CollectionDefinition<Thing>)
    await source.insertMany(docs)
    await source.increment('counter', { n: 1 }, { once: { series: 't', number: 1 } })

    const between = await openEmbedded({ folder, sync: false })
    const there = await copyStore(first, between, definitions)
    expect(there.map(({ name, count, same }) => ({ name, count, same }))).toEqual([
      { name: 'things', count: 1_204, same: true },
      { name: 'others', count: 0, same: true },
    ])
    const second = (await open()) as CopyableStore
    expect(await copyStore(between, second, definitions)).toEqual(there)
    await between.close()

    const target = second.collection<Thing>(definitions[0] as CollectionDefinition<Thing>)
    expect(await target.get('6.é')).toEqual(docs[6])
    expect(await target.increment('counter', { n: 1 }, { once: { series: 't', number: 1 } })).toBe(false)
    await expect(target.insert({ _id: 'new', v: '5' })).rejects.toThrow(UniqueViolation)
  })

  it('is refused where there is something already', async () => {
    const target = (await open()) as CopyableStore
    await target.collection(definitions[1] as CollectionDefinition<Stored>).insert({ _id: 'x' })
    const source = await openEmbedded({ folder, sync: false })
    await expect(copyStore(source, target, definitions)).rejects.toThrow(
      new CopyError('The target already has others. Copy into an empty folder or database.'),
    )
    await source.close()
  })
})

const server = join(import.meta.dirname, '../../server')
const command = join(server, 'commands/store-copy.ts')

it('npm run store:copy copies every collection of the house and prints what it did', { timeout: 60_000 }, async () => {
  const [from, to] = [join(folder, 'from'), join(folder, 'to')]
  const store = await openEmbedded({ folder: from, sync: false })
  await store
    .collection(workspaces)
    .insert({ _id: 'w', name: 'Shop', timeZone: 'UTC', demo: false, createdAt: '2026-01-01T00:00:00.000Z' })
  await store.close()
  const run = (...args: string[]) => promisify(execFile)(process.execPath, ['--import', 'tsx', command, ...args])
  const { stdout } = await run('--from', from, '--to', to)
  expect(stdout).toMatch(/^workspaces +1 {2}[0-9a-f]{16} {2}same$/m)
  expect(stdout.trim().split('\n')).toHaveLength(allCollections.length + 1)
  await expect(run('--from', from, '--to', to)).rejects.toMatchObject({
    code: 1,
    stderr: 'The target already has workspaces. Copy into an empty folder or database.\n',
  })
  await expect(run('--from', join(folder, 'nowhere'), '--to', to)).rejects.toMatchObject({
    code: 1,
    stderr: `There is no store in ${join(folder, 'nowhere')}.\n`,
  })
})

it('npm run store:copy says which key the copied channels need', { timeout: 60_000 }, async () => {
  const [from, to] = [join(folder, 'from'), join(folder, 'to')]
  const store = await openEmbedded({ folder: from, sync: false })
  const channel = { _id: 'c', workspaceId: 'w', kind: 'web-chat' as const, name: 'Website', settings: {}, secrets: {} }
  await store.collection(channels).insert({ ...channel, createdAt: '2026-01-31T09:00:00.000Z' })
  await store.close()
  loadSecretKey({ dataFolder: from })
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', command, '--from', from, '--to', to])
  expect(stdout.trim().split('\n').at(-1)).toBe(
    `The secrets of the channels are sealed with ${from}/secret.key: start the copy with its content as ALUR_SECRET_KEY.`,
  )
})

it('every collection of the house is copied', () => {
  const subjects = readdirSync(server).filter((folder) => existsSync(join(server, folder, 'collections.ts')))
  const named = subjects.flatMap((folder) =>
    [...readFileSync(join(server, folder, 'collections.ts'), 'utf8').matchAll(/= define<\w+>\(\s*'(\w+)'/g)].map(
      ([, name]) => name,
    ),
  )
  expect(named.length).toBeGreaterThan(20)
  expect(allCollections.map(({ name }) => name).sort()).toEqual(named.sort())
})
