import type { Language, LocalisedText } from '#schemas/text.ts'

interface Named {
  id: 'yes' | 'no'
  label: LocalisedText
  synonyms: Record<Language, readonly string[]>
}

/** Yes and no as people type them, as a whole answer. */
export const yes: Named = {
  id: 'yes',
  label: { en: 'Yes', 'zh-Hant': '對', 'zh-Hans': '对', ar: 'نعم', th: 'ใช่', vi: 'Đúng', id: 'Ya' },
  synonyms: {
    en: [
      'yes please',
      'yep',
      'yea',
      'ya',
      'yeah',
      'yup',
      'y',
      'ok',
      'okay',
      'correct',
      'right',
      "that's right",
      'sure',
      '👍',
      '✅',
    ],
    'zh-Hant': ['係', '是', '是的', '對的', '係呀', '啱', '好', '好的', '冇錯', '沒錯', '正確', '可以'],
    'zh-Hans': ['是', '是的', '对的', '好', '好的', '没错', '正确', '可以', '嗯'],
    ar: ['ايوه', 'أيوة', 'اه', 'صح', 'صحيح', 'تمام', 'أجل', 'مظبوط'],
    th: ['ใช่ค่ะ', 'ใช่ครับ', 'ค่ะ', 'ครับ', 'ถูกต้อง', 'ถูก', 'โอเค'],
    vi: ['vâng', 'dạ', 'có', 'ừ', 'phải', 'đúng rồi', 'chính xác', 'dạ đúng'],
    id: ['iya', 'benar', 'betul', 'yoi', 'oke', 'ok', 'ya benar'],
  },
}

export const no: Named = {
  id: 'no',
  label: { en: 'No', 'zh-Hant': '不對', 'zh-Hans': '不对', ar: 'لا', th: 'ไม่ใช่', vi: 'Không', id: 'Bukan' },
  synonyms: {
    en: ['nope', 'nah', 'n', 'wrong', 'not right', 'incorrect', '👎', '❌'],
    'zh-Hant': ['不是', '唔係', '唔啱', '錯', '不', '唔對'],
    'zh-Hans': ['不是', '错', '错了', '不'],
    ar: ['لأ', 'غلط', 'خطأ', 'مش صح'],
    th: ['ไม่', 'ผิด', 'ไม่ถูก'],
    vi: ['sai', 'không phải', 'không đúng', 'chưa đúng'],
    id: ['tidak', 'salah', 'nggak', 'enggak', 'ga'],
  },
}
