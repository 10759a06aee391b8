import { randomUUID } from 'node:crypto'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { createConnection } from 'mongoose'
import { afterEach, describe, expect, it } from 'vitest'
import { signIns } from '#server/accounts/collections.ts'
import { conversations } from '#server/chats/collections.ts'
import { turns } from '#server/engine/collections.ts'
import { StoreUnavailable } from '#server/store/contract.ts'
import { openMongo } from '#server/store/mongo/open.ts'
import { openStore } from '#server/store/open.ts'
import { mongoTestUri } from '#tests/support/mongo.ts'
import { type Thing, thingsWith } from './things.ts'

if (!mongoTestUri)
  console.log('The MongoDB half of the suite is skipped. Run it with npm run test:mongo, or set MONGODB_TEST_URI.')

/** What a call comes to within so many ms of this process's own timers: a machine that is busy delays them as it does the call's. */
const endsWithin = (ms: number, call: Promise<unknown>): Promise<unknown> =>
  Promise.race([call.catch((error: unknown) => error), setTimeout(ms, 'too late', { ref: false })])

describe('a server that is not there', () => {
  it('is said to be unavailable within three seconds', { timeout: 10_000 }, async () => {
    const opening = openStore({ mongoUri: 'mongodb://127.0.0.1:9/alur', folder: 'unused' })
    expect(await endsWithin(3_000, opening)).toBeInstanceOf(StoreUnavailable)
  })
})

describe.runIf(mongoTestUri)('a MongoDB database', () => {
  const afterwards: (() => Promise<unknown>)[] = []
  afterEach(async () => {
    for (const tidy of afterwards.splice(0).reverse()) await tidy()
  })

  async function start(at: { uri?: string; log?: (line: string) => void } = {}) {
    const uri = new URL(at.uri ?? (mongoTestUri as string))
    uri.pathname = `/alur-${randomUUID()}`
    const direct = new URL(mongoTestUri as string)
    direct.pathname = uri.pathname
    const connection = await createConnection(direct.href).asPromise()
    afterwards.push(
      () => connection.close(),
      () => connection.dropDatabase(),
    )
    const store = await openMongo(uri.href, { log: at.log })
    afterwards.push(() => store.close())
    return { store, connection, uri: uri.href }
  }

  async function indexesOf(connection: Awaited<ReturnType<typeof start>>['connection'], name: string) {
    const all = await connection.collection(name).indexes()
    return Object.fromEntries(
      all.map(({ name, key, unique, partialFilterExpression, expireAfterSeconds }) => [
        name,
        { key, unique, partialFilterExpression, expireAfterSeconds },
      ]),
    )
  }

  it('has the indexes of the definitions, each ended by _id unless it is unique', async () => {
    const { store, connection } = await start()
    await store.collection(turns).delete({ _id: 'none' })
    await store.collection(conversations).delete({ _id: 'none' })
    await store.collection(signIns).delete({ _id: 'none' })
    expect((await indexesOf(connection, 'turns')).inbound).toEqual({
      key: { inboundKey: 1 },
      unique: true,
      partialFilterExpression: { inboundKey: { $exists: true } },
    })
    expect((await indexesOf(connection, 'conversations')).recent).toEqual({ key: { workspaceId: 1, updatedAt: -1, _id: -1 } })
    expect((await indexesOf(connection, 'signIns'))._expires).toEqual({ key: { _expires: 1 }, expireAfterSeconds: 0 })
  })

  it('deletes nothing by its own clock where another is given: a test of last year finds what it wrote', async () => {
    const { connection } = await start()
    const uri = new URL(mongoTestUri as string)
    uri.pathname = `/${connection.name}`
    const store = await openMongo(uri.href, { now: () => Date.parse('2020-03-01T12:00:00.000Z') })
    afterwards.push(() => store.close())
    await store.collection(signIns).delete({ _id: 'none' })
    expect((await indexesOf(connection, 'signIns'))._expires).toEqual({ key: { _expires: 1 } })
  })

  it('follows a definition that has changed', async () => {
    const { store, connection, uri } = await start()
    await store.collection(thingsWith({ name: 'v', fields: { v: 1 } }, { name: 'old', fields: { w: 1 } })).insert({ _id: 'x' })
    const second = await openMongo(uri)
    afterwards.push(() => second.close())
    await second.collection(thingsWith({ name: 'v', fields: { v: -1, w: 1 } })).insert({ _id: 'y' })
    expect(await indexesOf(connection, 'things')).toEqual({ _id_: { key: { _id: 1 } }, v: { key: { v: -1, w: 1, _id: 1 } } })
  })

  it('keeps the instant a document expires at as a date of the server’s own', async () => {
    const { store, connection } = await start()
    const definition = thingsWith({ name: 'expiry', fields: { until: 1 }, expires: true })
    const until = '2200-01-01T00:00:00.000Z'
    await store.collection(definition).insert({ _id: 'x', until })
    expect(await connection.collection<Thing>('things').findOne({ _id: 'x' })).toEqual({
      _id: 'x',
      until,
      _expires: new Date(until),
    })
    await store.collection(definition).update('x', { $unset: ['until'] })
    expect(await connection.collection<Thing>('things').findOne({ _id: 'x' })).toEqual({ _id: 'x' })
  })

  it('says once how changes are told when it is not a replica set', async () => {
    const lines: string[] = []
    const { store, connection } = await start({ log: (line) => lines.push(line) })
    for (const name of ['one', 'two']) store.collection({ name, indexes: [] }).subscribe(() => {})()
    const { setName } = await connection.db!.command({ hello: 1 })
    expect(lines).toEqual(setName ? [] : ['MongoDB is not a replica set: changes are polled every second instead of streamed'])
  })

  it('tells what another process wrote', { timeout: 30_000 }, async () => {
    const { store, uri } = await start()
    const other = await openMongo(uri)
    afterwards.push(() => other.close())
    const definition = thingsWith()
    const seen = await new Promise<Thing | null>((resolve) => {
      const stop = store.collection(definition).subscribe(({ doc }) => {
        stop()
        resolve(doc)
      })
      const writing = setInterval(
        () =>
          void other
            .collection(definition)
            .increment('x', { n: 1 })
            .catch(() => {}),
        100,
      )
      afterwards.push(async () => clearInterval(writing))
    })
    expect(seen).toEqual({ _id: 'x', n: expect.any(Number) })
  })

  it('is unavailable within three seconds of going away, and back when it is back', { timeout: 60_000 }, async () => {
    const proxy = await startProxy(mongoTestUri as string)
    afterwards.push(proxy.stop)
    const { store } = await start({ uri: proxy.uri })
    const collection = store.collection(thingsWith())
    await collection.insert({ _id: 'x' })
    proxy.cut()
    for (const ask of [
      () => store.ping(),
      () => collection.get('x'),
      () => collection.insert({ _id: 'y' }),
      () => collection.update('x', { $set: { a: 1 } }),
    ])
      expect(await endsWithin(5_000, ask())).toBeInstanceOf(StoreUnavailable)
    expect(store.refusals()).toEqual({ count: 2, now: true })
    proxy.mend()
    await expect.poll(() => collection.get('x').catch(() => 'away'), { timeout: 20_000 }).toEqual({ _id: 'x' })
    // It is ready when it takes a write again, whoever makes it.
    await expect.poll(() => store.ping().catch(() => 'away'), { timeout: 20_000 }).toBeUndefined()
    expect(store.refusals()).toEqual({ count: 2, now: false })
  })
})

/** Something in between that can be cut. */
async function startProxy(uri: string) {
  const target = new URL(uri)
  const sockets = new Set<Socket>()
  let whole = true
  const server = createServer((near) => {
    if (!whole) return near.destroy()
    const far = connect(Number(target.port), target.hostname)
    for (const socket of [near, far]) {
      sockets.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => {
        near.destroy()
        far.destroy()
      })
    }
    near.pipe(far).pipe(near)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const through = new URL(uri)
  through.host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  through.searchParams.set('directConnection', 'true')
  const cut = () => {
    whole = false
    for (const socket of sockets) socket.destroy()
  }
  return {
    uri: through.href,
    cut,
    mend: () => {
      whole = true
    },
    stop: async () => {
      cut()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
