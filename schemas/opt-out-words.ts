import type { Language, LocalisedText } from './text.ts'

/** What STOP and START mean in every flow, in the languages new flows speak. */

/** The words that take STOP back. They mean that only for who said STOP. */
export const startWords: readonly string[] = [
  ...['start', 'unstop', 'subscribe', 'resume', 'opt in'],
  ...['開始', '恢復', '訂閱', '重新訂閱', '开始', '恢复', '订阅', '重新订阅'],
  ...['ابدأ', 'بدء', 'اشتراك', 'استئناف'],
  ...['เริ่ม', 'สมัคร', 'รับข่าวสาร', 'เริ่มรับข่าวสาร'],
  ...['bắt đầu', 'đăng ký', 'đăng ký lại', 'tiếp tục'],
  ...['mulai', 'langganan', 'mula', 'langgan'],
]

/** Answers STOP where the flow's author wrote no answer. */
export const stopped: LocalisedText = {
  en: 'Done. We will not write to you first any more. Write START to hear from us again.',
  'zh-Hant': '已取消。我們不會再主動傳送訊息。想再次收到訊息，請輸入「開始」。',
  'zh-Hans': '已取消。我们不会再主动发送消息。想再次收到消息，请输入“开始”。',
  ar: 'تم. لن نراسلك من تلقاء أنفسنا بعد الآن. اكتب «ابدأ» لتصلك رسائلنا مجددًا.',
  th: 'เรียบร้อย เราจะไม่ส่งข้อความหาคุณก่อนอีก หากต้องการรับอีกครั้ง พิมพ์ "เริ่ม"',
  vi: 'Đã xong. Chúng tôi sẽ không chủ động nhắn cho bạn nữa. Gõ “bắt đầu” để nhận lại tin nhắn.',
  id: 'Selesai. Kami tidak akan mengirim pesan lebih dulu lagi. Ketik “mulai” untuk menerimanya kembali.',
  ms: 'Selesai. Kami tidak akan menghantar mesej dahulu lagi. Taip “mula” untuk menerimanya semula.',
}

/** Answers START. */
export const started: LocalisedText = {
  en: 'Welcome back. You will hear from us again.',
  'zh-Hant': '歡迎回來，你會再次收到我們的訊息。',
  'zh-Hans': '欢迎回来，你会再次收到我们的消息。',
  ar: 'أهلًا بعودتك. ستصلك رسائلنا مجددًا.',
  th: 'ยินดีต้อนรับกลับมา คุณจะได้รับข้อความจากเราอีกครั้ง',
  vi: 'Chào mừng bạn trở lại. Bạn sẽ lại nhận được tin nhắn của chúng tôi.',
  id: 'Selamat datang kembali. Anda akan menerima pesan kami lagi.',
  ms: 'Selamat kembali. Anda akan menerima mesej kami lagi.',
}

/** Asks who may have meant STOP. */
export const askStop: LocalisedText = {
  en: 'Stop our messages?',
  'zh-Hant': '要停止接收我們的訊息嗎？',
  'zh-Hans': '要停止接收我们的消息吗？',
  ar: 'هل نوقف رسائلنا؟',
  th: 'ต้องการหยุดรับข้อความจากเราไหม',
  vi: 'Ngừng nhận tin nhắn của chúng tôi?',
  id: 'Berhenti menerima pesan kami?',
  ms: 'Hentikan mesej kami?',
}

/** Who did not mean it is told so, above the question that was open. */
export const goesOn: LocalisedText = {
  en: 'All right, we go on.',
  'zh-Hant': '好的，我們繼續。',
  'zh-Hans': '好的，我们继续。',
  ar: 'حسنًا، نتابع.',
  th: 'ได้เลย ไปต่อกัน',
  vi: 'Được rồi, chúng ta tiếp tục.',
  id: 'Baik, kita lanjutkan.',
  ms: 'Baik, kita teruskan.',
}

/** The two answers to `askStop`, with the words that mean them. Their ids are made for them alone. */
export const stopAnswers: readonly { id: string; label: LocalisedText; synonyms: Record<Language, string[]> }[] = [
  {
    id: 'alur-stop-yes',
    label: { en: 'Yes', 'zh-Hant': '是', 'zh-Hans': '是', ar: 'نعم', th: 'ใช่', vi: 'Có', id: 'Ya', ms: 'Ya' },
    synonyms: {
      en: ['yeah', 'yep', 'yup', 'y', 'ok', 'okay', 'sure', 'please do', 'stop'],
      'zh-Hant': ['是的', '好', '好的', '對', '要', '係', '停止'],
      'zh-Hans': ['是的', '好', '好的', '对', '要', '停止'],
      ar: ['أجل', 'ايوه', 'أيوة', 'تمام', 'اوكي', 'صح'],
      th: ['ใช่ครับ', 'ใช่ค่ะ', 'ตกลง', 'โอเค', 'หยุด'],
      vi: ['đúng', 'vâng', 'dạ', 'ừ', 'đồng ý', 'dừng'],
      id: ['iya', 'oke', 'benar'],
      ms: ['okey', 'betul'],
    },
  },
  {
    id: 'alur-stop-no',
    label: { en: 'No', 'zh-Hant': '不是', 'zh-Hans': '不是', ar: 'لا', th: 'ไม่', vi: 'Không', id: 'Tidak', ms: 'Tidak' },
    synonyms: {
      en: ['nope', 'nah', 'n', 'no thanks'],
      'zh-Hant': ['不', '不要', '不用', '否', '唔係', '唔使'],
      'zh-Hans': ['不', '不要', '不用', '否'],
      ar: ['كلا', 'مش', 'لأ'],
      th: ['ไม่ใช่', 'ไม่ครับ', 'ไม่ค่ะ'],
      vi: ['ko', 'khong', 'thôi'],
      id: ['nggak', 'gak', 'enggak', 'bukan'],
      ms: ['tak', 'bukan'],
    },
  },
]

/** Said above the open question when a button of an earlier one was tapped. */
export const earlierQuestion: LocalisedText = {
  en: 'That button belongs to an earlier question. This is where we are now:',
  'zh-Hant': '這個按鈕屬於之前的問題。我們現在問的是：',
  'zh-Hans': '这个按钮属于之前的问题。我们现在问的是：',
  ar: 'هذا الزر يخص سؤالًا سابقًا. سؤالنا الآن هو:',
  th: 'ปุ่มนี้เป็นของคำถามก่อนหน้า ตอนนี้เราอยู่ที่คำถามนี้',
  vi: 'Nút đó thuộc về một câu hỏi trước. Hiện chúng ta đang ở câu này:',
  id: 'Tombol itu milik pertanyaan sebelumnya. Sekarang kita di sini:',
  ms: 'Butang itu milik soalan terdahulu. Kini kita di sini:',
}
