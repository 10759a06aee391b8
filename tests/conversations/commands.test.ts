import { expect, it } from 'vitest'
import { eachChannel, savedFlow } from '../support/talk.ts'

eachChannel('a global command', (start) => {
  it.each([
    ['English', 'menu', 'Hi there, how can we help you today?'],
    ['繁體中文', '主選單', '你好，今天有甚麼可以幫到你？'],
    ['简体中文', '重新开始', '你好，今天有什么可以帮你？'],
  ])('in %s, “%s”, starts over without asking for the language again', async (language, word, text) => {
    const chat = await start('yoho-welcome')
    await chat.user('hello')
    await chat.taps(language)
    await chat.user('3')
    await chat.user(word)
    chat.bot(text)
  })

  it.each([
    ['English', 'Agent!', 'One moment. A colleague will help you here.'],
    ['繁體中文', '轉人工', '請稍等，我們的同事會在這裡協助你。'],
    ['简体中文', '转人工', '请稍等，我们的同事会在这里帮助你。'],
  ])('in %s, “%s”, gives the chat to a person in the middle of a question', async (language, word, text) => {
    const chat = await start('yoho-welcome')
    await chat.user('hello')
    await chat.taps(language)
    await chat.user('1')
    await chat.user(word)
    chat.bot(text)
    expect(await chat.handOff()).toMatchObject({ reason: { code: 'asked' }, nodeName: 'Choose a question' })
  })

  it.each([
    ['عميل', 'إيقاف', 'تم الإيقاف، ولن نبدأ بمراسلتك بعد الآن. يمكنك الكتابة إلينا في أي وقت.'],
    ['Customer', 'STOP', 'Done. We will not write to you first any more. You can still write to us any time.'],
    ['顾客', '退订', '已为你取消，我们不会再主动发送消息。你仍可随时联系我们。'],
  ])('of a %s, “%s”, ends the flow and is remembered', async (role, word, text) => {
    const chat = await start('sharwa-roles')
    await chat.user('hi')
    await chat.taps(role)
    await chat.user(word)
    chat.bot(text)
    expect(await chat.state()).toMatchObject({ contact: { optedOut: true }, owner: { kind: 'flow' } })
    await chat.passes({ hours: 20 })
    chat.bot()
  })

  it('STOP is remembered by a business whose flows all wait for a keyword', async () => {
    const flow = savedFlow('sharwa-roles')
    for (const node of flow.nodes)
      if (node.type === 'start') node.data.config = { trigger: 'keyword', keywords: { en: ['parcel'] } }
    const chat = await start(flow)
    await chat.user('إيقاف')
    chat.bot('تم الإيقاف، ولن نبدأ بمراسلتك بعد الآن. يمكنك الكتابة إلينا في أي وقت.')
    expect(await chat.state()).toMatchObject({ contact: { optedOut: true }, owner: { kind: 'flow' } })
  })

  it('is the whole message, never a word of one', async () => {
    const chat = await start('yoho-welcome')
    await chat.user('hello')
    await chat.taps('English')
    await chat.user('can I stop my order')
    chat.bot('Which phone number is on your order? For example 9123 4567.')
  })
})
