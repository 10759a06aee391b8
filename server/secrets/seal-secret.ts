import type { Deps } from '../deps.ts'
import { invalidInput } from '../errors.ts'
import type { SecretDoc } from './collections.ts'

/** A value this long tells nothing of itself by its last four characters. */
const longEnough = 16

/**
 * A secret as it is stored. What cannot stand in a header, such as a line's end in its middle, is refused; around it, it comes from
 * pasting and is dropped. Problems never repeat the value.
 */
export function sealSecret({ secrets }: Pick<Deps, 'secrets'>, given: string): Pick<SecretDoc, 'sealed' | 'ending'> {
  const value = given.trim()
  const refuse = (message: string) => invalidInput({ path: '/value', message })
  if (value.length < 6) throw refuse('must be at least 6 characters')
  if (/\p{Control}/u.test(value)) throw refuse('must be one line')
  if (/\p{Surrogate}/u.test(value)) throw refuse('holds half a character')
  return { sealed: secrets.seal(value), ...(value.length >= longEnough ? { ending: value.slice(-4) } : {}) }
}
