import { expect, it } from 'vitest'
import type { IncomingMessage } from '#schemas/message.ts'
import { inbox, timers, turns } from '#server/engine/collections.ts'
import { messageKey } from '#server/engine/event-keys.ts'
import { tellOfHeldTimers } from '#server/engine/timers/timers.ts'
import { handleMessage } from '#server/engine/turns/handle-message.ts'
import { processDue, startInbox } from '#server/engine/turns/inbox.ts'
import { openEmbedded } from '#server/store/embedded/open.ts'
import { anApp, eachApp, type TestApp } from '#tests/support/an-app.ts'
import { temporaryFolder } from '#tests/support/child-server.ts'
import { conversationIdOf } from '#tests/support/conversation-id.ts'

const conversationId = conversationIdOf('web', 'visitor')
const message: IncomingMessage = {
  id: 'm1',
  channelId: 'web',
  from: { externalId: 'visitor' },
  at: '2041-03-02T09:00:00.000Z',
  content: { kind: 'text', text: 'Hello' },
}
/** As a future version may keep it, or a fault: no turn can be taken of it. */
const { content, ...unreadable } = message

const parkedAt = async (app: TestApp) => /^alur_inbox_parked (\d+)$/m.exec((await app.metrics()).text)?.[1]

eachApp('a kept message whose turn fails', (open) => {
  it('is tried five times, then parked, counted and logged, and tried again by the next start', async () => {
    const app = await open()
    const kept = app.store.collection(inbox)
    const doc = { _id: 'web:m1', workspaceId: await app.workspace(), channelKind: 'web-chat' as const, conversationId }
    const waiting = { acceptedAt: message.at, attempts: 0, dueAt: message.at }
    await kept.insert({ ...doc, ...waiting, message: unreadable as IncomingMessage })
    for (let attempts = 1; attempts <= 5; attempts++) {
      await processDue(app.engine)
      expect(await kept.get(doc._id)).toMatchObject({ attempts })
      expect(await parkedAt(app)).toBe('0')
      app.pass(3_600_000)
    }
    await processDue(app.engine)
    expect(await kept.get(doc._id)).toMatchObject({ parked: 'tried-too-often' })
    expect(await parkedAt(app)).toBe('1')
    expect(app.lines.filter((line) => line.includes('a message failed 5 times and is parked'))).toHaveLength(1)
    app.pass(3_600_000)
    expect(await processDue(app.engine)).toBe(0)

    await kept.update(doc._id, { $set: { message } })
    const nextStart = await startInbox(app.engine)
    await expect.poll(() => kept.get(doc._id)).toBeNull()
    await nextStart.stop()
    expect(await app.store.collection(turns).get(`${conversationId}.00000001`)).toMatchObject({
      event: { kind: 'message', message },
    })
    expect(await parkedAt(app)).toBe('0')
  })
})

it('a message that was kept before a restart is taken before what the customer writes after it', async () => {
  const app = await anApp()
  const workspaceId = await app.workspace()
  const first = { ...message, id: 'm1' }
  const waiting = { acceptedAt: message.at, attempts: 0, dueAt: '2999-01-01T00:00:00.000Z' }
  const doc = { _id: messageKey(first), workspaceId, channelKind: 'web-chat' as const, conversationId, message: first }
  await app.store.collection(inbox).insert({ ...doc, ...waiting })
  const worker = await startInbox(app.engine)
  const second = { ...message, id: 'm2' }
  const handled = await handleMessage(app.engine, { workspaceId, channelKind: 'web-chat', message: second })
  expect(handled).toMatchObject({ kind: 'turn', turn: { number: 2, inboundKey: messageKey(second) } })
  await worker.stop()
})

it('parked messages are counted by their index', async () => {
  const { path, remove } = temporaryFolder()
  const store = await openEmbedded({ folder: path, sync: false })
  expect(store.collection(inbox).plan({ parked: { $gt: '' } }).index?.name).toBe('parked')
  await store.close()
  remove()
})

it('a server whose timers are parked tells which chats are due, and its metrics count what was tried too often', async () => {
  const app = await anApp()
  const timer = { workspaceId: await app.workspace(), kind: 'visit' as const, visitId: '1.2', dueAt: message.at, turn: 1 }
  await app.store.collection(timers).insertMany([
    { ...timer, _id: 'due.visit', conversationId: 'due', attempts: 3 },
    {
      ...timer,
      _id: 'bad.visit',
      conversationId: 'bad',
      attempts: 5,
      dueAt: '9999-12-31T00:00:00.000Z',
      parked: 'tried-too-often',
    },
  ])
  await tellOfHeldTimers(app.engine)
  expect(JSON.parse(app.lines.at(-1) as string)).toMatchObject({
    due: 1,
    conversations: [{ conversationId: 'due', attempts: 3 }],
  })
  expect((await app.metrics()).text).toMatch(/^alur_timers_parked 1$/m)
})
