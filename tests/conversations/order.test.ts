import { expect, it } from 'vitest'
import { eachChannel } from '../support/talk.ts'

eachChannel('two messages at once', (start, channel) => {
  it('are taken one after the other, each once', async () => {
    const chat = await start('yoho-welcome')
    await chat.user('hello', 'hello?')
    chat.bot(
      'Welcome to Yoho! Choose your language.\n歡迎來到 Yoho！請選擇語言。\n欢迎来到 Yoho！请选择语言。',
      [
        'Sorry, I could not read that. Pick one of these, or type its number.',
        '抱歉，我看不懂。請選擇以下其中一項，或輸入編號。',
        '抱歉，我看不懂。请选择以下其中一项，或输入编号。',
      ].join('\n'),
    )
    expect((await chat.state()).inbound).toBe(2)
  })

  it.runIf(channel === 'whatsapp')('keep their order when they come in one delivery', async () => {
    const chat = await start('yoho-welcome')
    await chat.user('hi', 'English', 'track my order', '9123 4567')
    chat.bot(
      'Welcome to Yoho! Choose your language.\n歡迎來到 Yoho！請選擇語言。\n欢迎来到 Yoho！请选择语言。',
      'Hi there, how can we help you today?',
      'Which phone number is on your order? For example 9123 4567.',
      'Thank you. A colleague looks up the order for +85291234567 and answers you here.',
    )
  })
})
