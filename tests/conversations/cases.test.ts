import { expect, it } from 'vitest'
import { type Flow, newFlow } from '#schemas/flow.ts'
import { eachChannel, type Talk } from '../support/talk.ts'

const at = { x: 0, y: 0 }

/** Says what the shop is about to whoever writes, and is over. */
function greets(): Flow {
  const flow = newFlow('Greets')
  flow.nodes.push({ id: 'hello', type: 'send-message', position: at, data: { config: { text: { en: 'We sell phones.' } } } })
  flow.edges.push({ id: 'e', source: 'start', sourceHandle: 'next', target: 'hello' })
  return flow
}

/** Asks whoever writes how many they want, and waits two days for it. */
function asks(): Flow {
  const flow = newFlow('Asks')
  flow.settings.answerWindowSeconds = 2 * 86_400
  const config = { text: { en: 'How many?' }, answer: 'number', saveAs: 'count' }
  flow.nodes.push({ id: 'ask', type: 'ask-question', position: at, data: { config } })
  flow.edges.push({ id: 'e', source: 'start', sourceHandle: 'next', target: 'ask' })
  return flow
}

eachChannel('a case', (start) => {
  /** A chat that an agent answered and closed. */
  async function closed(...flows: Flow[]): Promise<Talk> {
    const chat = await start(...flows)
    await chat.user('hello')
    await chat.agent.takes()
    await chat.agent.replies('Here I am.')
    await chat.agent.closes()
    return chat
  }

  it('opens with the first message, and says who answered first, which person, and who closed it and why', async () => {
    const chat = await start('yoho-welcome')
    await chat.user('hello')
    expect(await chat.case()).toMatchObject({ number: 1, first: 1, turn: 1, answeredAt: expect.any(String) })
    await chat.taps('English')
    await chat.taps('Track my order')
    await chat.user('9123 4567')
    await chat.passes({ minutes: 5 })
    await chat.agent.takes('agent2')
    await chat.passes({ minutes: 5 })
    await chat.agent.replies('It comes today.', 'agent2')
    expect(await chat.cases()).toMatchObject([
      { number: 1, status: 'open', openedBy: 'contact', repliedBy: { id: 'agent2' }, handOffs: 1, reopened: 0 },
    ])
    await chat.agent.closes('Not mine')
    expect((await chat.case())?.closed).toBeUndefined()
    await chat.agent.takesOver('agent1', 'agent2')
    await chat.agent.closes('Parcel found')
    const [one] = await chat.cases()
    expect(one).toMatchObject({ status: 'closed', closing: { code: 'agent', by: { id: 'agent1' }, words: 'Parcel found' } })
    expect(Date.parse(one?.repliedAt ?? '') - Date.parse(one?.openedAt ?? '')).toBeGreaterThanOrEqual(10 * 60_000)
    expect(one?.answeredAt).toBe(one?.openedAt)
    expect(await chat.replayed()).toBeUndefined()
  })

  it('does not open with a thank-you after it closed, whatever the flow answers, but with the answer to what that asks', async () => {
    const chat = await closed(asks())
    await chat.user('thank you!')
    chat.bot('How many?')
    expect(await chat.case()).toMatchObject({ number: 1, closed: { code: 'agent' } })
    await chat.user('2')
    expect(await chat.case()).toMatchObject({ number: 2 })
    expect(await chat.cases()).toMatchObject([
      { number: 2, status: 'open' },
      { number: 1, status: 'closed' },
    ])
    expect(await chat.replayed()).toBeUndefined()
  })

  it('leaves a chat closed that is only thanked in where no flow answers, and calls nobody; the next question is a new one', async () => {
    const chat = await start()
    await chat.user('hello')
    await chat.agent.takes()
    await chat.agent.closes()
    await chat.user('Thanks a lot 🙏')
    expect(await chat.state()).toMatchObject({ status: 'closed', owner: { kind: 'flow' }, case: { number: 1 } })
    await chat.user('One more thing: where is it?')
    expect(await chat.state()).toMatchObject({ status: 'open', owner: { kind: 'queue' }, case: { number: 2, handOffs: 1 } })
    expect(await chat.replayed()).toBeUndefined()
  })

  it('is the next one when they ask something new', async () => {
    const chat = await closed(greets())
    await chat.user('do you have cases for it?')
    chat.bot('We sell phones.')
    expect(await chat.case()).toMatchObject({ number: 2 })
    expect((await chat.case())?.repliedAt).toBeUndefined()
  })

  it('goes on when an agent opens the chat again, and counts that', async () => {
    const chat = await closed(greets())
    await chat.agent.reopens()
    expect(await chat.cases()).toMatchObject([{ number: 1, status: 'open', reopened: 1 }])
    await chat.user('thank you')
    await chat.agent.closes('Solved')
    expect(await chat.cases()).toMatchObject([
      { number: 1, status: 'closed', reopened: 1, closing: { code: 'agent', words: 'Solved' } },
    ])
    expect(await chat.replayed()).toBeUndefined()
  })

  it('closes after a day without a word, with the chat; a message in between makes it a day from then', async () => {
    const chat = await start(greets())
    await chat.user('hi')
    await chat.passes({ hours: 23 })
    await chat.user('and tablets?')
    await chat.passes({ hours: 23, minutes: 59 })
    expect(await chat.state()).toMatchObject({ status: 'open', case: { number: 1 } })
    expect((await chat.case())?.closed).toBeUndefined()
    await chat.passes({ minutes: 2 })
    expect(await chat.state()).toMatchObject({ status: 'closed', case: { number: 1, closed: { code: 'quiet' } } })
    chat.bot()
    expect(await chat.cases()).toMatchObject([{ number: 1, status: 'closed', closing: { code: 'quiet' } }])
    await chat.user('hi again')
    chat.bot('We sell phones.')
    expect(await chat.state()).toMatchObject({ status: 'open', case: { number: 2 } })
    expect(await chat.replayed()).toBeUndefined()
  })

  it('is not quiet while a question waits for an answer; it closes once nobody may answer it any more', async () => {
    const chat = await start(asks())
    await chat.user('hi')
    await chat.passes({ hours: 47 })
    expect((await chat.case())?.closed).toBeUndefined()
    await chat.passes({ hours: 1, minutes: 2 })
    expect(await chat.case()).toMatchObject({ number: 1, closed: { code: 'quiet' } })
    expect((await chat.state()).session).toBeUndefined()
  })

  it('stays open while a person has the chat or is waited for, and is quiet a day after it was given back', async () => {
    const chat = await start(greets())
    await chat.user('hi')
    await chat.agent.takes()
    await chat.passes({ hours: 80 })
    expect((await chat.case())?.closed).toBeUndefined()
    await chat.agent.replies('Sorry, I was away.')
    await chat.passes({ hours: 2 })
    await chat.agent.handsBack()
    await chat.passes({ hours: 21 })
    expect((await chat.case())?.closed).toBeUndefined()
    await chat.passes({ hours: 4 })
    expect(await chat.case()).toMatchObject({ number: 1, closed: { code: 'quiet' } })
  })

  it('opens with an agent who begins to write where none was', async () => {
    const chat = await start(asks())
    await chat.user('ok')
    expect(await chat.case()).toBeUndefined()
    await chat.agent.takes()
    expect(await chat.case()).toMatchObject({ number: 1, openedBy: 'agent' })
  })
})
