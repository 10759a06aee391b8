import stopwords from 'stopwords-iso'
import { describe, expect, it } from 'vitest'
import type { Command } from '#schemas/command.ts'
import { commonWords } from '#schemas/common-words.ts'
import { newFlow } from '#schemas/flow.ts'
import { starterCommands } from '#schemas/starter-words.ts'
import { commandWords } from './command-words.ts'

const languages = ['en', 'zh-Hant', 'zh-Hans', 'ar', 'th', 'vi']

/** A flow that speaks all of them, with the words new flows start with. */
const settings = {
  ...newFlow('Words').settings,
  commands: starterCommands('en').map(
    (command): Command => ({
      ...command,
      words: Object.assign(
        {},
        ...languages.map((language) => starterCommands(language).find(({ id }) => id === command.id)?.words),
      ),
    }),
  ),
}
const menu = {
  id: 'm',
  type: 'menu',
  position: { x: 0, y: 0 },
  data: { config: { options: [{ id: 'a', label: { en: 'Agant' }, synonyms: { en: ['humen'] } }] } },
}
const words = commandWords({ settings, nodes: [menu] })
const said = (text: string) => words.said(text)?.id
const almost = (text: string) => words.almostSaid(text)?.id

describe('a global command', () => {
  it.each([
    ['stop', 'stop'],
    ['STOP!', 'stop'],
    ['ＳＴＯＰ', 'stop'],
    ['stop please', 'stop'],
    ['Please stop', 'stop'],
    ['\u200fstop\u200e', 'stop'],
    ['dừng', 'stop'],
    ['Dừng ạ', 'stop'],
    ['DỪNG', 'stop'],
    ['hủy đăng ký', 'stop'],
    ['huỷ đăng ký', 'stop'],
    ['huy dang ky', 'stop'],
    ['nhan vien', 'agent'],
    ['nhân viên', 'agent'],
    ['gap nguoi that', 'agent'],
    ['bat dau lai', 'menu'],
    ['หยุด', 'stop'],
    ['หยุดครับ', 'stop'],
    ['หยุดค่ะ', 'stop'],
    ['เจ้าหน้าที่ครับ', 'agent'],
    ['停止', 'stop'],
    ['取消訂閱', 'stop'],
    ['取消订阅', 'stop'],
    ['唔該客服', 'agent'],
    ['客服谢谢', 'agent'],
    ['主選單', 'menu'],
    ['إيقاف', 'stop'],
    ['ايقاف', 'stop'],
    ['إيقاف من فضلك', 'stop'],
    ['القائمه', 'menu'],
    ['agent', 'agent'],
    ['Menu.', 'menu'],
    ['đúng', undefined],
    ['đúng rồi', undefined],
    ['Đúng!', undefined],
    ['dung', undefined],
    ['đừng', undefined],
    ['dùng', undefined],
    ['đứng', undefined],
    ['agnet', undefined],
    ['stpo', undefined],
    ['stop my order', undefined],
    ['إيقاع', undefined],
    ['หยุดงาน', undefined],
    ['', undefined],
  ])('%j is %s', (text, command) => {
    expect(said(text)).toBe(command)
  })

  it.each([
    ['agnet', 'agent'],
    ['agetn', 'agent'],
    ['aget', 'agent'],
    ['agentt', 'agent'],
    ['Humna please', 'agent'],
    ['strat over', 'menu'],
    ['nhan vine', 'agent'],
    ['เจ้าหน้าที', 'agent'],
    ['unsubscibe', 'stop'],
    ['stpo', 'stop'],
    ['sotp', 'stop'],
    ['stopp', 'stop'],
    ['sstop', 'stop'],
    ['shop', undefined],
    ['step', undefined],
    ['top', undefined],
    ['spot', undefined],
    ['stoc', undefined],
    ['mene', undefined],
    ['urgent', undefined],
    ['agency', undefined],
    ['Agant', undefined],
    ['humen', undefined],
    ['dung', undefined],
    ['đúng', undefined],
    ['agent now please hurry', undefined],
    ['agent'.repeat(50), undefined],
  ])('%j, misspelt, is %s', (text, command) => {
    expect(almost(text)).toBe(command)
  })

  it.each(languages)('is no common word of %s', (language) => {
    const listed: string[] = stopwords[language.split('-')[0] as keyof typeof stopwords]
    // Published lists of words to leave out hold “stop” itself.
    const common = [...(commonWords[language] ?? []), ...listed].filter((word) => word !== 'stop')
    expect(common.length).toBeGreaterThan(100)
    expect(common.filter((word) => said(word) || almost(word))).toEqual([])
  })

  it('means nothing without its marks when two commands fold to the same', () => {
    const clash = commandWords({
      settings: {
        ...settings,
        commands: [
          { id: 'one', action: 'restart', words: { fr: ['côtes rôties'] } },
          { id: 'two', action: 'hand-off', words: { fr: ['cotés rôties'] } },
        ],
      },
      nodes: [],
    })
    expect(['côtes rôties', 'cotés rôties', 'cotes roties'].map((text) => clash.said(text)?.id)).toEqual([
      'one',
      'two',
      undefined,
    ])
  })

  it('is looked for in a hostile text as fast as in any other', () => {
    const started = process.cpuUsage()
    for (let i = 0; i < 1000; i++) {
      words.said('stop '.repeat(40))
      words.almostSaid('a'.repeat(200))
    }
    expect(process.cpuUsage(started).user / 1000 / 1000).toBeLessThan(2)
  })
})
