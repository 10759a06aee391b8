import { expect, it } from 'vitest'
import { eachChannel } from '../support/talk.ts'

const asked = 'أهلًا بك في شروة! من أنت؟\nWelcome to Sharwa! Who are you?\n欢迎来到 Sharwa！请问你是？'
const everyone = ['عميل', 'تاجر', 'سائق', 'Customer', 'Vendor', 'Driver', '顾客', '商家', '司机']

eachChannel('vendors and drivers', (start, channel) => {
  it.each([
    ['مرحبا', 'تاجر', 'المدفوعات', 'شكرًا. سيرد عليك فريق التجار هنا.', 'vendors'],
    ['hello', 'Vendor', 'Payment', 'Thank you. The vendor team will answer you here.', 'vendors'],
    ['你好', '商家', '货款结算', '谢谢。商家团队会在这里回复你。', 'vendors'],
    ['مرحبا', 'سائق', 'العميل لا يرد', 'شكرًا. سيرد عليك فريق السائقين هنا.', 'drivers'],
    ['hello', 'Driver', 'Customer not answering', 'Thank you. The driver team will answer you here.', 'drivers'],
    ['你好', '司机', '联系不上顾客', '谢谢。司机团队会在这里回复你。', 'drivers'],
  ])('reach their team in two taps the first time and in one the next: “%s”, %s, %s', async (hello, role, topic, text, team) => {
    const chat = await start('sharwa-roles')
    await chat.user(hello)
    chat.bot(asked)
    chat.offers(everyone, channel === 'whatsapp' ? 'list' : 'buttons')
    await chat.taps(role)
    await chat.taps(topic)
    chat.bot(text)
    expect(await chat.owner()).toMatchObject({ kind: 'queue', team })
    expect(chat.tapCount()).toBe(2)

    await chat.agent.takes()
    await chat.agent.closes()
    await chat.passes({ hours: 20 })
    await chat.user(hello)
    await chat.taps(topic)
    chat.bot(text)
    expect(await chat.owner()).toMatchObject({ kind: 'queue', team })
    expect(chat.tapCount()).toBe(3)
  })

  it('may type who they are', async () => {
    const chat = await start('sharwa-roles')
    await chat.user('السلام عليكم')
    await chat.user('أنا مندوب')
    chat.bot('أهلًا بك، ما المشكلة؟')
    chat.offers(['عنوان التوصيل', 'العميل لا يرد', 'مستحقاتي', 'شيء آخر', 'لست سائقًا'])
    expect((await chat.state()).contact.fields).toEqual({ role: 'driver', language: 'ar' })
  })

  it('may say that they are someone else, and that is remembered instead', async () => {
    const chat = await start('sharwa-roles')
    await chat.user('hello')
    await chat.taps('Driver')
    await chat.taps('I am not a driver')
    chat.bot(asked)
    await chat.taps('Vendor')
    chat.bot('Hello there, what is it about?')
    expect((await chat.state()).contact.fields).toEqual({ role: 'vendor', language: 'en' })
  })

  it('a customer gets a short menu', async () => {
    const chat = await start('sharwa-roles')
    await chat.user('hi')
    await chat.taps('عميل')
    chat.bot('أهلًا بك، كيف يمكننا مساعدتك؟')
    chat.offers(['سؤال عن منتج', 'شكوى', 'طلبي', 'لست عميلًا'])
    await chat.taps('طلبي')
    await chat.user('٠١٠٠ ١٢٣ ٤٥٦٧')
    chat.bot('شكرًا. نبحث عن طلب +201001234567 ونرد عليك هنا.')
    expect(await chat.handOff()).toMatchObject({ team: 'orders', path: ['عميل', 'طلبي'] })
  })
})
