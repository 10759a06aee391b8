import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))

it('chats with a flow in the terminal: choices by number, time that passes, and the hand-off', () => {
  const { output } = talk(['tests/flows/yoho-welcome.json'], ['hello', '2', '/wait 45m', '1', 'parcel', '9123 4567', '/quit'])
  expect(output.split('\n').slice(6)).toEqual([
    '> Welcome to Yoho! Choose your language.',
    '歡迎來到 Yoho！請選擇語言。',
    '欢迎来到 Yoho！请选择语言。',
    '  1. English',
    '  2. 繁體中文',
    '  3. 简体中文',
    '> 你好，今天有甚麼可以幫到你？',
    '  1. 常見問題',
    '  2. 追蹤訂單',
    '  3. 瀏覽產品',
    '  4. 聯絡客服',
    '> 你還在嗎？請點選以下選項，或隨時留言給我們。',
    '  1. 返回主題',
    '  2. 聯絡客服',
    '> 你好，今天有甚麼可以幫到你？',
    '  1. 常見問題',
    '  2. 追蹤訂單',
    '  3. 瀏覽產品',
    '  4. 聯絡客服',
    '> 你下單時用的電話號碼是？例如 9123 4567。',
    '> 謝謝。同事會用 +85291234567 查找你的訂單，並在這裡回覆你。',
    '(a person takes over, team orders: Wants to know where the order of +85291234567 is)',
    '> ',
  ])
})

it('speaks a language that is named, right to left too, and shows what the flow knows', () => {
  const { output } = talk(['tests/flows/sharwa-roles.json'], ['/lang ar', 'hi', 'سائق', '/state', '/nonsense'])
  expect(output).toContain('أهلًا بك، ما المشكلة؟\n  1. عنوان التوصيل\n')
  expect(output).toContain('"role": "driver"')
  expect(output.match(/\/wait 30m/g)).toHaveLength(2)
})

it('says what is wrong with a file that is no flow', () => {
  const folder = mkdtempSync(join(tmpdir(), 'alur-talk-'))
  const file = join(folder, 'broken.json')
  writeFileSync(file, '{"schemaVersion":1,"name":"x"}')
  const { status, errors } = talk([file], [])
  rmSync(folder, { recursive: true })
  expect(status).toBe(1)
  expect(errors).toContain('broken.json is no flow:')
  expect(errors).toContain('nodes')
})

function talk(files: string[], lines: string[]): { output: string; errors: string; status: number | null } {
  const child = spawnSync(process.execPath, ['--import', 'tsx', 'server/commands/talk.ts', ...files], {
    cwd: root,
    input: lines.map((line) => `${line}\n`).join(''),
    encoding: 'utf8',
  })
  return { output: child.stdout, errors: child.stderr, status: child.status }
}
