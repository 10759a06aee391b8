import type { OutgoingMessage } from '#schemas/message.ts'
import { type LocalisedText, pickText } from '#schemas/text.ts'
import type { Speaking } from '../contract.ts'
import type { ConsentConfig } from './schema.ts'

/** The text with a button for each answer: neither is chosen already, and no is as easy as yes. */
export const asks = (visit: Speaking<ConsentConfig>, text: string): OutgoingMessage => ({
  kind: 'choices',
  text,
  choices: [
    { id: 'given', label: labelOf(visit, visit.config.agree, agreeing) },
    { id: 'refused', label: labelOf(visit, visit.config.refuse, refusing) },
  ],
})

const labelOf = (visit: Speaking<ConsentConfig>, own: LocalisedText | undefined, ours: LocalisedText): string =>
  visit.text(own) || pickText(ours, visit.language, visit.languages.default)

export const agreeing: LocalisedText = {
  en: 'Yes, I agree',
  'zh-Hant': '是，我同意',
  'zh-Hans': '是，我同意',
  ar: 'نعم، أوافق',
  th: 'ใช่ ฉันยินยอม',
  vi: 'Có, tôi đồng ý',
  id: 'Ya, saya setuju',
}

export const refusing: LocalisedText = {
  en: 'No, thank you',
  'zh-Hant': '不用了，謝謝',
  'zh-Hans': '不用了，谢谢',
  ar: 'لا، شكرًا',
  th: 'ไม่ ขอบคุณ',
  vi: 'Không, cảm ơn',
  id: 'Tidak, terima kasih',
}
