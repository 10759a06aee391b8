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
