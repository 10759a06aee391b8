import type { ChannelKind } from '#schemas/message.ts'
import { compileValidator } from '#schemas/validate.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import type { ChannelDoc } from './collections.ts'

/** Settings as they are stored: what is secret apart from what is not, and sealed. */
type Kept = Pick<ChannelDoc, 'settings' | 'secrets'>

/**
 * Checks `given` on top of what is kept already, by the channel kind's own schema, and seals what is secret. A kept secret was checked
 * when it came in and is never opened here.
 */
export function keepSettings(
  { channels, secrets }: Pick<Deps, 'channels' | 'secrets'>,
  kind: ChannelKind,
  given: Record<string, unknown>,
  before: Kept = { settings: {}, secrets: {} },
): Kept {
  const channel = channels.get(kind)
  if (!channel) throw new Error(`no channel of kind ${kind} is installed`)
  const { schema, secrets: secretNames, sentTo = {} } = channel.settingsSchema
  const required = (schema.required ?? []) as readonly string[]
  // A secret that need not be there goes when it is emptied.
  const emptied = secretNames.filter((name) => given[name] === '' && !required.includes(name))
  const whole: Record<string, unknown> = without(emptied, { ...before.settings, ...given })
  const isKept = (name: string): boolean => Object.hasOwn(before.secrets, name) && !Object.hasOwn(given, name)
  const checked = compileValidator<Record<string, unknown>>(schema)(whole)
  const problems = checked.ok ? [] : checked.problems.filter(({ path }) => !isKept(path.slice(1)))
  for (const [name, address] of Object.entries(sentTo)) {
    if (isKept(name) && whole[address] !== before.settings[address])
      problems.push({ path: `/${name}`, message: `must be given again when ${address} changes, so that it goes nowhere else` })
  }
  if (problems.length === 0) problems.push(...(channel.refuseSettings?.(whole) ?? []))
  if (problems.length > 0) {
    const inBody = problems.map(({ path, message }) => ({ path: `/settings${path}`, message }))
    throw new AppError('invalid-input', undefined, inBody)
  }
  const entries = Object.entries(whole)
  const isSecret = ([name]: [string, unknown]): boolean => secretNames.includes(name)
  const sealed = entries.filter(isSecret).map(([name, value]) => [name, secrets.seal(String(value))])
  return {
    settings: Object.fromEntries(entries.filter((entry) => !isSecret(entry))),
    secrets: { ...without(emptied, before.secrets), ...Object.fromEntries(sealed) },
  }
}

const without = <T>(names: readonly string[], all: Record<string, T>): Record<string, T> =>
  Object.fromEntries(Object.entries(all).filter(([name]) => !names.includes(name)))
