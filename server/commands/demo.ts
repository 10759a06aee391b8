import { randomBytes } from 'node:crypto'
import { type Config, ConfigError, readConfig } from '../config.ts'
import { demoOwner, makeDemo } from '../demo/make-demo.ts'
import { findWebChats } from '../demo/open-shop.ts'
import { giveUp } from '../give-up.ts'
import { run } from '../run.ts'

/** `npm run demo`: a server with two shops and two weeks of their customers. The first start makes them, later ones keep them. */
try {
  await demo(demoConfig(process.env))
} catch (error) {
  giveUp(error)
}

async function demo(config: Config): Promise<void> {
  if (!demoOwner(config.dataFolder)) await make(config)
  const { url, server } = await run(config)
  const owner = demoOwner(config.dataFolder)
  const chats = await findWebChats(server.deps)
  const lines = [
    '',
    `Alur    ${url}`,
    `Sign in ${owner?.email}, password ${owner?.password}`,
    '',
    ...chats.map(({ workspace, channelId }) => `${workspace}, as a customer sees it: ${url}/chat/${channelId}`),
    '',
    `Everything in it is made up. It is kept in ${config.dataFolder}; delete that folder to begin again.`,
    '',
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
}

/** A demo stays on this machine and in a folder of its own, unless the environment says otherwise. */
function demoConfig(env: NodeJS.ProcessEnv): Config {
  const config = readConfig({ ...env, ALUR_DATA: env.ALUR_DATA ?? './data/demo', LOG_LEVEL: env.LOG_LEVEL ?? 'warn' })
  if (config.mongodbUri) throw new ConfigError('The demo is kept in a folder: start it without MONGODB_URI.')
  return { ...config, host: config.host ?? '127.0.0.1' }
}

async function make(config: Config): Promise<void> {
  const began = performance.now()
  let told = 0
  const { chats, turns } = await makeDemo({
    config,
    now: Date.now(),
    random: randomBytes,
    progress: (share) => {
      if (share < told + 0.1) return
      told = Math.floor(share * 10) / 10
      process.stdout.write(`Two weeks of customers: ${Math.round(told * 100)} %\n`)
    },
  })
  const seconds = Math.round((performance.now() - began) / 1000)
  process.stdout.write(`${chats} chats with ${turns} turns, made in ${seconds} s.\n`)
}
