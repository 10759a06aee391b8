import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, chownSync, existsSync, mkdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { mongo } from 'mongoose'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { channels } from '#server/channels/collections.ts'
import { localUntilOwned } from '#server/door/local-until-owned.ts'
import { migrationDocs } from '#server/migrations/collections.ts'
import { loadSecretKey, makeSecrets } from '#server/secret-key.ts'
import { keptSecrets } from '#server/secrets/collections.ts'
import { openEmbedded } from '#server/store/embedded/open.ts'
import { translateError } from '#server/store/mongo/errors.ts'
import { eachApp, newOwner } from '#tests/support/an-app.ts'
import { buildUnderTest, builtFile, startChild, temporaryFolder } from '#tests/support/child-server.ts'

describe('a start that cannot go on', () => {
  beforeAll(buildUnderTest)

  const folder = (): string => {
    const made = temporaryFolder()
    onTestFinished(made.remove)
    return made.path
  }

  /** What `npm start` prints to standard error before it ends with 1. */
  const complaint = async (env: Record<string, string>, port?: number): Promise<string> => {
    const started = startChild('start', { env: { LOG_LEVEL: 'silent', ALUR_DATA: folder(), ...env }, ...(port ? { port } : {}) })
    const { message } = await started.then(
      () => new Error('it started'),
      (error: Error) => error,
    )
    return message.replace('start ended with 1 before it listened: ', '')
  }

  it('names an address that is not this machine’s', async () => {
    expect(await complaint({ HOST: 'nowhere.invalid' })).toMatch(
      /^HOST must be an address of this machine, not "nowhere\.invalid" \(\w+\)\.\n$/,
    )
    expect(await complaint({ HOST: '192.0.2.1' })).toBe(
      'HOST must be an address of this machine, not "192.0.2.1" (EADDRNOTAVAIL).\n',
    )
  })

  it('names a port that is in use', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    onTestFinished(() => void other.close())
    await new Promise((resolve) => other.once('listening', resolve))
    const { port } = other.address() as AddressInfo
    expect(await complaint({ HOST: '127.0.0.1' }, port)).toBe(
      `PORT ${port} is in use at 127.0.0.1: stop what listens there, or choose another PORT.\n`,
    )
  })

  it('names a data folder that another process has', async () => {
    const path = folder()
    const store = await openEmbedded({ folder: path, sync: false })
    expect(await complaint({ ALUR_DATA: path })).toBe(
      `The data folder ${path} is in use by process ${process.pid}: stop that process, or give this one another ALUR_DATA.\n`,
    )
    await store.close()
  })

  it('names a data folder that is a file', async () => {
    const file = join(folder(), 'file')
    writeFileSync(file, '')
    expect(await complaint({ ALUR_DATA: file })).toMatch(/^ALUR_DATA is not a folder that can be written: EEXIST.*\n$/)
    expect(await complaint({ ALUR_DATA: join(file, 'inner') })).toMatch(
      /^ALUR_DATA is not a folder that can be written: ENOTDIR.*\n$/,
    )
  })

  it.skipIf(process.getuid?.() === 0)('names a data folder that is not this user’s', async () => {
    const path = join(folder(), 'closed')
    mkdirSync(path)
    chmodSync(path, 0o500)
    expect(await complaint({ ALUR_DATA: path })).toMatch(/^ALUR_DATA is not a folder that can be written: EACCES.*\n$/)
  })

  it('names a key file that is damaged', async () => {
    const path = folder()
    writeFileSync(join(path, 'secret.key'), 'half a ke')
    expect(await complaint({ ALUR_DATA: path })).toBe(
      `The key file ${join(path, 'secret.key')} is damaged: bring it back, or give its 64 hexadecimal digits as ALUR_SECRET_KEY.\n`,
    )
  })

  /** A data folder with a channel and a secret of a workspace, sealed with the folder's own key. */
  const sealed = async (): Promise<string> => {
    const path = folder()
    const store = await openEmbedded({ folder: path, sync: false })
    const { seal } = makeSecrets(loadSecretKey({ dataFolder: path }))
    const at = '2026-11-23T10:00:00.000Z'
    const channel = { _id: 'c1', workspaceId: 'w1', kind: 'whatsapp' as const, name: 'Shop', settings: {} }
    await store.collection(channels).insert({ ...channel, secrets: { accessToken: seal('hunter2') }, createdAt: at })
    const secret = { _id: 's1', workspaceId: 'w1', name: 'orders_key', sealed: seal('hunter3'), hosts: ['api.shop.example'] }
    await store.collection(keptSecrets).insert({ ...secret, createdBy: 'u1', createdAt: at, changedBy: 'u1', changedAt: at })
    await store.close()
    return path
  }
  const wayOut = 'bring it back, or, if it is lost, start with ALUR_SECRETS=lost and enter everything again.'

  it('names a key that opens no stored secret, what it does not open, and the way out', async () => {
    const path = await sealed()
    expect(await complaint({ ALUR_DATA: path, ALUR_SECRET_KEY: 'x'.repeat(32) })).toBe(
      `ALUR_SECRET_KEY is not the key with which the channel "Shop", the secret orders_key were sealed: ${wayOut}\n`,
    )
    writeFileSync(join(path, 'secret.key'), `${'0'.repeat(64)}\n`)
    expect(await complaint({ ALUR_DATA: path })).toBe(
      `${join(path, 'secret.key')} is not the key with which the channel "Shop", the secret orders_key were sealed: ${wayOut}\n`,
    )
  })

  it('names a key that is lost, and makes no other in its place', async () => {
    const path = await sealed()
    rmSync(join(path, 'secret.key'))
    expect(await complaint({ ALUR_DATA: path })).toBe(
      `There is no ${join(path, 'secret.key')}, with which the channel "Shop", the secret orders_key were sealed: ${wayOut}\n`,
    )
    expect(existsSync(join(path, 'secret.key'))).toBe(false)
  })

  it('goes on without a lost key when the operator says so, and names what has to be entered again', async () => {
    const path = await sealed()
    rmSync(join(path, 'secret.key'))
    const env = { PATH: process.env.PATH ?? '', PORT: '0', HOST: '127.0.0.1', ALUR_DATA: path, ALUR_SECRETS: 'lost' }
    const child = spawn(process.execPath, [builtFile('start')], { env, stdio: ['ignore', 'pipe', 'inherit'] })
    onTestFinished(() => void child.kill('SIGKILL'))
    let printed = ''
    child.stdout.on('data', (chunk: Buffer) => {
      printed += chunk.toString()
    })
    await expect.poll(() => printed, { timeout: 20_000 }).toContain('Alur is ready')
    expect(printed).toContain(
      '"again":["the channel \\"Shop\\"","the secret orders_key"],"msg":"the key does not open these secrets: enter them again"',
    )
    expect(existsSync(join(path, 'secret.key'))).toBe(true)
  })

  it.runIf(existsSync('/proc/self'))('names a data folder that cannot be made, at once', async () => {
    expect(await complaint({ ALUR_DATA: '/proc/nope' })).toMatch(/^ALUR_DATA is not a folder that can be written: ENOENT.*\n$/)
    expect(await complaint({ ALUR_DATA: '/proc/nope/data' })).toMatch(
      /^ALUR_DATA is not a folder that can be written: ENOENT.*\n$/,
    )
  })

  it('names what a later release has changed in the data, and the ways out', async () => {
    const path = folder()
    const store = await openEmbedded({ folder: path, sync: false })
    await store.collection(migrationDocs).insert({ _id: '9999-later', startedAt: '2041-01-01T00:00:00.000Z', changed: 0 })
    await store.close()
    expect(await complaint({ ALUR_DATA: path })).toBe(
      'A later release of Alur has changed this data (9999-later), and this one cannot read it. Start that release again, or restore a backup made before it.\n',
    )
  })

  it('names a data file that is cut off', async () => {
    const path = await sealed()
    truncateSync(join(path, 'data.mdb'), 20_000)
    expect(await complaint({ ALUR_DATA: path })).toBe(
      `${join(path, 'data.mdb')} ends too early, at byte 20000: restore a backup of the data folder.\n`,
    )
  })

  it.skipIf(process.platform === 'win32')('names a file in the data folder that another user made', async () => {
    const path = await sealed()
    const file = join(path, 'data.mdb')
    const me = process.getuid?.()
    // Root may read whatever others made: it starts as somebody else. Anybody else has a file that is closed to them.
    const uid = me === 0 ? 65_534 : me
    if (me === 0) chownSync(path, 65_534, 65_534)
    else chmodSync(file, 0o000)
    const env = { PATH: process.env.PATH ?? '', PORT: '0', HOST: '127.0.0.1', ALUR_DATA: path, LOG_LEVEL: 'silent' }
    const { stderr, status } = spawnSync(process.execPath, [builtFile('start')], {
      env,
      encoding: 'utf8',
      ...(uid === me ? {} : { uid }),
    })
    expect(stderr).toBe(
      `${file} belongs to user ${me} and cannot be used by this one (${uid}): give it the folder (chown -R), or start as that user.\n`,
    )
    expect(status).toBe(1)
  })

  it('names a lock that was left behind and cannot be taken over', async () => {
    const path = folder()
    mkdirSync(join(path, 'alur.lock'))
    expect(await complaint({ ALUR_DATA: path })).toMatch(
      /^The lock .*alur\.lock was left behind and cannot be taken over: EISDIR.*\n$/,
    )
  })

  it.each([
    ['mongodb://127.0.0.1:9/alur', 'connect ECONNREFUSED 127.0.0.1:9'],
    ['mongodb://ada:hunter2@127.0.0.1:9/alur?nonsense=1', 'option nonsense is not supported'],
    ['mongodb://ada:hun/ter2@127.0.0.1:9/alur', 'Password contains unescaped characters'],
    ['mongodb://127.0.0.1:99999/alur', 'it is malformed'],
  ])('names the database %s and the reason, never a password', async (uri, reason) => {
    const sentence = await complaint({ MONGODB_URI: uri, ALUR_SECRET_KEY: 'x'.repeat(32) })
    expect(sentence).toBe(`The database in MONGODB_URI cannot be opened: ${reason}.\n`)
  })

  it('says when a database refuses its user', () => {
    const refusal = new mongo.MongoServerError({ message: 'Authentication failed', code: 18 })
    expect(translateError(refusal, 'users')).toMatchObject({
      name: 'StoreUnavailable',
      message: 'The database in MONGODB_URI refuses: Authentication failed.',
    })
  })
})

describe('a start without an owner', () => {
  beforeAll(buildUnderTest)

  it.each(['info', 'silent'])(
    'prints the link that its owner is made with, also with LOG_LEVEL %s',
    async (level) => {
      const folder = temporaryFolder()
      onTestFinished(folder.remove)
      const env = { PATH: process.env.PATH ?? '', PORT: '0', HOST: '127.0.0.1', ALUR_DATA: folder.path, LOG_LEVEL: level }
      const child = spawn(process.execPath, [builtFile('start')], { env, stdio: ['ignore', 'pipe', 'inherit'] })
      onTestFinished(() => void child.kill('SIGKILL'))
      let printed = ''
      child.stdout.on('data', (chunk: Buffer) => {
        printed += chunk.toString()
      })
      const link = () => /(http:\/\/127\.0\.0\.1:\d+)\/set-up\?code=([\w-]+)/.exec(printed)
      await expect.poll(() => link()?.[2], { timeout: 20_000 }).toMatch(/^\w{4}-\w{4}-\w{4}$/)
      const [, url, code] = link() as RegExpExecArray
      const create = (given: object) =>
        fetch(`${url}/api/v1/owner`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ ...newOwner, ...given }),
        }).then(({ status }) => status)
      expect([await create({ code: 'AAAA-AAAA-AAAA' }), await create({ code })]).toEqual([403, 201])
    },
    60_000,
  )
})

/** Linux answers under all of 127.0.0.0/8; here 127.0.0.2 stands for an address that others reach. */
const elsewhere = '127.0.0.2'

eachApp('a server that listens on all addresses', (open) => {
  it.runIf(process.platform === 'linux')('lets only this machine in until it has an owner', async () => {
    const app = await open({ host: '0.0.0.0' })
    const port = (app.http.address() as AddressInfo).port
    const answers = (host: string): Promise<boolean> =>
      fetch(`http://${host}:${port}/healthz`).then(
        ({ ok }) => ok,
        () => false,
      )
    let nowOwned = 0
    expect(await localUntilOwned(app.http, app.store, () => nowOwned++)).toBe(false)
    expect([await answers('127.0.0.1'), await answers(elsewhere)]).toEqual([true, false])
    await app.anonymous.post('/owner', newOwner).expect(201)
    await expect.poll(() => answers(elsewhere)).toBe(true)
    expect([await answers('127.0.0.1'), nowOwned]).toEqual([true, 1])
    expect(await localUntilOwned(app.http, app.store, () => nowOwned++)).toBe(true)
    expect(await answers(elsewhere)).toBe(true)
  })
})
