import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { Registry } from 'prom-client'
import request from 'supertest'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createApp } from '#server/app.ts'
import { type Collection, type Stored, StoreUnavailable } from '#server/store/contract.ts'
import { anApp } from '#tests/support/an-app.ts'

function anEditor(): string {
  const folder = mkdtempSync(join(tmpdir(), 'alur-editor-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  mkdirSync(join(folder, 'assets'))
  writeFileSync(join(folder, 'index.html'), '<title>Alur</title>')
  writeFileSync(join(folder, 'assets', 'main-4f3a.js'), 'export {}')
  return folder
}

describe('the editor’s pages', () => {
  it.each(['/', '/flows', '/flows/f1', '/inbox/c1?view=mine'])('are at %s, asked for anew each time', async (path) => {
    const app = await anApp({ editorFolder: anEditor() })
    const page = await request(app.http).get(path).expect(200)
    expect(page.text).toBe('<title>Alur</title>')
    expect(page.headers['cache-control']).toBe('no-cache')
  })

  it('keep files with a hash in their name for ever', async () => {
    const app = await anApp({ editorFolder: anEditor() })
    const file = await request(app.http).get('/assets/main-4f3a.js').expect(200)
    expect(file.headers['cache-control']).toBe('public, max-age=31536000, immutable')
  })

  it.each(['/assets/gone.js', '/favicon.ico', '/api/flows', '/api/v1/nothing', '/../package.json', '/%2e%2e/package.json'])(
    'do not answer for %s',
    async (path) => {
      const app = await anApp({ editorFolder: anEditor() })
      const { status, body } = await request(app.http).get(path)
      expect([400, 404]).toContain(status)
      expect(body.error.code).toMatch(/^(not-found|bad-request)$/)
    },
  )

  it('run nothing that is not a file of this server', async () => {
    const app = await anApp({ editorFolder: anEditor() })
    const { headers } = await request(app.http).get('/').expect(200)
    expect(headers['content-security-policy']).toContain("default-src 'self';script-src 'self';style-src 'self' 'unsafe-inline'")
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(headers['x-powered-by']).toBeUndefined()
    expect(headers['strict-transport-security']).toBeUndefined()
  })
})

it('a chat that is not there is a page for people and an error for programs', async () => {
  const app = await anApp()
  const page = await request(app.http).get('/chat/gone').set('Accept', 'text/html').set('Accept-Language', 'ar').expect(404)
  expect(page.text).toContain('<html lang="ar" dir="rtl">')
  expect((await request(app.http).get('/chat/gone').expect(404)).body.error.code).toBe('not-found')
})

describe('the API’s documentation', () => {
  it('is a page without scripts in it, from files of this server', async () => {
    const app = await anApp()
    await request(app.http).get('/api/docs/').expect(308).expect('Location', '/api/docs')
    const page = await request(app.http).get('/api/docs').expect(200)
    expect(page.text).not.toMatch(/<script>|https?:/)
    const files = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, file]) => `/api/${file}`)
    expect(files).toEqual(['/api/docs/swagger-ui.css', '/api/docs/swagger-ui-bundle.js', '/api/docs/start.js'])
    for (const file of files) await request(app.http).get(file).expect(200)
  })
})

describe('for those who run the server', () => {
  it('it says that it lives and is ready', async () => {
    const app = await anApp()
    await request(app.http).get('/healthz').expect(200, { status: 'ok' })
    await request(app.http).get('/readyz').expect(200, { status: 'ok' })
  })

  it('it says 503 while the store does not answer, and lives on', async () => {
    const { deps } = await anApp()
    const away = () => Promise.reject(new StoreUnavailable('away'))
    const app = createApp({
      ...deps,
      metrics: new Registry(),
      store: { ...deps.store, ping: away, collection: () => failing(away) },
    })
    await request(app).get('/readyz').expect(503, { status: 'the store does not answer' })
    await request(app).get('/healthz').expect(200)
    expect((await request(app).get('/api/v1/setup').expect(503)).body.error.code).toBe('unavailable')
  })

  it('it shows what it measures to nobody without the token', async () => {
    const app = await anApp()
    for (const header of ['', 'Bearer', 'Bearer wrong', 'Basic YTpi', 'Bearer a-token-for-prometheus2'])
      await request(app.http).get('/metrics').set('Authorization', header).expect(404)
    const without = await anApp({ config: { metricsToken: undefined } })
    await without.metrics().expect(404)
  })

  it('it measures by route, never by id', async () => {
    const app = await anApp()
    const { client, workspaceId } = await app.owner()
    await client.get(`/workspaces/${workspaceId}/flows`).expect(200)
    const { text } = await app.metrics().expect(200)
    expect(text).toContain('alur_api_request_seconds_count{method="GET",path="/workspaces/{w}/flows",status="200"} 1')
    expect(text).not.toContain(workspaceId)
  })

  it('it logs no password, cookie or token, and nobody learns of an unknown error', async () => {
    const app = await anApp()
    const { client, token, workspaceId } = await app.owner()
    const made = await client
      .post(`/workspaces/${workspaceId}/tokens`, { name: 'CI', role: 'admin', expiresInDays: 1 })
      .expect(201)
    await app.program(made.body.secret).get(`/workspaces/${workspaceId}/flows`).expect(200)
    const onFire = () => Promise.reject(new Error('the disk is on fire'))
    const broken = createApp({
      ...app.deps,
      metrics: new Registry(),
      store: { ...app.deps.store, collection: () => failing(onFire) },
    })
    const { body } = await request(broken).get('/api/v1/setup').expect(500)
    expect(body).toEqual({ error: { code: 'internal', message: 'Something went wrong on our side. It has been written down.' } })
    const log = app.lines.join('')
    expect(log).toContain('the disk is on fire')
    for (const secret of ['correct horse battery', token, made.body.secret]) expect(log).not.toContain(secret)
  })
})

/** A collection whose every read fails. */
function failing<T extends Stored>(read: () => Promise<never>): Collection<T> {
  return { get: read, find: read, getMany: read } as Partial<Collection<T>> as Collection<T>
}

describe('what is sent', () => {
  const long = 'export const words = "over and over"\n'.repeat(100)
  const built = (): string => {
    const folder = anEditor()
    writeFileSync(join(folder, 'assets', 'long-1a2b.js'), long)
    writeFileSync(join(folder, 'assets', 'long-1a2b.js.br'), brotliCompressSync(long))
    writeFileSync(join(folder, 'assets', 'long-1a2b.js.gz'), gzipSync(long))
    return folder
  }

  it.each([
    ['br, gzip', 'br', 'br'],
    ['gzip, deflate', 'gzip', 'gz'],
    ['identity', undefined, undefined],
  ])('to whoever takes %s is packed as the build did it, and kept for ever in that form', async (takes, encoding, ending) => {
    const folder = built()
    const app = await anApp({ editorFolder: folder })
    const get = () => request(app.http).get('/assets/long-1a2b.js').set('Accept-Encoding', takes)
    const { headers } = await get().expect(200)
    expect(headers).toMatchObject({
      'cache-control': 'public, max-age=31536000, immutable',
      'content-type': expect.stringMatching(/^text\/javascript; charset=utf-8$/i),
      vary: 'Accept-Encoding',
    })
    const file = join(folder, 'assets', ['long-1a2b.js', ending].filter(Boolean).join('.'))
    expect([headers['content-encoding'], headers['content-length']]).toEqual([encoding, String(readFileSync(file).length)])
    await get().set('If-None-Match', String(headers.etag)).expect(304)
  })

  it('by the API is packed when it is long, and as it is when it is short', async () => {
    const app = await anApp()
    const answer = (path: string) => request(app.http).get(path).set('Accept-Encoding', 'br, gzip').expect(200)
    expect((await answer('/api/v1/openapi.json')).headers['content-encoding']).toBe('br')
    expect((await answer('/api/v1/setup')).headers['content-encoding']).toBeUndefined()
  })
})
