import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

interface Locked {
  packages: Record<string, { name?: string; hasInstallScript?: boolean; dev?: boolean }>
}

/** Each builds or finds a binary of its own and calls nobody. */
const known = ['esbuild', 'fsevents', 'lmdb', 'msgpackr-extract']

it('no package runs a script at install but those that need a binary: none reports who installs us', () => {
  const { packages } = JSON.parse(readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8')) as Locked
  const running = Object.entries(packages).filter(([, { hasInstallScript }]) => hasInstallScript)
  const names = running.map(([path, { name }]) => name ?? path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length))
  expect(names.filter((name) => !known.includes(name))).toEqual([])
})
