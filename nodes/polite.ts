/** Words that only make an answer friendly, before it or after it. Whole words, as `wordFormsOf` marks them; Thai and Chinese write no space. */
const before =
  /^(?:please|pls|plz|ok|okay|hi|hello|oh|well|um|請|请|唔該|麻煩|麻烦|من فضلك|لو سمحت|ขอ|dạ|vâng|xin|làm ơn|tolong|minta)(?: |(?=\p{Script=Han}))/u
const after =
  /(?: (?:please|pls|plz|thanks|thank you|thx|من فضلك|لو سمحت|شكرا|ạ|nhé|nha|với|dong|ya|terima kasih)|(?:謝謝|谢谢|多謝|多谢|唔該|吧|啊|呀|啦|喇|哦|喔|嘅)|(?:ครับ|ครับผม|คับ|ค่ะ|คะ|ค่า|นะ|จ้า|จ๊ะ|จ้ะ|หน่อย|ด้วย))$/u

/** A text without its polite beginning and ending; itself when it is nothing but polite. */
export function withoutPoliteness(words: string): string {
  let rest = words
  // Each takes something off; who is politer than this is read with the rest of it.
  for (let times = 0; times < 4; times++) {
    const less = rest.replace(before, '').replace(after, '').trim()
    if (less === rest || less === '') break
    rest = less
  }
  return rest
}

/** What ends a talk, in the languages our words know; each a whole message, or several of them in a row. */
const closing =
  'thanks|thank you|thank u|many thanks|thx|tks|tnx|ty|cheers|ok|okay|okey|oke|okie|alright|all right|great|perfect|got it|noted|bye|bye bye|goodbye|good night|never mind|' +
  '謝謝|谢谢|多謝|多谢|感謝|感谢|唔該|唔该|好的|好呀|好啊|好吧|好|明白|收到|知道了|了解|冇問題|没问题|沒問題|再見|再见|拜拜|' +
  'شكرا|شكرا لك|شكرا لكم|شكرا جزيلا|مشكور|مشكورة|تسلم|تسلمي|تمام|حسنا|طيب|اوك|اوكي|ماشي|مع السلامة|' +
  'ขอบคุณ|ขอบใจ|โอเค|รับทราบ|ลาก่อน|บาย|' +
  'cảm ơn|rất cảm ơn|cám ơn|cam on|tks|vâng|dạ vâng|được rồi|tạm biệt|' +
  'terima kasih|makasih|makasi|trims|tq|baik|siap|sip|mantap|sampai jumpa|selamat tinggal'
/** What may follow it, and says nothing alone. */
const besides =
  'so much|very much|a lot|again|you|too|for your help|for the help|have a nice day|have a good day|you too|that s all|no problem|' +
  '你|您|你們|你们|晒|曬|哂|哦|喔|呀|啊|啦|喇|嘅|了|' +
  'جزيلا|كثيرا|جدا|لك|لكم|حبيبي|يا رب|' +
  'ครับ|ครับผม|คับ|ค่ะ|คะ|ค่า|นะ|จ้า|จ้ะ|มาก|มากๆ|มากครับ|' +
  'nhiều|lắm|bạn|shop|em|anh|chị|ạ|nhé|nha|rất|dạ|' +
  'banyak|ya|kak|min|gan|sis|bang|kembali|sama sama'

const inARow = (words: string): RegExp => {
  const longestFirst = words.split('|').sort((a, b) => b.length - a.length)
  return new RegExp(`^(?:${longestFirst.join('|')})(?:(?<=[\\p{Script=Han}\\p{Script=Thai}])|(?![\\p{L}\\p{M}\\p{N}]))\\s*`, 'u')
}
const [closes, goesWith] = [inARow(closing), inARow(besides)]
const longest = 80
const kindSigns = new Set('👍🙏👌💪😊🙂😀😁😄😍🥰😘❤💕💖🌹🎉✅')

/** Whether a message only thanks or says goodbye, as “Thanks a lot 🙏”, 「好的，謝謝」 or 👍 do: nobody waits for an answer to it. */
export function isThanks(text: string): boolean {
  if (text.length > longest || /[?？؟]/.test(text)) return false
  let rest = text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[\u064b-\u0652]|\ufe0f/g, '')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim()
  if (rest === '') return [...text].some((sign) => kindSigns.has(sign))
  for (let first = true; rest !== ''; first = false) {
    const taken = closes.exec(rest) ?? (first ? null : goesWith.exec(rest))
    if (!taken) return false
    rest = rest.slice(taken[0].length)
  }
  return true
}
