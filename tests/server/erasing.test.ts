import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { forgetDue } from '#server/chats/forgettings.ts'
import { allCollections } from '#server/collections.ts'
import { turns } from '#server/engine/collections.ts'
import { handleMessage } from '#server/engine/turns/handle-message.ts'
import { ErasedAgain } from '#server/engine/turns/in-conversation-of.ts'
import { beginJob } from '#server/jobs/begin-job.ts'
import { runThese } from '#server/jobs/run-jobs.ts'
import { jobKinds, keepers, rebuilds } from '#server/parts-of-subjects.ts'
import { contacts, stopList } from '#server/people/collections.ts'
import { erasures, privacyRequests } from '#server/rights/collections.ts'
import { eraseDue, repeatErasures } from '#server/rights/erase.ts'
import { erasureListIn } from '#server/rights/erasure-list.ts'
import { counters } from '#server/statistics/collections.ts'
import { compactFolder } from '#server/store/embedded/compact.ts'
import { openEmbedded } from '#server/store/embedded/open.ts'
import { findAll } from '#server/store/find-all.ts'
import { aWorkspace } from '#tests/support/a-workspace.ts'
import { anApp, eachApp, type TestApp } from '#tests/support/an-app.ts'
import { conversationIdOf } from '#tests/support/conversation-id.ts'

const phone = '85290001234'
/** Words such as no key and no hash has by chance. */
const canaries = ['Meixiang', 'rosebud', 'xanadu', 'quokka', 'zeppelin', '90001234', 'wamid.canary']
const found = (text: string): string[] => canaries.filter((word) => text.includes(word))

/** Somebody of whom everything is known that there can be, in every place that keeps something of people. */
async function known(app: TestApp) {
  const owner = await app.person()
  const { w = '', channelId = '' } = await aWorkspace(app, owner.userId)
  await app.join(w, owner.userId, 'owner')
  const inbound = (text: string, id = `wamid.canary.${text}`) => ({
    workspaceId: w,
    channelKind: 'whatsapp' as const,
    message: {
      id,
      channelId,
      from: { externalId: phone, phone: `+${phone}`, name: 'Meixiang Chan' },
      at: new Date(app.deps.now()).toISOString(),
      content: { kind: 'text' as const, text },
    },
  })
  const writes = (text: string) => handleMessage(app.engine, inbound(text))
  await writes('My secret is rosebud')
  const c = conversationIdOf(channelId, phone)
  const path = `/workspaces/${w}/conversations/${c}`
  await owner.client.post(`${path}/take`).expect(200)
  await owner.client.post(`${path}/reply`, { text: 'Dear Meixiang, xanadu', clientId: 'r1' }).expect(200)
  await owner.client.post(`${path}/note`, { text: 'quokka is her name', clientId: 'n1' }).expect(200)
  await owner.client
    .post(`${path}/remind`, { at: '2041-03-09T09:00:00.000Z', text: 'Call about zeppelin', clientId: 'm1' })
    .expect(200)
  await app.projections.flush()
  const contactId = (await app.engine.turns.get(`${c}.00000001`))?.state.contact.id ?? ''
  const ofContact = `/workspaces/${w}/contacts/${contactId}`
  await owner.client.post(`${ofContact}/consents`, { purpose: 'offers', state: 'given', proof: 'quokka form' }).expect(201)
  await owner.client
    .post(`/workspaces/${w}/privacy/requests`, { kind: 'erasure', contactId, note: 'asks by zeppelin' })
    .expect(201)
  const gone = async () => {
    for (let round = 0; round < 4; round++) {
      await app.projections.flush()
      app.pass(1000)
      await forgetDue(app.engine)
      await eraseDue(app.engine, keepers)
    }
  }
  /** Every document in which something of them stands. */
  const traces = async () => {
    const all: string[] = []
    for (const collection of allCollections)
      for (const doc of await findAll(app.store.collection(collection), {}, { _id: 1 }))
        if (found(JSON.stringify(doc)).length > 0 || JSON.stringify(doc).includes(contactId))
          all.push(`${collection.name} ${JSON.stringify(doc)}`)
    return all
  }
  return { owner, w, c, channelId, contactId, ofContact, writes, inbound, gone, traces }
}

eachApp('a person who is erased', (open) => {
  it('is found by nobody at once, and nothing of them is stored within seconds', async () => {
    const app = await open()
    const { owner, w, c, ofContact, gone, traces } = await known(app)
    expect((await traces()).length).toBeGreaterThan(8)
    await owner.client.delete(ofContact).expect(204)
    await owner.client.get(`${ofContact}/consents`).expect(404)
    await owner.client.get(`/workspaces/${w}/conversations/${c}`).expect(404)
    await owner.client.delete(ofContact).expect(404)
    await gone()
    // The turn that emptied the chat, and the record of what was done, name it by ids that lead back to nobody.
    const left = (await traces()).filter((one) => found(one).length > 0)
    expect(left).toEqual([])
    const [done] = await findAll(app.store.collection(erasures), { workspaceId: w }, { at: -1 })
    expect(done).toEqual({ _id: done?._id, workspaceId: w, userId: owner.userId, at: done?.at, doneAt: done?.doneAt })
    expect(done?.doneAt).toBeDefined()
    const [request] = await findAll(app.store.collection(privacyRequests), { workspaceId: w, kind: 'erasure' }, { at: -1 })
    expect([request?.contactId, request?.note, request?.doneAt !== undefined]).toEqual([undefined, undefined, true])
  })

  it('leaves their turns as those of nobody: outcomes, times, ways out and language', async () => {
    const app = await open()
    const { owner, c, ofContact, gone } = await known(app)
    const before = await findAll(app.store.collection(turns), { _id: { $gt: `${c}.`, $lt: `${c}/` } }, { _id: 1 })
    await owner.client.delete(ofContact).expect(204)
    await gone()
    const redacted = (await findAll(app.store.collection(turns), {}, { _id: 1 })).filter((turn) => turn.redacted)
    expect(redacted).toHaveLength(before.length + 1)
    for (const [n, turn] of before.entries()) {
      const { at, number, steps } = redacted[n] ?? {}
      expect({ at, number }).toEqual({ at: turn.at, number: turn.number })
      expect(steps).toEqual(turn.steps.map(({ input: _i, set: _s, reason: _r, hidden: _h, ...kept }) => kept))
    }
    expect(new Set(redacted.map(({ state }) => state.contact.id)).size).toBe(1)
  })

  it('changes no figure, also not when all is counted again', async () => {
    const app = await open()
    const { owner, w, ofContact, gone } = await known(app)
    const counted = async () =>
      (await findAll(app.store.collection(counters), {}, { _id: 1 })).filter(({ workspaceId }) => workspaceId === w)
    const before = await counted()
    expect(before.length).toBeGreaterThan(0)
    await owner.client.delete(ofContact).expect(204)
    await gone()
    // What emptied the chat closed its waiting visit, as deleting does.
    const after = await counted()
    const job = await beginJob({ store: app.store, now: app.deps.now }, rebuilds.counters, {
      id: 'again',
      workspaceId: w,
      by: owner.userId,
      input: null,
    })
    await runThese(app.engine, jobKinds, [job._id])
    expect(await counted()).toEqual(after)
    expect(after.map(({ entered }) => entered)).toEqual(before.map(({ entered }) => entered))
  })

  it('a redelivery of what they wrote raises nobody; who writes anew is somebody new, and stopped until they say otherwise', async () => {
    const app = await open()
    const { owner, w, ofContact, gone, inbound, writes } = await known(app)
    await owner.client.delete(ofContact).expect(204)
    await gone()
    await expect(handleMessage(app.engine, inbound('My secret is rosebud'))).rejects.toThrow(ErasedAgain)
    const people = async () => (await findAll(app.store.collection(contacts), { workspaceId: w }, { lastSeenAt: -1 })).length
    const before = await people()
    await writes('Hello again')
    await app.projections.flush()
    expect(await people()).toBe(before + 1)
    const [back] = await findAll(app.store.collection(contacts), { workspaceId: w, phone: `+${phone}` }, { lastSeenAt: -1 })
    const { answers } = (await owner.client.get(`/workspaces/${w}/contacts/${back?._id}/consents`).expect(200)).body
    expect(answers.filter(({ may }: { may: boolean }) => may)).toEqual([])
    expect((await findAll(app.store.collection(stopList), { workspaceId: w }, { at: -1 })).length).toBeGreaterThan(0)
  })

  it('may read all there is before, also as a page', async () => {
    const app = await open()
    const { owner, ofContact } = await known(app)
    const { body } = await owner.client.get(`${ofContact}/export`).expect(200)
    for (const word of ['Meixiang', 'rosebud', 'xanadu', 'quokka', '90001234']) expect(JSON.stringify(body)).toContain(word)
    const page = (await owner.client.get(`${ofContact}/export/page`).buffer(true).expect(200)) as { body: Buffer; text?: string }
    expect(page.text ?? page.body.toString()).toContain('rosebud')
  })

  it('what they ask for has a due date: an answer in two working days, done in fifteen days', async () => {
    const app = await open()
    const { owner, w, contactId } = await known(app)
    // A Saturday.
    const { body } = await owner.client.post(`/workspaces/${w}/privacy/requests`, { kind: 'export', contactId }).expect(201)
    expect([body.at, body.answerBy, body.doneBy].map((at: string) => at.slice(0, 10))).toEqual([
      '2041-03-02',
      '2041-03-05',
      '2041-03-17',
    ])
    const path = `/workspaces/${w}/privacy/requests/${body.id}`
    expect((await owner.client.patch(path, { done: true }).expect(200)).body).toMatchObject({
      doneAt: body.at,
      answeredAt: body.at,
    })
  })
})

it('nothing of a person who was erased is in the files after npm run compact, and an older backup raises nobody', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'alur-erased-'))
  const older = mkdtempSync(join(tmpdir(), 'alur-older-'))
  onTestFinished(() => {
    for (const one of [folder, older]) rmSync(one, { recursive: true, force: true })
  })
  const app = await anApp({ open: (options) => openEmbedded({ folder, sync: false, ...options }), shared: true })
  const { owner, ofContact, gone } = await known(app)
  const list = erasureListIn(folder)
  app.deps.erasureList = list
  await app.store.copyTo?.(join(older))
  await owner.client.delete(ofContact).expect(204)
  await gone()
  await app.end()
  const inFiles = (where: string) =>
    readdirSync(where)
      .filter((name) => statSync(join(where, name)).isFile())
      .flatMap((name) => found(readFileSync(join(where, name), 'latin1')).map((word) => `${name} ${word}`))
  expect(inFiles(folder).length).toBeGreaterThan(0)
  await compactFolder(folder)
  expect(inFiles(folder)).toEqual([])
  // The same documents are there.
  const again = await anApp({ open: (options) => openEmbedded({ folder, sync: false, ...options }), shared: true })
  expect((await findAll(again.store.collection(turns), {}, { _id: 1 })).filter((turn) => turn.redacted).length).toBeGreaterThan(3)
  await again.end()

  const restored = await anApp({ open: (options) => openEmbedded({ folder: older, sync: false, ...options }), shared: true })
  expect(await repeatErasures(restored.deps, list)).toBe(1)
  for (let round = 0; round < 4; round++) {
    await restored.projections.flush()
    restored.pass(1000)
    await forgetDue(restored.engine)
    await eraseDue(restored.engine, keepers)
  }
  const left: string[] = []
  for (const collection of allCollections)
    for (const doc of await findAll(restored.store.collection(collection), {}, { _id: 1 }))
      if (found(JSON.stringify(doc)).length > 0) left.push(`${collection.name} ${JSON.stringify(doc)}`)
  expect(left).toEqual([])
  expect(await repeatErasures(restored.deps, list)).toBe(0)
  await restored.end()
})
