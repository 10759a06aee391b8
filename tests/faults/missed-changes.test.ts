import { expect, it, onTestFinished, vi } from 'vitest'
import { registry } from '#nodes/registry.ts'
import { calendarBook } from '#server/calendar/calendar-book.ts'
import { calendars } from '#server/calendar/collections.ts'
import { channelBook } from '#server/channels/channel-book.ts'
import { channels } from '#server/channels/collections.ts'
import { startNames } from '#server/chats/names.ts'
import { livePointers } from '#server/flows/collections.ts'
import { flowLibrary } from '#server/flows/flow-library.ts'
import { workspaces } from '#server/workspaces/collections.ts'
import { workspaceTimeZones } from '#server/workspaces/time-zones.ts'
import { faulty } from '#tests/support/faulty-store.ts'
import { everyDay } from '#tests/support/hours.ts'
import { inProcess, testSecrets } from '#tests/support/in-process.ts'
import { mongoTestUri } from '#tests/support/mongo.ts'
import { seed, seedShop } from '#tests/support/seed.ts'
import { openTestEmbedded, openTestMongo } from '#tests/support/stores.ts'

/** A shop on a store that now and then tells nobody what was written. */
async function shop(open = openTestEmbedded) {
  const store = faulty(await open())
  onTestFinished(() => store.close())
  await seedShop(store, testSecrets)
  return store
}

it('a channel that was deleted unheard is gone, and a secret that was changed unheard is the new one', async () => {
  const store = await shop()
  const book = channelBook(store, testSecrets.open)
  expect((await book.get(seed.whatsApp))?.secrets.accessToken).toBe(seed.accessToken)
  expect((await book.get(seed.webChat))?.name).toBe('Website')
  await store.unheard(async () => {
    await store.collection(channels).delete({ _id: seed.webChat })
    const accessToken = testSecrets.seal('another')
    await store.collection(channels).update(seed.whatsApp, { $set: { 'secrets.accessToken': accessToken } })
  })
  expect(await book.get(seed.webChat)).toBeUndefined()
  expect((await book.get(seed.whatsApp))?.secrets.accessToken).toBe('another')
})

it('a flow that was taken off unheard starts no chats', async () => {
  const store = await shop()
  const library = flowLibrary(store, registry, Date.now)
  expect((await library.live(seed.workspaceId)).starting.map(({ flowId }) => flowId)).toEqual(['flow1'])
  await store.unheard(() => store.collection(livePointers).update('flow1', { $set: { liveVersion: null } }))
  expect((await library.live(seed.workspaceId)).starting).toEqual([])
})

it('a time zone that was changed unheard is the new one', async () => {
  const store = await shop()
  const timeZones = workspaceTimeZones(store)
  expect(await timeZones.of(seed.workspaceId)).toBe('Asia/Hong_Kong')
  await store.unheard(() => store.collection(workspaces).update(seed.workspaceId, { $set: { timeZone: 'Europe/Rome' } }))
  expect(await timeZones.of(seed.workspaceId)).toBe('Europe/Rome')
})

it('a shop that was closed unheard is closed', async () => {
  const store = await shop()
  const book = calendarBook(store)
  expect(await book.get(seed.workspaceId)).toBeNull()
  const at = '2026-11-23T10:00:00.000Z'
  const closed = { from: at, until: '2026-11-23T16:00:00.000Z', by: 'ada' }
  const first = { _id: `${seed.workspaceId}.00000001`, workspaceId: seed.workspaceId, number: 1, revision: 0 }
  await store.unheard(() =>
    store
      .collection(calendars)
      .insert({ ...first, week: everyDay('00:00-24:00'), days: [], closed, changedAt: at, changedBy: 'ada' }),
  )
  expect((await book.get(seed.workspaceId))?.closed).toEqual(closed)
})

it('names that were changed unheard are the new ones', async () => {
  const store = await shop()
  const names = await startNames(store)
  expect([names.channel(seed.webChat), names.channel(seed.whatsApp)]).toEqual(['Website', 'WhatsApp'])
  await store.unheard(async () => {
    await store.collection(channels).update(seed.webChat, { $set: { name: 'Our site' } })
    await store.collection(channels).delete({ _id: seed.whatsApp })
  })
  await expect.poll(() => [names.channel(seed.webChat), names.channel(seed.whatsApp)]).toEqual(['Our site', undefined])
})

it('names are read until the store answers', async () => {
  const store = await shop()
  const names = await startNames(store)
  onTestFinished(names.close)
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  onTestFinished(() => void vi.useRealTimers())
  for (let times = 0; times < 2; times++) store.fail('channels', 'find', 'before')
  await store.unheard(() => store.collection(channels).update(seed.webChat, { $set: { name: 'Our site' } }))
  await vi.advanceTimersByTimeAsync(1_000)
  expect(names.channel(seed.webChat)).toBe('Website')
  await vi.advanceTimersByTimeAsync(1_000)
  await vi.waitFor(() => expect(names.channel(seed.webChat)).toBe('Our site'))
})

it.runIf(mongoTestUri)(
  'a web chat’s window that may have missed a turn is cut off: it comes back with the number it saw last',
  async () => {
    const store = await shop(openTestMongo)
    const server = await inProcess(store, { workers: false })
    onTestFinished(server.close)
    const headers = { authorization: `Bearer ${'mei'.padEnd(43, '-')}` }
    const { body } = await fetch(`${server.url}/chat/${seed.webChat}/events`, { headers })
    const reader = body?.getReader()
    await reader?.read()
    await store.unheard(async () => {})
    await expect(reader?.read()).rejects.toThrow('terminated')
  },
)
