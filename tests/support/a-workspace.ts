import { createHash } from 'node:crypto'
import { newFlow } from '#schemas/flow.ts'
import { users } from '#server/accounts/collections.ts'
import { broadcasts } from '#server/campaigns/collections.ts'
import { channels, limitHits } from '#server/channels/collections.ts'
import { conversations } from '#server/chats/collections.ts'
import { handleMessage } from '#server/engine/turns/handle-message.ts'
import { flows, livePointers, versions } from '#server/flows/collections.ts'
import { imports } from '#server/imports/collections.ts'
import { jobInputs, jobs } from '#server/jobs/collections.ts'
import { contactFields, contactSuggestions, contacts } from '#server/people/collections.ts'
import { privacyRequests } from '#server/rights/collections.ts'
import { keptSecrets } from '#server/secrets/collections.ts'
import { segments } from '#server/segments/collections.ts'
import { teams } from '#server/teams/collections.ts'
import { invitations, members } from '#server/workspaces/collections.ts'
import type { TestApp } from './an-app.ts'

let count = 0

/**
 * A workspace that has one of everything: a flow with a live version, a channel, an API token, a member, a chat, and a try of
 * `userId`. Returns what to put in place of a path's parameters.
 */
export async function aWorkspace(app: TestApp, userId: string): Promise<Record<string, string>> {
  const w = await app.workspace()
  const at = new Date(app.deps.now()).toISOString()
  const id = (kind: string) => `${kind}-${w}-${count++}`
  const [f, channelId, member] = [id('flow'), id('channel'), id('user')]
  const { store } = app
  const flow = newFlow('Welcome')
  await store.collection(users).insert({
    _id: member,
    email: `${member.toLowerCase()}@shop.example`,
    name: 'Bo',
    passwordHash: 'none',
    passwordChangedAt: at,
    createdAt: at,
  })
  await store.collection(members).insert({ _id: `${w}.${member}`, workspaceId: w, userId: member, role: 'agent', createdAt: at })
  await store
    .collection(versions)
    .insert({ _id: `${f}.1`, workspaceId: w, flowId: f, version: 1, flow, publishedAt: at, publishedBy: member })
  await store.collection(flows).insert({
    _id: f,
    workspaceId: w,
    draft: flow,
    summary: { name: flow.name, nodeCount: 1, errors: 0, warnings: 0 },
    revision: 2,
    savedAt: at,
    savedBy: member,
  })
  await store
    .collection(livePointers)
    .insert({ _id: f, workspaceId: w, liveVersion: 1, newestVersion: 1, liveRevision: 1, createdAt: at })
  const settings = { title: 'Shop', accent: '#0B6E79', origins: [], language: 'en' }
  await store
    .collection(channels)
    .insert({ _id: channelId, workspaceId: w, kind: 'web-chat', name: 'Web', settings, secrets: {}, createdAt: at })
  const [invitationId, expiresAt] = [id('invitation'), '2099-01-01T00:00:00.000Z']
  await store.collection(invitations).insert({
    _id: invitationId,
    workspaceId: w,
    email: 'cy@shop.example',
    role: 'agent',
    invitedBy: member,
    hash: createHash('sha256').update(invitationId).digest('hex'),
    state: 'open',
    createdAt: at,
    expiresAt,
  })
  const teamId = id('team')
  await store.collection(teams).insert({ _id: `${w}.${teamId}`, workspaceId: w, name: 'Service', createdAt: at })
  const secretId = id('secret')
  await store.collection(keptSecrets).insert({
    _id: secretId,
    workspaceId: w,
    name: 'Courier tracking',
    sealed: app.deps.secrets.seal('the-key-of-the-courier'),
    hosts: ['api.courier.example'],
    createdBy: member,
    createdAt: at,
    changedBy: member,
    changedAt: at,
  })
  const s = id('segment')
  const rules = { about: 'tag' as const, tag: 'vip' }
  const by = { createdAt: at, createdBy: userId, changedAt: at, changedBy: userId }
  await store.collection(segments).insert({ _id: s, workspaceId: w, name: 'VIP', rules, revision: 1, rulesRevision: 1, ...by })
  const limitId = id('limit')
  await store
    .collection(limitHits)
    .insert({ _id: limitId, workspaceId: w, channelId, network: '203.0.113.7', newVisitors: 1, waiting: 0, since: at, last: at })
  const handled = await handleMessage(app.engine, {
    workspaceId: w,
    channelKind: 'web-chat',
    message: { id: id('m'), channelId, from: { externalId: 'visitor' }, at, content: { kind: 'text', text: 'Hello?' } },
  })
  const { conversationId: c, contact } = (handled as Extract<typeof handled, { turn: unknown }>).turn.state
  // The list is caught up in the background, which may be at it already.
  while (!(await store.collection(conversations).get(c)) || !(await store.collection(contacts).get(contact.id))) {
    await app.projections.flush()
    await new Promise((resolve) => setImmediate(resolve))
  }
  const [otherId, suggestionId] = [id('contact'), id('suggestion')]
  await store
    .collection(contacts)
    .insert({ _id: otherId, workspaceId: w, fields: {}, tags: [], firstSeenAt: at, lastSeenAt: at, phone: '+85291234567' })
  await store
    .collection(contactSuggestions)
    .insert({ _id: suggestionId, workspaceId: w, contactIds: [contact.id, otherId], why: [], state: 'open', at })
  const fieldName = `field${count++}`
  await store
    .collection(contactFields)
    .insert({ _id: `${w}.${fieldName}`, workspaceId: w, name: fieldName, label: 'Member', type: 'text', createdAt: at })
  const requestId = id('request')
  await store.collection(privacyRequests).insert({
    _id: requestId,
    workspaceId: w,
    kind: 'export',
    contactId: contact.id,
    at,
    answerBy: at,
    doneBy: at,
    by: member,
  })
  const k = id('closing')
  const ofW = { _id: k, workspaceId: w, expiresAt: '2042-01-01T00:00:00.000Z' }
  const over = { state: 'done' as const, of: 0, done: 0, report: {}, attempts: 0, fence: 1, createdAt: at, endedAt: at }
  await store.collection(jobInputs).insert({ ...ofW, input: { conversationIds: [] } })
  await store.collection(jobs).insert({ ...ofW, kind: 'close-chats', by: userId, ...over })
  const b = id('broadcast')
  await store.collection(broadcasts).insert({
    _id: b,
    workspaceId: w,
    plan: {
      name: 'Winter offers',
      whom: { kind: 'everybody' },
      when: { kind: 'now' },
      what: { kind: 'text', text: { en: 'New in: winter' } },
      purpose: 'offers',
      channels: [],
      success: { by: 'reply', days: 7 },
      trackLinks: false,
    },
    state: 'draft',
    revision: 1,
    createdAt: at,
    createdBy: userId,
    fence: 0,
    dryRun: { job: k, at },
  })
  const importId = id('import')
  await store.collection(imports).insert({
    _id: importId,
    workspaceId: w,
    by: userId,
    name: 'customers.csv',
    size: 20,
    createdAt: at,
    options: { encoding: 'utf-8', separator: ',', header: true, dates: 'dmy', conflict: 'fill', columns: ['phone'] },
    columns: [{ heading: 'Phone', examples: [] }],
    begun: 0,
    expiresAt: '2099-01-01T00:00:00.000Z',
  })
  const { tokenId } = await app.token(w, member, 'developer')
  const started = await app.deps.tries.start({ workspaceId: w, userId }, { flowId: f, flow, channelKind: 'web-chat' }, id('try'))
  return {
    w,
    f,
    channelId,
    limitId,
    userId: member,
    tokenId,
    secretId,
    teamId,
    invitationId,
    b,
    s,
    c,
    contactId: contact.id,
    suggestionId,
    fieldName,
    requestId,
    k,
    importId,
    t: started.id,
    n: '1',
  }
}

/** `/workspaces/{w}/flows/{f}` with its parameters filled. */
export const fill = (path: string, params: Record<string, string>): string =>
  path.replace(/\{(\w+)\}/g, (_, name: string) => params[name] ?? 'nothing')
