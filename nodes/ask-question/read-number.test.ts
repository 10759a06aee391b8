import { describe, expect, it } from 'vitest'
import { readNumber } from './read-number.ts'

it.each<[string, string, number | null]>([
  ['42', 'en', 42],
  [' -7 ', 'en', -7],
  ['+3', 'en', 3],
  ['0.5', 'en', 0.5],
  ['.5', 'en', 0.5],
  ['1,250', 'en', 1250],
  ['1,250.50', 'en', 1250.5],
  ['1.250,50', 'en', 1250.5],
  ['1.250', 'en', 1.25],
  ['1.250', 'vi', 1250],
  ['1,250', 'vi', 1.25],
  ['2,5', 'en', 2.5],
  ['0,125', 'en', 0.125],
  ['1,250,000', 'en', 1_250_000],
  ['1 250 000', 'en', 1_250_000],
  ["1'250", 'en', 1250],
  ['$1,250', 'en', 1250],
  ['١٢٫٥', 'ar', 12.5],
  ['๑๒', 'th', 12],
  ['１２', 'zh-Hant', 12],
  ['1,2,3', 'en', null],
  ['1.2.3', 'en', null],
  ['1.250,5,0', 'en', null],
  ['1e9', 'en', null],
  ['0x10', 'en', null],
  ['', 'en', null],
  ['.', 'en', null],
  ['-', 'en', null],
  ['NaN', 'en', null],
  ['9'.repeat(10_000), 'en', null],
])('%j in %s is read as %j', (text, language, number) => {
  expect(readNumber(text, language)).toBe(number)
})

describe('what customers type for a number', () => {
  it.each<[string, string, number | null]>([
    ['5.', 'en', 5],
    ['3!', 'en', 3],
    ['5 people', 'en', 5],
    ['HK$1,250', 'en', 1250],
    ['Rp1.250.000', 'en', 1_250_000],
    ['1.250.000đ', 'en', 1_250_000],
    ['1,50,000', 'en', 150_000],
    ['1,25,000', 'en', 125_000],
    ['\u22125', 'en', -5],
    ['三', 'zh-Hant', 3],
    ['12 kg', 'en', 12],
    ['two', 'en', 2],
    ['We are three', 'en', 3],
    ['three people please', 'en', 3],
    ['twenty five', 'en', 25],
    ['twenty-five', 'en', 25],
    ['two hundred and ten', 'en', 210],
    ['one', 'en', 1],
    ['one of us is late', 'en', 1],
    ['no one', 'en', null],
    ['just 1', 'en', 1],
    ['about 1,200', 'en', 1200],
    ['1.5k', 'en', 1500],
    ['5 km', 'en', 5],
    ['5 m', 'en', 5],
    ['US$ 99.90', 'en', 99.9],
    ['x2', 'en', 2],
    ['50%', 'en', 50],
    ['$-5', 'en', -5],
    ['-\u200e5', 'en', -5],
    ['2 adults 1 child', 'en', null],
    ['2-3', 'en', null],
    ['2 or 3', 'en', null],
    ['two or three', 'en', null],
    ['10:30', 'en', null],
    ['24/12', 'en', null],
    ['a12', 'en', null],
    ['table7', 'en', null],
    ['#7', 'en', null],
    ['not sure', 'en', null],
    ['someone', 'en', null],
    ['7615917337495251231', 'en', null],
    ['123456789012345', 'en', 123_456_789_012_345],
    ['1234567890123456', 'en', null],
  ])('%j in %s is read as %j', (text, language, number) => {
    expect(readNumber(text, language)).toBe(number)
  })

  it.each<[string, number | null]>([
    ['三個', 3],
    ['三個人', 3],
    ['3位', 3],
    ['５個', 5],
    ['十二', 12],
    ['二十', 20],
    ['一百二十', 120],
    ['兩個', 2],
    ['两位', 2],
    ['我們五個人', 5],
    ['我哋4個人', 4],
    ['大概10個', 10],
    ['兩位大人', 2],
    ['一千二百元', 1200],
    ['3千', 3000],
    ['1.5万', 15_000],
    ['2萬', 20_000],
    ['三萬五千', 35_000],
    ['二〇二六', 2026],
    ['六十蚊', 60],
    ['$500', 500],
    ['500蚊', 500],
    ['一共5件', 5],
    ['零', 0],
    ['五。', 5],
    ['3個呀', 3],
    ['一起', null],
    ['一下', null],
    ['不知道', null],
    ['3至4個', null],
    ['三四個', null],
  ])('%j in Chinese is read as %j', (text, number) => {
    expect([readNumber(text, 'zh-Hant'), readNumber(text, 'zh-Hans')]).toEqual([number, number])
  })

  it.each<[string, number | null]>([
    ['٣', 3],
    ['٣ أشخاص', 3],
    ['\u200f٣\u200f', 3],
    ['٥٠٠ جنيه', 500],
    ['500 جنيه', 500],
    ['١٬٢٥٠', 1250],
    ['١٬٢٥٠٫٥', 1250.5],
    ['واحد', 1],
    ['اتنين', 2],
    ['اثنين', 2],
    ['تلاتة', 3],
    ['ثلاثة أشخاص', 3],
    ['أربعة', 4],
    ['اربعة', 4],
    ['خمسة', 5],
    ['ستة', 6],
    ['سبعة', 7],
    ['تمانية', 8],
    ['تسعة', 9],
    ['عشرة', 10],
    ['عشرين', 20],
    ['خمسة وعشرين', 25],
    ['مية', 100],
    ['٢ كيلو', 2],
    ['٢ أو ٣', null],
    ['مش عارف', null],
    ['٥ ألف', 5000],
    ['حوالي ١٠', 10],
    ['-٥', -5],
    ['١٢٫٥', 12.5],
  ])('%j in Arabic is read as %j', (text, number) => {
    expect(readNumber(text, 'ar')).toBe(number)
  })

  it.each<[string, number | null]>([
    ['๓', 3],
    ['๓ คน', 3],
    ['3คน', 3],
    ['3 คนค่ะ', 3],
    ['สาม', 3],
    ['สามคน', 3],
    ['สองคนครับ', 2],
    ['สิบ', 10],
    ['สิบเอ็ด', 11],
    ['สิบสอง', 12],
    ['ยี่สิบ', 20],
    ['ยี่สิบห้า', 25],
    ['หนึ่งร้อย', 100],
    ['ห้าร้อยบาท', 500],
    ['500 บาท', 500],
    ['฿1,250', 1250],
    ['1,250.-', 1250],
    ['๑,๒๕๐', 1250],
    ['2 ชิ้นครับ', 2],
    ['ประมาณ 10 คน', 10],
    ['5 พัน', 5000],
    ['2 หมื่น', 20_000],
    ['หนึ่งล้าน', 1_000_000],
    ['2-3 คน', null],
    ['ไม่แน่ใจ', null],
    ['0', 0],
  ])('%j in Thai is read as %j', (text, number) => {
    expect(readNumber(text, 'th')).toBe(number)
  })

  it.each<[string, number | null]>([
    ['3 người', 3],
    ['ba', 3],
    ['ba người', 3],
    ['hai', 2],
    ['năm người', 5],
    ['mười', 10],
    ['mười hai', 12],
    ['hai mươi lăm', 25],
    ['hai mươi', 20],
    ['một trăm', 100],
    ['1.250.000', 1_250_000],
    ['1.250.000 đ', 1_250_000],
    ['500.000 đồng', 500_000],
    ['500k', 500_000],
    ['500 nghìn', 500_000],
    ['2tr', 2_000_000],
    ['2 triệu', 2_000_000],
    ['1,5 triệu', 1_500_000],
    ['1,5', 1.5],
    ['khoảng 10', 10],
    ['4 bạn ạ', 4],
    ['₫50.000', 50_000],
    ['VND 50.000', 50_000],
    ['2 hoặc 3', null],
    ['không biết', null],
    ['chưa biết', null],
  ])('%j in Vietnamese is read as %j', (text, number) => {
    expect(readNumber(text, 'vi')).toBe(number)
  })

  it.each<[string, number | null]>([
    ['3 orang', 3],
    ['tiga', 3],
    ['tiga orang', 3],
    ['dua', 2],
    ['sepuluh', 10],
    ['sebelas', 11],
    ['dua belas', 12],
    ['lima belas', 15],
    ['dua puluh lima', 25],
    ['seratus', 100],
    ['seratus dua puluh', 120],
    ['seribu', 1000],
    ['dua ribu', 2000],
    ['Rp 50.000', 50_000],
    ['Rp50.000,00', 50_000],
    ['50rb', 50_000],
    ['50 ribu', 50_000],
    ['1,5jt', 1_500_000],
    ['2 juta', 2_000_000],
    ['1.250.000', 1_250_000],
    ['sekitar 10', 10],
    ['buat 4 orang ya', 4],
    ['5 pcs', 5],
    ['2 atau 3', null],
    ['tidak tahu', null],
    ['belum tahu kak', null],
  ])('%j in Indonesian is read as %j', (text, number) => {
    expect(readNumber(text, 'id')).toBe(number)
  })

  it.each<[string, number | null]>([
    ['1.250', 1250],
    ['1,250', 1250],
    ['2.5', null],
    ['3', 3],
    ['3.0', 3],
  ])('%j as a whole number is %j', (text, number) => {
    expect(readNumber(text, 'en', { whole: true })).toBe(number)
  })
})

describe('a number that is not the whole answer', () => {
  it.each<[string, string, number | null]>([
    ['two and a half', 'en', 2.5],
    ['2 and a half hours', 'en', 2.5],
    ['兩個半', 'zh-Hant', 2.5],
    ['2个半', 'zh-Hans', 2.5],
    ['hai rưỡi', 'vi', 2.5],
    ['dua setengah', 'id', 2.5],
    ['สองครึ่ง', 'th', 2.5],
    ['٢ ونص', 'ar', 2.5],
    ['half', 'en', null],
    ['1/2', 'en', null],
    ['2½', 'en', null],
    ['two and a quarter', 'en', null],
    ['two hundred and a half', 'en', null],
    ['2 triệu rưỡi', 'vi', null],
    ['三分之一', 'zh-Hant', null],
    ['two dozen', 'en', 24],
    ['2 dozen', 'en', 24],
    ['một tá', 'vi', 12],
    ['2 lusin', 'id', 24],
    ['minus two', 'en', -2],
    ['negative 3', 'en', -3],
    ['負2', 'zh-Hant', -2],
    ['âm 5', 'vi', -5],
    ['ลบ 5', 'th', -5],
    ['سالب 5', 'ar', -5],
  ])('%j in %s is never read in part: %j', (text, language, number) => {
    expect(readNumber(text, language)).toBe(number)
  })

  it('has no half where whole numbers are asked for', () => {
    expect(['two and a half', '兩個半', 'dua setengah'].map((text) => readNumber(text, 'en', { whole: true }))).toEqual([
      null,
      null,
      null,
    ])
  })

  it.each<[string, string, number | null]>([
    ['2 or three', 'en', null],
    ['2 adults and one child', 'en', null],
    ['2個大人一個小孩', 'zh-Hant', null],
    ['2 người lớn và ba trẻ em', 'vi', null],
    ['3 atau empat', 'id', null],
    ['2 หรือสาม', 'th', null],
    ['٢ أو تلاتة', 'ar', null],
    ['3 năm', 'vi', 3],
    ['一共5件', 'zh-Hant', 5],
  ])('%j in %s is one number only where it says one: %j', (text, language, number) => {
    expect(readNumber(text, language)).toBe(number)
  })

  it.each<[string, string, number | null]>([
    ['not 3', 'en', null],
    ['not three', 'en', null],
    ['không phải 3', 'vi', null],
    ['不是3個', 'zh-Hant', null],
    ['不是三個', 'zh-Hans', null],
    ['bukan 3', 'id', null],
    ['ไม่ใช่ 3', 'th', null],
    ['مش ٣', 'ar', null],
    ['no, 3', 'en', 3],
    ['No. 3', 'en', 3],
    ['3, no kids', 'en', 3],
    ['唔該3位', 'zh-Hant', 3],
  ])('%j in %s is none where it is denied: %j', (text, language, number) => {
    expect(readNumber(text, language)).toBe(number)
  })

  it.each<[string, number]>([
    ['廿五', 25],
    ['卅個', 30],
    ['一百五', 150],
    ['三萬五', 35_000],
    ['二百零五', 205],
    ['兩百五十', 250],
  ])('%j in Chinese is read as %j', (text, number) => {
    expect([readNumber(text, 'zh-Hant'), readNumber(text, 'zh-Hans')]).toEqual([number, number])
  })
})
