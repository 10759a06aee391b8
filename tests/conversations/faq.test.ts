import { expect, it } from 'vitest'
import { eachChannel, type Talk } from '../support/talk.ts'

eachChannel('a simple question', (start) => {
  it.each([
    [
      'Delivery',
      'We deliver within 2 working days in Hong Kong, free of charge from HK$500. Areas and prices: https://yoho.example/delivery',
    ],
    [
      'Returns and exchanges',
      'You can return an unopened item within 7 days and exchange a faulty one within 14 days. How it works: https://yoho.example/returns',
    ],
    [
      'Warranty and repair',
      'Every product has a warranty of at least one year; your invoice is all you need. Repairs: https://yoho.example/warranty',
    ],
    ['Shops and hours', 'Our shops are open every day from 11:00 to 21:00. Addresses and stock: https://yoho.example/shops'],
  ])('about “%s” is answered with the page to read on, and asked whether it helped', async (topic, answer) => {
    const chat = await asking()
    await chat.taps(topic)
    chat.bot(answer, 'Did this help?')
    await chat.taps('Yes, thank you')
    chat.bot('Glad we could help. Write to us any time.')
    expect((await chat.state()).session).toBeUndefined()
  })

  it('leads to the products by a link', async () => {
    const chat = await asking('Browse products')
    chat.bot('See what is new and on offer: https://yoho.example/products', 'Did this help?')
  })

  it('may be followed by another one', async () => {
    const chat = await asking()
    await chat.taps('Delivery')
    await chat.taps('Another question')
    chat.bot('What would you like to know?')
  })

  it('whose answer did not help goes to a person, with the way here on the card', async () => {
    const chat = await asking()
    await chat.taps('Delivery')
    await chat.taps('No, I need help')
    chat.bot('Sorry that this was not enough. A colleague will answer you here in English.')
    expect(await chat.owner()).toMatchObject({ kind: 'queue', team: 'service' })
    expect(await chat.handOff()).toMatchObject({
      reason: { code: 'author', values: { words: 'The answer did not help: Delivery; speaks English' } },
      flowName: 'Welcome and triage',
      nodeName: 'Not solved yet',
      path: ['English', 'Quick question', 'Delivery', 'No, I need help'],
    })
  })

  async function asking(topic = 'Quick question'): Promise<Talk> {
    const chat = await start('yoho-welcome')
    await chat.user('hello')
    await chat.taps('English')
    await chat.taps(topic)
    return chat
  }
})
