import type { LocalisedText } from '#schemas/text.ts'

/** Said back when a date may mean another one: the day in the customer's own way of writing stands for `{date}`. */
export const isThatRight: LocalisedText = {
  en: '{date}, is that right?',
  'zh-Hant': '{date}，對嗎？',
  'zh-Hans': '{date}，对吗？',
  ar: '{date}، هل هذا صحيح؟',
  th: '{date} ใช่ไหมคะ/ครับ',
  vi: '{date}, đúng không ạ?',
  id: '{date}, benar?',
}

export const notFitting: LocalisedText = {
  en: 'That does not look right. Please check it and type it again.',
  'zh-Hant': '這個格式不對。請檢查後再輸入一次。',
  'zh-Hans': '这个格式不对。请检查后再输入一次。',
  ar: 'هذا لا يبدو صحيحًا. راجعه واكتبه مرة أخرى.',
  th: 'รูปแบบไม่ถูกต้อง กรุณาตรวจสอบแล้วพิมพ์ใหม่',
  vi: 'Thông tin chưa đúng dạng. Hãy kiểm tra và nhập lại.',
  id: 'Formatnya belum benar. Periksa lalu ketik lagi.',
}

export const notValidTime: LocalisedText = {
  en: 'Please type the day and the time, like 2026-11-24 15:00.',
  'zh-Hant': '請輸入日期和時間，例如 2026-11-24 15:00。',
  'zh-Hans': '请输入日期和时间，例如 2026-11-24 15:00。',
  ar: 'اكتب اليوم والوقت، مثل 2026-11-24 15:00.',
  th: 'กรุณาพิมพ์วันและเวลา เช่น 2026-11-24 15:00',
  vi: 'Hãy nhập ngày và giờ, ví dụ 2026-11-24 15:00.',
  id: 'Ketik tanggal dan jamnya, misalnya 2026-11-24 15:00.',
}
