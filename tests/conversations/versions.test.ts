import { expect, it } from 'vitest'
import { eachChannel, savedFlow } from '../support/talk.ts'

eachChannel('publishing while people chat', (start) => {
  it('leaves who is in the middle on their version, and gives the new one to who comes', async () => {
    const chat = await start('yoho-welcome')
    await chat.user('hello')
    await chat.taps('English')
    await chat.publishes(shorter())
    chat.offers(['Quick question', 'Track my order', 'Browse products', 'Talk to our team'])
    await chat.taps('Browse products')
    chat.bot('See what is new and on offer: https://yoho.example/products', 'Did this help?')
    expect((await chat.state()).session?.version).toBe(1)

    await chat.anotherCustomer(1)
    await chat.user('hello')
    await chat.taps('English')
    chat.offers(['Quick question', 'Track my order', 'Talk to our team'], 'buttons')
    expect((await chat.state()).session?.version).toBe(2)
  })

  it('reaches who starts over, and who comes back later', async () => {
    const chat = await start('yoho-welcome')
    await chat.user('hello')
    await chat.taps('English')
    await chat.publishes(shorter())
    await chat.user('menu')
    chat.offers(['Quick question', 'Track my order', 'Talk to our team'])
  })

  function shorter() {
    const flow = savedFlow('yoho-welcome')
    const topic = flow.nodes.find(({ id }) => id === 'topic')
    if (topic) topic.data.config.options = topic.data.config.options.filter(({ id }: { id: string }) => id !== 'products')
    return flow
  }
})
