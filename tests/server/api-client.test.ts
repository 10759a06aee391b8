import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { fileURLToPath, pathToFileURL } from 'node:url'
import openapiTS, { astToString } from 'openapi-typescript'
import ts from 'typescript'
import { expect, it, onTestFinished } from 'vitest'
import { anApp } from '#tests/support/an-app.ts'

/** It is compiled against what is generated here, and is no part of this program. */
type Story = (origin: string, token: string) => Promise<{ statistics(): Promise<unknown> } & Record<string, unknown>>

const cache = fileURLToPath(new URL('../../node_modules/.cache/', import.meta.url))

it('a client generated from the description compiles strictly and creates, publishes, chats and counts', async () => {
  const app = await anApp()
  const origin = `http://127.0.0.1:${(app.http.address() as AddressInfo).port}`
  const w = await app.workspace()
  const { secret } = await app.token(w, (await app.person({ [w]: 'admin' })).userId, 'admin')
  const description = (await app.anonymous.get('/openapi.json').expect(200)).body

  await mkdir(cache, { recursive: true })
  const folder = await mkdtemp(`${cache}api-client-`)
  onTestFinished(() => rm(folder, { recursive: true }))
  await writeFile(`${folder}/package.json`, '{ "type": "module" }')
  await writeFile(`${folder}/api.d.ts`, astToString(await openapiTS(description)))
  await copyFile(new URL('./api-client/story.ts', import.meta.url), `${folder}/story.ts`)
  expect(compile(`${folder}/story.ts`)).toEqual([])

  const { story } = (await import(/* @vite-ignore */ pathToFileURL(`${folder}/story.js`).href)) as { story: Story }
  const { statistics, ...told } = await story(origin, secret)
  expect(told).toEqual({
    role: 'admin',
    title: 'Shop',
    version: 1,
    revision: 1,
    savedRevision: 1,
    said: ['From ten to ten.'],
  })
  await app.projections.flush()
  expect(await statistics()).toEqual({ started: 1, outputs: { hours: 1 } })
})

/** Compiles a program as strictly as can be, and says what is wrong with it. */
function compile(file: string): string[] {
  const program = ts.createProgram([file], {
    strict: true,
    noUncheckedIndexedAccess: true,
    exactOptionalPropertyTypes: true,
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
    types: [],
    skipLibCheck: true,
  })
  const { diagnostics } = program.emit()
  return [...ts.getPreEmitDiagnostics(program), ...diagnostics].map(
    ({ file: at, start = 0, messageText }) =>
      `${at ? `${at.fileName.split('/').at(-1)}:${at.getLineAndCharacterOfPosition(start).line + 1} ` : ''}${ts.flattenDiagnosticMessageText(messageText, '\n')}`,
  )
}
