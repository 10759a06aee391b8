import type { ChannelKind } from '#schemas/message.ts'
import { compileValidator } from '#schemas/validate.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import type { ChannelDoc } from '../store/collections.ts'

/** Settings as they are stored: what is secret apart from what is not, and sealed. */
type Kept = Pick<ChannelDoc, 'settings' | 'secrets'>

/** Checks `given` on top of what is kept already, by the channel kind's own schema, and seals what is secret. */
export function keepSettings(
  { channels, secrets }: Pick<Deps, 'channels' | 'secrets'>,
  kind: ChannelKind,
  given: Record<string, unknown>,
  before: Kept = { settings: {}, secrets: {} },
): Kept {
  const channel = channels.get(kind)
  if (!channel) throw new Error(`no channel of kind ${kind} is installed`)
  const { schema, secrets: secretNames } = channel.settingsSchema
  const opened = Object.fromEntries(Object.entries(before.secrets).map(([name, sealed]) => [name, secrets.open(sealed)]))
  const whole = { ...before.settings, ...opened, ...given }
  const checked = compileValidator<Record<string, unknown>>(schema)(whole)
  if (!checked.ok) {
    const problems = checked.problems.map(({ path, message }) => ({ path: `/settings${path}`, message }))
    throw new AppError('invalid-input', undefined, problems)
  }
  const entries = Object.entries(checked.value)
  const isSecret = ([name]: [string, unknown]): boolean => secretNames.includes(name)
  return {
    settings: Object.fromEntries(entries.filter((entry) => !isSecret(entry))),
    secrets: Object.fromEntries(entries.filter(isSecret).map(([name, value]) => [name, secrets.seal(String(value))])),
  }
}
