import { expect, it } from 'vitest'
import type { MessageKind } from '#tests/peers/whatsapp/webhooks.ts'
import { eachChannel } from '../support/talk.ts'

eachChannel('messages that are no answer', (start, channel) => {
  const notText: MessageKind[] = ['voice message', 'image with a link only', 'sticker', 'location', 'video']

  it.runIf(channel === 'whatsapp').each(notText)('a %s opens the chat like any other message', async (kind) => {
    const chat = await start('yoho-welcome')
    await chat.sends(kind)
    chat.offers(['English', '繁體中文', '简体中文'])
  })

  it.runIf(channel === 'whatsapp')('voice instead of a choice is asked about kindly, then a person listens', async () => {
    const chat = await start('sharwa-roles')
    await chat.user('مرحبا')
    await chat.taps('سائق')
    await chat.sends('voice message')
    chat.bot('عذرًا، لم أفهم ذلك. اختر واحدًا مما يلي أو اكتب رقمه.')
    await chat.sends('voice message')
    chat.bot('شكرًا. سيرد عليك فريق السائقين هنا.')
    expect(await chat.owner()).toMatchObject({ kind: 'queue', team: 'drivers' })
  })

  it.runIf(channel === 'whatsapp')('a picture’s caption is an answer', async () => {
    const chat = await start('sharwa-roles')
    await chat.user('hello')
    await chat.taps('Customer')
    await chat.taps('Question on a product')
    await chat.sends('image')
    expect(await chat.handOff()).toMatchObject({
      team: 'sales',
      reason: { code: 'author', values: { words: 'Asks about This one' } },
    })
  })

  it.runIf(channel === 'whatsapp')('a reaction changes nothing', async () => {
    const chat = await start('yoho-welcome')
    await chat.user('hello')
    await chat.sends('reaction')
    chat.bot()
    await chat.taps('English')
    chat.bot('Hi there, how can we help you today?')
  })

  it('emoji, a very long text and one of spaces and signs are asked about again', async () => {
    const chat = await start('yoho-welcome')
    await chat.user('hello')
    await chat.taps('English')
    await chat.user('🤷')
    chat.bot('Sorry, I could not read that. Pick one of these, or type its number.')
    await chat.user(`${'la '.repeat(1000)}`)
    chat.bot('Sorry, I could not read that. Pick one of these, or type its number.')
    await chat.user(' ‏ … ')
    chat.bot('A colleague will answer you here in English. You can already write what it is about.')
  })

  it.skipIf(channel === 'email')(
    'a tap on an old menu is no answer to the new one: it asks again kindly and costs no try',
    async () => {
      const chat = await start('yoho-welcome')
      await chat.user('hello')
      const old = chat.tapLater('English')
      await chat.taps('繁體中文')
      const before = (await chat.state()).session
      await old()
      chat.bot('這個按鈕屬於之前的問題。我們現在問的是：', '你好，今天有甚麼可以幫到你？')
      expect((await chat.state()).session).toEqual(before)
    },
  )
})
