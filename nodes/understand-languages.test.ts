import stopwords from 'stopwords-iso'
import { describe, expect, it } from 'vitest'
import { type Pickable, understand } from './understand.ts'

/** What people really type, per language, and what they mean; null: ask again. */

const yesNo: Pickable[] = [
  {
    id: 'yes',
    label: { en: 'Yes, thank you', 'zh-Hant': '可以', 'zh-Hans': '可以', ar: 'نعم', th: 'ใช่', vi: 'Đúng', id: 'Ya' },
    synonyms: {
      en: ['yes', 'yeah', 'thanks', 'it helped'],
      'zh-Hant': ['是', '好的', '謝謝'],
      'zh-Hans': ['是', '好的', '谢谢'],
      ar: ['أكيد', 'تمام'],
      th: ['ได้', 'โอเค'],
      vi: ['vâng', 'có', 'được'],
      id: ['iya', 'boleh'],
    },
  },
  {
    id: 'no',
    label: { en: 'No, I need help', 'zh-Hant': '不可以', 'zh-Hans': '不可以', ar: 'لا', th: 'ไม่ใช่', vi: 'Không', id: 'Tidak' },
    synonyms: {
      en: ['no', 'nope'],
      'zh-Hant': ['不是', '不用'],
      'zh-Hans': ['不是', '不用'],
      th: ['ไม่'],
      vi: ['ko'],
      id: ['nggak'],
    },
  },
]

const mood: Pickable[] = [
  {
    id: 'good',
    label: { en: 'Great', 'zh-Hant': '滿意', 'zh-Hans': '满意', ar: 'جيد', th: 'ดี', vi: 'Hài lòng', id: 'Puas' },
    synonyms: { en: ['good', 'happy'], th: ['พอใจ', 'ดีมาก'], ar: ['ممتاز'], vi: ['tốt'], id: ['bagus'] },
  },
  {
    id: 'bad',
    label: { en: 'Bad', 'zh-Hant': '不滿意', 'zh-Hans': '不满意', ar: 'سيئ', th: 'ไม่ดี', vi: 'Không hài lòng', id: 'Tidak puas' },
    synonyms: { en: ['terrible'], th: ['แย่'], vi: ['tệ'] },
  },
  {
    id: 'parcel',
    label: { en: 'My parcel', 'zh-Hant': '包裹', 'zh-Hans': '包裹', ar: 'طردي', th: 'พัสดุ', vi: 'Đơn hàng', id: 'Paket saya' },
  },
]

const picks = [...yesNo, ...mood]
const read = (text: string, language: string, among: readonly Pickable[] = picks) =>
  understand({ kind: 'text', text }, among, { languages: [language, 'en'] })?.id ?? null

const phrases: Record<string, [string, string | null][]> = {
  en: [
    ['yes', 'yes'],
    ['Yes!', 'yes'],
    ['yes please', 'yes'],
    ['Yes, thank you', 'yes'],
    ['yeah that is right', 'yes'],
    ['thanks', 'yes'],
    ['it helped a lot', 'yes'],
    ['No', 'no'],
    ['no thanks', 'no'],
    ['nope', 'no'],
    ['no, I need help', 'no'],
    ['no I want a refund', 'no'],
    ['not yes', null],
    ['thanks but it did not help', null],
    ['Thanks but it didn’t help', null],
    ['thanks, but it doesnt work', null],
    ['no idea', null],
    ['I have no idea', null],
    ['not great', null],
    ["isn't great", null],
    ["it wasn't good", null],
    ['never good', null],
    ['far from good', null],
    ['I am not happy', null],
    ['hardly great', null],
    ['great', 'good'],
    ['it was good', 'good'],
    ['really happy with it', 'good'],
    ['bad', 'bad'],
    ['so bad', 'bad'],
    ['terrible service', 'bad'],
    ['not bad', null],
    ['where is my parcel', 'parcel'],
    ["my parcel hasn't come", null],
    ['good and bad', null],
    ["I'm not sure", null],
    ['two', 'no'],
    ['the second one', 'no'],
    ['no one', null],
    ['option 3', 'good'],
    ['no. 4', 'bad'],
    ['3rd', 'good'],
    ['👍', null],
  ],
  'zh-Hant': [
    ['可以', 'yes'],
    ['可以！', 'yes'],
    ['可以啊', 'yes'],
    ['是', 'yes'],
    ['好的謝謝', 'yes'],
    ['好的，唔該', 'yes'],
    ['不可以', 'no'],
    ['不可以啊', 'no'],
    ['不用', 'no'],
    ['不用了謝謝', null],
    ['不是', 'no'],
    ['不是很確定', null],
    ['可不可以', null],
    ['唔可以', null],
    ['未可以', null],
    ['滿意', 'good'],
    ['很滿意', 'good'],
    ['非常滿意', 'good'],
    ['不滿意', 'bad'],
    ['非常不滿意', 'bad'],
    ['唔滿意', null],
    ['不太滿意', null],
    ['沒有很滿意', null],
    ['满意', 'good'],
    ['不满意', 'bad'],
    ['我的包裹呢', 'parcel'],
    ['我想查包裹', 'parcel'],
    ['還沒有收到包裹', null],
    ['唔該，我想問包裹', 'parcel'],
    ['二', 'no'],
    ['第二', 'no'],
    ['第二個', 'no'],
    ['三', 'good'],
    ['2號', 'no'],
    ['選2', 'no'],
    ['２', 'no'],
    ['不知道', null],
    ['你好', null],
  ],
  'zh-Hans': [
    ['可以', 'yes'],
    ['可以呀', 'yes'],
    ['是', 'yes'],
    ['好的', 'yes'],
    ['好的谢谢', 'yes'],
    ['谢谢', 'yes'],
    ['谢谢，但是没有帮助', null],
    ['不可以', 'no'],
    ['不是', 'no'],
    ['不用', 'no'],
    ['可不可以', null],
    ['满意', 'good'],
    ['很满意', 'good'],
    ['非常满意', 'good'],
    ['滿意', 'good'],
    ['不满意', 'bad'],
    ['不滿意', 'bad'],
    ['非常不满意', 'bad'],
    ['不太满意', null],
    ['没有不满意', null],
    ['我的包裹在哪里', 'parcel'],
    ['包裹没到', null],
    ['没收到包裹', null],
    ['请问包裹', 'parcel'],
    ['二', 'no'],
    ['两', 'no'],
    ['第二个', 'no'],
    ['第三', 'good'],
    ['选择3', 'good'],
    ['4号', 'bad'],
    ['不确定', null],
    ['随便', null],
  ],
  ar: [
    ['نعم', 'yes'],
    ['نعم من فضلك', 'yes'],
    ['نعم، شكرا', 'yes'],
    ['نَعَم', 'yes'],
    ['أكيد', 'yes'],
    ['اكيد', 'yes'],
    ['تمام', 'yes'],
    ['تمام التمام', 'yes'],
    ['مش تمام', null],
    ['لا', 'no'],
    ['لا شكرا', 'no'],
    ['لا، أريد المساعدة', 'no'],
    ['لا أعرف', null],
    ['لا ادري', null],
    ['جيد', 'good'],
    ['جيد جدا', 'good'],
    ['ليس جيدا', null],
    ['غير جيد', null],
    ['مو جيد', null],
    ['ممتاز', 'good'],
    ['الخدمة ممتاز', 'good'],
    ['مش ممتاز', null],
    ['سيئ', 'bad'],
    ['سيئ جدا', 'bad'],
    ['أين طردي', 'parcel'],
    ['طردي لم يصل', null],
    ['ما وصل طردي', null],
    ['مفيش طردي', null],
    ['الثاني', 'no'],
    ['اثنين', 'no'],
    ['رقم ٢', 'no'],
    ['٢', 'no'],
    ['ثلاثة', 'good'],
    ['الخيار ٣', 'good'],
    ['\u200f٢\u200f', 'no'],
    ['مرحبا', null],
  ],
  th: [
    ['ใช่', 'yes'],
    ['ใช่ครับ', 'yes'],
    ['ใช่ค่ะ', 'yes'],
    ['ได้ครับ', 'yes'],
    ['ได้เลย', 'yes'],
    ['โอเคค่ะ', 'yes'],
    ['ไม่ใช่', 'no'],
    ['ไม่ใช่ครับ', 'no'],
    ['ไม่', 'no'],
    ['ไม่ครับ', 'no'],
    ['ไม่แน่ใจ', null],
    ['ไม่รู้', null],
    ['ไม่ได้', null],
    ['ดี', 'good'],
    ['ดีครับ', 'good'],
    ['ดีมาก', 'good'],
    ['บริการดีมาก', 'good'],
    ['พอใจ', 'good'],
    ['ไม่พอใจ', null],
    ['ไม่ค่อยดี', null],
    ['ไม่ค่อยพอใจ', null],
    ['ไม่ดี', 'bad'],
    ['ไม่ดีครับ', 'bad'],
    ['แย่', 'bad'],
    ['แย่มาก', 'bad'],
    ['พัสดุอยู่ไหน', 'parcel'],
    ['อยากเช็คพัสดุ', 'parcel'],
    ['ยังไม่ได้พัสดุ', null],
    ['สอง', 'no'],
    ['ข้อ 2', 'no'],
    ['ข้อสอง', 'no'],
    ['๒', 'no'],
    ['ที่สาม', 'good'],
    ['3 ครับ', 'good'],
    ['สวัสดี', null],
  ],
  vi: [
    ['đúng', 'yes'],
    ['Đúng ạ', 'yes'],
    ['đúng rồi', 'yes'],
    ['dung', 'yes'],
    ['dừng', null],
    ['đừng', null],
    ['vâng', 'yes'],
    ['vâng ạ', 'yes'],
    ['vang', 'yes'],
    ['có', 'yes'],
    ['có ạ', 'yes'],
    ['được', 'yes'],
    ['duoc', 'yes'],
    ['không', 'no'],
    ['Không ạ', 'no'],
    ['khong', 'no'],
    ['ko', 'no'],
    ['không biết', null],
    ['khong biet', null],
    ['được không', null],
    ['chưa được', null],
    ['không hài lòng', 'bad'],
    ['khong hai long', 'bad'],
    ['không hài lòng lắm', 'bad'],
    ['chưa hài lòng', null],
    ['chẳng hài lòng', null],
    ['hài lòng', 'good'],
    ['hai long', 'good'],
    ['rất hài lòng', 'good'],
    ['tốt', 'good'],
    ['không tốt', null],
    ['tệ', 'bad'],
    ['tệ quá', 'bad'],
    ['đơn hàng của tôi', 'parcel'],
    ['don hang dau roi', 'parcel'],
    ['đơn hàng chưa đến', null],
    ['hai', 'no'],
    ['số 2', 'no'],
    ['thứ hai', 'no'],
    ['3 nhé', 'good'],
    ['xin chào', null],
  ],
  id: [
    ['ya', 'yes'],
    ['Ya!', 'yes'],
    ['iya', 'yes'],
    ['iya dong', 'yes'],
    ['boleh', 'yes'],
    ['boleh ya', 'yes'],
    ['boleh dong kak', 'yes'],
    ['tidak boleh', null],
    ['nggak', 'no'],
    ['tidak', 'no'],
    ['tidak tahu', null],
    ['gak tau', null],
    ['puas', 'good'],
    ['sangat puas', 'good'],
    ['kurang puas', null],
    ['tidak puas', 'bad'],
    ['sangat tidak puas', 'bad'],
    ['belum puas', null],
    ['bagus', 'good'],
    ['bagus sekali', 'good'],
    ['gak bagus', null],
    ['bukan bagus', null],
    ['paket saya', 'parcel'],
    ['di mana paket saya', 'parcel'],
    ['paket saya belum sampai', null],
    ['dua', 'no'],
    ['kedua', 'no'],
    ['nomor 2', 'no'],
    ['pilihan 3', 'good'],
    ['tiga', 'good'],
    ['halo', null],
  ],
}

describe.each(Object.entries(phrases))('in %s', (language, table) => {
  it.each(table)('%j means %s', (text, id) => {
    expect(read(text, language)).toBe(id)
  })
})

describe('a label', () => {
  const labels = (...words: string[]): Pickable[] => words.map((label) => ({ id: label, label: { en: label } }))

  it.each([
    ['I’m not sure', ['S', 'M', 'L', 'XL'], null],
    ["I'm not sure", ['S', 'M', 'L', 'XL'], null],
    ["What's the difference?", ['S', 'M', 'L', 'XL'], null],
    ["I'd rather not say", ['A', 'B', 'C', 'D'], null],
    ['m', ['S', 'M', 'L', 'XL'], 'M'],
    ['M please', ['S', 'M', 'L', 'XL'], 'M'],
    ['xl', ['S', 'M', 'L', 'XL'], 'XL'],
    ['size XL please', ['S', 'M', 'L', 'XL'], 'XL'],
    ['20 ℃', ['A', 'C'], null],
    ['1', ['3 nights', '2 nights', '1 night'], '1 night'],
    ['3', ['3 nights', '2 nights', '1 night'], '3 nights'],
    ['two', ['3 nights', '2 nights', '1 night'], '2 nights'],
    ['4', ['3 nights', '2 nights', '1 night'], null],
    ['2', ['10:00', '11:00', '2:00'], '2:00'],
    ['10', ['10:00', '11:00', '2:00'], '10:00'],
    ['1', ['10:00', '11:00', '2:00'], null],
    ['10:00', ['10:00', '11:00', '2:00'], '10:00'],
    ['2', ['Room for 2', 'Room for 4'], 'Room for 2'],
    ['2', ['iPhone', 'Watch'], 'Watch'],
    ['2', ['2 beds', '2 baths'], null],
    ['C', ['C', 'C++', 'C#'], 'C'],
    ['c++', ['C', 'C++', 'C#'], 'C++'],
    ['C#!', ['C', 'C++', 'C#'], 'C#'],
    ['a+', ['A', 'A+'], 'A+'],
    ['A', ['A', 'A+'], 'A'],
    ['-1', ['1', '2', '3'], null],
    ['I waited 5 minutes', ['1', '2', '3', '4', '5'], null],
    ['👍🏽', ['👍', '👎'], '👍'],
    ['👍️', ['👍', '👎'], '👍'],
    ['繁體', ['繁体', '简体'], '繁体'],
    ['简体', ['繁體', '簡體'], '簡體'],
    ['dung', ['Đúng', 'Dừng'], null],
    ['dừng', ['Đúng', 'Dừng'], 'Dừng'],
    ['dừng', ['Đúng', 'Sai'], null],
    ['so good', ['Good', 'So good'], 'So good'],
  ] as const)('%j of %j is %s', (text, words, label) => {
    expect(read(text, 'en', labels(...words))).toBe(label)
  })

  it('is a number’s own before the place in a list that may be shown with numbers, when both agree', () => {
    const many = Array.from({ length: 12 }, (_, i) => ({
      id: `o${i}`,
      label: { en: i === 3 ? 'Top 2' : `Choice ${String.fromCharCode(97 + i)}${i}x` },
    }))
    expect(read('2', 'en', many)).toBeNull()
    expect(read('4', 'en', many)).toBe('o3')
  })
})

describe('two options in one answer', () => {
  const sizes = ['S', 'M', 'L', 'XL'].map((label) => ({ id: label, label: { en: label } }))

  it.each([
    ['L or XL', 'en'],
    ['XL or L', 'en'],
    ['XL and L', 'en'],
    ['XL / L', 'en'],
    ['between M and XL', 'en'],
    ['size L or XL', 'en'],
    ['size M or bigger', 'en'],
    ['XL or bigger', 'en'],
    ['large or medium', 'en'],
    ['yes and no', 'en'],
    ['L atau XL', 'id'],
    ['L hoặc XL', 'vi'],
    ['L或XL', 'zh-Hant'],
    ['M還是XL', 'zh-Hant'],
    ['L หรือ XL', 'th'],
    ['L أو XL', 'ar'],
  ])('%j in %s is neither', (text, language) => {
    expect(read(text, language, sizes)).toBeNull()
  })

  it.each([
    ['the XL please', 'XL'],
    ['my parcel or what', null],
    ['I would like the XL', 'XL'],
  ])('%j is %s', (text, size) => {
    expect(read(text, 'en', [...sizes, { id: 'parcel', label: { en: 'My parcel' } }])).toBe(size)
  })
})

describe('what everybody calls an option', () => {
  const labels = (...words: string[]): Pickable[] => words.map((label) => ({ id: label, label: { en: label } }))
  const sizes = labels('S', 'M', 'L', 'XL')
  const plain: Pickable[] = [
    { id: 'yes', label: { en: 'Yes', 'zh-Hant': '是', ar: 'نعم', th: 'ใช่', vi: 'Có', id: 'Ya' } },
    { id: 'no', label: { en: 'No', 'zh-Hant': '不是', ar: 'لا', th: 'ไม่ใช่', vi: 'Không', id: 'Tidak' } },
  ]
  const topics = labels('Orders', 'Returns', 'Something else')
  const letters = labels('A', 'B', 'C')

  it.each<[string, string, Pickable[], string | null]>([
    ['size L', 'en', sizes, 'L'],
    ["I'm size M", 'en', sizes, 'M'],
    ['L size please', 'en', sizes, 'L'],
    ['medium', 'en', sizes, 'M'],
    ['Large, please', 'en', sizes, 'L'],
    ["I'll take a medium", 'en', sizes, 'M'],
    ['extra large', 'en', sizes, 'XL'],
    ['L', 'en', labels('Small', 'Medium', 'Large'), 'Large'],
    ['taille M', 'fr', sizes, 'M'],
    ['ukuran L', 'id', sizes, 'L'],
    ['ukuran besar', 'id', sizes, 'L'],
    ['saiz M', 'ms', sizes, 'M'],
    ['尺寸L', 'zh-Hant', sizes, 'L'],
    ['我要L碼', 'zh-Hant', sizes, 'L'],
    ['大碼', 'zh-Hant', sizes, 'L'],
    ['中码', 'zh-Hans', sizes, 'M'],
    ['cỡ M ạ', 'vi', sizes, 'M'],
    ['ไซส์ L', 'th', sizes, 'L'],
    ['ไซส์ใหญ่ค่ะ', 'th', sizes, 'L'],
    ['مقاس L', 'ar', sizes, 'L'],
    ['not size L', 'en', sizes, null],
    ['size L, not M', 'en', sizes, null],
    ['what is size L?', 'en', sizes, null],
    ['is size L bigger', 'en', sizes, null],
    ['I am small and need help', 'en', sizes, null],
    ['so small', 'en', sizes, null],
    ['medium', 'en', labels('Pizza', 'M', 'Pasta'), null],
    ['option B', 'en', letters, 'B'],
    ['pilihan C', 'id', letters, 'C'],
    ['câu B', 'vi', letters, 'B'],
    ['選B', 'zh-Hant', letters, 'B'],
    ['option a', 'en', letters, 'A'],
    ['is there an option a friend told me of', 'en', letters, null],
    ['yep', 'en', plain, 'yes'],
    ['y', 'en', plain, 'yes'],
    ['Yep, thanks', 'en', plain, 'yes'],
    ['nope', 'en', plain, 'no'],
    ['n', 'en', plain, 'no'],
    ['係', 'zh-Hant', plain, 'yes'],
    ['唔係', 'zh-Hant', plain, 'no'],
    ['ايوه', 'ar', plain, 'yes'],
    ['ใช่ครับ', 'th', plain, 'yes'],
    ['vâng', 'vi', plain, 'yes'],
    ['iya', 'id', plain, 'yes'],
    ['nggak', 'id', plain, 'no'],
    ['yep, not really', 'en', plain, null],
    ['yep', 'en', labels('Yes, in blue', 'Yes, in red', 'No'), null],
    ['yep', 'en', labels('Yes', 'Maybe'), null],
    ['I want to return', 'en', topics, 'Returns'],
    ['return', 'en', topics, 'Returns'],
    ['I want to return my order', 'en', topics, 'Returns'],
    ['how can I return this?', 'en', topics, 'Returns'],
    ['a refund', 'en', labels('Refunds and returns', 'Orders'), 'Refunds and returns'],
    ['I do not want to return', 'en', topics, null],
    ['I want to return and order again', 'en', topics, null],
    ['when will you return my call', 'en', topics, null],
    ['I will return later', 'en', topics, null],
  ])('%j in %s', (text, language, among, meant) => {
    expect(read(text, language, among)).toBe(meant)
  })

  it('is none of the common words that are no size, no letter and no number', () => {
    const meant = (['en', 'zh', 'ar', 'th', 'vi', 'id'] as const).flatMap((language) =>
      stopwords[language].filter((word: string) => read(word, language, [...sizes, ...topics]) !== null && !readsAsNumber(word)),
    )
    expect([...new Set(meant)].sort()).toEqual(commonNames)
  })

  const readsAsNumber = (word: string): boolean =>
    read(word, 'en', labels('Chair', 'Desk', 'Lamp', 'Sofa', 'Shelf', 'Bed', 'Rug')) !== null ||
    ['ar', 'th', 'vi', 'id', 'zh-Hant'].some((language) => {
      const among = ['Chair', 'Desk', 'Lamp', 'Sofa', 'Shelf', 'Bed', 'Rug'].map((label) => ({
        id: label,
        label: { [language]: label },
      }))
      return read(word, language, among) !== null
    })
  /** Words for sizes, and the labels themselves: as a whole answer to a question of sizes they mean just that. */
  const commonNames = [
    'besar',
    'kecil',
    'l',
    'large',
    'lớn',
    'm',
    'order',
    'orders',
    's',
    'sedang',
    'small',
    'vừa',
    '中',
    '大',
    '小',
  ]
})

describe('reading', () => {
  it.each([
    ['no '.repeat(400)],
    ['不'.repeat(1000)],
    ['ไม่'.repeat(400)],
    ['thanks no thanks '.repeat(70)],
    ['م'.repeat(1000)],
    ["'m".repeat(500)],
    ['. '.repeat(500)],
    ['ๅ๋'.repeat(500)],
  ])('four times the hostile text takes nowhere near sixteen times the work', (text) => {
    const many = Array.from({ length: 10 }, (_, i) => ({
      id: `o${i}`,
      label: { en: `Option ${i}` },
      synonyms: {
        en: Array.from({ length: 100 }, (_, j) => ['no thanks', 'thanks', 'no'].map((word) => `${word} ${j % 7}`)).flat(),
      },
    }))
    /** Its own time, not that of others on the machine, at its best of seven. */
    const cost = (said: string): number =>
      Math.min(
        ...Array.from({ length: 7 }, () => {
          const started = process.cpuUsage()
          understand({ kind: 'text', text: said }, [...many, ...picks], { languages: ['en'] })
          return process.cpuUsage(started).user
        }),
      )
    cost(text)
    expect(cost(text) / Math.max(cost(text.slice(0, text.length / 4)), 500)).toBeLessThan(12)
  })
})
