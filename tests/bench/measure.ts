import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { builtFile, type ChildServer, startChild, temporaryFolder } from '#tests/support/child-server.ts'
import { median } from '#tests/support/median.ts'
import { processCost } from '#tests/support/process-cost.ts'
import { bigFlow } from './big-flow.ts'
import { connect, postOf } from './load/connection.ts'
import { webChatWork } from './load/web-chat.ts'
import { type LoadProcess, startLoad } from './load-process.ts'
import { type Pace, type Reached, rounds, type Target, timesAsMuch } from './rounds.ts'
import { atLeast, atMost, type Row } from './rows.ts'
import { openShop, type Shop } from './shop.ts'

export interface Bench extends Pace {
  /** Which rows, by letter; all of them when empty. */
  wanted: readonly string[]
  /** Chats that wait in row c. */
  waiting: number
  /** Chats in the folder of row h. */
  chats: number
  /** A MongoDB server to measure on instead of the embedded store. */
  mongoServer?: string
}

/** Measures the wanted rows, telling of each as soon as it is known. */
export async function measure(bench: Bench, tell: (row: Row) => void): Promise<Row[]> {
  const rows: Row[] = []
  const wants = (...ids: string[]): boolean => bench.wanted.length === 0 || ids.some((id) => bench.wanted.includes(id))
  const add = (...more: Row[]): void => {
    for (const row of more) {
      if (!wants(row.id)) continue
      rows.push(row)
      tell(row)
    }
  }
  const load = await startLoad()
  const [express, http] = await Promise.all([startChild('express-echo'), startChild('http-echo')])
  const on = { peer: load.peer, ...(bench.mongoServer ? { mongoServer: bench.mongoServer } : {}) }
  const shop = await openShop(on)
  const crowded = wants('c') ? await openShop({ ...on, waiting: bench.waiting }) : undefined
  // What is compared stands side by side.
  const targets: Target[] = [
    { name: 'http', server: () => http, echo: true },
    { name: 'express', server: () => express, echo: true },
    { name: 'alur', server: () => shop.server, echo: false },
  ]
  try {
    if (wants('a', 'c', 'd')) {
      const idle = [shop.server, express, http].map(({ pid }) => processCost(pid)?.memoryMb)
      const all = crowded ? [...targets, { name: 'crowded', server: () => crowded.server, echo: false }] : targets
      add(...webChatRows(await rounds(load, 'web-chat', all, bench), idle, bench.waiting))
    }
    if (wants('b')) add(...webhookRows(await rounds(load, 'webhook', targets, bench)))
    if (wants('e')) add(await turnsRow(load, targets, bench))
    if (wants('f')) add(...(await publishRows(express, http, shop, bench)))
    if (wants('g')) add(await coldStartRow(crowded ?? shop, bench))
    if (wants('h') && !bench.mongoServer) add(...(await growthRows(bench)))
  } finally {
    load.end()
    await Promise.all([shop.close(), crowded?.close(), express.end('SIGKILL'), http.end('SIGKILL')])
  }
  return rows
}

type Results = Map<string, Reached>

const at = (results: Results, name: string): Reached => results.get(name) as Reached

/** The same figure of Alur and of both echoes. */
const three = (results: Results, figure: (reached: Reached) => number | undefined) => ({
  alur: figure(at(results, 'alur')),
  express: figure(at(results, 'express')),
  http: figure(at(results, 'http')),
})

function webChatRows(results: Results, idle: (number | undefined)[], waiting: number): Row[] {
  const alur = at(results, 'alur')
  const crowded = results.get('crowded')
  const rate = three(results, ({ most }) => most.perSecond)
  const wrong = three(results, ({ most, half }) => most.wrong + half.wrong)
  return [
    {
      id: 'a',
      name: 'web chat, 32 connections: messages/s',
      ...rate,
      goal: atLeast(timesAsMuch(alur, at(results, 'express')), 1, 'Express 5'),
    },
    { id: 'a', name: '  p50 at that rate, ms', ...three(results, ({ most }) => most.p50) },
    { id: 'a', name: '  p99 at that rate, ms', ...three(results, ({ most }) => most.p99) },
    { id: 'a', name: '  p50 at half of it, from the time it was due, ms', ...three(results, ({ half }) => half.p50) },
    {
      id: 'a',
      name: '  p99 at half of it, from the time it was due, ms',
      ...three(results, ({ half }) => half.p99),
      ...atMost(alur.half.p99, 25, '25 ms'),
    },
    { id: 'a', name: '  wrong replies', ...wrong, goal: none(wrong.alur) },
    ...(crowded
      ? [
          {
            id: 'c',
            name: `web chat, ${waiting.toLocaleString('en')} chats waiting: messages/s`,
            ...rate,
            alur: crowded.most.perSecond,
            goal: atLeast(timesAsMuch(crowded, alur), 0.9, '0.9 × row a'),
          },
          { id: 'c', name: '  p99 at that rate, ms', ...three(results, ({ most }) => most.p99), alur: crowded.most.p99 },
          {
            id: 'c',
            name: '  wrong replies',
            ...wrong,
            alur: crowded.most.wrong + crowded.half.wrong,
            goal: none(crowded.most.wrong + crowded.half.wrong),
          },
        ]
      : []),
    {
      id: 'd',
      name: 'half load: CPU of the server per message, ms',
      ...three(results, ({ half }) => half.cpuMs),
      ...atMost(alur.half.cpuMs, 0.15, '0.15 ms'),
    },
    { id: 'd', name: '  CPU per message at full load, ms', ...three(results, ({ most }) => most.cpuMs) },
    { id: 'd', name: '  memory before the first message, MB', alur: idle[0], express: idle[1], http: idle[2] },
    { id: 'd', name: '  memory at half load, MB', ...three(results, ({ half }) => half.memoryMb) },
    {
      id: 'd',
      name: '  written to files and connections per message at half load, KB',
      ...three(results, ({ half }) => half.writtenKb),
    },
    { id: 'd', name: '  CPU of the load itself per message, ms', ...three(results, ({ half }) => half.loadMs) },
  ]
}

function webhookRows(results: Results): Row[] {
  const alur = at(results, 'alur')
  const rate = three(results, ({ most }) => most.perSecond)
  const wrong = three(results, ({ most, half }) => most.wrong + half.wrong)
  return [
    {
      id: 'b',
      name: 'signed WhatsApp webhook to reply at the peer: messages/s',
      ...rate,
      goal: atLeast(timesAsMuch(alur, at(results, 'express')), 0.5, '½ Express 5'),
    },
    { id: 'b', name: '  p99 at that rate, ms', ...three(results, ({ most }) => most.p99) },
    {
      id: 'b',
      name: '  p99 at half of it, from the time it was due, ms',
      ...three(results, ({ half }) => half.p99),
      ...atMost(alur.half.p99, 25, '25 ms'),
    },
    { id: 'b', name: '  CPU of the server per message at half of it, ms', ...three(results, ({ half }) => half.cpuMs) },
    { id: 'b', name: '  wrong or missing replies', ...wrong, goal: none(wrong.alur) },
  ]
}

const none = (wrong = 0) => ({ text: '0', reached: wrong === 0 ? 1 : 0, pass: wrong === 0 })

/** The runtime has no server around it; the echoes beside it say what this machine was worth in the same minute. */
async function turnsRow(load: LoadProcess, targets: Target[], bench: Bench): Promise<Row> {
  const echoes = await rounds(
    load,
    'web-chat',
    targets.filter(({ echo }) => echo),
    { ...bench, rounds: 1 },
  )
  const all: { perSecond: number; wrong: number }[] = []
  for (let round = 0; round < bench.rounds; round++) all.push(await printed('turns', [String(bench.ms)]))
  const wrong = all.reduce((sum, one) => sum + one.wrong, 0)
  return {
    id: 'e',
    name: `pure runtime: turns/s${wrong > 0 ? ` (${wrong} wrong)` : ''}`,
    alur: median(all.map(({ perSecond }) => perSecond)),
    express: at(echoes, 'express').most.perSecond,
    http: at(echoes, 'http').most.perSecond,
  }
}

interface Spent {
  first: number
  median: number
}

/** Beside it, the echoes read and write the same document. */
async function publishRows(express: ChildServer, http: ChildServer, shop: Shop, bench: Bench): Promise<Row[]> {
  const folder = temporaryFolder()
  const times = bench.rounds * 5
  try {
    // A folder belongs to one process; a database does not.
    const env = bench.mongoServer ? shop.env : { ALUR_DATA: folder.path }
    const { checks, publishes } = await printed<{ checks: Spent; publishes: Spent }>('publish', [String(times)], env)
    const document = JSON.stringify(bigFlow(1_000))
    const echoes = { express: await echoMs(express.url, document, times), http: await echoMs(http.url, document, times) }
    return [
      {
        id: 'f',
        name: 'validate a flow of 1,000 nodes, ms',
        alur: checks.median,
        ...echoes,
        ...atMost(checks.median, 50, '50 ms'),
      },
      { id: 'f', name: '  the first time in a process, ms', alur: checks.first },
      { id: 'f', name: '  validate and publish it, ms', alur: publishes.median, ...echoes },
    ]
  } finally {
    folder.remove()
  }
}

interface Grown {
  returningKb: number
  newKb: number
  memoryMb: number
  bytesPerTurn: number
  loopDelayP99: number
  loopDelayMax: number
}

/** A folder with many chats: what a message writes once as much waits for a checkpoint as may, what the process holds, and what filtered lists do to everyone else. */
async function growthRows({ chats, ms }: Bench): Promise<Row[]> {
  const folder = temporaryFolder()
  try {
    const grown = await printed<Grown>('growth', [folder.path, String(chats), String(ms * 15)])
    return [
      {
        id: 'h',
        name: `${chats.toLocaleString('en')} chats in the folder: written for a message of one that comes back, KB`,
        alur: grown.returningKb,
        ...atMost(grown.returningKb, 25, '25 KB'),
      },
      {
        id: 'h',
        name: '  written for the first message of a new one, KB',
        alur: grown.newKb,
        ...atMost(grown.newKb, 25, '25 KB'),
      },
      { id: 'h', name: '  memory beside the map, MB', alur: grown.memoryMb, ...atMost(grown.memoryMb, 250, '250 MB') },
      { id: 'h', name: '  bytes per turn', alur: grown.bytesPerTurn },
      {
        id: 'h',
        name: '  event loop delay beside 20 filtered lists/s: p99, ms',
        alur: grown.loopDelayP99,
        ...atMost(grown.loopDelayP99, 20, '20 ms'),
      },
      { id: 'h', name: '  the longest, ms', alur: grown.loopDelayMax },
    ]
  } finally {
    folder.remove()
  }
}

async function echoMs(url: string, document: string, times: number): Promise<number> {
  const connection = await connect(url)
  const all: number[] = []
  for (let i = 0; i < times; i++) {
    const began = performance.now()
    await new Promise((resolve) => connection.post(postOf(url, '/', {}, document), resolve))
    all.push(performance.now() - began)
  }
  connection.close()
  return median(all)
}

/** From the start of the process to the first answer, on a store with data in it. */
async function coldStartRow(shop: Shop, bench: Bench): Promise<Row> {
  const spent: Record<'alur' | 'express' | 'http', number[]> = { alur: [], express: [], http: [] }
  await shop.stop()
  for (let round = 0; round < bench.rounds; round++) {
    spent.express.push(await firstAnswer(() => startChild('express-echo')))
    spent.http.push(await firstAnswer(() => startChild('http-echo')))
    spent.alur.push(
      await firstAnswer(async () => {
        await shop.restart()
        return shop.server
      }),
    )
  }
  const alur = median(spent.alur)
  const [express, http] = [median(spent.express), median(spent.http)]
  return { id: 'g', name: 'cold start to first reply, ms', alur, express, http, ...atMost(alur, 1_000, '1,000 ms') }
}

async function firstAnswer(start: () => Promise<ChildServer>): Promise<number> {
  const began = performance.now()
  const server = await start()
  const connection = await connect(server.url)
  const request = webChatWork(server.url).request({ number: 0, step: 0 })
  const { status } = await new Promise<{ status: number }>((resolve) => connection.post(request, resolve))
  const ms = performance.now() - began
  connection.close()
  await server.end('SIGTERM')
  if (status !== 200) throw new Error(`the first answer was a ${status}`)
  return ms
}

/** What a bundle prints as JSON. */
async function printed<T>(name: string, args: string[], env: Record<string, string> = {}): Promise<T> {
  const child = spawn(process.execPath, [builtFile(name), ...args], {
    env: { PATH: process.env.PATH, NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString()
  })
  const [code] = (await once(child, 'close')) as [number | null]
  if (code !== 0) throw new Error(`${name} ended with ${code}`)
  return JSON.parse(output) as T
}
