import { expect, it } from 'vitest'
import type { FlowSettings } from '#schemas/flow.ts'
import { eachChannel, savedFlow, type Talk } from '../support/talk.ts'

eachChannel('coming back', (start) => {
  it('starts the flow again as often as one likes, when that is allowed', async () => {
    const chat = await finished({ mode: 'always' })
    await chat.user('hello again')
    chat.bot('Hi there, how can we help you today?')
  })

  it('to a flow that is only for the first time leads to a person', async () => {
    const chat = await finished({ mode: 'once' })
    await chat.user('hello again')
    chat.bot()
    expect(await chat.handOff()).toMatchObject({ reason: { code: 'no-flow' } })
  })

  it('to a flow that rests is possible when it has rested', async () => {
    const chat = await finished({ mode: 'after', seconds: 3600 })
    await chat.passes({ hours: 1 })
    await chat.user('hello again')
    chat.bot('Hi there, how can we help you today?')
  })

  it('finds the flow whose keyword it says before the one that takes anything', async () => {
    const chat = await start('yoho-welcome', 'back-in-stock')
    await chat.user('Do you know when it is back in stock?')
    chat.bot('Choose your language.\nHãy chọn ngôn ngữ.')
    await chat.taps('Tiếng Việt')
    await chat.user('Tai nghe chống ồn')
    await chat.taps('Có, hãy báo tôi')
    chat.bot('Đã ghi nhận. Chúng tôi sẽ nhắn bạn ngay khi Tai nghe chống ồn có hàng lại.')
    expect((await chat.state()).contact).toMatchObject({
      fields: { language: 'vi', waiting_for: 'Tai nghe chống ồn' },
      tags: ['waiting for stock'],
    })
  })

  async function finished(reentry: FlowSettings['reentry']): Promise<Talk> {
    const flow = savedFlow('yoho-welcome')
    flow.settings.reentry = reentry
    const chat = await start(flow)
    await chat.user('hello')
    await chat.taps('English')
    await chat.taps('Browse products')
    await chat.taps('Yes, thank you')
    chat.bot('Glad we could help. Write to us any time.')
    return chat
  }
})
