import { wordFormsOf } from '#schemas/word-forms.ts'
import { cleaned } from '../clean.ts'
import { denialsIn, isDenial } from '../denials.ts'
import type { DateContext } from './date-context.ts'

/** What an answer says of days, without the parts that deny something. */
export interface Heard {
  text: string
  sure: boolean
}

/**
 * “Not the 24th but the 25th” without the 24th; null when nothing is left. What is left is in doubt, unless a plain “no” went before:
 * “no, the 25th”. What only asks (“is tomorrow OK or not?”) denies nothing and is in doubt too.
 */
export function undenied(text: string, { language }: DateContext): Heard | null {
  const plain = cleaned(text, 200)
    .replace(harmless, ' ')
    .replace(/(?<=\d )kurang(?= \d)/gi, 'kem')
  if (excepting.test(plain)) return null
  const asked = plain.replace(asking, ' ')
  const sure = asked === plain
  const denies = (words: string): boolean => deniesIn(words, language)
  if (!denies(asked)) return { text: asked, sure }
  const clauses = asked.split(clauseEnds)
  const kept = clauses.filter((clause) => !denies(clause))
  if (kept.every((clause) => clause.trim() === '')) return null
  const onlyNo = clauses.every((clause) => !denies(clause) || isDenial(wordFormsOf(clause).marked))
  return { text: kept.join(', '), sure: sure && onlyNo }
}

function deniesIn(words: string, language: string): boolean {
  const { marked } = wordFormsOf(words)
  return denialsIn(marked) !== undefined || (ofOthers[language.split('-')[0] as string]?.test(marked) ?? false)
}

/** Languages that new flows do not speak, and that dates are read in. */
const ofOthers: Record<string, RegExp> = {
  fr: /(?<!\p{L})(?:pas|non|jamais|sauf)(?!\p{L})/u,
  de: /(?<!\p{L})(?:nicht|kein\p{L}*|nein|nie|außer)(?!\p{L})/u,
  es: /(?<!\p{L})(?:no|nunca|tampoco|salvo)(?!\p{L})/u,
  pt: /(?<!\p{L})(?:não|nao|nunca|exceto)(?!\p{L})/u,
  it: /(?<!\p{L})(?:non|mai|tranne)(?!\p{L})/u,
  nl: /(?<!\p{L})(?:niet|geen|nee|behalve)(?!\p{L})/u,
  sv: /(?<!\p{L})(?:inte|ej|nej|utom)(?!\p{L})/u,
  ru: /(?<!\p{L})(?:не|нет|кроме)(?!\p{L})/u,
  uk: /(?<!\p{L})(?:не|ні|крім)(?!\p{L})/u,
  ja: /(?:じゃ|では)な|以外/u,
}

/** They hold a word that denies, and deny nothing that was asked. Indonesian takes minutes off an hour by its “less”. */
const harmless =
  /(?<!\p{L})no (?:problem|worries|prob)(?!\p{L})|[沒没冇]問題|[没冇]问题|không (?:sao|vấn đề gì|có gì)|(?:tidak|nggak|gak|ga|tak) (?:apa[- ]apa|masalah)|ไม่เป็นไร|(?:لا|مفيش|ما في|مافي) مشكل[ةه]/giu

/** Every day but the one that is named. */
const excepting =
  /(?<!\p{L})any ?(?:thing|day|time|one)? (?:but|except)(?!\p{L})|(?<!\p{L})(?:apart from|other than|except|kecuali|selain|trừ|ngoại trừ)(?!\p{L})|除[了咗]|以外|ยกเว้น|นอกจาก|(?<!\p{L})(?:ما عدا|ماعدا|عدا|إلا يوم|الا يوم)(?!\p{L})/iu

/** Asking whether a day is possible, with a word that would deny it elsewhere. */
const asking =
  /(?<!\p{L})(?:có )?(?:được|duoc|đc|dc|phải|đúng) (?:không|khong|ko|k|hok|hông|hong)(?!\p{L})|([得行好可係系是])[不唔]\1以?|(?<=可)[不唔]可以|หรือไม่|หรือเปล่า|รึเปล่า|(?<!\p{L})(?:bisa|boleh) (?:tidak|nggak|gak|ga|ngga|enggak|tak)(?!\p{L})|(?<!\p{L})or not(?!\p{L})|(?<!\p{L})ولا ل[اأ](?!\p{L})/giu

const clauseEnds =
  /[,;!?،؛。，；！？…、]+|(?<!\d)\.(?=\s|$)|(?<!\p{L})(?:but|tapi|tetapi|melainkan|mà là|nhưng|aber|sondern|mais|sino|pero|ma|بل|لكن|ولكن)(?!\p{L})|而是|(?<![不唔還还])[是係](?=\s?[\d〇一二三四五六七八九十廿])|แต่(?:เป็น)?/iu

/** “Sat or sun”, “24 or so”: one of two, and nobody knows which. */
const either = /(?<!\p{L})(?:or|hoac|hay|atau|او|ولا|oder|ou)(?!\p{L})|หรือ|或|還是|还是|定係|定系/u

/** “Before the 24th”, “from friday”, “24號之前”: days that begin or end there. In a bare text. */
const openEnded =
  /(?<!\p{L})(?<!(?:day|weeks?) )(?:before|after|by|until|till|since|from|between|sebelum|setelah|sesudah|sampai|hingga|mulai|antara) (?:the |next |this |hari |tanggal |tgl )*(?=\d|mon|tue|wed|thu|fri|sat|sun|tomorrow|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|senin|selasa|rabu|kamis|jumat|sabtu|minggu|besok|lusa|natal)(?!\d+ ?(?:days?|weeks?|hours?|minutes?|hari|minggu|jam|menit)(?!\p{L}))|(?<!\p{L})(?:truoc|ke tu|giua) (?=ngay|thu|\d|chu)|(?<!\p{L})sau (?=ngay \d|chu)|(?:\d ?[號号]|月 ?\d{1,2} ?日?|期[一二三四五六]|[週周拜][一二三四五六]) ?(?:之前|以前|前|之後|之后|以後|以后|後|后|起|開始|开始)|(?:ก่อน|หลัง|หลังจาก|ตั้งแต่|จนถึง|ภายใน)(?=วัน| ?\d)|(?<!\p{L})(?:قبل|بعد|حتي|لغايه|لحد|ابتداء من|من) (?=يوم )/u

/** Whether a bare text names more than one day, or days before or after the one it names. */
export const isDoubtful = (said: string): boolean => either.test(said) || openEnded.test(said)
