import { broadcastStates, type Compare, clocks, type Success, type What, type When, type Whom } from '../broadcast.ts'
import { weekdays } from '../calendar.ts'
import type { SendingCap } from '../gate.ts'
import { localisedText } from '../text.ts'
import { jobState } from './jobs.ts'
import {
  anyText,
  byKind,
  count,
  day,
  type FromFields,
  type FromShape,
  id,
  instant,
  listing,
  listOf,
  mapOf,
  maybe,
  named,
  nameText,
  object,
  oneOf,
  pageFields,
  person,
  revision,
  type Shape,
  text,
  whole,
  yes,
  yesNo,
} from './shape.ts'

/** `HH:MM` on the wall. */
export const wallTime: Shape<string> = {
  type: 'string',
  pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$',
  'x-reason': 'must be a time such as 10:00',
}
const clock = oneOf(clocks)

const whom = named('Whom', byKind<Whom>({ everybody: {}, tag: { tag: text(500) }, segment: { segmentId: id } }))
const when = named(
  'When',
  byKind<When>({
    now: {},
    at: { day, time: wallTime, zone: clock },
    entering: { time: wallTime, zone: clock, everyDays: whole(1, 3650), sinceDays: whole(0, 3650) },
  }),
)
const words: Shape<Record<string, string>> = localisedText as unknown as Shape<Record<string, string>>
const what = named(
  'What',
  byKind<What>({
    text: { text: words },
    template: { name: text(512), languages: listOf(text(16), 100), values: mapOf(text(2000, 0)) },
    flow: { flowId: id, nodeId: maybe(id) },
  }),
)
/** What something is for; the workspace says which purposes there are. */
export const purpose = id
const compare = object<Compare>({ holdOut: whole(1, 50) })
const success = object<Success>({ by: oneOf(['reply', 'click', 'event']), event: maybe(text(60)), days: whole(1, 60) })

const planFields = {
  name: nameText,
  whom,
  when,
  what,
  purpose,
  channels: listOf(id, 50),
  compare: maybe(compare),
  success,
  trackLinks: yesNo,
}

/** POST /workspaces/{w}/broadcasts: a draft. What is left out is as it usually is. */
export const newBroadcast = object({
  name: nameText,
  whom: maybe(whom),
  when: maybe(when),
  what: maybe(what),
  purpose: maybe(purpose),
  channels: maybe(listOf(id, 50)),
  compare: maybe(compare),
  success: maybe(success),
  trackLinks: maybe(yesNo),
})
export type NewBroadcast = FromShape<typeof newBroadcast>

/** PATCH …/{b}: what is left out stays as it is; `compare: null` would be no share, so `noCompare` takes it away. */
export const broadcastChange = object({
  revision,
  name: maybe(nameText),
  whom: maybe(whom),
  when: maybe(when),
  what: maybe(what),
  purpose: maybe(purpose),
  channels: maybe(listOf(id, 50)),
  compare: maybe(compare),
  noCompare: maybe(yes),
  success: maybe(success),
  trackLinks: maybe(yesNo),
})
export type BroadcastChange = FromShape<typeof broadcastChange>

/** How one of two groups did: people, and those who did what counts as success. */
const group = object({ people: count, succeeded: count })

const broadcastFields = {
  id,
  ...planFields,
  revision,
  state: oneOf(broadcastStates),
  /** People by where they are and why: `sent`, `skipped.no-consent`, `waiting.quiet-hours`, … They add up to all. */
  counts: mapOf(count),
  /** Of those it reached, how many answered, opened a link, and did what counts as success. */
  replied: count,
  clicked: count,
  succeeded: count,
  /** Those who were written to and those who were held out, where some are. */
  compared: maybe(object({ written: group, heldOut: group })),
  /** Everybody it is for is known. */
  listed: yesNo,
  /** When everybody was asked for last without sending anything; see `dry-run`. */
  checkedAt: maybe(instant),
  createdAt: instant,
  by: person,
  startedAt: maybe(instant),
  endedAt: maybe(instant),
}
/** GET /workspaces/{w}/broadcasts → Listing<BroadcastView>, the newest first · GET …/{b} → BroadcastView */
export type BroadcastView = FromFields<typeof broadcastFields>
export const broadcast = named<BroadcastView>('Broadcast', object(broadcastFields))
export const broadcasts = listing(broadcast)

const dryRunFields = {
  state: jobState,
  /** How many people were looked at. */
  done: count,
  /** By what would become of them now: `go`, `later.quiet-hours`, `skipped.no-consent`, `held-out`, … They add up to `done`. */
  counts: mapOf(count),
  at: instant,
}
/** POST …/{b}/dry-run begins to ask the gate for everybody and tells how far it is; GET the same, of the one begun last. */
export type DryRunView = FromFields<typeof dryRunFields>
export const dryRun = named<DryRunView>('DryRun', object(dryRunFields))

/** `standing`: only those of this count. `dry`: as it would be if it started now. */
export const recipientsQuery = object({ standing: maybe(text(120)), dry: maybe(oneOf(['true'])), ...pageFields })

const recipientFields = {
  contact: object({ id, name: maybe(anyText) }),
  standing: anyText,
  /** What its sentence names. */
  values: maybe(mapOf(anyText)),
  at: instant,
  /** When it is tried next. */
  dueAt: maybe(instant),
  conversationId: maybe(id),
  repliedAt: maybe(instant),
  clickedAt: maybe(instant),
  succeededAt: maybe(instant),
}
export type RecipientView = FromFields<typeof recipientFields>
export const recipients = listing(named<RecipientView>('Recipient', object(recipientFields)))

const cap = object<SendingCap>({ most: whole(0, 100), days: whole(1, 365) })
const rulesFields = {
  quiet: maybe(object({ from: wallTime, to: wallTime })),
  weekend: maybe(object({ days: listOf(oneOf(weekdays) as Shape<string>, 7), until: maybe(wallTime) })),
  cap: maybe(cap),
  dailyReach: maybe(whole(1, 100_000_000)),
}
/** GET, PUT /workspaces/{w}/sending-rules: what is left out does not hold. */
export const sendingRules = object({ ...rulesFields, revision })
export type SendingRulesView = FromShape<typeof sendingRules>
