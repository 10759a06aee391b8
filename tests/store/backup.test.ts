import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { openCopyDoor } from '#server/backup/copy-door.ts'
import { keyFileOf, makeBackup } from '#server/backup/make-backup.ts'
import { restoreBackup } from '#server/backup/restore-backup.ts'
import { channels } from '#server/channels/collections.ts'
import { createLog } from '#server/log.ts'
import { loadSecretKey } from '#server/secret-key.ts'
import { openEmbedded } from '#server/store/embedded/open.ts'
import { temporaryFolder } from '#tests/support/child-server.ts'
import { thingsWith } from './things.ts'

const definition = thingsWith({ name: 'v', fields: { v: 1 } })

const at = '2026-11-23T10:00:00.000Z'

function place(): string {
  const folder = temporaryFolder()
  onTestFinished(folder.remove)
  return folder.path
}

/** A data folder with two documents and a key, which nobody has open. */
async function shop(): Promise<string> {
  const folder = join(place(), 'data')
  const store = await openEmbedded({ folder, sync: false })
  await store.collection(definition).insertMany([
    { _id: 'a', v: 1 },
    { _id: 'b', v: 2 },
  ])
  await store.close()
  loadSecretKey({ dataFolder: folder })
  return folder
}

it('a backup of a folder that nobody serves is restored with all that was in it', async () => {
  const folder = await shop()
  const [backup, restored] = [join(place(), 'backup'), join(place(), 'new', 'data')]
  expect(await makeBackup({ folder, to: backup, withKey: false })).toMatchObject({ counts: { things: 2 }, online: false })
  expect(await restoreBackup(backup, restored)).toEqual({ counts: { things: 2 }, withKey: false, sealed: false, verified: true })
  expect(readdirSync(restored)).toEqual(['data.mdb'])
  const store = await openEmbedded({ folder: restored, sync: false })
  expect((await store.collection(definition).find({ v: { $gte: 1 } }, { sort: { v: 1 } })).items).toEqual([
    { _id: 'a', v: 1 },
    { _id: 'b', v: 2 },
  ])
  await store.close()
  expect(readdirSync(folder).sort()).toEqual(['data.mdb', 'journal-1', 'journal-2', 'lock.mdb', 'secret.key'])
})

it.skipIf(process.platform === 'win32')(
  'a backup is for its owner only, and has the key beside it when that is asked for',
  async () => {
    const folder = await shop()
    const backup = join(place(), 'backup')
    await makeBackup({ folder, to: backup, withKey: true })
    expect([backup, keyFileOf(backup)].map((file) => (statSync(file).mode & 0o777).toString(8))).toEqual(['600', '600'])
    const restored = join(place(), 'data')
    expect(await restoreBackup(backup, restored)).toMatchObject({ withKey: true })
    expect(readFileSync(join(restored, 'secret.key'))).toEqual(readFileSync(join(folder, 'secret.key')))
  },
)

it('without --with-key no key is in a backup or beside it', async () => {
  const folder = await shop()
  const where = place()
  await makeBackup({ folder, to: join(where, 'backup'), withKey: false })
  expect(readdirSync(where)).toEqual(['backup'])
  const key = readFileSync(join(folder, 'secret.key'), 'utf8').trim()
  expect(readFileSync(join(where, 'backup')).includes(key)).toBe(false)
})

it('a backup is not written over another, nor into a folder that is not there', async () => {
  const folder = await shop()
  const where = place()
  const taken = join(where, 'backup')
  writeFileSync(taken, 'the one of yesterday')
  await expect(makeBackup({ folder, to: taken, withKey: false })).rejects.toThrow(
    `${taken} exists already: no backup is written over another.`,
  )
  await expect(makeBackup({ folder, to: join(where, 'no', 'backup'), withKey: false })).rejects.toThrow(
    `There is no folder ${join(where, 'no')} to make a backup in.`,
  )
  await expect(makeBackup({ folder: join(where, 'nothing'), to: join(where, 'other'), withKey: false })).rejects.toThrow(
    `There is no data of Alur in ${join(where, 'nothing')}.`,
  )
  expect(readFileSync(taken, 'utf8')).toBe('the one of yesterday')
  expect(readdirSync(where)).toEqual(['backup'])
})

it('a key that is not in the folder cannot go into its backup', async () => {
  const folder = await shop()
  const to = join(place(), 'backup')
  const other = join(place(), 'data')
  await makeBackup({ folder, to, withKey: false })
  await restoreBackup(to, other)
  await expect(makeBackup({ folder: other, to: `${to}-2`, withKey: true })).rejects.toThrow(
    `There is no ${join(other, 'secret.key')}: this server was given its key as ALUR_SECRET_KEY. Make the backup without --with-key.`,
  )
})

it.each([
  ['a channel with secrets', { accessToken: 'sealed' }, true],
  ['a web chat, which has none', {}, false],
])('a restored folder with %s tells whether it needs its key', async (_what, secrets, sealed) => {
  const folder = await shop()
  const store = await openEmbedded({ folder, sync: false })
  const channel = { _id: 'c1', workspaceId: 'w1', kind: 'whatsapp' as const, name: 'Shop', settings: {}, createdAt: at }
  await store.collection(channels).insert({ ...channel, secrets })
  await store.close()
  const backup = join(place(), 'backup')
  await makeBackup({ folder, to: backup, withKey: false })
  expect(await restoreBackup(backup, join(place(), 'data'))).toEqual({
    counts: { things: 2, channels: 1 },
    withKey: false,
    sealed,
    verified: true,
  })
})

it('one bit that turned round in a backup is seen, wherever it is, and so is a byte too few or too many; a backup without a checksum is read and says so', async () => {
  const folder = await shop()
  const where = place()
  const backup = join(where, 'backup')
  await makeBackup({ folder, to: backup, withKey: false })
  const whole = readFileSync(backup)
  const places = [9_000, whole.indexOf('"v":2') + 4, whole.length - 41, whole.length - 36, whole.length - 1]
  for (const [n, at] of places.entries()) {
    const bent = Buffer.from(whole)
    bent[at] = (bent[at] as number) ^ 1
    writeFileSync(join(where, 'bent'), bent)
    await expect(restoreBackup(join(where, 'bent'), join(where, `data-${n}`))).rejects.toThrow(
      `${join(where, 'bent')} is damaged: it is not what was written. Nothing was restored: take another backup.`,
    )
  }
  for (const other of [whole.subarray(0, -1), whole.subarray(0, -39), Buffer.concat([whole, Buffer.from('\n')])]) {
    writeFileSync(join(where, 'bent'), other)
    await expect(restoreBackup(join(where, 'bent'), join(where, 'data-n'))).rejects.toThrow(
      `${join(where, 'bent')} is damaged: it is not what was written. Nothing was restored: take another backup.`,
    )
  }
  writeFileSync(join(where, 'old'), whole.subarray(0, -40))
  expect(await restoreBackup(join(where, 'old'), join(where, 'data'))).toMatchObject({ counts: { things: 2 }, verified: false })
  expect(readdirSync(where).sort()).toEqual(['backup', 'bent', 'data', 'old'])
})

it('of two backups made at once under one name one is whole, and the other says that the name is taken', async () => {
  const folder = await shop()
  const where = place()
  const backup = join(where, 'backup')
  const store = await openEmbedded({ folder, sync: false })
  const door = openCopyDoor({ store, folder, log: createLog('silent') })
  onTestFinished(async () => {
    door.close()
    await store.close()
  })
  const made = await Promise.allSettled([1, 2].map(() => makeBackup({ folder, to: backup, withKey: true })))
  expect(made.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  expect(made.find(({ status }) => status === 'rejected')).toMatchObject({
    reason: { message: expect.stringMatching(/exists already: no backup is written over another/) },
  })
  expect(readdirSync(where).sort()).toEqual(['backup', 'backup.key'])
  expect(await restoreBackup(backup, join(place(), 'data'))).toMatchObject({ counts: { things: 2 }, verified: true })
})

it.skipIf(process.platform !== 'linux')('a backup to where nothing can be written says so in a sentence', async () => {
  await expect(makeBackup({ folder: await shop(), to: '/proc/backup', withKey: false })).rejects.toThrow(
    /^The backup cannot be written into \/proc: .*\. Nothing was left behind\.$/,
  )
})

it('nothing is restored over what is in a folder', async () => {
  const folder = await shop()
  const backup = join(place(), 'backup')
  await makeBackup({ folder, to: backup, withKey: false })
  const before = readFileSync(join(folder, 'data.mdb'))
  await expect(restoreBackup(backup, folder)).rejects.toThrow(`${folder} is not empty: a backup is restored into a new folder.`)
  expect(readFileSync(join(folder, 'data.mdb'))).toEqual(before)
  await expect(restoreBackup(`${backup}-2`, join(place(), 'data'))).rejects.toThrow(`There is no backup ${backup}-2.`)
})

it('a start takes away the copy that a killed process was making, and no backup that lies in the data folder', async () => {
  const folder = await shop()
  const [inside, left] = [join(folder, 'backup-monday.backup'), join(folder, '.copying-77-aBc123')]
  await makeBackup({ folder, to: inside, withKey: true })
  mkdirSync(join(folder, 'backup-kept'))
  mkdirSync(left)
  writeFileSync(join(left, 'data.mdb'), 'half a copy')
  const store = await openEmbedded({ folder, sync: false })
  const door = openCopyDoor({ store, folder, log: createLog('silent') })
  const there = readdirSync(folder)
  door.close()
  await store.close()
  expect(there.filter((name) => /backup|copying/.test(name)).sort()).toEqual([
    'backup-kept',
    'backup-monday.backup',
    'backup-monday.backup.key',
  ])
  expect(await restoreBackup(inside, join(place(), 'data'))).toEqual({
    counts: { things: 2 },
    withKey: true,
    sealed: false,
    verified: true,
  })
})

it.each([
  ['cut off', ': it is not what was written', (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
  ['cut off after a page', ' and cannot be read to its end', (bytes: Buffer) => bytes.subarray(0, 4 * 4096)],
  ['something else', ': it is not what was written', () => Buffer.from('{"not": "a backup"}'.repeat(1000))],
  ['something else of whole pages', ' and cannot be read to its end', () => Buffer.alloc(8192, 'not a backup')],
])('a backup that is %s is not restored, and leaves an empty folder', async (_, how, spoilt) => {
  const folder = await shop()
  const backup = join(place(), 'backup')
  await makeBackup({ folder, to: backup, withKey: false })
  writeFileSync(backup, spoilt(readFileSync(backup)))
  const target = join(place(), 'data')
  mkdirSync(target)
  await expect(restoreBackup(backup, target)).rejects.toThrow(
    `${backup} is damaged${how}. Nothing was restored: take another backup.`,
  )
  expect(readdirSync(target)).toEqual([])
  expect(existsSync(backup)).toBe(true)
})

it('a copy is of one moment, however much is written meanwhile', async () => {
  const folder = join(place(), 'data')
  const store = await openEmbedded({ folder, sync: false })
  const things = store.collection(definition)
  let written = 0
  let stop = false
  // Pairs that are written together in one commit.
  const writing = (async () => {
    while (!stop) {
      written++
      await things.insertMany([
        { _id: `${written}-1`, v: written, text: 'x'.repeat(2_000) },
        { _id: `${written}-2`, v: written, text: 'x'.repeat(2_000) },
      ])
    }
  })()
  for (let i = 0; i < 5; i++) {
    await expect.poll(() => written).toBeGreaterThan(i * 400)
    const before = written - 1
    const copy = join(place(), 'copy')
    mkdirSync(copy)
    await store.copyTo(copy)
    const opened = await openEmbedded({ folder: copy, sync: false })
    const all = opened.collection(definition)
    const count = await all.count({})
    expect(count % 2).toBe(0)
    expect(count).toBeGreaterThanOrEqual(2 * before)
    // A prefix of what was written: nothing later without everything earlier.
    expect(await all.count({ v: { $lte: count / 2 } })).toBe(count)
    await opened.close()
  }
  stop = true
  await writing
  await store.close()
})
