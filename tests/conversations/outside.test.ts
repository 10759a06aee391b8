import { expect, it } from 'vitest'
import { type Flow, newFlow } from '#schemas/flow.ts'
import { eachChannel } from '#tests/support/talk.ts'

const at = { x: 0, y: 0 }

/** Takes an order, waits half a day at most for its payment, and thanks for it. */
function paying(): Flow {
  const flow = newFlow('Paying')
  flow.variables.push({ name: 'amount', type: 'number' } as Flow['variables'][number])
  const says = (id: string, text: string) => ({
    id,
    type: 'send-message',
    position: at,
    data: { config: { text: { en: text } } },
  })
  flow.nodes.push(
    says('asked', 'Please pay by tonight.'),
    {
      id: 'paid',
      type: 'wait',
      position: at,
      data: { config: { for: 'signal', signal: 'order.paid', keep: ['amount'], seconds: 43_200 } },
    },
    says('thanks', 'Thank you for {{ amount }} dollars.'),
    says('late', 'Your order was cancelled.'),
  )
  const edge = (source: string, sourceHandle: string, target: string) => ({
    id: `${source} ${target}`,
    source,
    sourceHandle,
    target,
  })
  flow.edges.push(
    edge('start', 'next', 'asked'),
    edge('asked', 'next', 'paid'),
    edge('paid', 'next', 'thanks'),
    edge('paid', 'no-answer', 'late'),
  )
  return flow
}

eachChannel('what happens outside a chat', (start) => {
  it('lets a flow that waits for it go on with its values, once', async () => {
    const chat = await start(paying())
    await chat.user('hi')
    chat.bot('Please pay by tonight.')
    expect(await chat.shop.signals('order.shipped')).toBe('done')
    chat.bot()
    await chat.user('done yet?')
    chat.bot()
    expect(await chat.shop.signals('order.paid', { amount: 388, other: 1 }, 'payment1')).toBe('done')
    chat.bot('Thank you for 388 dollars.')
    expect(await chat.shop.signals('order.paid', { amount: 388 }, 'payment1')).toBe('done')
    chat.bot()
    expect(await chat.replayed()).toBeUndefined()
  })

  it('that does not come in time is not waited for any longer', async () => {
    const chat = await start(paying())
    await chat.user('hi')
    await chat.passes({ hours: 11, minutes: 59 })
    chat.bot()
    await chat.passes({ minutes: 1 })
    chat.bot('Your order was cancelled.')
    expect(await chat.shop.signals('order.paid', { amount: 388 })).toBe('done')
    chat.bot()
    expect(await chat.replayed()).toBeUndefined()
  })

  it('makes no flow speak while a person answers', async () => {
    const chat = await start(paying())
    await chat.user('hi')
    chat.bot('Please pay by tonight.')
    await chat.agent.takes()
    expect(await chat.shop.signals('order.paid', { amount: 388 })).toBe('done')
    chat.bot()
  })
})

eachChannel('a message that nobody has just asked for', (start) => {
  it('is written once for each id, and the flow goes on where it was', async () => {
    const chat = await start(paying())
    await chat.user('hi')
    chat.bot('Please pay by tonight.')
    expect(await chat.shop.writes('Free delivery today.', 'offer1')).toBe('done')
    chat.bot('Free delivery today.')
    expect(await chat.shop.writes('Free delivery today.', 'offer1')).toBe('done')
    chat.bot()
    await chat.shop.signals('order.paid', { amount: 5 })
    chat.bot('Thank you for 5 dollars.')
    expect(await chat.replayed()).toBeUndefined()
  })

  it('is not written to somebody who said STOP', async () => {
    const chat = await start(paying())
    await chat.user('hi')
    await chat.user('stop')
    expect(await chat.shop.writes('Free delivery today.')).toBe('opted-out')
  })
})

eachChannel('a reminder', (start) => {
  it('reaches whoever wanted it beside a flow that waits, and says nothing to the customer', async () => {
    const chat = await start(paying())
    await chat.user('hi')
    chat.bot('Please pay by tonight.')
    await chat.agent.wantsToBeRemindedIn(30, 'Paid yet?')
    await chat.passes({ hours: 1 })
    chat.bot()
    expect((await chat.state()).timers).toBeUndefined()
    await chat.passes({ hours: 11 })
    chat.bot('Your order was cancelled.')
    expect(await chat.replayed()).toBeUndefined()
  })

  it('brings a chat that was closed back to whoever answered it, also from the flow that has begun meanwhile', async () => {
    const chat = await start(paying())
    await chat.user('hi')
    chat.bot('Please pay by tonight.')
    await chat.agent.takes()
    await chat.agent.wantsToBeRemindedIn(60, 'Call them')
    await chat.agent.closes()
    await chat.passes({ minutes: 30 })
    await chat.user('Can I pay tomorrow?')
    chat.bot('Please pay by tonight.')
    await chat.passes({ minutes: 30 })
    expect((await chat.state()).owner).toMatchObject({ kind: 'agent', agentId: 'agent1' })
    await chat.passes({ hours: 12 })
    chat.bot()
    expect(await chat.replayed()).toBeUndefined()
  })
})
