import type { Language } from '#schemas/text.ts'
import type { TurnEvent } from '#schemas/turn.ts'
import { apply, say, type TurnDraft } from './turn-draft.ts'

/** What is said to somebody for whom there is no place in the queue, in the languages we can speak. */
const texts: Record<Language, string> = {
  en: 'Very many people are waiting for a colleague just now. Ask again in a few minutes; what you wrote is kept.',
  'zh-Hant': '目前等候同事的人非常多。請過幾分鐘再試一次，你寫的內容已保留。',
  'zh-Hans': '目前等候同事的人非常多。请过几分钟再试一次，你写的内容已保留。',
  ar: 'عدد كبير جدًا من الأشخاص ينتظرون أحد زملائنا الآن. اطلب مرة أخرى بعد بضع دقائق؛ ما كتبته محفوظ.',
  th: 'ขณะนี้มีคนรอคุยกับเจ้าหน้าที่เป็นจำนวนมาก กรุณาลองใหม่ในอีกไม่กี่นาที ข้อความของคุณถูกเก็บไว้แล้ว',
  vi: 'Hiện có rất nhiều người đang chờ nhân viên. Vui lòng thử lại sau vài phút; nội dung bạn viết vẫn được giữ.',
  id: 'Saat ini banyak sekali orang yang menunggu rekan kami. Coba lagi beberapa menit lagi; pesan Anda tersimpan.',
  ms: 'Ramai sangat orang sedang menunggu rakan kami sekarang. Cuba lagi dalam beberapa minit; mesej anda disimpan.',
}

/** Whether the sender's network has as many waiting chats as it may. */
export const isCrowded = (event: TurnEvent): boolean =>
  (event.kind === 'message' && event.message.crowded === true) || (event.kind === 'opened' && event.crowded === true)

/** Says kindly that there is no place in the queue. Nothing else changes: what was written stays, and they can ask again. */
export function turnAway(draft: TurnDraft, by: { flowId: string; nodeId: string }, fallback: Language = 'en'): void {
  const language = draft.state.language ?? fallback
  const spoken = [language, language.split('-')[0] as string].find((one) => texts[one]) ?? 'en'
  say(draft, { kind: 'flow', ...by }, { kind: 'text', text: texts[spoken] as string, language: spoken })
  apply(draft, { kind: 'turned-away' })
}
