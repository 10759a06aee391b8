import type { Flow } from '#schemas/flow.ts'
import flow from '#tests/flows/yoho-welcome.json' with { type: 'json' }
import { type Business, withoutReminder } from './business.ts'
import type { Chance } from './random.ts'

const welcome = flow as unknown as Flow

/** Consumer electronics in Hong Kong, in three languages. */
export const yoho: Business = {
  workspace: 'Yoho demo',
  channel: 'Website',
  webChat: { title: 'Yoho', accent: '#0B6E79', greeting: '歡迎 · Welcome', origins: [], language: 'zh-Hant' },
  mailbox: { channel: 'E-mail', address: 'help@yoho.example', share: 0.18 },
  versions: [firstDrawing(welcome), welcome],
  season: { timeZone: 'Asia/Hong_Kong', week: [14, 9, 10, 10, 11, 13, 15], chats: 980 },
  languages: { 'zh-Hant': 55, en: 26, 'zh-Hans': 19 },
  wants: [
    { weight: 22, options: (language) => [language, 'question', 'delivery'] },
    { weight: 12, options: (language) => [language, 'question', 'returns'] },
    { weight: 11, options: (language) => [language, 'question', 'warranty'] },
    { weight: 7, options: (language) => [language, 'question', 'shops'] },
    { weight: 4, options: (language) => [language, 'question', 'other'] },
    { weight: 26, options: (language) => [language, 'track'] },
    { weight: 11, options: (language) => [language, 'products'] },
    { weight: 7, options: (language) => [language, 'team'] },
  ],
  moods: { helped: { yes: 58, no: 20, more: 12 }, 'still-there': { topics: 45, team: 55 } },
  leaves: { others: 0.06, 'order-phone': 0.24, helped: 0.3, 'still-there': 0.7 },
  answers: { 'order-phone': (_, chance) => hongKongNumber(chance) },
  agents: [
    { name: 'Agent Kowloon', email: 'kowloon@alur.example' },
    { name: 'Agent Peak', email: 'peak@alur.example' },
    { name: 'Agent Harbour', email: 'harbour@alur.example' },
  ],
  teams: { Orders: [0, 1], Service: [1, 2] },
  desk: { opens: 9, closes: 22 },
}

/** The first version waited for a phone number until people were gone, and knew only yes and no after an answer. */
function firstDrawing(newer: Flow): Flow {
  const older = withoutReminder(newer, 'order-phone')
  const helped = older.nodes.find(({ id }) => id === 'helped')
  if (helped) helped.data.config.options = helped.data.config.options.filter(({ id }: { id: string }) => id !== 'more')
  older.edges = older.edges.filter(({ source, sourceHandle }) => source !== 'helped' || sourceHandle !== 'more')
  return older
}

/** All in a range of ten thousand, so that few of them can be anybody's; some people forget two digits. */
function hongKongNumber(chance: Chance): string {
  const digits = String(10_000 + Math.floor(chance.next() * 10_000)).slice(chance.happens(0.12) ? 3 : 1)
  return chance.happens(0.5) ? `9123 ${digits}` : `9123${digits}`
}
