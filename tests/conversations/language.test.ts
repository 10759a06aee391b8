import { expect, it } from 'vitest'
import { eachChannel, savedFlow } from '../support/talk.ts'

const asked = 'Welcome to Yoho! Choose your language.\n歡迎來到 Yoho！請選擇語言。\n欢迎来到 Yoho！请选择语言。'

eachChannel('the language menu', (start) => {
  it.each([
    [
      'English',
      'Hi there, how can we help you today?',
      ['Quick question', 'Track my order', 'Browse products', 'Talk to our team'],
    ],
    ['繁體中文', '你好，今天有甚麼可以幫到你？', ['常見問題', '追蹤訂單', '瀏覽產品', '聯絡客服']],
    ['简体中文', '你好，今天有什么可以帮你？', ['常见问题', '查询订单', '浏览商品', '联系客服']],
  ])('asks in every language and goes on in %s', async (language, text, choices) => {
    const chat = await start('yoho-welcome')
    await chat.user('hello')
    chat.bot(asked)
    chat.offers(['English', '繁體中文', '简体中文'], 'buttons')
    await chat.taps(language)
    chat.bot(text)
    chat.offers(choices)
  })

  it.each([
    ['2', 'zh-Hant'],
    ['繁體', 'zh-Hant'],
    ['simplified chinese', 'zh-Hans'],
    ['ENGLISH please', 'en'],
  ])('understands “%s” when it is typed', async (typed, language) => {
    const chat = await start('yoho-welcome')
    await chat.user('hello')
    await chat.user(typed)
    expect((await chat.state()).language).toBe(language)
  })

  it('keeps the language until the last text, and for the next chat', async () => {
    const chat = await start('yoho-welcome')
    await chat.user('你好')
    await chat.taps('繁體中文')
    await chat.taps('常見問題')
    chat.bot('你想了解哪方面？')
    await chat.taps('送貨')
    chat.bot('香港一般於 2 個工作天內送達，滿 HK$500 免運費。送貨範圍及收費：https://yoho.example/delivery', '這能幫到你嗎？')
    await chat.taps('可以，謝謝')
    chat.bot('很高興幫到你，歡迎隨時再聯絡我們。')
    await chat.passes({ hours: 20 })
    await chat.user('又有問題')
    chat.bot('你好，今天有甚麼可以幫到你？')
  })

  it('says a text without a translation in the flow’s main language', async () => {
    const flow = savedFlow('yoho-welcome')
    const faq = flow.nodes.find(({ id }) => id === 'faq')
    delete faq?.data.config.text['zh-Hans']
    const chat = await start(flow)
    await chat.user('hello')
    await chat.taps('简体中文')
    await chat.taps('常见问题')
    chat.bot('What would you like to know?')
    chat.offers(['配送', '退货和换货', '保修和维修', '门店和营业时间', '其他问题'])
  })

  it('goes on in the main language with who names none after three tries', async () => {
    const chat = await start('yoho-welcome')
    await chat.user('hello')
    await chat.user('bonjour')
    chat.bot(
      [
        'Sorry, I could not read that. Pick one of these, or type its number.',
        '抱歉，我看不懂。請選擇以下其中一項，或輸入編號。',
        '抱歉，我看不懂。请选择以下其中一项，或输入编号。',
      ].join('\n'),
    )
    await chat.user('bonjour?')
    await chat.user('bonjour!')
    chat.bot('Hi there, how can we help you today?')
  })
})
