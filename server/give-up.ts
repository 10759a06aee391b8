import { ConfigError } from './config.ts'
import { SecretError } from './secret-key.ts'
import { MadeLater, StoreUnavailable } from './store/contract.ts'
import { FolderError } from './store/embedded/folder-error.ts'

/** Ends the process: with a sentence for what the operator can mend, with the whole error for what they cannot. */
export function giveUp(error: unknown): never {
  const mendable = [ConfigError, FolderError, SecretError, StoreUnavailable, MadeLater].some((kind) => error instanceof kind)
  const isArgument = `${(error as { code?: unknown })?.code}`.startsWith('ERR_PARSE_ARGS')
  const whole = error instanceof Error ? (error.stack ?? error.message) : String(error)
  process.stderr.write(`${mendable || isArgument ? (error as Error).message : whole}\n`)
  process.exit(1)
}
