import type { LocalisedText } from '#schemas/text.ts'

/** What nodes say when the author wrote nothing of their own. */

export const notUnderstood: LocalisedText = {
  en: 'Sorry, I could not read that. Pick one of these, or type its number.',
  'zh-Hant': '抱歉，我看不懂。請選擇以下其中一項，或輸入編號。',
  'zh-Hans': '抱歉，我看不懂。请选择以下其中一项，或输入编号。',
  ar: 'عذرًا، لم أفهم ذلك. اختر واحدًا مما يلي أو اكتب رقمه.',
  th: 'ขออภัย เราไม่เข้าใจคำตอบ กรุณาเลือกหนึ่งข้อด้านล่าง หรือพิมพ์หมายเลข',
  vi: 'Xin lỗi, tôi chưa hiểu. Hãy chọn một mục bên dưới hoặc nhập số của mục đó.',
}
