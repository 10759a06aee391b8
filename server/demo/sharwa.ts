import type { Flow } from '#schemas/flow.ts'
import type { Language } from '#schemas/text.ts'
import flow from '#tests/flows/sharwa-roles.json' with { type: 'json' }
import { type Business, withoutReminder } from './business.ts'
import type { Chance } from './random.ts'

const roles = flow as unknown as Flow

/** Social commerce in Egypt: customers, vendors and drivers write to the same number. */
export const sharwa: Business = {
  workspace: 'Sharwa demo',
  channel: 'Website',
  webChat: { title: 'شروة', accent: '#8A5A00', greeting: 'أهلًا بك', origins: [], language: 'ar' },
  versions: [firstDrawing(roles), roles],
  season: { timeZone: 'Africa/Cairo', week: [12, 12, 12, 12, 13, 7, 11], chats: 720 },
  languages: { ar: 76, en: 15, 'zh-Hans': 9 },
  wants: [
    { weight: 24, options: as('customer', 'order') },
    { weight: 22, options: as('customer', 'product') },
    { weight: 12, options: as('customer', 'complaint') },
    { weight: 9, options: as('vendor', 'payment') },
    { weight: 9, options: as('vendor', 'order') },
    { weight: 3, options: as('vendor', 'other') },
    { weight: 8, options: as('driver', 'address') },
    { weight: 8, options: as('driver', 'no-reply') },
    { weight: 4, options: as('driver', 'pay') },
  ],
  moods: {},
  leaves: { others: 0.05, who: 0.13, 'order-phone': 0.21, product: 0.12, complaint: 0.15 },
  answers: {
    'order-phone': (language, chance) => (language === 'ar' ? arabicDigits(egyptianNumber(chance)) : egyptianNumber(chance)),
    product: (language, chance) => chance.pick(products[language] ?? (products.en as string[])),
    complaint: (language, chance) => chance.pick(complaints[language] ?? (complaints.en as string[])),
  },
  agents: [
    { name: 'Agent Nile', email: 'nile@alur.example' },
    { name: 'Agent Delta', email: 'delta@alur.example' },
    { name: 'Agent Sinai', email: 'sinai@alur.example' },
  ],
  teams: { Vendors: [0], Drivers: [1], Sales: [1, 2], Support: [0, 2], Orders: [2] },
  desk: { opens: 10, closes: 23 },
}

function as(role: string, topic: string): (language: Language) => string[] {
  return (language) => [`${role}-${language.toLowerCase()}`, topic]
}

/** The first version waited for a phone number until people were gone, and had no way to correct who one is. */
function firstDrawing(newer: Flow): Flow {
  const older = withoutReminder(newer, 'order-phone')
  for (const { data } of older.nodes)
    if (data.config.options) data.config.options = data.config.options.filter(({ id }: { id: string }) => id !== 'not-me')
  older.edges = older.edges.filter(({ sourceHandle }) => sourceHandle !== 'not-me')
  return older
}

/** All in a range of ten thousand, so that few of them can be anybody's; some people forget a digit. */
function egyptianNumber(chance: Chance): string {
  return `0100000${String(10_000 + Math.floor(chance.next() * 10_000)).slice(chance.happens(0.1) ? 2 : 1)}`
}

const arabicDigits = (number: string): string => number.replace(/\d/g, (digit) => '٠١٢٣٤٥٦٧٨٩'[Number(digit)] as string)

const products: Record<Language, string[]> = {
  ar: ['فستان كتان أزرق', 'شنطة جلد بني', 'طقم ملايات قطن', 'سماعة بلوتوث', 'حذاء رياضي مقاس 42'],
  en: ['The blue linen dress', 'A brown leather bag', 'Cotton bed sheets', 'Bluetooth headphones', 'Running shoes, size 42'],
  'zh-Hans': ['蓝色亚麻连衣裙', '棕色皮包', '蓝牙耳机'],
}
const complaints: Record<Language, string[]> = {
  ar: ['المنتج وصل مكسور', 'الطلب اتأخر أسبوع', 'المقاس غير الذي طلبته', 'وصلني لون آخر'],
  en: ['It arrived broken', 'My order is a week late', 'I got the wrong size', 'The colour is not what I ordered'],
  'zh-Hans': ['收到的东西坏了', '订单晚了一周', '尺码不对'],
}
