import { expect, it } from 'vitest'
import { eachChannel } from '../support/talk.ts'

eachChannel('feedback', (start) => {
  it('that is good is thanked for and remembered', async () => {
    const chat = await start('feedback')
    await chat.user('đánh giá')
    await chat.taps('Tiếng Việt')
    chat.bot('Bạn thấy dịch vụ của chúng tôi thế nào?')
    chat.offers(['Rất tốt', 'Tốt', 'Bình thường', 'Chưa tốt', 'Rất tệ'])
    await chat.user('rat tot')
    chat.bot('Cảm ơn bạn đã góp ý.')
    expect((await chat.state()).contact.fields).toEqual({ language: 'vi', last_rating: 'Great' })
  })

  it('that is bad is asked about, and a person makes it right', async () => {
    const chat = await start('feedback')
    await chat.user('ให้คะแนน')
    await chat.taps('ไทย')
    await chat.user('บริการแย่มาก')
    chat.bot('เราควรปรับปรุงเรื่องใด')
    await chat.user('ส่งของช้า')
    chat.bot('ขออภัยเป็นอย่างยิ่ง เจ้าหน้าที่จะติดต่อคุณที่นี่เพื่อแก้ไขให้')
    expect(await chat.handOff()).toMatchObject({
      team: 'care',
      reason: { code: 'author', values: { words: 'Rated us Very bad: ส่งของช้า' } },
    })
  })
})
