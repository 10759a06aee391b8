import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Flow } from '#schemas/flow.ts'
import { eachChannel, savedFlow } from '../support/talk.ts'

let shop: Server
let replies: { status: number; body: string }[] = []
let asked: string[] = []

beforeEach(async () => {
  asked = []
  shop = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`)
    const { status, body } = replies.shift() ?? { status: 500, body: '' }
    response.writeHead(status).end(body)
  })
  await new Promise<void>((done) => shop.listen(0, '127.0.0.1', done))
})
afterEach(() => new Promise<void>((done) => shop.close(() => done())))

eachChannel('tracking an order', (start) => {
  it('says where the order is, from the shop’s own service', async () => {
    replies = [{ status: 200, body: '{"status":"shipped","delivery_day":"2026-11-25"}' }]
    const chat = await start(toOurShop())
    await chat.user('hi')
    await chat.taps('English')
    await chat.user('A 1029/x')
    chat.bot('Order A 1029/x is on its way. It arrives on November 25, 2026.', 'Is there anything else?')
    expect(asked).toEqual(['GET /orders/A%201029%2Fx'])
  })

  it('asks again for a number that the shop does not know', async () => {
    replies = [
      { status: 404, body: '' },
      { status: 200, body: '{"status":"delivered"}' },
    ]
    const chat = await start(toOurShop())
    await chat.user('สวัสดี')
    await chat.taps('ไทย')
    await chat.user('A1')
    chat.bot('ไม่พบคำสั่งซื้อ A1 กรุณาตรวจสอบหมายเลขอีกครั้ง', 'หมายเลขคำสั่งซื้อของคุณคืออะไร ดูได้ในข้อความยืนยัน เช่น A1029')
    await chat.user('A1029')
    chat.bot('คำสั่งซื้อ A1029 จัดส่งถึงแล้ว', 'มีอะไรให้เราช่วยอีกไหม')
  })

  it('gives the chat to a person who already sees the number when the shop does not answer', async () => {
    replies = [{ status: 503, body: 'later' }]
    const chat = await start(toOurShop())
    await chat.user('مرحبا')
    await chat.taps('العربية')
    await chat.user('A1029')
    chat.bot('لا يمكننا البحث عن ذلك الآن، وسيرد عليك أحد زملائنا هنا.')
    expect(await chat.handOff()).toMatchObject({
      team: 'orders',
      reason: { code: 'author', values: { words: 'The look-up of order A1029 did not work' } },
      answers: [
        { label: 'Choose a language', value: 'العربية' },
        { label: 'Ask for the order number', value: 'A1029' },
      ],
    })
  })
})

/** The saved flow, with the address of a shop that is really there. */
function toOurShop(): Flow {
  const flow = savedFlow('order-tracking')
  const lookUp = flow.nodes.find(({ id }) => id === 'look-up')
  const url = `http://127.0.0.1:${(shop.address() as AddressInfo).port}`
  if (lookUp) lookUp.data.config.url = lookUp.data.config.url.replace('https://api.shop.example', url)
  return flow
}
