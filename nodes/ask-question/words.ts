import type { LocalisedText } from '#schemas/text.ts'
import type { Pickable } from '../understand.ts'

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

export const yes: Pickable = {
  id: 'yes',
  label: { en: 'Yes', 'zh-Hant': '對', 'zh-Hans': '对', ar: 'نعم', th: 'ใช่', vi: 'Đúng', id: 'Ya' },
  synonyms: {
    en: ['yes please', 'yep', 'yeah', 'yup', 'y', 'ok', 'okay', 'correct', 'right', "that's right", 'sure', '👍', '✅'],
    'zh-Hant': ['係', '是', '是的', '對的', '係呀', '啱', '好', '好的', '冇錯', '沒錯', '正確', '可以'],
    'zh-Hans': ['是', '是的', '对的', '好', '好的', '没错', '正确', '可以', '嗯'],
    ar: ['ايوه', 'أيوة', 'اه', 'صح', 'صحيح', 'تمام', 'أجل', 'مظبوط'],
    th: ['ใช่ค่ะ', 'ใช่ครับ', 'ค่ะ', 'ครับ', 'ถูกต้อง', 'ถูก', 'โอเค'],
    vi: ['vâng', 'dạ', 'có', 'ừ', 'phải', 'đúng rồi', 'chính xác', 'dạ đúng'],
    id: ['iya', 'benar', 'betul', 'yoi', 'oke', 'ok', 'ya benar'],
  },
}

export const no: Pickable = {
  id: 'no',
  label: { en: 'No', 'zh-Hant': '不對', 'zh-Hans': '不对', ar: 'لا', th: 'ไม่ใช่', vi: 'Không', id: 'Bukan' },
  synonyms: {
    en: ['nope', 'n', 'wrong', 'not right', 'incorrect', '👎', '❌'],
    'zh-Hant': ['不是', '唔係', '唔啱', '錯', '不', '唔對'],
    'zh-Hans': ['不是', '错', '错了', '不'],
    ar: ['لأ', 'غلط', 'خطأ', 'مش صح'],
    th: ['ไม่', 'ผิด', 'ไม่ถูก'],
    vi: ['sai', 'không phải', 'không đúng', 'chưa đúng'],
    id: ['tidak', 'salah', 'nggak', 'enggak', 'ga'],
  },
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
