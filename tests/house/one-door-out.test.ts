import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const root = fileURLToPath(new URL('../../', import.meta.url))
const callsOut = /(?<![.\w])fetch\(|\bhttps?\.(request|get)\(|from '(undici|node:https|axios|got)'|new WebSocket\(/

it('nothing calls out of the server except through server/egress', () => {
  const files = ['schemas', 'nodes', 'runtime', 'server'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)),
  )
  const sources = files.filter((file) => /(?<!\.test)\.ts$/.test(file) && !file.startsWith(join('server', 'egress')))
  expect(sources.length).toBeGreaterThan(0)
  expect(sources.filter((file) => callsOut.test(readFileSync(join(root, file), 'utf8')))).toEqual([])
})
