import { type Flow, newFlow } from '#schemas/flow.ts'
import { teamIdOf } from '#schemas/team.ts'
import { channels } from '#server/channels/collections.ts'
import { flows, livePointers, versions } from '#server/flows/collections.ts'
import type { Secrets } from '#server/secret-key.ts'
import type { Store } from '#server/store/contract.ts'
import { teams } from '#server/teams/collections.ts'
import { members, workspaces } from '#server/workspaces/collections.ts'

/** What every fault test and benchmark starts from: a workspace with a web chat, a WhatsApp number, where asked for a bot, and published flows. */
export interface Seed {
  workspaceId: string
  webChat: string
  whatsApp: string
  telegram: string
  email: string
  /** The address of the mailbox, and its user at both servers. */
  mailbox: string
  mailPassword: string
  botToken: string
  appSecret: string
  accessToken: string
  phoneNumberId: string
}

export const seed: Seed = {
  workspaceId: 'shop',
  webChat: 'web',
  whatsApp: 'wa',
  telegram: 'tg',
  email: 'em',
  mailbox: 'help@shop.example',
  mailPassword: 'the-mail-password',
  botToken: '4242:the-bot-token',
  appSecret: 'the-app-secret',
  accessToken: 'the-access-token',
  phoneNumberId: '106540352242922',
}

const at = '2026-11-01T00:00:00.000Z'

export interface SeedOptions {
  /** Of WhatsApp. */
  apiBaseUrl?: string
  /** There is a Telegram bot, whose API is here. */
  botApi?: string
  /** There is a mailbox, whose servers listen on these ports of this machine; `user` is another than its address. */
  mail?: { imap: number; smtp: number; user?: string }
  flows?: Flow[]
}

export async function seedShop(store: Store, secrets: Secrets, options: SeedOptions = {}): Promise<Seed> {
  const { workspaceId } = seed
  await store
    .collection(workspaces)
    .insert({ _id: workspaceId, name: 'Shop', timeZone: 'Asia/Hong_Kong', demo: false, createdAt: at })
  const agents = ['agent1', 'agent2']
  await store
    .collection(members)
    .insertMany(
      agents.map((userId) => ({ _id: `${workspaceId}.${userId}`, workspaceId, userId, role: 'agent' as const, createdAt: at })),
    )
  await store.collection(channels).insertMany([
    {
      _id: seed.webChat,
      workspaceId,
      kind: 'web-chat',
      name: 'Website',
      settings: { title: 'Shop', accent: '#0B6E79', origins: [], language: 'en' },
      secrets: {},
      createdAt: at,
    },
    {
      _id: seed.whatsApp,
      workspaceId,
      kind: 'whatsapp',
      name: 'WhatsApp',
      settings: {
        phoneNumberId: seed.phoneNumberId,
        apiBaseUrl: options.apiBaseUrl ?? 'https://graph.facebook.com',
        apiVersion: 'v23.0',
        verifyToken: 'verify',
      },
      secrets: { accessToken: secrets.seal(seed.accessToken), appSecret: secrets.seal(seed.appSecret) },
      createdAt: at,
    },
  ])
  if (options.botApi)
    await store.collection(channels).insert({
      _id: seed.telegram,
      workspaceId,
      kind: 'telegram',
      name: 'Bot',
      settings: { apiBaseUrl: options.botApi },
      secrets: { botToken: secrets.seal(seed.botToken) },
      createdAt: at,
    })
  if (options.mail) await store.collection(channels).insert(mailboxDoc(secrets, options.mail))
  for (const [i, flow] of (options.flows ?? [threeMessages()]).entries()) await publishFlow(store, `flow${i + 1}`, 1, flow)
  return seed
}

/** A channel whose mailbox is on this machine. */
export function mailboxDoc(secrets: Secrets, { imap, smtp, user = seed.mailbox }: NonNullable<SeedOptions['mail']>) {
  return {
    _id: seed.email,
    workspaceId: seed.workspaceId,
    kind: 'email' as const,
    name: 'Mailbox',
    settings: {
      address: seed.mailbox,
      fromName: 'Shop',
      imapHost: '127.0.0.1',
      imapPort: String(imap),
      imapSecurity: 'none',
      imapUser: user,
      smtpHost: '127.0.0.1',
      smtpPort: String(smtp),
      smtpSecurity: 'none',
      smtpUser: seed.mailbox,
    },
    secrets: { imapPassword: secrets.seal(seed.mailPassword), smtpPassword: secrets.seal(seed.mailPassword) },
    createdAt: at,
  }
}

/** Puts a version live, as publishing does; the teams that it hands over to are there. */
export async function publishFlow(store: Store, flowId: string, version: number, flow: Flow): Promise<void> {
  const { workspaceId } = seed
  for (const { data } of flow.nodes) {
    const name = (data.config as { team?: string }).team
    const _id = `${workspaceId}.${teamIdOf(name)}`
    if (name && !(await store.collection(teams).get(_id)))
      await store.collection(teams).insert({ _id, workspaceId, name, createdAt: at })
  }
  await store
    .collection(versions)
    .insert({ _id: `${flowId}.${version}`, workspaceId, flowId, version, flow, publishedAt: at, publishedBy: 'test' })
  await store.collection(flows).put({
    _id: flowId,
    workspaceId,
    draft: flow,
    summary: { name: flow.name, nodeCount: flow.nodes.length, errors: 0, warnings: 0 },
    revision: version,
    savedAt: at,
    savedBy: 'test',
  })
  await store.collection(livePointers).put({
    _id: flowId,
    workspaceId,
    liveVersion: version,
    newestVersion: version,
    liveRevision: version,
    createdAt: at,
  })
}

/** The work every product was measured on: "hi" → language → category → answer. Three messages in, three out. */
export function threeMessages(): Flow {
  const flow = newFlow('Three messages')
  flow.languages = { default: 'en', offered: ['en', 'zh-Hant', 'zh-Hans'] }
  const options = ['Orders', 'Returns', 'Products'].map((label, i) => ({
    id: `o${i + 1}`,
    label: { en: label, 'zh-Hant': `${label} 繁`, 'zh-Hans': `${label} 简` },
  }))
  const answer = (i: number) => ({
    id: `answer${i}`,
    type: 'end',
    position: { x: 900, y: 120 * i },
    data: { config: { text: { en: `Answer ${i}`, 'zh-Hant': `答案 ${i}`, 'zh-Hans': `答案 ${i} 号` } } },
  })
  flow.nodes.push(
    {
      id: 'language',
      type: 'language',
      position: { x: 300, y: 0 },
      data: { config: { text: { en: 'Which language?' }, skipIfKnown: false } },
    },
    {
      id: 'topic',
      type: 'menu',
      position: { x: 600, y: 0 },
      data: { config: { text: { en: 'What about?', 'zh-Hant': '關於什麼？', 'zh-Hans': '关于什么？' }, options } },
    },
    answer(1),
    answer(2),
    answer(3),
  )
  const edge = (source: string, sourceHandle: string, target: string) => ({
    id: `${source}.${sourceHandle}`,
    source,
    sourceHandle,
    target,
  })
  flow.edges.push(
    edge('start', 'next', 'language'),
    edge('language', 'chosen', 'topic'),
    edge('topic', 'o1', 'answer1'),
    edge('topic', 'o2', 'answer2'),
    edge('topic', 'o3', 'answer3'),
  )
  return flow
}
