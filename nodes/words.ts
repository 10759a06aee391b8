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

export const notValid: Record<'text' | 'number' | 'email' | 'phone' | 'date', LocalisedText> = {
  text: {
    en: 'Sorry, I can only read text here. Type your answer.',
    'zh-Hant': '抱歉，我在這裡只能閱讀文字。請輸入你的答案。',
    'zh-Hans': '抱歉，我在这里只能阅读文字。请输入你的答案。',
    ar: 'عذرًا، لا يمكنني قراءة غير النص هنا. اكتب إجابتك.',
    th: 'ขออภัย เราอ่านได้เฉพาะข้อความ กรุณาพิมพ์คำตอบ',
    vi: 'Xin lỗi, ở đây tôi chỉ đọc được văn bản. Hãy nhập câu trả lời.',
  },
  number: {
    en: 'That is not a number I can use. Type a number, for example 3.',
    'zh-Hant': '這不是有效的數字。請輸入數字，例如 3。',
    'zh-Hans': '这不是有效的数字。请输入数字，例如 3。',
    ar: 'هذا ليس رقمًا صالحًا. اكتب رقمًا، مثل 3.',
    th: 'ตัวเลขไม่ถูกต้อง กรุณาพิมพ์ตัวเลข เช่น 3',
    vi: 'Số này không hợp lệ. Hãy nhập một số, ví dụ 3.',
  },
  email: {
    en: 'That does not look like an e-mail address. Type it like name@example.com.',
    'zh-Hant': '這不像電郵地址。請按此格式輸入：name@example.com',
    'zh-Hans': '这不像邮箱地址。请按此格式输入：name@example.com',
    ar: 'لا يبدو هذا عنوان بريد إلكتروني. اكتبه هكذا: name@example.com',
    th: 'อีเมลไม่ถูกต้อง กรุณาพิมพ์แบบนี้ name@example.com',
    vi: 'Địa chỉ email không hợp lệ. Hãy nhập theo dạng name@example.com.',
  },
  phone: {
    en: 'That does not look like a phone number. Type all its digits, with the country code if it is from abroad.',
    'zh-Hant': '這不像電話號碼。請輸入完整號碼，海外號碼請加上國家代碼。',
    'zh-Hans': '这不像电话号码。请输入完整号码，海外号码请加上国家代码。',
    ar: 'لا يبدو هذا رقم هاتف. اكتب الرقم كاملًا، مع رمز الدولة إن كان من الخارج.',
    th: 'หมายเลขโทรศัพท์ไม่ถูกต้อง กรุณาพิมพ์ให้ครบทุกหลัก หากเป็นเบอร์ต่างประเทศให้ใส่รหัสประเทศ',
    vi: 'Số điện thoại không hợp lệ. Hãy nhập đủ các chữ số, kèm mã quốc gia nếu là số nước ngoài.',
  },
  date: {
    en: 'That is not a date I can use. Type it like 2026-11-24.',
    'zh-Hant': '這個日期無法使用。請按此格式輸入：2026-11-24',
    'zh-Hans': '这个日期无法使用。请按此格式输入：2026-11-24',
    ar: 'لا يمكنني استخدام هذا التاريخ. اكتبه هكذا: 2026-11-24',
    th: 'วันที่ไม่ถูกต้อง กรุณาพิมพ์แบบนี้ 2026-11-24',
    vi: 'Ngày này không dùng được. Hãy nhập theo dạng 2026-11-24.',
  },
}
