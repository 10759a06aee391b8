import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { loadSecretKey } from '#server/secret-key.ts'
import { openEmbedded } from '#server/store/embedded/open.ts'
import { thingsWith } from './things.ts'

const definition = thingsWith({ name: 'v', fields: { v: 1 } })

function place(): string {
  const folder = mkdtempSync(join(tmpdir(), 'alur-modes-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** As the system shows it: `700`. */
const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8)
const modesIn = (folder: string) => Object.fromEntries(readdirSync(folder).map((file) => [file, modeOf(join(folder, file))]))

/** Opens the folder, writes to it, and tells the modes while it is open. */
async function openedModes(folder: string, log: (line: string) => void) {
  const store = await openEmbedded({ folder, sync: false, log })
  loadSecretKey({ dataFolder: folder })
  await store.collection(definition).put({ _id: 'a', v: 1 })
  const files = modesIn(folder)
  await store.close()
  return { folder: modeOf(folder), files }
}

const closed = {
  folder: '700',
  files: {
    'alur.lock': '600',
    'data.mdb': '600',
    'journal-1': '600',
    'journal-2': '600',
    'lock.mdb': '600',
    'secret.key': '600',
  },
}

it.skipIf(process.platform === 'win32').each(['000', '022', '077'])(
  'a new data folder can be read by nobody else, whatever the umask (%s) is',
  async (umask) => {
    const before = process.umask(Number.parseInt(umask, 8))
    onTestFinished(() => void process.umask(before))
    const lines: string[] = []
    const folder = join(place(), 'new', 'data')
    expect(await openedModes(folder, (line) => lines.push(line))).toEqual(closed)
    expect(lines).toEqual([])
  },
)

it.skipIf(process.platform === 'win32')(
  'a data folder that others could read is closed at the next start, and told of',
  async () => {
    const folder = place()
    await openedModes(folder, () => {})
    chmodSync(folder, 0o755)
    for (const file of readdirSync(folder)) chmodSync(join(folder, file), 0o644)
    const lines: string[] = []
    expect(await openedModes(folder, (line) => lines.push(line))).toEqual(closed)
    const told = (name: string, was: string, is: string) =>
      `${name} was open to other users of this machine (${was}); now only its owner may (${is}).`
    const files = ['data.mdb', 'lock.mdb', 'secret.key', 'journal-1', 'journal-2']
    expect(lines).toEqual([
      told(`The data folder ${folder}`, '755', '700'),
      ...files.filter((file) => file in closed.files).map((file) => told(`${file} in the data folder`, '644', '600')),
    ])
  },
)
