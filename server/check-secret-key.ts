import { existsSync } from 'node:fs'
import type { Logger } from 'pino'
import { sealedInChannels } from './channels/index.ts'
import { type Config, ConfigError } from './config.ts'
import { keyFileIn, opens, type Secrets } from './secret-key.ts'
import { sealedInSecrets } from './secrets/index.ts'
import type { Store } from './store/contract.ts'

/** What was sealed, as whoever entered it calls it. */
interface Sealed {
  name: string
  values: string[]
}

/**
 * Refuses to make a new key for a store whose secrets were sealed with one that is not there: it would be taken for the right one from
 * then on.
 */
export async function refuseToMakeKey(store: Store, config: Config): Promise<void> {
  if (config.secretKey || config.secretsLost || existsSync(keyFileIn(config.dataFolder))) return
  const sealed = await sealedIn(store)
  if (sealed.length > 0) throw lost(`There is no ${keyFileIn(config.dataFolder)}, with which`, sealed)
}

/**
 * Refuses a key that opens nothing of what is stored: every channel would be deaf and dumb. What a key does not open although it is the
 * right one for the rest, or because the operator says that the old one is lost, is told and has to be entered again.
 */
export async function checkSecrets(store: Store, secrets: Secrets, config: Config, log: Logger): Promise<void> {
  const sealed = await sealedIn(store)
  const closed = sealed.filter(({ values }) => !values.every((value) => opens(secrets, value)))
  if (closed.length === 0) return
  if (!config.secretsLost && sealed.every(({ values }) => !values.some((value) => opens(secrets, value))))
    throw lost(`${config.secretKey ? 'ALUR_SECRET_KEY' : keyFileIn(config.dataFolder)} is not the key with which`, sealed)
  log.warn({ again: namesOf(closed) }, 'the key does not open these secrets: enter them again')
}

/** Channels and secrets of workspaces that have something sealed. */
async function sealedIn(store: Store): Promise<Sealed[]> {
  const [ofChannels, ofWorkspaces] = await Promise.all([sealedInChannels(store), sealedInSecrets(store)])
  return [
    ...ofChannels.map(({ name, values }) => ({ name: `the channel "${name}"`, values })),
    ...ofWorkspaces.map(({ name, values }) => ({ name: `the secret ${name}`, values })),
  ].filter(({ values }) => values.length > 0)
}

const mostNames = 20

const namesOf = (sealed: Sealed[]): string[] => {
  const names = sealed.slice(0, mostNames).map(({ name }) => name)
  return sealed.length > mostNames ? [...names, `${sealed.length - mostNames} more`] : names
}

const lost = (beginning: string, sealed: Sealed[]): ConfigError =>
  new ConfigError(
    `${beginning} ${namesOf(sealed).join(', ')} ${sealed.length === 1 ? 'was' : 'were'} sealed: bring it back, or, if it is lost, start with ALUR_SECRETS=lost and enter everything again.`,
  )
