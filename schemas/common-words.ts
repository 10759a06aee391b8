import type { Language } from './text.ts'
import { normalise, wordFormsOf } from './word-forms.ts'

/**
 * Words that people answer with, or greet with, or begin a sentence with, in the languages that new flows speak. None of them may be
 * taken for a global command: not by itself, not without its marks, not by a slip of the finger. Words that are fit for a command
 * (help, start, back) are not here.
 */
const lists: Record<Language, string> = {
  en: `yes yeah yep yup no nope nah ok okay okey k sure maybe perhaps fine good great nice cool right wrong true false thanks thank|you thx ty
    please pls hello hi hey hiya bye goodbye morning evening night today tomorrow yesterday now later soon here there this that these those
    one two three four five six seven eight nine ten eleven twelve first second third last next more less many much some any all none both
    other another same different new old big small i you we they he she it me my your our what when where who why how which can could will
    would should do does did done have has had get got give take make go come want need like love know think see look tell ask say buy pay
    order price size color shop shops step steps top tops spot post store story stock slot shot snap stay star stars man men woman women
    hum hung hunan event events urgent argent gent regent aged agency arent aren't isn't wasn't don't doesn't didn't won't can't mean mend meant memo mend many men name number address phone email`,
  'zh-Hant': `是 是的 對 對的 好 好的 可以 行 沒問題 不 不是 不要 不用 不可以 不行 沒有 有 要 謝謝 多謝 唔該 你好 您好 早安 午安 晚安 再見 請 請問
    一 二 三 四 五 六 七 八 九 十 第一 第二 第三 今天 明天 昨天 現在 等等 這個 那個 什麼 甚麼 為什麼 哪裡 多少 多久 我 你 他 我們 知道 需要
    係 唔係 得 唔得 冇 嗯 哦 人 客 單 主 菜單 客人 人員 停車`,
  'zh-Hans': `是 是的 对 对的 好 好的 可以 行 没问题 不 不是 不要 不用 不可以 不行 没有 有 要 谢谢 多谢 你好 您好 早安 午安 晚安 再见 请 请问
    一 二 三 四 五 六 七 八 九 十 第一 第二 第三 今天 明天 昨天 现在 等等 这个 那个 什么 为什么 哪里 多少 多久 我 你 他 我们 知道 需要
    嗯 哦 人 客 单 主 菜单 客人 人员 停车`,
  ar: `نعم أيوه ايوا أجل لا كلا طيب تمام حسنا حسنًا موافق أوكي اوكي شكرا شكرًا عفوا مرحبا أهلا السلام عليكم صباح مساء الخير من|فضلك لو|سمحت
    واحد اثنان اثنين ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة عشرة الأول الثاني الثالث اليوم غدا غدًا أمس الآن بعدين هنا هناك هذا هذه ذلك
    ما ماذا متى أين من لماذا كيف كم هل أنا أنت نحن هو هي أريد ابغى عايز أحتاج عندي في على إلى مع كل بعض جيد ممتاز سيئ صح خطأ
    إيقاع موقف موظفة أشخاص قائم`,
  th: `ใช่ ใช่ครับ ใช่ค่ะ ไม่ ไม่ใช่ ไม่เอา ไม่ได้ ได้ โอเค ตกลง ครับ ค่ะ คะ จ้า ขอบคุณ ขอบใจ สวัสดี หวัดดี ดี ดีมาก ลาก่อน วันนี้ พรุ่งนี้ เมื่อวาน ตอนนี้
    หนึ่ง สอง สาม สี่ ห้า หก เจ็ด แปด เก้า สิบ อันแรก ที่ไหน เมื่อไหร่ ทำไม อย่างไร ยังไง เท่าไหร่ อะไร ใคร ผม ฉัน เรา คุณ เขา นี่ นั่น เอา อยาก ต้องการ
    มี ไม่มี ขอ ช่วย ราคา เมน หยก หยอก หยุม เจ้า หน้าที่ ใหม่`,
  vi: `vâng dạ ừ ờ có không đúng sai được chưa rồi ok oke cảm|ơn xin|chào chào tạm|biệt làm|ơn xin một hai ba bốn năm sáu bảy tám chín mười
    thứ|nhất thứ|hai hôm|nay ngày|mai hôm|qua bây|giờ đây đó này kia gì nào khi|nào ở|đâu tại|sao thế|nào bao|nhiêu tôi mình bạn anh chị em
    muốn cần thích biết mua bán giá tốt xấu đẹp dùng đừng đứng dựng dụng dung dũng nhân|tiện mẫu màu mau mậu nhân gặp người thật lại`,
  id: `ya iya yoi tidak nggak gak enggak bukan oke baik boleh bisa makasih terima|kasih halo hai selamat pagi siang sore malam tolong satu dua tiga
    empat lima enam tujuh delapan sembilan sepuluh pertama kedua ketiga hari|ini besok kemarin sekarang nanti ini itu apa kapan siapa mengapa
    kenapa bagaimana berapa saya aku kamu kami kita mau perlu suka tahu harga beli toko`,
  ms: `ya tidak tak bukan okey baik boleh terima|kasih hai selamat pagi petang malam tolong satu dua tiga empat lima enam tujuh lapan sembilan
    sepuluh pertama kedua ketiga hari|ini esok semalam sekarang nanti ini itu apa bila siapa mengapa bagaimana berapa saya awak kami kita
    mahu perlu suka tahu harga beli kedai`,
}

/** The common words of the languages that new flows speak, as they are written. */
export const commonWords: Readonly<Record<Language, readonly string[]>> = Object.fromEntries(
  Object.entries(lists).map(([language, list]) => [language, list.split(/\s+/).map((word) => word.replaceAll('|', ' '))]),
)

const marked = new Set(Object.values(commonWords).flatMap((words) => words.map((word) => wordFormsOf(word).marked)))
const folded = new Set(Object.values(commonWords).flatMap((words) => words.map(normalise)))

/** Whether a text is, mark by mark, a common word of any of them. */
export const isCommonWord = (text: string): boolean => marked.has(wordFormsOf(text).marked)

/** Whether a text without its marks could be a common word. */
export const foldsToCommonWord = (text: string): boolean => folded.has(normalise(text))
