import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Config, ConfigError } from '../config.ts'
import type { Deps } from '../deps.ts'
import { createLog } from '../log.ts'
import { loadSecretKey, makeSecrets } from '../secret-key.ts'
import { startSimulation } from '../simulation.ts'
import { openEmbedded } from '../store/embedded/open.ts'
import { agenda } from './agenda.ts'
import type { Business } from './business.ts'
import { type DemoOwner, openShops } from './open-shop.ts'
import { chance } from './random.ts'
import { sharwa } from './sharwa.ts'
import { simulate } from './simulate.ts'
import { yoho } from './yoho.ts'

export interface DemoOptions {
  config: Config
  now: number
  random: Deps['random']
  businesses?: readonly Business[]
  days?: number
  /** Told how far it is, from 0 to 1. */
  progress?(share: number): void
}

const signInFile = 'demo-sign-in.json'
const email = 'demo@alur.example'

/** Who may sign in to the demo in a data folder; undefined when there is no demo. */
export function demoOwner(folder: string): DemoOwner | undefined {
  const file = join(folder, signInFile)
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as DemoOwner) : undefined
}

/**
 * Fills an empty data folder with shops and two weeks of their customers. It is made beside the folder and moved there when it is
 * whole, so that one interrupted in the middle leaves nothing behind but what the next one removes.
 */
export async function makeDemo(options: DemoOptions): Promise<{ chats: number; turns: number }> {
  const { config, now, random, businesses = [yoho, sharwa], days = 14, progress } = options
  const { dataFolder } = config
  if (existsSync(dataFolder) && readdirSync(dataFolder).length > 0)
    throw new ConfigError(`${dataFolder} already holds something else than the demo; name an empty folder in ALUR_DATA.`)
  const folder = `${dataFolder}.being-made`
  rmSync(folder, { recursive: true, force: true })

  const clock = agenda(now - days * 86_400_000)
  // Nothing is lost by not waiting for the disk: the folder counts only when it is complete.
  const store = await openEmbedded({ folder, sync: false })
  const secrets = makeSecrets(loadSecretKey({ dataFolder: folder, ...(config.secretKey ? { given: config.secretKey } : {}) }))
  const server = await startSimulation({ config, store, secrets, log: createLog('error'), clock, editorFolder: folder })
  const owner = { email, password: random(12).toString('base64url') }
  const shops = await openShops(server.deps, owner, businesses, () => clock.runUntil(clock.now() + 60_000))
  const made = await simulate({
    server,
    shops,
    agenda: clock,
    chance: chance(2026),
    days,
    until: now,
    ...(progress ? { progress } : {}),
  })
  await server.close()
  await store.close()
  writeFileSync(join(folder, signInFile), `${JSON.stringify(owner)}\n`, { mode: 0o600 })
  if (existsSync(dataFolder)) rmSync(dataFolder, { recursive: true })
  renameSync(folder, dataFolder)
  return made
}
