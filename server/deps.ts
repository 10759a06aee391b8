import type { Logger } from 'pino'
import type { Registry as Metrics } from 'prom-client'
import type { Registry } from '#nodes/contract.ts'
import { instantAt } from '#schemas/instant.ts'
import type { ChannelHealth, ChannelRegistry, Cues, Limits } from './channels/index.ts'
import type { Names } from './chats/index.ts'
import type { Config } from './config.ts'
import type { Senders } from './door/sender.ts'
import type { Engine } from './engine/engine.ts'
import type { Tries } from './flows/index.ts'
import type { JobKinds } from './jobs/run-jobs.ts'
import type { Notices } from './notices.ts'
import type { ErasureList, Keeper } from './rights/index.ts'
import type { Secrets } from './secret-key.ts'
import type { Store } from './store/contract.ts'

/** What the API and its use cases are made with. Time, randomness and everything outside come in here. */
export interface Deps {
  store: Store
  config: Config
  /** Milliseconds since 1970. */
  now(): number
  /** That many bytes that nobody can guess. */
  random(bytes: number): Buffer
  log: Logger
  metrics: Metrics
  secrets: Secrets
  /** Node types: description and handler. */
  registry: Registry
  channels: ChannelRegistry
  /** Turns events into turns. */
  engine: Engine
  /** Kinds of work in the background. */
  jobKinds: JobKinds
  /** What subjects keep of people. */
  keepers: readonly Keeper[]
  /** What agents and channels are called. */
  names: Names
  /** Chats with drafts. */
  tries: Tries
  /** Who a request comes from. */
  senders: Senders
  /** What whoever runs this server should know. */
  notices: Notices
  /** Which channels are out of order. */
  health: ChannelHealth
  /** What customers are shown beside messages. */
  cues: Cues
  /** What keeps one address from drowning a web chat. */
  limits: Limits
  /** Who was erased, beside the store; absent where nothing is kept beside it. */
  erasureList?: ErasureList
  /** The built editor; pages answer 404 while it does not exist. */
  editorFolder: string
}

/** The present as an instant, such as `2026-01-31T12:00:00.000Z`. */
export const instantNow = (deps: Pick<Deps, 'now'>): string => instantAt(deps.now())

/** A new id: 16 characters, 96 bits. */
export const newId = (deps: Pick<Deps, 'random'>): string => deps.random(12).toString('base64url')
