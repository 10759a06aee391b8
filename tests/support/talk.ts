import { readFileSync } from 'node:fs'
import { afterEach, describe, expect } from 'vitest'
import type { DrawnMessage } from '#runtime/channels/contract.ts'
import { dialects } from '#runtime/channels/dialects.ts'
import type { ClosureToBegin } from '#schemas/api/calendar.ts'
import type { Unpublish } from '#schemas/api/publishing.ts'
import type { DifferingDays, WeekHours } from '#schemas/calendar.ts'
import type { ConversationState, VariableValue } from '#schemas/conversation.ts'
import type { Flow } from '#schemas/flow.ts'
import { instantAt } from '#schemas/instant.ts'
import { type ChannelKind, type Choice, channelKinds } from '#schemas/message.ts'
import type { AgentAction, Turn } from '#schemas/turn.ts'
import { changeHours } from '#server/calendar/change-hours.ts'
import { closeToday, openAgain } from '#server/calendar/close-today.ts'
import { readCalendar } from '#server/calendar/read-calendar.ts'
import { listCasesOf } from '#server/chats/cases/list-cases.ts'
import { closeQuiet } from '#server/chats/cases/quiet-cases.ts'
import { cases } from '#server/chats/collections.ts'
import { sendUnasked } from '#server/chats/send-unasked.ts'
import { signalConversation } from '#server/chats/signal-conversation.ts'
import { replayConversation } from '#server/engine/turns/replay-conversation.ts'
import { newestState } from '#server/engine/turns/take-turn.ts'
import { AppError } from '#server/errors.ts'
import { livePointers } from '#server/flows/collections.ts'
import { changeFlowOrder, readFlowOrder } from '#server/flows/flow-order.ts'
import { pauseFlow } from '#server/flows/pause-flow.ts'
import { rollbackFlow } from '#server/flows/rollback-flow.ts'
import { unpublishFlow } from '#server/flows/unpublish-flow.ts'
import { runDueJobs } from '#server/jobs/run-jobs.ts'
import { jobKinds } from '#server/parts-of-subjects.ts'
import { deleteTeam } from '#server/teams/delete-team.ts'
import type { Actor } from '#server/workspaces/record-audit.ts'
import type { MessageKind } from '#tests/peers/whatsapp/webhooks.ts'
import { inProcess, testClock, testSecrets } from './in-process.ts'
import { publishFlow, seed, seedShop } from './seed.ts'
import { eachStore, type OpenTestStore } from './stores.ts'
import type { Heard, Line, Sent } from './talk/line.ts'
import { vendors } from './talk/vendors.ts'

export interface TalkOptions {
  /** Published in this order: saved flows by their file's name, or documents. */
  flows: (string | Flow)[]
  channel: ChannelKind
  open: OpenTestStore
  /** The customer's name, as WhatsApp tells it; a visitor of a page has none. */
  name?: string
}

const names = { agent: (id: string) => id, channel: () => undefined, team: () => undefined }

const admin: Actor = {
  caller: { user: { id: 'admin1', name: 'Ada', email: 'ada@shop.example' } },
  workspaceId: seed.workspaceId,
}

const shopsOwn = { workspaceId: seed.workspaceId, agentId: 'admin1' }

export type Talk = Awaited<ReturnType<typeof talk>>

/** A saved flow of `tests/flows`. */
export const savedFlow = (name: string): Flow =>
  JSON.parse(readFileSync(new URL(`../flows/${name}.json`, import.meta.url), 'utf8')) as Flow

/** Describes the same conversations on every store and over every channel. `start` opens a chat with the flows it names. */
export function eachChannel(
  name: string,
  tests: (start: (...flows: (string | Flow)[]) => Promise<Talk>, channel: ChannelKind) => void,
): void {
  eachStore(name, (open) => {
    describe.each(channelKinds)('over %s', (channel) => {
      const chats: Talk[] = []
      afterEach(async () => {
        for (const chat of chats.splice(0)) await chat.close()
      })
      tests(async (...flows) => {
        const chat = await talk({ flows, channel, open })
        chats.push(chat)
        return chat
      }, channel)
    })
  })
}

/** A customer talks to the whole server, through the channel's own door; the test sees what the customer sees. */
export async function talk({ flows, channel, open, name }: TalkOptions) {
  const clock = testClock()
  const store = await open({ now: clock.now })
  const vendor = await vendors[channel](clock.now)
  await seedShop(store, testSecrets, {
    ...vendor.seeded,
    flows: flows.map((flow) => (typeof flow === 'string' ? savedFlow(flow) : flow)),
  })
  const start = async () => {
    const started = await inProcess(store, { clock, allow: [...vendor.places, ...placesIn(flows)], workers: false })
    await vendor.opens?.(started)
    return started
  }
  let server = await start()
  let line: Line = vendor.line(0, name)
  /** What stands on the customer's screen, and what came since they or the clock last moved. */
  const shown: Heard[] = []
  let unread: Heard[] = []
  let taps = 0

  const hear = async (): Promise<void> => {
    unread = await line.heard(server)
    shown.push(...unread)
  }
  const send = async (...sent: Sent[]): Promise<void> => {
    await line.send(server, sent)
    await hear()
  }
  const state = async (): Promise<ConversationState> => {
    const newest = await newestState(server.engine, line.conversationId)
    if (!newest) throw new Error('nobody has written yet')
    return newest.state
  }
  const act = async (action: AgentAction, agentId = 'agent1') => {
    const who = { workspaceId: seed.workspaceId, agentId }
    const acted = await server.simulation.acts(who, line.conversationId, action)
    await hear()
    return acted.kind
  }
  let replies = 0
  const called = async (call: Promise<Turn>): Promise<string> => {
    const done = await call.then(
      () => 'done',
      (error: unknown) => {
        if (error instanceof AppError) return error.code
        throw error
      },
    )
    // What goes out by itself keeps to a pace.
    clock.pass(1_000)
    await hear()
    return done
  }

  return {
    /** Writes, all at once when there are several. */
    user: (...texts: string[]) => send(...texts.map((text) => ({ text }))),
    /** Sends what is no text, such as a voice message; only where the channel can. */
    sends: (kind: MessageKind) => send({ kind }),
    /** Taps one of the choices of the newest message that has some. Where they are numbered text, types the number. */
    async taps(label: string) {
      taps += 1
      await send(tapOn(shown, label))
    },
    /** A button that is on the screen now, to be tapped when others have come. */
    tapLater(label: string) {
      const tap = tapOn(shown, label)
      return () => send(tap)
    },
    /** How often the customer has tapped. */
    tapCount: () => taps,
    /** Everything that was not read yet says exactly this. */
    bot(...texts: string[]) {
      expect(unread.splice(0).map(wordsOf)).toEqual(texts)
    },
    /** The choices of the newest message that has some, as the channel drew them; numbers where it has neither buttons nor lists. */
    offers(labels: string[], drawnAs?: 'buttons' | 'list' | 'numbers') {
      const drawn = shown.findLast((one) => choicesOf(one).length > 0)
      expect(drawn ? choicesOf(drawn).map(({ label }) => label) : shown).toEqual(labels)
      const { buttons, list } = dialects[channel].capabilities
      if (drawnAs) expect(drawn?.kind === 'text' ? 'numbers' : drawn?.kind).toBe(buttons || list ? drawnAs : 'numbers')
    },
    /** Moves the clock. What becomes due on the way rings at its own time, in order. */
    async passes({ hours = 0, minutes = 0, seconds = 0 }: { hours?: number; minutes?: number; seconds?: number }) {
      const until = clock.now() + ((hours * 60 + minutes) * 60 + seconds) * 1000
      const before = shown.length
      for (;;) {
        const rings = await server.simulation.ringsAt(line.conversationId)
        const due = Math.min(rings, await looksAt())
        if (due > until) break
        clock.pass(Math.max(0, due - clock.now()))
        if (rings === due) expect(await server.simulation.rings(line.conversationId)).toBe(1)
        await server.simulation.caughtUp(line.conversationId)
        await server.projections.flush()
        await closeQuiet(server.engine)
        await hear()
      }
      clock.pass(until - clock.now())
      unread = shown.slice(before)
    },
    /** Takes the conversation's recorded turns again; where it first does otherwise, undefined when nowhere. */
    async replayed() {
      return replayConversation(server.engine, line.conversationId)
    },
    state,
    /** The newest case, as the state says it, and the cases as they are listed, the newest first. */
    case: async () => (await state()).case,
    async cases() {
      await server.projections.flush()
      const listed = await listCasesOf(store, shopsOwn, line.conversationId, {}, names)
      return listed.items
    },
    owner: async () => (await state()).owner,
    handOff: async () => (await state()).handOff,
    agent: {
      takes: (agentId?: string) => act({ do: 'take' }, agentId),
      takesOver: (agentId: string, from: string) => act({ do: 'take', from }, agentId),
      replies: (text: string, agentId?: string) => act({ do: 'reply', text, clientId: `r${replies++}` }, agentId),
      notes: (text: string) => act({ do: 'note', text, clientId: `r${replies++}` }),
      handsBack: () => act({ do: 'hand-back' }),
      closes: (reason?: string) => act({ do: 'close', ...(reason ? { reason } : {}) }),
      reopens: () => act({ do: 'reopen' }),
      /** They answer nobody any more. */
      leaves: () => act({ do: 'release' }),
      wantsToBeRemindedIn: (minutes: number, text: string) =>
        act({ do: 'remind', at: instantAt(clock.now() + minutes * 60_000), text, clientId: `r${replies++}` }),
    },
    /** What the shop's own programs do over the API: `done`, or the code of the refusal. */
    shop: {
      writes: (text: string, id = `s${replies++}`) =>
        called(sendUnasked(server.engine, shopsOwn, line.conversationId, { id, message: { kind: 'text', text } })),
      signals: (name: string, values: Record<string, VariableValue> = {}, id = `s${replies++}`) =>
        called(signalConversation(server.engine, shopsOwn, line.conversationId, { id, name, values })),
    },
    /** What an admin does with the flows, which are `flow1`, `flow2` … in the order in which they were published. */
    admin: {
      reorders: async (flowIds: string[]) => {
        const { revision } = await readFlowOrder(server.deps, seed.workspaceId)
        await changeFlowOrder(server.deps, admin, { revision, flowIds })
      },
      pauses: (flowId: string, paused = true) => pauseFlow(server.deps, admin, flowId, paused),
      goesBack: (flowId: string) => rollbackFlow(server.deps, admin, flowId, 1),
      setsHours: async (week: WeekHours, days: DifferingDays[] = []) => {
        const { revision } = await readCalendar(server.deps, seed.workspaceId)
        await changeHours(server.deps, admin, { revision, week, days })
      },
      closesToday: (how: ClosureToBegin = {}) => closeToday(server.deps, admin, how),
      opensAgain: () => openAgain(server.deps, admin),
      deletesTeam: (teamId: string) => deleteTeam(server.deps, admin, teamId),
      /** Whoever has to leave has left afterwards; with `dying`, the process that was told so did nothing of it. */
      async unpublishes(flowId: string, people: Unpublish['people'], { dying = false } = {}) {
        await server.simulation.caughtUp(line.conversationId)
        await unpublishFlow(server.deps, admin, flowId, { version: 1, people })
        if (dying) {
          await server.close()
          server = await start()
        }
        const leaving = () => store.collection(livePointers).count({ withdrawAt: { $gt: '' } })
        for (clock.pass(11_000); (await leaving()) > 0; clock.pass(1_000)) {
          await runDueJobs(server.engine, jobKinds)
          await server.projections.flush()
        }
        await hear()
      },
    },
    /** Makes a changed flow the live version of the flow that was published first. */
    async publishes(flow: Flow, version = 2) {
      await publishFlow(store, 'flow1', version, flow)
      // As if another process had published: this one hears of it from the store.
      await expect.poll(async () => (await server.engine.flows.live(seed.workspaceId)).starting[0]?.version).toBe(version)
    },
    /** The server stops and comes back on the same data. */
    async restarts() {
      await server.close()
      server = await start()
    },
    /** Somebody else writes, on the same channel. */
    async anotherCustomer(number: number) {
      line = vendor.line(number)
      shown.length = 0
      unread = []
      taps = 0
    },
    async close() {
      await server.close()
      await vendor.close?.()
    },
  }

  /** When somebody looks next whether a case has gone quiet. */
  async function looksAt(): Promise<number> {
    await server.projections.flush()
    const [first] = (await store.collection(cases).find({ quietAt: { $gt: '' } }, { sort: { quietAt: 1 }, limit: 1 })).items
    return first?.quietAt ? Date.parse(first.quietAt) : Number.POSITIVE_INFINITY
  }
}

/** What a tap on the choice of the newest message that has some sends. */
function tapOn(shown: Heard[], label: string): Sent {
  const drawn = shown.findLast((one) => choicesOf(one).length > 0)
  const at = drawn ? choicesOf(drawn).findIndex((choice) => choice.label === label) : -1
  if (!drawn || at < 0) throw new Error(`there is no “${label}” to tap among ${JSON.stringify(shown)}`)
  return drawn.kind === 'text'
    ? { text: String(at + 1) }
    : { tap: choicesOf(drawn)[at] as Choice, drawnAs: drawn.kind, ...(drawn.shownAs ? { of: drawn.shownAs } : {}) }
}

/** Services on this machine that the flows call: tests' own. */
const placesIn = (flows: unknown): string[] => [...JSON.stringify(flows).matchAll(/127\.0\.0\.1:\d+/g)].map(([place]) => place)

const wordsOf = (drawn: DrawnMessage): string => {
  if (drawn.kind === 'media') return drawn.caption ?? drawn.url
  return drawn.kind === 'text' ? (drawn.text.split(numbered, 1)[0] as string) : drawn.text
}

/** Where numbered choices begin below a text. */
const numbered = /\n\n(?=1\. )/

/** Buttons, rows, or lines such as “2. Track my order – Where it is now”. */
function choicesOf(drawn: DrawnMessage): Choice[] {
  if (drawn.kind === 'buttons') return drawn.buttons
  if (drawn.kind === 'list') return drawn.rows
  const lines = drawn.kind === 'text' ? drawn.text.split(numbered)[1]?.split('\n') : undefined
  return (lines ?? [])
    .map((text) => text.replace(/^\d+\. /, '').replace(/ – (?!\d).*$/, ''))
    .map((label) => ({ id: label, label }))
}
