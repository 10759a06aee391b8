import type { Command } from './command.ts'
import type { Language, LocalisedText } from './text.ts'

/** What a new flow starts with, in the languages we can speak: the words that always work, and what is said when something fails. */
const words: Record<Language, { restart: string[]; 'hand-off': string[]; stop: string[]; fallback: string }> = {
  en: {
    restart: ['menu', 'start over'],
    'hand-off': ['agent', 'human'],
    stop: ['stop', 'unsubscribe'],
    fallback: 'Something went wrong on our side. A colleague will help you here.',
  },
  'zh-Hant': {
    restart: ['主選單', '重新開始'],
    'hand-off': ['客服', '真人'],
    stop: ['停止', '取消訂閱'],
    fallback: '我們這邊出了點問題，同事會在這裡協助你。',
  },
  'zh-Hans': {
    restart: ['主菜单', '重新开始'],
    'hand-off': ['客服', '人工'],
    stop: ['停止', '退订'],
    fallback: '我们这边出了点问题，同事会在这里帮助你。',
  },
  ar: {
    restart: ['القائمة', 'من البداية'],
    'hand-off': ['موظف', 'شخص'],
    stop: ['إيقاف', 'إلغاء الاشتراك'],
    fallback: 'حدث خطأ لدينا. سيساعدك أحد زملائنا هنا.',
  },
  th: {
    restart: ['เมนู', 'เริ่มใหม่'],
    'hand-off': ['เจ้าหน้าที่', 'คุยกับคน'],
    stop: ['หยุด', 'ยกเลิกการรับข่าวสาร'],
    fallback: 'ระบบของเราขัดข้อง เพื่อนร่วมงานจะช่วยคุณที่นี่',
  },
  vi: {
    restart: ['menu', 'bắt đầu lại'],
    'hand-off': ['nhân viên', 'gặp người thật'],
    stop: ['dừng', 'hủy đăng ký'],
    fallback: 'Phía chúng tôi gặp trục trặc. Đồng nghiệp sẽ hỗ trợ bạn tại đây.',
  },
}

const wordsIn = (language: Language) => words[language] ?? words[language.split('-')[0] as string] ?? words.en

const actions: { id: string; action: Command['action'] }[] = [
  { id: 'menu', action: 'restart' },
  { id: 'agent', action: 'hand-off' },
  { id: 'stop', action: 'stop' },
]

/** The global commands of a new flow in `language`. */
export const starterCommands = (language: Language): Command[] =>
  actions.map(({ id, action }) => ({ id, action, words: { [language]: [...(wordsIn(language)?.[action] ?? [])] } }))

/** What a new flow in `language` says when a node fails. */
export const starterFallback = (language: Language): LocalisedText => ({ [language]: wordsIn(language)?.fallback ?? '' })
