import { expect, it } from 'vitest'
import { eachChannel } from '../support/talk.ts'

eachChannel('an appointment', (start) => {
  it('is agreed on in the customer’s language: day, time, address', async () => {
    const chat = await start('appointment')
    await chat.user('你好')
    await chat.taps('繁體中文')
    chat.bot('哪一天方便上門安裝？例如明天，或 12月15日。')
    await chat.user('去年')
    chat.bot('請選擇明天起 30 天內的日子。')
    await chat.user('12月15日')
    chat.bot('2026年12月15日 星期二哪個時段？')
    await chat.user('下午')
    await chat.user('彌敦道 1 號 8 樓 A')
    chat.bot('2026年12月15日 星期二，12:00 – 17:00，彌敦道 1 號 8 樓 A。資料正確嗎？')
    chat.offers(['正確，預約', '更改'], 'buttons')
    await chat.taps('正確，預約')
    chat.bot('謝謝。安裝團隊會在這裡確認你的預約。')
    expect(await chat.handOff()).toMatchObject({
      team: 'installation',
      reason: { code: 'author', values: { words: 'Appointment on 2026-12-15, 12:00 – 17:00' } },
    })
  })

  it('on a weekday that the date is not is said back, and kept with a tap', async () => {
    const chat = await start('appointment')
    await chat.user('hello')
    await chat.taps('English')
    await chat.user('Monday 15 December')
    chat.bot('Tuesday, 15 December 2026, is that right?')
    chat.offers(['Yes', 'No'], 'buttons')
    await chat.taps('Yes')
    expect((await chat.state()).session?.variables).toMatchObject({ day: '2026-12-15' })
  })

  it('that is changed is asked for again', async () => {
    const chat = await start('appointment')
    await chat.user('hello')
    await chat.taps('English')
    await chat.user('tomorrow')
    await chat.taps('09:00 – 12:00')
    await chat.user('1 Nathan Road, 8/F, flat A')
    await chat.taps('Change it')
    chat.bot('Which day may we come? For example tomorrow, or 15 December.')
  })
})
