import { expect, it } from 'vitest'
import { eachChannel } from '../support/talk.ts'

eachChannel('the language menu', (start) => {
  it('asks in every language and goes on in the one that is tapped', async () => {
    const chat = await start('yoho-welcome')
    await chat.user('hello')
    chat.bot('Welcome to Yoho! Choose your language.\n歡迎來到 Yoho！請選擇語言。\n欢迎来到 Yoho！请选择语言。')
    chat.offers(['English', '繁體中文', '简体中文'], 'buttons')
    await chat.taps('繁體中文')
    chat.bot('你好，今天有甚麼可以幫到你？')
    chat.offers(['常見問題', '追蹤訂單', '瀏覽產品', '聯絡客服'])
    expect((await chat.state()).language).toBe('zh-Hant')
  })
})
