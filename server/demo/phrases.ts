import type { Language } from '#schemas/text.ts'

/** What people write beside the answers that a flow asks for. */
export interface Phrases {
  /** What a mail is about. */
  subjects: string[]
  /** The first message of a chat. */
  opening: string[]
  /** Answers that no menu understands. */
  beside: string[]
  /** Written while one waits for a person. */
  waiting: string[]
  /** Said to an agent's answer. */
  thanks: string[]
  /** An agent's first answer, and what may follow. */
  reply: string[]
  followUp: string[]
}

export const phrases: Record<Language, Phrases> = {
  en: {
    subjects: ['Question about my order', 'Delivery', 'Wrong item received', 'Warranty', 'Is it in stock?', 'Help please'],
    opening: ['Hi', 'Hello', 'hello?', 'Good evening', 'I have a question', 'Is anyone there?', 'Hi, can you help me?'],
    beside: ['hmm', 'not sure', 'what do you mean', 'sorry?', 'ok', 'wait a second', '👍'],
    waiting: ['I ordered it last week.', 'It is quite urgent.', 'Are you still there?', 'I can send you a picture of it.'],
    thanks: ['Great, thank you!', 'Perfect, thanks', 'OK, I see. Thanks for the quick answer.', 'And how long will that take?'],
    reply: [
      'Hello, I have looked it up: it is on its way and arrives tomorrow.',
      'Thank you for waiting. I have sent you the details by e-mail.',
      'Hello, I see your request here. I am checking it with our warehouse.',
      'We are sorry about that. I have arranged an exchange for you.',
    ],
    followUp: ['You are welcome. Write to us any time.', 'It takes two working days at most.', 'I have noted it for you.'],
  },
  'zh-Hant': {
    subjects: ['訂單查詢', '送貨問題', '想換貨', '保養查詢', '請問有沒有現貨？'],
    opening: ['你好', '請問有人嗎？', '想問一下', '您好，有問題想請教', '喂', '早晨', '請問訂單幾時到？'],
    beside: ['唔明', '不清楚', '即係點？', '等一等', '好', '嗯', '👍'],
    waiting: ['我上星期下單的。', '有點急，麻煩快一點。', '還在嗎？', '我可以傳相片給你們。'],
    thanks: ['好的，謝謝！', '明白了，多謝', '太好了，謝謝你', '大概要等多久？'],
    reply: [
      '你好，查到你的訂單已經寄出，預計明天送到。',
      '多謝等候，詳情已經以電郵傳給你。',
      '你好，我正在跟倉庫確認，請稍等。',
      '非常抱歉，已經為你安排換貨。',
    ],
    followUp: ['不用客氣，歡迎隨時聯絡我們。', '最多兩個工作天。', '已經為你記錄了。'],
  },
  'zh-Hans': {
    subjects: ['订单咨询', '送货问题', '想换货', '保修咨询', '请问有现货吗？'],
    opening: ['你好', '在吗？', '想咨询一下', '您好，有个问题', '请问有人吗', '我的快递怎么还没到'],
    beside: ['不太懂', '什么意思', '等一下', '嗯', '好的', '随便', '👍'],
    waiting: ['我是上周下的单。', '有点急。', '还在吗？', '我可以发照片。'],
    thanks: ['好的，谢谢！', '明白了，谢谢', '太好了', '大概要多久？'],
    reply: [
      '你好，查到你的订单已经发出，预计明天送到。',
      '感谢等候，详情已经发到你的邮箱。',
      '你好，我正在和仓库确认，请稍等。',
      '非常抱歉，已经为你安排换货。',
    ],
    followUp: ['不客气，欢迎随时联系我们。', '最多两个工作日。', '已经帮你记录了。'],
  },
  ar: {
    subjects: ['استفسار عن طلب', 'موعد التوصيل', 'استبدال منتج', 'الضمان'],
    opening: ['السلام عليكم', 'مرحبا', 'مساء الخير', 'عندي سؤال', 'فيه حد موجود؟', 'لو سمحت عايز أسأل', 'أهلا'],
    beside: ['مش فاهم', 'يعني إيه؟', 'تمام', 'لحظة', 'طيب', 'ممكن توضيح؟', '👍'],
    waiting: ['طلبته الأسبوع الماضي.', 'الموضوع مستعجل من فضلك.', 'هل من رد؟', 'ممكن أرسل صورة.'],
    thanks: ['شكرًا جزيلًا!', 'تمام، شكرًا', 'الله يبارك فيك', 'كم يوم يستغرق؟'],
    reply: [
      'أهلًا بك، طلبك في الطريق ويصل غدًا إن شاء الله.',
      'شكرًا على انتظارك. أرسلنا لك التفاصيل.',
      'أهلًا بك، أراجع الطلب الآن مع المخزن.',
      'نعتذر عن ذلك. رتبنا لك الاستبدال.',
    ],
    followUp: ['على الرحب والسعة.', 'يومان على الأكثر.', 'سجّلت طلبك عندنا.'],
  },
}

export const phrasesIn = (language: Language): Phrases => phrases[language] ?? (phrases.en as Phrases)
