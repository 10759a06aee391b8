import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, it, onTestFinished } from 'vitest'
import { makeBackup } from '#server/backup/make-backup.ts'
import { restoreBackup } from '#server/backup/restore-backup.ts'
import { allCollections } from '#server/collections.ts'
import { flows, livePointers } from '#server/flows/collections.ts'
import { migrationDocs } from '#server/migrations/collections.ts'
import { migrateStore } from '#server/migrations/migrate-store.ts'
import type { StoreMigration } from '#server/migrations/migration.ts'
import { openMigrated } from '#server/migrations/open-migrated.ts'
import { storeMigrations } from '#server/migrations/store-migrations.ts'
import { MadeLater, type Store } from '#server/store/contract.ts'
import { type CopyableStore, copyStore } from '#server/store/copy-store.ts'
import { openEmbedded } from '#server/store/embedded/open.ts'
import { keptFolders, unpackFolder } from '#tests/fixtures/known-folder.ts'
import { temporaryFolder } from '#tests/support/child-server.ts'
import { testClock } from '#tests/support/in-process.ts'
import { intervalsByHand } from '#tests/support/intervals.ts'
import { eachStore } from '#tests/support/stores.ts'
import { counted, countingUp, things } from './counting-up.ts'

const began = '2026-11-23T10:00:00.000Z'

/** Whether each thing was counted up, and no thing twice. */
async function expectAllCountedOnce(store: Store, count: number): Promise<void> {
  const { items } = await store.collection(counted).find({}, { sort: { _id: 1 }, limit: 1000 })
  expect(items.map(({ _id, n }) => [_id, n])).toEqual(
    things(count)
      .sort((one, other) => (one._id < other._id ? -1 : 1))
      .map(({ _id, n }) => [_id, n + 1]),
  )
}

const withThings = async (store: Store, count: number): Promise<Store> => {
  await store.collection(counted).insertMany(things(count))
  return store
}

eachStore('a store migration', (open) => {
  it('is made once, in its place, and what it did is noted and told', async () => {
    const clock = testClock(began)
    const store = await withThings(await open({ now: clock.now }), 35)
    const order: string[] = []
    const second: StoreMigration = {
      id: '0002-second',
      does: 'nothing',
      page: async () => {
        order.push(`second after ${await store.collection(counted).count({ done: true })}`)
        return { changed: 0 }
      },
    }
    const lines: string[] = []
    const migrating = {
      migrations: [countingUp(() => clock.pass(100)), second],
      now: clock.now,
      log: (line: string) => void lines.push(line),
    }
    await migrateStore(store, migrating)
    await migrateStore(store, migrating)
    await expectAllCountedOnce(store, 35)
    expect(order).toEqual(['second after 35'])
    expect((await store.collection(migrationDocs).find({}, { sort: { _id: 1 } })).items).toEqual([
      { _id: '0001-counting-up', startedAt: began, doneAt: '2026-11-23T10:00:03.500Z', changed: 35 },
      { _id: '0002-second', startedAt: '2026-11-23T10:00:03.500Z', doneAt: '2026-11-23T10:00:03.500Z', changed: 0 },
    ])
    const told = '0001-counting-up (every thing is counted up)'
    expect(lines).toEqual([
      `${told}: 10 documents so far`,
      `${told}: 20 documents so far`,
      `${told}: 30 documents so far`,
      `${told}: done, 35 documents`,
    ])
  })

  it('that failed in the middle is gone on with from the page it was at', async () => {
    const store = { ...(await withThings(await open(), 35)), alone: true }
    const fails = countingUp((writes) => {
      if (writes === 25) throw new Error('the disk is full')
    })
    await expect(migrateStore(store, { migrations: [fails] })).rejects.toThrow('the disk is full')
    expect(await store.collection(migrationDocs).get('0001-counting-up')).toMatchObject({ changed: 20 })
    let writes = 0
    const goesOn = countingUp((made) => {
      writes = made
    })
    await migrateStore(store, { migrations: [goesOn] })
    expect(writes).toBe(15)
    await expectAllCountedOnce(store, 35)
  })

  it('is made by one of several processes; another that finds it left behind takes it up, and the first one stops', async () => {
    intervalsByHand()
    const clock = testClock(began)
    const store = { ...(await withThings(await open({ now: clock.now }), 35)), alone: false }
    let goOn = () => {}
    const frozen = new Promise<void>((resolve) => {
      goOn = resolve
    })
    let reached = () => {}
    const halfWay = new Promise<void>((resolve) => {
      reached = resolve
    })
    let ofFirst = 0
    const slow = countingUp((writes) => {
      ofFirst = writes
      if (writes !== 15) return
      reached()
      return frozen
    })
    const first = migrateStore(store, { migrations: [slow], now: clock.now })
    await halfWay
    const lines: string[] = []
    let ofSecond = 0
    const other = countingUp((writes) => {
      ofSecond = writes
    })
    const second = migrateStore(store, { migrations: [other], now: clock.now, log: (line) => void lines.push(line) })
    await expect.poll(() => lines).toEqual(['0001-counting-up (every thing is counted up): another process is making it'])
    expect(ofSecond).toBe(0)
    clock.pass(31_000)
    await second
    expect(ofSecond).toBe(25)
    goOn()
    await first
    expect(ofFirst).toBe(20)
    await expectAllCountedOnce(store, 35)
  })

  it('that this release does not know stops the start, with a sentence that says what to do', async () => {
    const store = await open()
    await migrateStore(store, { migrations: [countingUp()] })
    await expect(migrateStore(store, { migrations: [] })).rejects.toThrow(
      new MadeLater(
        'A later release of Alur has changed this data (0001-counting-up), and this one cannot read it. Start that release again, or restore a backup made before it.',
      ),
    )
  })
})

eachStore('a copy of the data folder of an earlier release', (open) => {
  it.each(keptFolders())('is brought to this release where it was copied to: "%s"', async (name) => {
    const { path, remove } = temporaryFolder()
    onTestFinished(remove)
    unpackFolder(name, path)
    const from = await openEmbedded({ folder: path, sync: false })
    const to = (await open()) as CopyableStore
    expect((await copyStore(from, to, allCollections)).filter(({ same }) => !same)).toEqual([])
    await from.close()
    await migrateStore(to)
    const all = await to.collection(flows).count({})
    expect([all > 0, await to.collection(livePointers).count({})]).toEqual([true, all])
  })
})

it('npm run store:copy copies nothing of a later release: it would leave behind what it does not know', async () => {
  const { path, remove } = temporaryFolder()
  onTestFinished(remove)
  const [from, to] = [join(path, 'from'), join(path, 'to')]
  const store = await openEmbedded({ folder: from, sync: false })
  await migrateStore(store, { migrations: [...storeMigrations, { ...countingUp(), id: '9999-later' }] })
  await store.close()
  const command = ['--import', 'tsx', 'server/commands/store-copy.ts', '--from', from, '--to', to]
  await expect(promisify(execFile)(process.execPath, command)).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/^A later release of Alur has changed this data \(9999-later\), .*\n$/),
  })
  expect(existsSync(to)).toBe(false)
})

it('a migration that was killed with -9 between two writes is gone on with by the next start, and no step is made twice', async () => {
  const { path, remove } = temporaryFolder()
  onTestFinished(remove)
  const before = await withThings(await openEmbedded({ folder: path, sync: false }), 35)
  await before.close()
  const script = fileURLToPath(new URL('./migrating.ts', import.meta.url))
  const child = spawn(process.execPath, ['--import', 'tsx', script, path], { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = once(child, 'exit')
  await once(child.stdout, 'data')
  child.kill('SIGKILL')
  await ended
  const store = await openEmbedded({ folder: path, sync: false })
  const { until, by, ...left } = (await store.collection(migrationDocs).get('0001-counting-up')) ?? {}
  expect(left).toMatchObject({ changed: 20 })
  expect(left).not.toHaveProperty('doneAt')
  await migrateStore(store, { migrations: [countingUp()] })
  await expectAllCountedOnce(store, 35)
  await store.close()
})

it('a folder that a later release has changed is not opened, and is left to that release', async () => {
  const { path, remove } = temporaryFolder()
  onTestFinished(remove)
  const store = await openEmbedded({ folder: path, sync: false })
  await migrateStore(store, { migrations: [...storeMigrations, { ...countingUp(), id: '9999-later' }] })
  await store.close()
  await expect(openMigrated({ folder: path })).rejects.toThrow('A later release of Alur has changed this data (9999-later)')
  await (await openEmbedded({ folder: path, sync: false })).close()
})

it.each(keptFolders())('a backup of the data folder of "%s" is restored and brought to this release', async (name) => {
  const { path, remove } = temporaryFolder()
  onTestFinished(remove)
  const [folder, backup, restored] = [join(path, 'data'), join(path, 'backup'), join(path, 'restored')]
  unpackFolder(name, folder)
  await makeBackup({ folder, to: backup, withKey: true })
  await restoreBackup(backup, restored)
  const store = await openMigrated({ folder: restored })
  const { items } = await store.collection(migrationDocs).find({}, { sort: { _id: 1 } })
  expect(items.map(({ _id, doneAt }) => [_id, doneAt !== undefined])).toEqual(storeMigrations.map(({ id }) => [id, true]))
  expect(await store.collection(livePointers).count({})).toBe(await store.collection(flows).count({}))
  await store.close()
})

it('migrations are numbered without gaps, and each stands in the file of its name', () => {
  const ids = storeMigrations.map(({ id }) => id)
  expect(ids.map((id) => Number(id.slice(0, 4)))).toEqual(ids.map((_, at) => at + 1))
  const files = readdirSync('server/migrations').filter((file) => /^\d/.test(file))
  expect(files.map((file) => file.replace('.ts', ''))).toEqual(ids)
})
