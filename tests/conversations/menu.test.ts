import { expect, it } from 'vitest'
import type { Flow } from '#schemas/flow.ts'
import { eachChannel, savedFlow } from '../support/talk.ts'

const topics = ['Quick question', 'Track my order', 'Browse products', 'Talk to our team']

eachChannel('a menu', (start, channel) => {
  it('is drawn as the channel can: buttons, a list beyond three, numbers beyond ten', async () => {
    const chat = await start(elevenLanguages())
    await chat.user('hello')
    const names = [
      'English',
      '繁體中文',
      '简体中文',
      'العربية',
      'ไทย',
      'Tiếng Việt',
      'Deutsch',
      'Français',
      '日本語',
      '한국어',
      'Español',
    ]
    chat.offers(names, channel === 'whatsapp' ? 'numbers' : 'buttons')
    await chat.taps('English')
    chat.offers(topics, channel === 'whatsapp' ? 'list' : 'buttons')
    await chat.taps('Browse products')
    chat.offers(['Yes, thank you', 'No, I need help', 'Another question'], 'buttons')
  })

  it.each([
    ['Track my order', 'its label'],
    ['TRACK MY ORDER!', 'its label in capitals'],
    ['2', 'its number'],
    ['٢', 'its number in another script'],
    ['where is my parcel', 'a synonym within a sentence'],
    ['我想查訂單', 'a synonym in another language'],
  ])('understands “%s”: %s', async (typed) => {
    const chat = await inEnglish()
    await chat.user(typed)
    chat.bot('Which phone number is on your order? For example 9123 4567.')
  })

  it('shows no id where a label is an empty variable, and understands what stands there', async () => {
    const flow = savedFlow('yoho-welcome')
    const menu = flow.nodes.find(({ type }) => type === 'menu')
    const [, tracking] = (menu?.data.config.options ?? []) as [object, object]
    Object.assign(tracking, { label: { en: '{{ last_product }}' } })
    const chat = await start(flow)
    await chat.user('hi')
    await chat.taps('English')
    chat.offers(['Quick question', '2', 'Browse products', 'Talk to our team'])
    await chat.taps('2')
    chat.bot('Which phone number is on your order? For example 9123 4567.')
  })

  it('understands synonyms in the customer’s own language', async () => {
    const chat = await start('yoho-welcome')
    await chat.user('你好')
    await chat.taps('简体中文')
    await chat.user('我的快递到哪了')
    chat.bot('你下单时用的电话号码是？例如 9123 4567。')
  })

  it('asks again twice when it does not understand, then gives the chat to a person', async () => {
    const chat = await inEnglish()
    await chat.user('blue')
    chat.bot('Sorry, I could not read that. Pick one of these, or type its number.')
    chat.offers(topics)
    await chat.user('green')
    await chat.user('red')
    chat.bot('A colleague will answer you here in English. You can already write what it is about.')
    expect((await chat.owner()).kind).toBe('queue')
  })

  it('asks again when one sentence names two of its options', async () => {
    const chat = await inEnglish()
    await chat.user('track my order or talk to our team')
    chat.bot('Sorry, I could not read that. Pick one of these, or type its number.')
  })

  async function inEnglish() {
    const chat = await start('yoho-welcome')
    await chat.user('hello')
    await chat.taps('English')
    chat.bot('Hi there, how can we help you today?')
    return chat
  }
})

function elevenLanguages(): Flow {
  const flow = savedFlow('yoho-welcome')
  flow.languages.offered = ['en', 'zh-Hant', 'zh-Hans', 'ar', 'th', 'vi', 'de', 'fr', 'ja', 'ko', 'es']
  return flow
}
