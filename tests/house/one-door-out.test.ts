import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const root = fileURLToPath(new URL('../../', import.meta.url))
const callsOut = /(?<![.\w])fetch\(|\bglobalThis\.fetch\b|\bnew (WebSocket|EventSource)\(/
/** What opens a connection, or looks up where one goes. */
const network = /^(node:)?(https?|http2|net|tls|dns|dns\/promises|dgram)$|^(undici|axios|got|ky|node-fetch|superagent|ws)$/

/** The true exceptions: what they listen on or speak to is this machine's own. */
const ownSockets: Record<string, string> = {
  'server/assemble.ts': 'createServer',
  'server/backup/ask-at-door.ts': 'connect',
  'server/backup/copy-door.ts': 'createServer',
}

/** Libraries that connect by themselves, and what whoever takes one hands it, so that it goes by `server/egress`. */
const libraries: Record<string, RegExp> = {
  grammy: /\begress\b[\s\S]*\bfetch\b/,
  'openid-client': /\bcustomFetch\b/,
  nodemailer: /\bservername\b/,
  imapflow: /\bservername\b/,
  'web-push': /\bgenerateRequestDetails\b/,
}

interface Taken {
  file: string
  from: string
  names: string[]
}

/** What a file imports from packages, types apart. */
function takenBy(file: string, text: string): Taken[] {
  const statements = text.matchAll(/^import\s+(?!type\s)([^;'"]*?)\s*from\s+['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/gm)
  return [...statements].map(([, names = '', from, lazily]) => ({
    file,
    from: (from ?? lazily) as string,
    names: lazily
      ? ['*']
      : names
          .split(/[{},]/)
          .map((name) => name.trim())
          .filter((name) => name && !name.startsWith('type ')),
  }))
}

const sources = ['schemas', 'nodes', 'runtime', 'server']
  .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)))
  .filter((file) => /(?<!\.test)\.ts$/.test(file) && !file.startsWith(join('server', 'egress')))
  .map((file) => ({ file, text: readFileSync(join(root, file), 'utf8') }))
const taken = sources.flatMap(({ file, text }) => takenBy(file, text))

it('nothing calls out of the server except through server/egress', () => {
  expect(sources.length).toBeGreaterThan(0)
  expect(sources.filter(({ text }) => callsOut.test(text)).map(({ file }) => file)).toEqual([])
})

it('nothing outside server/egress takes what opens a connection, but for this machine’s own sockets', () => {
  const found = taken
    .filter(({ from }) => network.test(from))
    .flatMap(({ file, from, names }) => names.filter((name) => name !== 'isIP').map((name) => ({ file, from, name })))
  expect(found.filter(({ file, name }) => ownSockets[file] !== name)).toEqual([])
  expect(found.map(({ file }) => file).sort()).toEqual(Object.keys(ownSockets))
})

it('whoever takes a library that connects by itself hands it the way out', () => {
  const wrong = taken.filter(({ file, from }) => {
    const way = libraries[from]
    return way && !way.test(sources.find((one) => one.file === file)?.text ?? '')
  })
  expect(wrong.map(({ file, from }) => `${file} takes ${from}`)).toEqual([])
})
