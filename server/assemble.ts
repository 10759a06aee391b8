import { createHmac, randomBytes } from 'node:crypto'
import { createServer, type Server as HttpServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Logger } from 'pino'
import { Registry as Metrics } from 'prom-client'
import { registry } from '#nodes/registry.ts'
import { dialects } from '#runtime/channels/dialects.ts'
import type { Budget } from '#runtime/turn-draft.ts'
import type { Turn } from '#schemas/turn.ts'
import { createApp } from './app.ts'
import { askAtSending, type Leaving, startBroadcasts } from './campaigns/index.ts'
import {
  type ChannelBook,
  channelBook,
  channelHealth,
  channelRegistry,
  type Limits,
  startCallbacks,
  startCues,
  startLimits,
  startListeners,
  templateService,
} from './channels/index.ts'
import { startForgettings, startNames, startQuietCases, startReleases } from './chats/index.ts'
import type { Config } from './config.ts'
import type { Deps } from './deps.ts'
import { createDoor } from './door/door.ts'
import { makeSenders } from './door/sender.ts'
import { tellOfUntrustedProxy } from './door/untrusted-proxy.ts'
import { createEgress, type EgressPolicy } from './egress/egress.ts'
import { type Engine, startEngine } from './engine/engine.ts'
import type { Worker } from './engine/loop.ts'
import { projectFirst, startProjections } from './engine/projections/projections.ts'
import { startTimers, tellOfHeldTimers } from './engine/timers/timers.ts'
import { startInbox } from './engine/turns/inbox.ts'
import { sealing } from './engine/turns/sealed-answers.ts'
import { startEvents } from './events/index.ts'
import { Tries } from './flows/index.ts'
import { startJobs } from './jobs/run-jobs.ts'
import { type Hub, startHub } from './live/hub.ts'
import { startLive } from './live/live.ts'
import { measureEngine } from './measures.ts'
import { makeNotices } from './notices.ts'
import { campaignSending } from './outbox/of-campaigns.ts'
import { startOutbox } from './outbox/outbox.ts'
import { startTellingFailures } from './outbox/tell-failures.ts'
import { jobKinds, keepers, partsOfSubjects } from './parts-of-subjects.ts'
import { confirmCodes, type NewConversationId, startFinishingChanges, stoppedSince } from './people/index.ts'
import { type ErasureList, repeatErasures, startErasures, startRetention } from './rights/index.ts'
import type { Secrets } from './secret-key.ts'
import { serviceCalls } from './secrets/index.ts'
import { startSorting } from './segments/index.ts'
import type { Store } from './store/contract.ts'

/** What a server is put together from. Tests and the demo bring their own clock and policy. */
export interface Outside {
  config: Config
  store: Store
  secrets: Secrets
  log: Logger
  now?: () => number
  /** Inner services that flows and channels may call beside those of the configuration, such as a test's peer. */
  allowPrivate?: string[]
  egress?: Partial<EgressPolicy>
  editorFolder: string
  /** A test knows what a conversation will be called. */
  newConversationId?: NewConversationId
  /** How long a visit to a node may take. */
  budget?: Budget
  /** Who was erased is written down there, beside the store, and erased again where an older backup brings them back. */
  erasureList?: ErasureList
  /** Without them nothing happens by itself: a test or a simulation drives the clock. */
  workers?: boolean
}

export interface Assembled {
  deps: Deps
  engine: Engine
  hub: Hub
  limits: Limits
  channels: ChannelBook
  projections: ReturnType<typeof startProjections>
  outbox: ReturnType<typeof startOutbox>
  http: HttpServer
  /** Resolves with the address once it listens. */
  listen(port: number, host: string): Promise<{ port: number; url: string }>
  /** Takes no more, finishes what is under way, and lets go of everything but the store. */
  close(): Promise<void>
}

/** Three slow calls, one after the other, fit. */
const visitBudget: Budget = {
  ms: 30_000,
  after: (ms, ring) => {
    const timer = setTimeout(ring, ms)
    return () => clearTimeout(timer)
  },
}

/** A farewell sends for this long: what was begun is noted in the rest of it, however slow the store; what is not noted is sent again. */
const longestSendingMs = 1_000
/** Requests under way get this long to finish. */
const longestFarewellMs = 2_500

/** What this machine's browser calls an address that the server listens on. */
const nameOf = (host: string): string => {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1'
  return host.includes(':') ? `[${host}]` : host
}

/** Puts the parts together. Nothing listens yet. */
export async function assemble(outside: Outside): Promise<Assembled> {
  const { store, secrets, log } = outside
  const config = { ...outside.config, allowPrivate: [...outside.config.allowPrivate, ...(outside.allowPrivate ?? [])] }
  const now = outside.now ?? Date.now
  const egress = createEgress({ ...outside.egress, allowPrivate: config.allowPrivate })
  const io = channelRegistry(egress)
  const parts = partsOfSubjects(store, registry, now, outside.newConversationId, (text) =>
    createHmac('sha256', secrets.derive('erased keys')).update(text).digest('base64url'),
  )
  const starting = startEngine({
    store,
    registry,
    now,
    services: {
      http: { outside: true, ask: serviceCalls({ store, secretBook: parts.secretBook, egress, secrets, now }) },
      template: { ask: templateService(store, config.publicUrl) },
      ...confirmCodes({ store, channels: io, secrets, now }),
    },
    budget: outside.budget ?? visitBudget,
    sealing: sealing(secrets),
    ...parts,
    windows: (kind) => dialects[kind].window,
    isStopped: async (workspaceId, addresses) => (await stoppedSince({ store, secrets }, workspaceId, addresses)) !== undefined,
    writer: `${Date.now().toString(36)}${randomBytes(3).toString('hex')}`,
    log,
  })
  const [engine, names] = await Promise.all([starting, startNames(store)])
  const channels = channelBook(store, secrets.open)
  const hub = startHub(engine)
  const limits = startLimits(engine)
  const health = channelHealth(engine)
  const askCampaign = (leaving: Leaving) => askAtSending(engine, leaving)
  const outbox = startOutbox({ engine, channels, io, health, publicUrl: config.publicUrl, askCampaign })
  engine.turnListeners.add((turn) => (turn.say.length > 0 ? outbox.send(turn) : undefined))
  const cues = startCues({ engine, channels, io, hub })
  // What a failure or a crash left between a turn and its deliveries.
  const sendMissing = async (turns: Turn[]): Promise<void> => {
    for (const turn of turns) await outbox.sendMissing(turn)
  }
  const sendLeft = async (turns: Turn[]): Promise<void> => {
    for (const turn of turns) await outbox.sendLeft(turn)
  }
  await projectFirst(engine, sendLeft)
  const projections = startProjections(engine, sendMissing, sendLeft)
  const others: Worker[] = []
  if (outside.workers !== false) {
    others.push(
      await startInbox(engine),
      startReleases(engine),
      startForgettings(engine),
      startFinishingChanges(engine),
      startErasures(engine, keepers),
      startRetention(engine),
      startTellingFailures(engine),
      startEvents(engine),
      startCallbacks(engine, { store, channels: io, secrets, config, health }),
      startListeners(engine, { engine, io, health, channels, secrets }),
      startJobs(engine, jobKinds),
    )
    if (config.timersParked) await tellOfHeldTimers(engine)
    else
      others.push(
        await startTimers(engine),
        startQuietCases(engine),
        startBroadcasts(engine, campaignSending(engine)),
        startSorting(engine),
      )
  }

  const notices = makeNotices(now)
  const senders = makeSenders(config.trustedProxies, tellOfUntrustedProxy({ log, notices }))
  const deps: Deps = {
    store,
    config,
    now,
    random: randomBytes,
    log,
    metrics: new Metrics(),
    secrets,
    registry,
    channels: io,
    editorFolder: outside.editorFolder,
    ...(outside.erasureList ? { erasureList: outside.erasureList } : {}),
    engine,
    jobKinds,
    keepers,
    names,
    tries: new Tries(engine),
    senders,
    notices,
    limits,
    cues,
    health,
  }
  const answers: Record<string, number> = { '2xx': 0, '3xx': 0, '4xx': 0, '5xx': 0 }
  if (outside.erasureList) {
    const repeated = await repeatErasures(deps, outside.erasureList)
    if (repeated > 0) log.warn({ repeated }, 'people who had been erased were in this store again, and are erased again')
  }
  measureEngine(engine, { sends: outbox.results, answers }, deps.metrics)
  const live = startLive(deps, engine, hub, names)

  let leaving = false
  const door = createDoor({
    engine,
    hub,
    limits,
    channels,
    io,
    health,
    publicUrl: config.publicUrl,
    agentName: names.agent,
    senderNetwork: senders.network,
    app: createApp(deps),
  })
  const http = createServer(
    { requestTimeout: 10_000, headersTimeout: 10_000, connectionsCheckingInterval: 2_000 },
    (request, response) => {
      if (leaving) response.setHeader('Connection', 'close')
      response.once('finish', () => {
        const status = `${Math.floor(response.statusCode / 100)}xx`
        answers[status] = (answers[status] ?? 0) + 1
      })
      door(request, response)
    },
  )
  live.attach(http)

  return {
    deps,
    engine,
    hub,
    limits,
    channels,
    projections,
    outbox,
    http,
    listen: (port, host) =>
      new Promise((resolve, reject) => {
        http.once('error', reject)
        http.listen(port, host, () => {
          const address = http.address() as AddressInfo
          resolve({ port: address.port, url: `http://${nameOf(host)}:${address.port}` })
        })
      }),
    close: async () => {
      leaving = true
      live.close()
      hub.close()
      // What lasts longer is left to the next start.
      const lastSend = setTimeout(() => void outbox.stop(), longestSendingMs)
      const hurry = setTimeout(() => http.closeAllConnections(), longestFarewellMs)
      await new Promise<void>((resolve) => (http.listening ? http.close(() => resolve()) : resolve()))
      await Promise.all(others.map((worker) => worker.stop()))
      await cues.close()
      await engine.close()
      await outbox.stop()
      await projections.stop()
      await limits.close()
      clearTimeout(lastSend)
      clearTimeout(hurry)
      channels.close()
      names.close()
      await egress.close()
    },
  }
}
