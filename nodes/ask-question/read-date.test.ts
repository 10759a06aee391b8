import { describe, expect, it } from 'vitest'
import { readDate } from './read-date.ts'

const today = '2026-11-23'

describe('a date that is typed', () => {
  it.each<[string, string, string | null]>([
    ['2026-11-24', 'en', '2026-11-24'],
    ['2026/1/5', 'en', '2026-01-05'],
    ['24/11/2026', 'en', '2026-11-24'],
    ['3/4/2027', 'en', '2027-04-03'],
    ['3/4/2027', 'en-US', '2027-03-04'],
    ['24/11/2026', 'en-US', '2026-11-24'],
    ['24.11.26', 'de', '2026-11-24'],
    ['1/2/85', 'en', '1985-02-01'],
    ['24/11', 'en', '2026-11-24'],
    ['5/1', 'en', '2027-01-05'],
    ['11/24', 'en-US', '2026-11-24'],
    ['29/2', 'en', '2028-02-29'],
    ['2026年11月24日', 'zh-Hant', '2026-11-24'],
    ['11月24日', 'zh-Hant', '2026-11-24'],
    ['11月24號', 'zh-Hant', '2026-11-24'],
    ['24/11/2026', 'zh-Hant', '2026-11-24'],
    ['26/11/24', 'zh-Hans', '2026-11-24'],
    ['٢٤/١١/٢٠٢٦', 'ar', '2026-11-24'],
    ['24 نوفمبر', 'ar', '2026-11-24'],
    ['24/11/2569', 'th', '2026-11-24'],
    ['24 พฤศจิกายน 2569', 'th', '2026-11-24'],
    ['24 tháng 11 năm 2026', 'vi', '2026-11-24'],
    ['ngày 24 tháng 11', 'vi', '2026-11-24'],
    ['24 November', 'en', '2026-11-24'],
    ['Nov 24th, 2026', 'en', '2026-11-24'],
    ['the 3rd of January', 'en', '2027-01-03'],
    ['24 Nov', 'zh-Hant', '2026-11-24'],
    ['2026 November 24', 'en', '2026-11-24'],
    ['24 de noviembre de 2026', 'es', '2026-11-24'],
    ['today', 'en', '2026-11-23'],
    ['Tomorrow!', 'zh-Hant', '2026-11-24'],
    ['the day after tomorrow', 'en', '2026-11-25'],
    ['今日', 'zh-Hant', '2026-11-23'],
    ['明天', 'zh-Hans', '2026-11-24'],
    ['聽日', 'zh-Hant', '2026-11-24'],
    ['後天', 'zh-Hant', '2026-11-25'],
    ['غداً', 'ar', '2026-11-24'],
    ['วันนี้', 'th', '2026-11-23'],
    ['พรุ่งนี้', 'th', '2026-11-24'],
    ['ngày mai', 'vi', '2026-11-24'],
    ['31/4/2026', 'en', null],
    ['2026-13-13', 'en', null],
    ['30/2', 'en', null],
    ['0/0/2026', 'en', null],
    ['24', 'en', null],
    ['2 or 3', 'en', null],
    ['2 to 3 weeks', 'en', null],
    ['in November', 'en', null],
    ['call 9123 4567 in March', 'en', null],
    ['', 'en', null],
    ['1/'.repeat(10_000), 'en', null],
  ])('%j in %s is %j', (text, language, day) => {
    expect(readDate(text, { language, today })?.day ?? null).toBe(day)
  })
})

/** Monday 23 November 2026. A day with a question mark is said back before it is kept. */
const said = (text: string, language: string, more: { past?: boolean } = {}): string | null => {
  const read = readDate(text, { language, today, ...more })
  return read && `${read.day}${read.time ? ` ${read.time}` : ''}${read.sure ? '' : ' ?'}`
}

describe('what customers type for a date', () => {
  it.each<[string, string | null]>([
    ['24 dec at 3pm', '2026-12-24 15:00'],
    ['2 people on 24 december', '2026-12-24'],
    ['24th', '2026-11-24'],
    ['the 24th please', '2026-11-24'],
    ['22nd', '2026-12-22'],
    ['in 3 days', '2026-11-26'],
    ['in three days', '2026-11-26'],
    ['3 days from now', '2026-11-26'],
    ['in 2 weeks', '2026-12-07'],
    ['in a week', '2026-11-30'],
    ['24/12/2026 15:00', '2026-12-24 15:00'],
    ['20261224', '2026-12-24'],
    ['24122026', '2026-12-24'],
    ['2026-12-24T15:00', '2026-12-24 15:00'],
    ['2026-12-24 15:00', '2026-12-24 15:00'],
    ['friday', '2026-11-27'],
    ['Friday please', '2026-11-27'],
    ['this fri', '2026-11-27'],
    ['next friday', '2026-12-04 ?'],
    ['monday', '2026-11-30 ?'],
    ['Thursday 24 December', '2026-12-24'],
    ['Monday 24 December', '2026-12-24 ?'],
    ['tomorrow at 3', '2026-11-24 15:00 ?'],
    ['tomorrow 3:30pm', '2026-11-24 15:30'],
    ['tmr 10am', '2026-11-24 10:00'],
    ['today or tomorrow', '2026-11-23 ?'],
    ['noon on 24 dec', '2026-12-24 12:00'],
    ['24 dec 2026, 9.30am', '2026-12-24 09:30'],
    ['Dec 24', '2026-12-24'],
    ['Dec 24, 2026 at 18:00', '2026-12-24 18:00'],
    ["24 dec '26", '2026-12-24'],
    ['on 24/12', '2026-12-24'],
    ['24-12', '2026-12-24'],
    ['24.12.', '2026-12-24'],
    ['3/4', '2027-04-03 ?'],
    ['3/4/2027', '2027-04-03 ?'],
    ['13/4/2027', '2027-04-13'],
    ['24 or 25 december', '2026-12-25 ?'],
    ['24/12 or 25/12', '2026-12-24 ?'],
    ['20 november', '2027-11-20 ?'],
    ['1/2/85', '1985-02-01 ?'],
    ['a week from tuesday', '2026-12-01'],
    ['\u200e24/12/2026\u200e', '2026-12-24'],
    ['24\u00a0december', '2026-12-24'],
    ['24 december 1447', null],
    ['2 people', null],
    ['10:30', null],
    ['at 3pm', null],
    ['1,250', null],
    ['91234567', null],
    ['whenever', null],
    ['next week', null],
    ['maybe', null],
    ['Mei', null],
    ['not sure', null],
    ['99/99/9999', null],
    ['constructor', null],
    ['a'.repeat(100_000), null],
    ['1 '.repeat(100_000), null],
  ])('%j in English is %j', (text, day) => {
    expect(said(text, 'en')).toBe(day)
  })

  it.each<[string, string | null]>([
    ['24號', '2026-11-24'],
    ['24号', '2026-11-24'],
    ['二十四號', '2026-11-24'],
    ['十二月二十四日', '2026-12-24'],
    ['十二月廿四', '2026-12-24'],
    ['12月24', '2026-12-24'],
    ['12月24日下午3點', '2026-12-24 15:00'],
    ['12月24號 3點半', '2026-12-24 15:30 ?'],
    ['二〇二六年十二月二十四日', '2026-12-24'],
    ['2026年12月24日', '2026-12-24'],
    ['26年12月24日', '2026-12-24'],
    ['聽日下晝', '2026-11-24'],
    ['聽日下午三點', '2026-11-24 15:00'],
    ['听日', '2026-11-24'],
    ['後日', '2026-11-25'],
    ['大後天', '2026-11-26'],
    ['今晚8點', '2026-11-23 20:00'],
    ['星期五', '2026-11-27'],
    ['禮拜六', '2026-11-28'],
    ['周日', '2026-11-29'],
    ['下星期五', '2026-12-04'],
    ['下周三', '2026-12-02'],
    ['下下星期一', '2026-12-07'],
    ['3天後', '2026-11-26'],
    ['三日後', '2026-11-26'],
    ['兩個星期後', '2026-12-07'],
    ['12/24', '2026-12-24'],
    ['24/12', '2026-12-24'],
    ['24/12/2026', '2026-12-24'],
    ['2026.12.24', '2026-12-24'],
    ['12月24日星期四', '2026-12-24'],
    ['12月24日星期五', '2026-12-24 ?'],
    ['我想訂12月24日兩位', '2026-12-24'],
    ['4/3', '2027-04-03 ?'],
    ['幾時都得', null],
    ['三個人', null],
    ['十二月', null],
  ])('%j in Chinese is %j', (text, day) => {
    expect([said(text, 'zh-Hant'), said(text, 'zh-Hans')]).toEqual([day, day])
  })

  it.each<[string, string | null]>([
    ['النهاردة', '2026-11-23'],
    ['انهارده', '2026-11-23'],
    ['اليوم', '2026-11-23'],
    ['بكرة', '2026-11-24'],
    ['بكره الساعة 3 العصر', '2026-11-24 15:00'],
    ['غدًا', '2026-11-24'],
    ['بعد بكرة', '2026-11-25'],
    ['بعد غد', '2026-11-25'],
    ['بعد ٣ أيام', '2026-11-26'],
    ['بعد يومين', '2026-11-25'],
    ['بعد أسبوع', '2026-11-30'],
    ['الجمعة', '2026-11-27'],
    ['يوم الجمعة', '2026-11-27'],
    ['الخميس الجاي', '2026-11-26'],
    ['السبت', '2026-11-28'],
    ['الأربعاء', '2026-11-25'],
    ['٢٤/١٢/٢٠٢٦', '2026-12-24'],
    ['٢٤/١٢', '2026-12-24'],
    ['\u200f٢٤/١٢/٢٠٢٦\u200f', '2026-12-24'],
    ['24 ديسمبر', '2026-12-24'],
    ['٢٤ ديسمبر ٢٠٢٦', '2026-12-24'],
    ['يوم 24 ديسمبر الساعة 8 مساءً', '2026-12-24 20:00'],
    ['24 كانون الأول', '2026-12-24'],
    ['يوم 24', '2026-11-24'],
    ['24 شهر 12', '2026-12-24'],
    ['3/4', '2027-04-03'],
    ['مش عارف', null],
    ['بعدين', null],
    ['٣ أشخاص', null],
  ])('%j in Arabic is %j', (text, day) => {
    expect(said(text, 'ar')).toBe(day)
  })

  it.each<[string, string | null]>([
    ['24/12/69', '2026-12-24'],
    ['24/12/2569', '2026-12-24'],
    ['24/12/26', '2026-12-24'],
    ['24 ธ.ค. 69', '2026-12-24'],
    ['24 ธค', '2026-12-24'],
    ['24 ธันวาคม', '2026-12-24'],
    ['๒๔ ธันวาคม ๒๕๖๙', '2026-12-24'],
    ['24 ธันวาคม พ.ศ. 2569', '2026-12-24'],
    ['วันที่ 24', '2026-11-24'],
    ['วันที่ 24 ธันวา', '2026-12-24'],
    ['วันนี้', '2026-11-23'],
    ['พรุ่งนี้ค่ะ', '2026-11-24'],
    ['พรุ้งนี้', '2026-11-24'],
    ['มะรืน', '2026-11-25'],
    ['พรุ่งนี้บ่าย 3 โมง', '2026-11-24 15:00'],
    ['พรุ่งนี้ 2 ทุ่ม', '2026-11-24 20:00'],
    ['24/12 10.30 น.', '2026-12-24 10:30'],
    ['24/12 15:00 น.', '2026-12-24 15:00'],
    ['24 ธ.ค. เที่ยง', '2026-12-24 12:00'],
    ['วันศุกร์', '2026-11-27'],
    ['ศุกร์นี้', '2026-11-27'],
    ['วันศุกร์หน้า', '2026-12-04 ?'],
    ['วันเสาร์', '2026-11-28'],
    ['อีก 3 วัน', '2026-11-26'],
    ['อีก 2 อาทิตย์', '2026-12-07'],
    ['3/4', '2027-04-03'],
    ['2 คน', null],
    ['ไม่แน่ใจ', null],
  ])('%j in Thai is %j', (text, day) => {
    expect(said(text, 'th')).toBe(day)
  })

  it.each<[string, string | null]>([
    ['24 thg 12', '2026-12-24'],
    ['24 tháng 12', '2026-12-24'],
    ['ngày 24 tháng 12 năm 2026', '2026-12-24'],
    ['ngày 24/12', '2026-12-24'],
    ['24/12 lúc 15h', '2026-12-24 15:00'],
    ['24/12 15h30', '2026-12-24 15:30'],
    ['24/12 lúc 3 giờ chiều', '2026-12-24 15:00'],
    ['24-12-2026', '2026-12-24'],
    ['hôm nay', '2026-11-23'],
    ['hom nay', '2026-11-23'],
    ['ngày mai', '2026-11-24'],
    ['ngay mai', '2026-11-24'],
    ['mai', '2026-11-24'],
    ['tối nay', '2026-11-23'],
    ['ngày kia', '2026-11-25'],
    ['thứ sáu', '2026-11-27'],
    ['thứ 6', '2026-11-27'],
    ['T7', '2026-11-28'],
    ['chủ nhật', '2026-11-29'],
    ['thứ sáu tuần sau', '2026-12-04'],
    ['3 ngày nữa', '2026-11-26'],
    ['2 tuần nữa', '2026-12-07'],
    ['ngày 24', '2026-11-24'],
    ['3/4', '2027-04-03'],
    ['2 người', null],
    ['chưa biết', null],
  ])('%j in Vietnamese is %j', (text, day) => {
    expect(said(text, 'vi')).toBe(day)
  })

  it.each<[string, string | null]>([
    ['besok', '2026-11-24'],
    ['bsok besok ya kak', '2026-11-24'],
    ['besok jam 3 sore', '2026-11-24 15:00'],
    ['besok jam 10', '2026-11-24 10:00'],
    ['lusa', '2026-11-25'],
    ['hari ini', '2026-11-23'],
    ['nanti malam ini', '2026-11-23'],
    ['24 Desember', '2026-12-24'],
    ['24 Des 2026', '2026-12-24'],
    ['tgl 24 Desember', '2026-12-24'],
    ['tanggal 24', '2026-11-24'],
    ['tgl 24', '2026-11-24'],
    ['17 Agustus 2027', '2027-08-17'],
    ['17 Agt 2027', '2027-08-17'],
    ['5 Mei', '2027-05-05'],
    ['Jumat', '2026-11-27'],
    ["hari Jum'at", '2026-11-27'],
    ['Sabtu', '2026-11-28'],
    ['Minggu', '2026-11-29'],
    ['Jumat depan', '2026-12-04 ?'],
    ['3 hari lagi', '2026-11-26'],
    ['2 minggu lagi', '2026-12-07'],
    ['24/12/2026 pukul 15.00', '2026-12-24 15:00'],
    ['24-12-2026', '2026-12-24'],
    ['3/4', '2027-04-03'],
    ['2 orang', null],
    ['belum tahu', null],
  ])('%j in Indonesian is %j', (text, day) => {
    expect(said(text, 'id')).toBe(day)
  })

  it.each<[string, string, string | null]>([
    ['mañana', 'es', '2026-11-24'],
    ['demain', 'fr', '2026-11-24'],
    ['24 décembre', 'fr', '2026-12-24'],
    ['übermorgen', 'de', '2026-11-25'],
    ['am 24. Dezember um 15:00', 'de', '2026-12-24 15:00'],
  ])('%j in %s is %j', (text, language, day) => {
    expect(said(text, language)).toBe(day)
  })

  it('is the last such day where the question is about the past', () => {
    expect([said('24 december', 'en', { past: true }), said('1/2/85', 'en-GB', { past: true })]).toEqual([
      '2025-12-24',
      '1985-02-01 ?',
    ])
  })
})

/** Monday 30 November 2026, 16:26 in Hong Kong. `!` where a time is said that was not understood. */
const answered = (text: string, language: string, more: { past?: boolean } = {}): string | null => {
  const now = '2026-11-30T08:26:00.000Z'
  const read = readDate(text, { language, today: '2026-11-30', now, timeZone: 'Asia/Hong_Kong', ...more })
  return read && `${read.day}${read.time ? ` ${read.time}` : ''}${read.timeUnclear ? ' !' : ''}${read.sure ? '' : ' ?'}`
}

describe('words for the past', () => {
  it.each<[string, string, string]>([
    ['last friday', 'en', '2026-11-27'],
    ['friday last week', 'en', '2026-11-27'],
    ['this past friday', 'en', '2026-11-27'],
    ['3 days ago', 'en', '2026-11-27'],
    ['a week ago', 'en', '2026-11-23'],
    ['last night', 'en', '2026-11-29'],
    ['the day before yesterday', 'en', '2026-11-28'],
    ['the 5th of last month', 'en', '2026-10-05'],
    ['24 dec last year', 'en', '2025-12-24'],
    ['上星期五', 'zh-Hant', '2026-11-27'],
    ['上個禮拜五', 'zh-Hant', '2026-11-27'],
    ['上上星期五', 'zh-Hant', '2026-11-20'],
    ['上周五', 'zh-Hans', '2026-11-27'],
    ['3日前', 'zh-Hant', '2026-11-27'],
    ['三天前', 'zh-Hans', '2026-11-27'],
    ['去年12月24日', 'zh-Hant', '2025-12-24'],
    ['thứ sáu tuần trước', 'vi', '2026-11-27'],
    ['thứ sáu vừa rồi', 'vi', '2026-11-27'],
    ['3 ngày trước', 'vi', '2026-11-27'],
    ['minggu lalu', 'id', '2026-11-29 ?'],
    ['Senin lalu', 'id', '2026-11-23'],
    ['Jumat kemarin', 'id', '2026-11-27'],
    ['Jumat minggu lalu', 'id', '2026-11-27'],
    ['3 hari yang lalu', 'id', '2026-11-27'],
    ['Jumaat lepas', 'ms', '2026-11-27'],
    ['วันศุกร์ที่แล้ว', 'th', '2026-11-27'],
    ['ศุกร์ก่อน', 'th', '2026-11-27'],
    ['3 วันก่อน', 'th', '2026-11-27'],
    ['الجمعة الماضية', 'ar', '2026-11-27'],
    ['الجمعة اللي فاتت', 'ar', '2026-11-27'],
    ['قبل ٣ أيام', 'ar', '2026-11-27'],
    ['vendredi dernier', 'fr', '2026-11-27'],
    ['el viernes pasado', 'es', '2026-11-27'],
    ['letzten Freitag', 'de', '2026-11-27'],
  ])('%j in %s gives no future date, but %j', (text, language, day) => {
    expect(answered(text, language)).toBe(day)
  })

  it('are in doubt where the latest such day is of this week', () => {
    const onSunday = readDate('last friday', { language: 'en', today: '2026-11-29' })
    expect(onSunday).toEqual({ day: '2026-11-27', sure: false })
  })

  it('need not be said where the question is about the past', () => {
    expect(['friday', 'the 24th', 'last friday'].map((text) => answered(text, 'en', { past: true }))).toEqual([
      '2026-11-27',
      '2026-11-24',
      '2026-11-27',
    ])
  })
})

describe('a date that is denied', () => {
  it.each<[string, string]>([
    ['not tomorrow', 'en'],
    ["I can't do friday", 'en'],
    ['any day but friday', 'en'],
    ['except friday', 'en'],
    ['không phải ngày mai', 'vi'],
    ['khong phai ngay mai', 'vi'],
    ['trừ thứ sáu', 'vi'],
    ['不是明天', 'zh-Hant'],
    ['明天不行', 'zh-Hans'],
    ['唔係聽日', 'zh-Hant'],
    ['除了星期五', 'zh-Hant'],
    ['bukan besok', 'id'],
    ['besok tidak bisa', 'id'],
    ['selain Jumat', 'id'],
    ['ไม่ใช่พรุ่งนี้', 'th'],
    ['ยกเว้นวันศุกร์', 'th'],
    ['مش بكرة', 'ar'],
    ['ليس غدا', 'ar'],
    ['pas demain', 'fr'],
    ['nicht morgen', 'de'],
    ['no mañana', 'es'],
  ])('%j in %s is none', (text, language) => {
    expect(answered(text, language)).toBeNull()
  })

  it.each<[string, string, string]>([
    ['not the 24th but the 25th', 'en', '2026-12-25 ?'],
    ["I can't on friday. Saturday?", 'en', '2026-12-05 ?'],
    ['不是24號，是25號', 'zh-Hant', '2026-12-25 ?'],
    ['唔係24號係25號', 'zh-Hant', '2026-12-25 ?'],
    ['không phải ngày 24 mà là ngày 25', 'vi', '2026-12-25 ?'],
    ['bukan tanggal 24 tapi tanggal 25', 'id', '2026-12-25 ?'],
    ['ไม่ใช่วันที่ 24 แต่เป็นวันที่ 25', 'th', '2026-12-25 ?'],
    ['مش يوم 24 لكن يوم 25', 'ar', '2026-12-25 ?'],
    ['no, tomorrow', 'en', '2026-12-01'],
    ['No problem, tomorrow', 'en', '2026-12-01'],
    ['沒問題，聽日', 'zh-Hant', '2026-12-01'],
    ['không, ngày mai', 'vi', '2026-12-01'],
    ['tidak, tanggal 24', 'id', '2026-12-24'],
    ['لا، بكرة', 'ar', '2026-12-01'],
    ['mai được không ạ', 'vi', '2026-12-01 ?'],
    ['聽日得唔得', 'zh-Hant', '2026-12-01 ?'],
  ])('%j in %s leaves %j', (text, language, day) => {
    expect(answered(text, language)).toBe(day)
  })
})

describe('two dates in one answer', () => {
  it.each<[string, string, string | null]>([
    ['24 to 26 december', 'en', '2026-12-24 ?'],
    ['24-26 dec', 'en', '2026-12-24 ?'],
    ['dec 24-26', 'en', '2026-12-24 ?'],
    ['either 24 or 25 dec', 'en', '2026-12-25 ?'],
    ['24, 25 dec', 'en', '2026-12-25 ?'],
    ['24/12-26/12', 'en', '2026-12-26 ?'],
    ['the 24th or the 25th', 'en', null],
    ['sat or sun', 'en', '2026-12-05 ?'],
    ['sat/sun', 'en', '2026-12-05 ?'],
    ['from monday to wed', 'en', '2026-12-07 ?'],
    ['tomorrow 2 dec', 'en', '2026-12-02 ?'],
    ['friday the 5th', 'en', '2026-12-05 ?'],
    ['friday the 11th', 'en', '2026-12-11'],
    ['before 24 dec', 'en', '2026-12-24 ?'],
    ['by friday', 'en', '2026-12-04 ?'],
    ['a week on friday', 'en', '2026-12-04 ?'],
    ['first friday of december', 'en', '2026-12-04 ?'],
    ['weekend', 'en', '2026-12-05 ?'],
    ['12月24至26日', 'zh-Hant', '2026-12-24 ?'],
    ['24號至26號', 'zh-Hant', '2026-12-24 ?'],
    ['24號或者25號', 'zh-Hant', '2026-12-24 ?'],
    ['星期六或日', 'zh-Hant', '2026-12-05 ?'],
    ['星期六日', 'zh-Hant', '2026-12-05 ?'],
    ['24號之前', 'zh-Hant', '2026-12-24 ?'],
    ['thứ 7 hoặc chủ nhật', 'vi', '2026-12-05 ?'],
    ['trước ngày 24/12', 'vi', '2026-12-24 ?'],
    ['Sabtu atau Minggu', 'id', '2026-12-05 ?'],
    ['sebelum 24 Desember', 'id', '2026-12-24 ?'],
    ['เสาร์หรืออาทิตย์', 'th', '2026-12-05 ?'],
    ['ก่อนวันที่ 24', 'th', '2026-12-24 ?'],
    ['السبت أو الأحد', 'ar', '2026-12-05 ?'],
    ['الجمعة والسبت', 'ar', '2026-12-04 ?'],
  ])('%j in %s is never one of them in silence: %j', (text, language, day) => {
    expect(answered(text, language)).toBe(day)
  })
})

describe('a word that is a week to most and a sunday to some', () => {
  it.each<[string, string, string]>([
    ['minggu depan', 'id', '2026-12-13 ?'],
    ['minggu ini', 'id', '2026-12-06 ?'],
    ['Minggu', 'id', '2026-12-06'],
    ['Jumat minggu depan', 'id', '2026-12-11'],
    ['minggu depan hari Jumat', 'id', '2026-12-11'],
    ['2 minggu lagi', 'id', '2026-12-14'],
    ['อาทิตย์หน้า', 'th', '2026-12-13 ?'],
    ['อาทิตย์หน้าวันศุกร์', 'th', '2026-12-11'],
  ])('%j in %s is %j', (text, language, day) => {
    expect(answered(text, language)).toBe(day)
  })
})

describe('the time in a date', () => {
  it.each<[string, string, string]>([
    ['24 dec at 25:00', 'en', '2026-12-24 !'],
    ['tomorrow at ten past 3', 'en', '2026-12-01 !'],
    ['24 dec 3-5pm', 'en', '2026-12-24 ! ?'],
    ['24 dec 3pm or 4pm', 'en', '2026-12-24 15:00 ! ?'],
    ['24 dec 10:00-12:00', 'en', '2026-12-24 10:00 ! ?'],
    ['in 3 hours', 'en', '2026-11-30 19:26'],
    ['in 20 hours', 'en', '2026-12-01 12:26'],
    ['in half an hour', 'en', '2026-11-30 16:56'],
    ['tomorrow half past three', 'en', '2026-12-01 15:30 ?'],
    ['tomorrow at three pm', 'en', '2026-12-01 15:00'],
    ['24 dec 15:00 hrs', 'en', '2026-12-24 15:00'],
    ['3小時後', 'zh-Hant', '2026-11-30 19:26'],
    ['聽日下午三點鐘', 'zh-Hant', '2026-12-01 15:00'],
    ['聽日三點一刻', 'zh-Hant', '2026-12-01 15:15 ?'],
    ['星期五晚上7點至9點', 'zh-Hant', '2026-12-04 19:00 ! ?'],
    ['พรุ่งนี้บ่ายสาม', 'th', '2026-12-01 15:00'],
    ['พรุ่งนี้บ่ายสามโมงครึ่ง', 'th', '2026-12-01 15:30'],
    ['พรุ่งนี้บ่ายโมง', 'th', '2026-12-01 13:00'],
    ['พรุ่งนี้สิบโมงเช้า', 'th', '2026-12-01 10:00'],
    ['พรุ่งนี้สองทุ่ม', 'th', '2026-12-01 20:00'],
    ['พรุ่งนี้ 2 ทุ่มครึ่ง', 'th', '2026-12-01 20:30'],
    ['อีก 3 ชั่วโมง', 'th', '2026-11-30 19:26'],
    ['mai ba giờ chiều', 'vi', '2026-12-01 15:00'],
    ['mai 3 giờ kém 15 chiều', 'vi', '2026-12-01 14:45'],
    ['ngày mai 3 giờ 15 phút chiều', 'vi', '2026-12-01 15:15'],
    ['3 tiếng nữa', 'vi', '2026-11-30 19:26'],
    ['besok jam tiga sore', 'id', '2026-12-01 15:00'],
    ['besok jam setengah 3 sore', 'id', '2026-12-01 14:30'],
    ['besok jam 3 kurang 15 sore', 'id', '2026-12-01 14:45'],
    ['3 jam lagi', 'id', '2026-11-30 19:26'],
    ['بكرة الساعة تلاتة العصر', 'ar', '2026-12-01 15:00'],
    ['بكرة الساعة ٣ ونص العصر', 'ar', '2026-12-01 15:30'],
    ['بعد ٣ ساعات', 'ar', '2026-11-30 19:26'],
  ])('%j in %s is never lost in silence: %j', (text, language, day) => {
    expect(answered(text, language)).toBe(day)
  })
})

describe('a day of another month or year, or a feast', () => {
  it.each<[string, string, string | null]>([
    ['下個月5號', 'zh-Hant', '2026-12-05'],
    ['下個月五號', 'zh-Hant', '2026-12-05'],
    ['下个月5号', 'zh-Hans', '2026-12-05'],
    ['bulan depan tanggal 5', 'id', '2026-12-05'],
    ['ngày 5 tháng sau', 'vi', '2026-12-05'],
    ['วันที่ 5 เดือนหน้า', 'th', '2026-12-05'],
    ['يوم 5 الشهر الجاي', 'ar', '2026-12-05'],
    ['5th of next month', 'en', '2026-12-05'],
    ['friday next month', 'en', null],
    ['24 dec next year', 'en', '2027-12-24'],
    ['明年1月5號', 'zh-Hant', '2027-01-05'],
    ['24/12 năm sau', 'vi', '2027-12-24'],
    ['christmas', 'en', '2026-12-25 ?'],
    ['christmas eve', 'en', '2026-12-24 ?'],
    ['christmas 2027', 'en', '2027-12-25 ?'],
    ['聖誕節', 'zh-Hant', '2026-12-25 ?'],
    ['giáng sinh', 'vi', '2026-12-25 ?'],
    ['Natal', 'id', '2026-12-25 ?'],
    ['วันคริสต์มาส', 'th', '2026-12-25 ?'],
    ['الكريسماس', 'ar', '2026-12-25 ?'],
    ['民國115年12月24日', 'zh-Hant', '2026-12-24'],
    ['民國八十五年三月四日', 'zh-Hant', '1996-03-04'],
    ['115年12月24日', 'zh-Hant', '2026-12-24 ?'],
  ])('%j in %s is %j', (text, language, day) => {
    expect(answered(text, language)).toBe(day)
  })

  it('counts next month from this one, not to the next such day', () => {
    expect(readDate('下個月5號', { language: 'zh-Hant', today: '2026-11-03' })?.day).toBe('2026-12-05')
  })
})
