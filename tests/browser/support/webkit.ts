import { type ChildProcess, spawn } from 'node:child_process'
import { createServer } from 'node:net'
import type { AnyBrowser, Point } from './hands.ts'

const window = { width: 1440, height: 900 }
/** Keys as WebDriver writes them (W3C WebDriver, "Keyboard actions"). */
const keys = { Enter: '\uE007', Escape: '\uE00C', End: '\uE010', control: '\uE009' }

/** WebKit (WebKitGTK's own small browser) in an X server without a screen, by plain WebDriver. Needs `WebKitWebDriver` and `Xvfb`. */
export async function openWebKit(): Promise<AnyBrowser> {
  const display = await startDisplay()
  const port = await freePort()
  const driver = spawn('WebKitWebDriver', [`--port=${port}`], {
    stdio: 'ignore',
    env: { ...process.env, DISPLAY: `:${display.number}`, LIBGL_ALWAYS_SOFTWARE: '1' },
  })
  const stop = () => {
    driver.kill()
    display.process.kill()
  }
  try {
    return await startSession(`http://127.0.0.1:${port}`, driver, stop)
  } catch (error) {
    stop()
    throw error
  }
}

async function startSession(url: string, driver: ChildProcess, stop: () => void): Promise<AnyBrowser> {
  const call = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const answer = await fetch(`${url}${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    })
    const { value } = (await answer.json()) as { value: T & { error?: string; message?: string } }
    if (!answer.ok) throw new Error(`${method} ${path}: ${value.error}: ${value.message}`)
    return value
  }
  await ready(() => call<{ ready: boolean }>('GET', '/status'), driver)
  const { sessionId } = await call<{ sessionId: string }>('POST', '/session', { capabilities: { alwaysMatch: {} } })
  const session = `/session/${sessionId}`
  const post = <T>(path: string, body: unknown) => call<T>('POST', `${session}${path}`, body)
  const ask: AnyBrowser['ask'] = (question, ...args) =>
    post('/execute/sync', { script: `return (${question}).apply(null, arguments)`, args })
  const perform = (id: string, type: 'pointer' | 'key', actions: object[]) =>
    post('/actions', {
      actions: [{ id, type, ...(type === 'pointer' ? { parameters: { pointerType: 'mouse' } } : {}), actions }],
    })
  const stroke = (value: string) => [
    { type: 'keyDown', value },
    { type: 'keyUp', value },
  ]

  await post('/window/rect', window)
  const inside = await ask(() => ({ width: innerWidth, height: innerHeight }))
  await post('/window/rect', { width: 2 * window.width - inside.width, height: 2 * window.height - inside.height })

  return {
    goTo: (to) => post('/url', { url: to }),
    ask,
    drag: async (start, ...way) => {
      const move = ({ x, y }: Point) => ({
        type: 'pointerMove',
        duration: 20,
        origin: 'viewport',
        x: Math.round(x),
        y: Math.round(y),
      })
      const down = { type: 'pointerDown', button: 0 }
      await perform('mouse', 'pointer', [move(start), down, ...way.map(move), { type: 'pointerUp', button: 0 }])
    },
    type: async (text) => {
      await perform('keyboard', 'key', [...text].flatMap(stroke))
    },
    press: async (key, control = false) => {
      const held = stroke(keys.control)
      await perform('keyboard', 'key', control ? [held[0] ?? {}, ...stroke(keys[key]), held[1] ?? {}] : stroke(keys[key]))
    },
    screenshot: async () => Buffer.from(await call<string>('GET', `${session}/screenshot`), 'base64'),
    // Classic WebDriver tells nothing of what a page's console says.
    errors: () => [],
    close: async () => {
      await call('DELETE', session)
      stop()
    },
  }
}

/** An X server with a screen in memory, on a number that it chooses itself. */
async function startDisplay(): Promise<{ number: string; process: ChildProcess }> {
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1600x1100x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  })
  const number = await new Promise<string>((resolve, reject) => {
    server.once('error', reject)
    server.once('exit', (code) => reject(new Error(`Xvfb ended with ${code}`)))
    server.stdio[3]?.once('data', (line) => resolve(String(line).trim()))
  })
  return { number, process: server }
}

async function ready(ask: () => Promise<{ ready: boolean }>, driver: ChildProcess): Promise<void> {
  let gone: Error | undefined
  driver.once('error', (error) => (gone = error))
  driver.once('exit', (code) => (gone = new Error(`WebKitWebDriver ended with ${code}`)))
  for (const until = Date.now() + 20_000; Date.now() < until; ) {
    if (gone) throw gone
    try {
      if ((await ask()).ready) return
    } catch {
      await new Promise((again) => setTimeout(again, 50))
    }
  }
  throw new Error('WebKitWebDriver is not ready')
}

const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const probe = createServer().once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
