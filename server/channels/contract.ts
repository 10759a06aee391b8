import type { IncomingHttpHeaders } from 'node:http'
import type { Readable } from 'node:stream'
import type { ChannelTest, ChannelTrouble } from '#schemas/api/channels.ts'
import type { TroubleReason } from '#schemas/channel-trouble.ts'
import type { Instant } from '#schemas/instant.ts'
import type { ChannelEvent, ChannelKind, RefusalCode, StatusError } from '#schemas/message.ts'
import type { MessageTemplate, TemplateDraft } from '#schemas/message-template.ts'
import type { Reason } from '#schemas/reason.ts'
import type { SchemaProblem } from '#schemas/validate.ts'
import type { ErrorCode, InputProblem } from '../errors.ts'

/** A channel with its secrets opened. */
export interface OpenChannel {
  id: string
  kind: ChannelKind
  settings: Record<string, unknown>
  secrets: Record<string, string>
  /** Of the demo: see `ioOf`. */
  demo?: true
}

/** One request of a vendor at a channel's address, before anything is parsed. */
export interface DoorRequest {
  method: string
  /** The whole address as the vendor calls it, which some of them sign. */
  url: string
  headers: IncomingHttpHeaders
  rawBody: Buffer
}

/** What a request tells. */
export type Received =
  | {
      events: ChannelEvent[]
      /** Given once every event is durable; `200 ok` unless told otherwise. */
      answer?: DoorAnswer
      /** Accounts of the vendor that the body tells of beside this channel's: their channels are handed the request too. */
      others?: string[]
    }
  /** Not taken: the code of what the caller is told. `reason` is for the log, never for the caller. */
  | { refused: ErrorCode; reason?: string; problems?: InputProblem[] }

export interface DoorAnswer {
  status: number
  body: string
  /** Its media type; plain text unless told otherwise. */
  type?: string
}

/** Whether the vendor calls from now on. */
export type Opened = { ok: true } | { ok: false; reason: TroubleReason }

/** How far a channel that is listened to has been heard, in its own words. */
export type Heard = Record<string, unknown>

/** Who listens to a channel for as long as its connection lasts. */
export interface Ears {
  /** How far was heard; undefined where nothing ever was. */
  heard: Heard | undefined
  /** It is connected: what comes from now on is heard. */
  opened(): Promise<void>
  /** Resolves when all of it is durable; rejects where it is not. It is told again until `goOn` says that it need not be. */
  tell(events: ChannelEvent[]): Promise<void>
  /** So far was heard, and whatever the vendor is to know of it is done. Rejects where that cannot be kept, or another process listens by now. */
  goOn(heard: Heard): Promise<void>
  now(): number
  /** Nobody listens any more. */
  over: AbortSignal
}

/** Why a connection ended. `lasting`: it will not be otherwise before people change something. */
export interface Deaf {
  reason: TroubleReason
  lasting?: true
}

/** What became of one send call. */
export type SendResult = { ok: true; providerId: string; kept?: KeptFile } | SendFailure

/** A file of ours that goes along with a message. */
export interface FileToSend {
  name: string
  type: string
  bytes: Buffer
}

/** The vendor has a file from now on: what it is known by, and for how many ms; without an end where the vendor names none. */
export interface KeptFile {
  fileId: string
  goodForMs?: number
}

/** `why` is what the agent is told, and kept with the message. */
export interface SendFailure {
  ok: false
  retry: boolean
  /** Not before this many ms; the outbox's own backoff may be longer. */
  afterMs?: number
  /** Too much at once, through the whole channel or to this one person: nothing of theirs is taken for `afterMs`. */
  tooFast?: 'channel' | 'person'
  code?: number
  why: Reason<RefusalCode>
  /** The whole channel is out of order, not this message: what the people who run it are told. */
  alarm?: TroubleReason
  /** It was the file that it names: the vendor does not have it, or has it no more. */
  noSuchFile?: true
  /** The message did not go, its file did. */
  kept?: KeptFile
}

/** Something the vendor tells of the account, as the decoder passes it on. */
export type AccountEvent = Omit<Extract<ChannelEvent, { kind: 'account' }>, 'kind'>
/** What it means for the channel: it does not work, what was told before is over, or the account's templates are not what they were. */
export type AccountNews = { trouble: Omit<ChannelTrouble, 'since'> } | { over: true } | { templates: TemplateNews }

/** One of the account's templates is not what it was, as far as the vendor tells; without `of`, any may not be. */
export interface TemplateNews extends Partial<Pick<MessageTemplate, 'state' | 'why' | 'quality' | 'category'>> {
  of?: Pick<MessageTemplate, 'id' | 'name' | 'language'>
  /** The vendor has it no more. */
  gone?: true
}

/** What came of a test, and what it tells about the channel: an alarm, or that messages may go out. */
export interface TestOutcome extends ChannelTest {
  alarm?: { code?: number }
  maySend?: true
}

/** `why` is for whoever asked. */
export type MediaAnswer =
  | { kind: 'file'; type: string; size?: number; body: Readable }
  | { kind: 'gone' }
  | { kind: 'too-large' }
  | { kind: 'away'; why: Reason<RefusalCode> }

/** The templates of the account behind a channel, by the vendor's id of that account; or why they cannot be read. */
export type TemplatesAnswer =
  | { ok: true; account: string; templates: MessageTemplate[] }
  | { ok: false; why: Reason<RefusalCode> }

/** What came of saving a template, or of deleting one; or why nothing did. */
export type TemplateSaved<T = MessageTemplate> =
  | { ok: true; account: string; template: T }
  | { ok: false; why: Reason<RefusalCode> }

/** The IO half of a channel: its requests, sending, customers' files. The pure half is `runtime/channels/<kind>/`. */
export interface ChannelIO {
  /**
   * Everything about one request at `/webhooks/<kind>/<channel>`: whether the vendor sent it (constant-time where a secret is compared),
   * what it says, and what is answered; a handshake too. Never throws. Absent where no vendor calls.
   */
  receive?(request: DoorRequest, channel: OpenChannel, receivedAt: Instant): Received
  /**
   * Makes the call that the dialect's `encode` gives; never rejects. Absent where nothing leaves the house. `file`: it goes along, and what
   * it is known by from then on is told; only where `capabilities.files` are.
   */
  send?(channel: OpenChannel, call: Record<string, unknown>, file?: FileToSend): Promise<SendResult>
  /** Makes the call that the dialect's `encodeCue` gives; never rejects, and nobody asks what came of it. Goes with `encodeCue`. */
  cue?(channel: OpenChannel, call: Record<string, unknown>): Promise<void>
  /**
   * Tells the vendor to call at `callback` from now on; again is as once. Never rejects. Absent where people do so by hand, or nobody calls.
   */
  open?(channel: OpenChannel, callback: string): Promise<Opened>
  /** Tells it to call there no more, unless it was told another address since. Never rejects; it is not known whether it was heard. */
  close?(channel: OpenChannel, callback: string): Promise<void>
  /**
   * Where no vendor calls: connects, and tells of what comes for as long as the connection lasts; then why it ended, nothing when it was to.
   * Never rejects. One process at a time listens to a channel, but for the moments in which another takes over: what is told twice is taken
   * once.
   */
  listen?(channel: OpenChannel, ears: Ears): Promise<Deaf | undefined>
  /** Where people find the channel on this server; absent where a vendor leads them. */
  links?(channelId: string): { page: string; script: string }
  /** What the vendor's error of a `failed` status means; it may come long after the send call. */
  statusFailure?(error: StatusError): Pick<SendFailure, 'why' | 'alarm'>
  /** What an account event means for the channel; undefined when nothing is wrong with it. */
  accountNews?(event: AccountEvent): AccountNews | undefined
  /** Asks the vendor whether the channel can be reached with its settings; never rejects. Absent where there is no vendor. */
  test?(channel: OpenChannel): Promise<TestOutcome>
  /** All templates of the channel's account, whatever their state; never rejects. Goes with `capabilities.templates`. */
  templates?(channel: OpenChannel): Promise<TemplatesAnswer>
  /** Sends one for approval, or `known` changed; `file` is the example of its header. Never rejects. Goes with `templates`, as the next does. */
  saveTemplate?(
    channel: OpenChannel,
    draft: TemplateDraft,
    beside: { known?: MessageTemplate; file?: FileToSend },
  ): Promise<TemplateSaved>
  deleteTemplate?(channel: OpenChannel, template: Pick<MessageTemplate, 'id' | 'name'>): Promise<TemplateSaved<undefined>>
  /** A file that a customer sent, from the vendor that keeps it; never rejects. Absent where customers send none. */
  media?(channel: OpenChannel, mediaId: string): Promise<MediaAnswer>
  /**
   * What at the vendor only one channel can be, such as a bot that has one address; a setting with what it is, in words. Absent where
   * several may share an account. `forGood`: which it is, where a channel cannot become another one, since the vendor counts messages anew
   * in each: those of the second would be taken for those of the first, come again.
   */
  sole?(channel: Pick<OpenChannel, 'settings' | 'secrets'>): { setting: string; value: string; what: string; forGood?: string }
  /**
   * JSON Schema of everything one fills in, and which of it is kept encrypted. `sentTo`: a secret that goes to the address in another
   * setting; who changes the address gives the secret again. `readable`: what everybody sees who may see the channel; the other settings
   * are for those who may change it. `account`: the setting that is the vendor's id of the account, where one address may be called for many.
   */
  settingsSchema: {
    schema: Record<string, unknown>
    secrets: string[]
    readable: string[]
    sentTo?: Record<string, string>
    account?: string
  }
  /** Settings that fit their schema and are refused all the same: by path and sentence. */
  refuseSettings?(settings: Record<string, unknown>): SchemaProblem[]
  /**
   * Asked when a secret is given: settings that the vendor itself refuses. Never rejects; a vendor that cannot be asked refuses nothing.
   */
  refusedByVendor?(channel: OpenChannel): Promise<SchemaProblem[]>
}
