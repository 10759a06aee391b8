import { describe, expect, it } from 'vitest'
import { asking, go, type HttpRequest, type HttpResponse, type NodeHandler, type Outcome } from '#nodes/contract.ts'
import { egressReasonOf } from '#schemas/egress-reason.ts'
import type { Turn } from '#schemas/turn.ts'
import { turnId } from '#schemas/turn.ts'
import { replay } from './replay.ts'
import { Chat, fakeNode, sketch } from './testing.ts'
import type { Budget, World } from './turn-draft.ts'
import { worldOf } from './world-of.ts'

const says = (text: string): Outcome => ({ next: 'end', say: [{ kind: 'text', text }] })
const request = (url: string): HttpRequest => ({ method: 'GET', url, headers: {}, timeoutMs: 1 })
const reply = (body: string): HttpResponse => ({ status: 200, headers: {}, body })

/** A chat with a flow that begins with `ask`, and goes by `error` to what says so. */
function aChat(enter: NodeHandler['enter'], http: (request: HttpRequest) => Promise<HttpResponse>, given: Partial<World> = {}) {
  const registry = new Map([
    fakeNode('start', { enter: () => go('next') }),
    fakeNode('ask', { enter, resume: enter }, [{ name: 'next' }, { name: 'error', kind: 'error' }]),
    fakeNode('failed', { enter: () => says('It did not work.') }),
  ])
  const flow = sketch(['start -> ask', 'ask.error -> failed'])
  const chat = new Chat(registry, [flow], { ask: asking({ http }), ...given })
  const first = chat.state
  const world = worldOf(registry, chat.flows, { windows: chat.windows })
  return {
    chat,
    registry,
    flow,
    /** The turns as they are recorded: written and read. */
    recorded: () =>
      chat.turns.map((turn) => ({
        ...(JSON.parse(JSON.stringify(turn)) as typeof turn),
        _id: turnId('c', turn.number),
        workspaceId: 'w',
        batch: 'b',
        asked: undefined,
      })) as Turn[],
    replayed: (turns: Turn[], by = world) =>
      replay(first, turns, ({ number }) => ({
        ...by,
        recorded: JSON.parse(JSON.stringify(chat.turns[number - 1]?.asked ?? [])),
      })),
  }
}

describe('what a node asks', () => {
  it('is answered once, and as it was when the turn is taken again', async () => {
    let stock = 7
    const { chat, recorded, replayed } = aChat(
      async ({ services }) => {
        const [one, other] = await Promise.all([services.ask('http', request('a')), services.ask('http', request('b'))])
        return says(`${one.body} and ${other.body}`)
      },
      // What is asked first is answered last.
      ({ url }) => (url === 'a' ? later(() => reply(`a${stock--}`)) : Promise.resolve(reply(`b${stock--}`))),
    )
    expect(await chat.says('hi')).toEqual(['a6 and b7'])
    expect(chat.turns[0]?.asked).toEqual([
      { step: 1, name: 'http', answer: reply('a6') },
      { step: 1, name: 'http', answer: reply('b7') },
    ])
    expect(await replayed(recorded())).toBeUndefined()
    expect(stock).toBe(5)
  })

  it('fails again as it failed', async () => {
    const { chat, recorded, replayed } = aChat(
      async ({ services }) => {
        try {
          return says((await services.ask('http', request('a'))).body)
        } catch (error) {
          return go('error', { note: { code: egressReasonOf(error) ?? 'other', values: { details: (error as Error).message } } })
        }
      },
      () => Promise.reject(Object.assign(new Error('nobody there'), { name: 'EgressError', reason: 'unreachable' })),
    )
    expect(await chat.says('hi')).toEqual(['It did not work.'])
    expect(chat.turns[0]?.steps[1]?.reason).toEqual({ code: 'unreachable', values: { details: 'nobody there' } })
    expect(await replayed(recorded())).toBeUndefined()
  })

  it('is noticed when another program makes something else of it, or asks more', async () => {
    const { chat, registry, recorded, replayed } = aChat(
      async ({ services }) => says((await services.ask('http', request('a'))).body),
      async () => reply('here'),
    )
    await chat.says('hi')
    const with_ = (enter: NodeHandler['enter']) =>
      replayed(recorded(), worldOf(new Map([...registry, fakeNode('ask', { enter })]), chat.flows, { windows: chat.windows }))
    expect(await with_(async ({ services }) => says(`${(await services.ask('http', request('a'))).body}!`))).toMatchObject({
      number: 1,
      field: 'say',
    })
    const twice: NodeHandler['enter'] = async ({ services }) => {
      await services.ask('http', request('a'))
      return says((await services.ask('http', request('b'))).body)
    }
    expect(await with_(twice)).toMatchObject({ number: 1, field: 'steps' })
    // Nobody reads in a report what was answered.
    expect(await with_(() => says('here'))).toEqual({
      conversationId: 'c',
      number: 1,
      field: 'asked',
      recorded: [{ step: 1, name: 'http', answered: true }],
      replayed: [],
    })
  })

  it('is kept as what the node made of it, where the answers of a turn are larger than 64 KB', async () => {
    const { chat, recorded, replayed } = aChat(
      async ({ services }) => says(`${(await services.ask('http', request('a'))).body.length} letters`),
      async () => reply('x'.repeat(70_000)),
    )
    expect(await chat.says('hi')).toEqual(['70000 letters'])
    expect(chat.turns[0]?.asked).toMatchObject([{ step: 1, made: { next: 'end', say: [{ text: '70000 letters' }] } }])
    expect(await replayed(recorded())).toBeUndefined()
  })

  it('of an earlier release is taken as its step says', async () => {
    const enter: NodeHandler['enter'] = async ({ services }) =>
      go('next', {
        set: { kept: (await services.ask('http', request('a'))).body },
        note: { code: 'answered', values: { call: 'GET a' } },
      })
    const { chat, registry, recorded } = aChat(enter, async () => reply('7'))
    const first = chat.state
    await chat.says('hi')
    const ask = registry.get('ask')
    if (ask) ask.description.network = true
    expect(await replay(first, recorded(), () => worldOf(registry, chat.flows, { windows: chat.windows }))).toBeUndefined()
  })

  it('leaves a turn in which nothing was asked as it was', async () => {
    const { chat } = aChat(
      () => says('hello'),
      async () => reply(''),
    )
    await chat.says('hi')
    expect(chat.turns[0]?.asked).toBeUndefined()
  })
})

describe('a visit that takes longer than it may', () => {
  it('fails, goes on by the error output, asks nothing more, and does so again when the turn is taken again', async () => {
    const clock = aClock()
    const answers: (() => void)[] = []
    const late: unknown[] = []
    const { chat, recorded, replayed } = aChat(
      async ({ services }) => {
        await services.ask('http', request('a'))
        await services.ask('http', request('b')).catch((error: Error) => late.push(error.message))
        return says('too late')
      },
      () => new Promise((resolve) => answers.push(() => resolve(reply('a')))),
      { budget: clock.budget },
    )
    const saying = chat.says('hi')
    await clock.rung(29_999)
    await clock.rung(30_000)
    expect(await saying).toEqual(['It did not work.'])
    expect(chat.trace).toEqual(['start go:next answered', 'ask fail:error failed', 'failed end answered'])
    expect(chat.turns[0]?.steps[1]?.reason).toEqual({ code: 'took-too-long', values: { seconds: '30' } })
    answers[0]?.()
    await later(() => {})
    expect([answers.length, late]).toEqual([1, ['the visit is over']])
    expect(await replayed(recorded())).toBeUndefined()
  })

  it('costs one that is quick nothing', async () => {
    const clock = aClock()
    const { chat } = aChat(
      async ({ services }) => says((await services.ask('http', request('a'))).body),
      async () => reply('here'),
      { budget: clock.budget },
    )
    expect(await chat.says('hi')).toEqual(['here'])
    expect(clock.waiting()).toBe(0)
  })
})

/** Generated chats: visits that ask again and again, together or one after the other, of services that fail, lie or hang. */
it('any conversation comes to the same without a network', async () => {
  for (let number = 0; number < 60; number++) {
    const dice = seeded(number)
    const clock = aClock()
    const http = async ({ url }: HttpRequest): Promise<HttpResponse> => {
      const sides = dice(12)
      if (sides === 0) return new Promise(() => clock.soon())
      if (sides === 1) throw new Error(`no ${url}`)
      return reply(`${url}${dice(1_000)}`.repeat(sides === 2 ? 20_000 : 1))
    }
    const enter: NodeHandler['enter'] = async ({ services, variables }) => {
      const seen = String(variables.seen ?? '')
      const answers = await Promise.allSettled(
        Array.from({ length: 1 + (seen.length % 3) }, async (_, n) => {
          const { body } = await services.ask('http', request(`${n}`))
          return body.length % 2 ? (await services.ask('http', request(body.slice(0, 3)))).body : body
        }),
      )
      const told = answers.map((one) => (one.status === 'fulfilled' ? one.value.slice(0, 8) : String(one.reason))).join()
      if (told.includes('no ')) throw new Error(told)
      return { next: 'wait', for: 'answer', set: { seen: told }, say: [{ kind: 'text', text: told }] }
    }
    const { chat, recorded, replayed } = aChat(enter, http, { budget: clock.budget })
    for (const text of ['one', 'two', 'three']) await chat.says(text)
    expect(await replayed(recorded())).toBeUndefined()
  }
})

/** A clock of which the test says when it is how late. */
function aClock() {
  const rings = new Set<{ ms: number; ring: () => void }>()
  const budget: Budget = {
    ms: 30_000,
    after: (ms, ring) => {
      const one = { ms, ring }
      rings.add(one)
      return () => rings.delete(one)
    },
  }
  const rung = async (ms: number): Promise<void> => {
    await later(() => {})
    for (const one of rings) if (one.ms <= ms) one.ring()
  }
  return { budget, rung, waiting: () => rings.size, soon: () => void rung(30_000) }
}

/** After everything that is due at once. */
const later = <T>(what: () => T): Promise<T> => new Promise((resolve) => setImmediate(() => resolve(what())))

/** The same numbers every time. */
function seeded(seed: number): (sides: number) => number {
  let state = seed * 2_654_435_761 + 1
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state % sides
  }
}
