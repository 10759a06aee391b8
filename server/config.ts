import { isIP } from 'node:net'
import { placesOf } from '#schemas/inner-places.ts'
import { proxyNetworks } from './door/sender.ts'

/** Everything the environment decides. Read once, at the start; nothing else looks at `process.env`. */
export interface Config {
  port: number
  /** Absent: all addresses, of which only 127.0.0.1 answers until an owner exists: nobody takes over a new server by chance. */
  host?: string
  dataFolder: string
  mongodbUri?: string
  /** Encrypts stored secrets. Made and kept in the data folder when not given. */
  secretKey?: string
  /** What `/metrics` asks for as a bearer token; without one it does not exist. */
  metricsToken?: string
  /** The origin people reach this server under, without a slash at the end. */
  publicUrl?: string
  /** Whose word about a sender's address counts: addresses and networks of proxies. */
  trustedProxies: string[]
  /** Hosts and networks inside one's own network that flows and channels may call. */
  allowPrivate: string[]
  /** Creates the owner at the first start, unattended. */
  owner?: { email: string; password: string }
  logLevel: LogLevel
  /** No timer rings: for an admin who has to stop the flow or the chat that ends the process whenever its timer does. */
  timersParked?: true
  /** What the key does not open is lost, and is entered again: for an admin whose key is gone. */
  secretsLost?: true
  /** Every reply must fit its schema: in tests and development. Production only looks at a sample, and logs what does not fit. */
  checkReplies: boolean
}

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const
export type LogLevel = (typeof logLevels)[number]

/** A variable that is wrong; the message is one sentence that names it. */
export class ConfigError extends Error {
  override name = 'ConfigError'
}

type Environment = Record<string, string | undefined>

/** The configuration in `env`. Throws a `ConfigError` at the first variable that is unknown or malformed. */
export function readConfig(env: Environment): Config {
  refuseUnknown(env)
  refuseEmpty(env)
  const given = (name: string): string | undefined => env[name]?.trim() || undefined
  const mongodbUri = given('MONGODB_URI')
  const secretKey = given('ALUR_SECRET_KEY')
  if (mongodbUri && !/^mongodb(\+srv)?:\/\/./.test(mongodbUri))
    throw new ConfigError('MONGODB_URI must start with mongodb:// or mongodb+srv://.')
  if (mongodbUri && !secretKey)
    throw new ConfigError('ALUR_SECRET_KEY is required with MONGODB_URI: every server process needs the same key.')
  const metricsToken = given('ALUR_METRICS_TOKEN')
  if (metricsToken && !/^[\x21-\x7e]{16,}$/.test(metricsToken))
    throw new ConfigError('ALUR_METRICS_TOKEN must have at least 16 characters, none of them a space.')
  if (secretKey && secretKey.length < 32) throw new ConfigError('ALUR_SECRET_KEY must have at least 32 characters.')
  return {
    port: portOf(given('PORT')),
    dataFolder: dataFolderOf(given('ALUR_DATA')),
    trustedProxies: trustedProxiesOf(given('TRUSTED_PROXIES')),
    allowPrivate: allowPrivateOf(given('ALUR_ALLOW_PRIVATE')),
    logLevel: logLevelOf(given('LOG_LEVEL')),
    checkReplies: env.NODE_ENV === 'test' || env.NODE_ENV === 'development',
    ...present({ host: hostOf(given('HOST')), mongodbUri, secretKey, metricsToken, publicUrl: publicUrlOf(given('PUBLIC_URL')) }),
    ...present({ secretsLost: secretsLostOf(given('ALUR_SECRETS')) }),
    ...present({ timersParked: timersParkedOf(given('ALUR_TIMERS')) }),
    ...present({ owner: ownerOf(given('ALUR_OWNER_EMAIL'), env.ALUR_OWNER_PASSWORD || undefined) }),
  }
}

const ours = [
  'ALUR_DATA',
  'ALUR_ALLOW_PRIVATE',
  'ALUR_SECRET_KEY',
  'ALUR_SECRETS',
  'ALUR_METRICS_TOKEN',
  'ALUR_OWNER_EMAIL',
  'ALUR_OWNER_PASSWORD',
  'ALUR_TIMERS',
]

function refuseUnknown(env: Environment): void {
  for (const name of Object.keys(env))
    if (name.startsWith('ALUR_') && !ours.includes(name))
      throw new ConfigError(`${name} is not a variable of Alur; it knows ${ours.join(', ')}.`)
}

/** Where the data is: whoever left the value out by mistake would begin a new, empty server elsewhere. */
function refuseEmpty(env: Environment): void {
  for (const name of ['MONGODB_URI', 'ALUR_DATA'])
    if (env[name] !== undefined && env[name].trim() === '')
      throw new ConfigError(`${name} is empty: give it a value, or take the variable away.`)
}

function portOf(given = '3000'): number {
  const port = Number(given)
  if (!/^\d+$/.test(given) || port > 65_535) throw new ConfigError(`PORT must be a number from 0 to 65535, not "${given}".`)
  return port
}

function hostOf(given: string | undefined): string | undefined {
  if (given && !isIP(given) && !/^[\w.-]+$/.test(given))
    throw new ConfigError(`HOST must be an address or a name of this machine, such as 0.0.0.0, not "${given}".`)
  return given
}

function dataFolderOf(given = './data'): string {
  if (/^\w+:\/\//.test(given)) throw new ConfigError('ALUR_DATA must be a folder; the address of a database is MONGODB_URI.')
  return given
}

function logLevelOf(given = 'info'): LogLevel {
  const level = logLevels.find((l) => l === given)
  if (!level) throw new ConfigError(`LOG_LEVEL must be one of ${logLevels.join(', ')}, not "${given}".`)
  return level
}

function publicUrlOf(given: string | undefined): string | undefined {
  if (!given) return undefined
  const url = URL.canParse(given) ? new URL(given) : undefined
  if (!url || !/^https?:$/.test(url.protocol) || url.pathname !== '/' || url.search || url.hash || url.username)
    throw new ConfigError(`PUBLIC_URL must be an address without a path, such as https://chat.example.com, not "${given}".`)
  return url.origin
}

function trustedProxiesOf(given = 'loopback'): string[] {
  try {
    return proxyNetworks(given)
  } catch {
    throw new ConfigError(
      `TRUSTED_PROXIES must be a list of addresses, networks or loopback, private, none, such as "loopback, 10.0.0.0/8", not "${given}".`,
    )
  }
}

/** The entries of `ALUR_ALLOW_PRIVATE`. Throws a `ConfigError` that names the first that is none. */
export function allowPrivateOf(given = ''): string[] {
  const entries = given.split(',').flatMap((entry) => entry.trim() || [])
  for (const entry of entries)
    try {
      placesOf([entry])
    } catch {
      throw new ConfigError(
        `ALUR_ALLOW_PRIVATE must be a list of hosts and networks, such as "crm.corp:8080, 10.0.0.0/8"; "${entry}" is neither.`,
      )
    }
  return entries
}

function ownerOf(email: string | undefined, password: string | undefined): Config['owner'] {
  if (!email && !password) return undefined
  if (!email) throw new ConfigError('ALUR_OWNER_EMAIL is required with ALUR_OWNER_PASSWORD.')
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) throw new ConfigError(`ALUR_OWNER_EMAIL is not an e-mail address: "${email}".`)
  if (!password) throw new ConfigError('ALUR_OWNER_PASSWORD is required with ALUR_OWNER_EMAIL.')
  if (password.length < 12) throw new ConfigError('ALUR_OWNER_PASSWORD must have at least 12 characters.')
  return { email, password }
}

function timersParkedOf(given: string | undefined): true | undefined {
  if (given && given !== 'parked') throw new ConfigError(`ALUR_TIMERS can only be parked, or left out; not "${given}".`)
  return given ? true : undefined
}

function secretsLostOf(given: string | undefined): true | undefined {
  if (given && given !== 'lost') throw new ConfigError(`ALUR_SECRETS can only be lost, or left out; not "${given}".`)
  return given ? true : undefined
}

/** Without the keys whose value is undefined. */
const present = <T extends object>(values: T): { [K in keyof T]?: NonNullable<T[K]> } =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as { [K in keyof T]?: NonNullable<T[K]> }
