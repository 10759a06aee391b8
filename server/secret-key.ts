import { createCipheriv, createDecipheriv, createHmac, randomBytes, scryptSync } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Keeps secrets that must be read again, such as a channel's access token, encrypted. */
export interface Secrets {
  seal(text: string): string
  open(sealed: string): string
  /** 32 bytes that follow from the key and a purpose, and tell nothing of either. */
  derive(purpose: string): Buffer
}

/** A secret or key that cannot be used; the message is a plain sentence and holds no secret. */
export class SecretError extends Error {
  override name = 'SecretError'
}

/** Names cipher and layout, so that a better one can come beside it: AES-256-GCM, 12 bytes nonce, 16 bytes tag, text. */
const version = 'v1.'

/** Seals and opens with one 32-byte key; sealing the same text twice gives different results. */
export function makeSecrets(key: Buffer, random: (bytes: number) => Buffer = randomBytes): Secrets {
  return {
    seal(text) {
      const nonce = random(12)
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(version))
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return version + Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url')
    },
    open(sealed) {
      const bytes = Buffer.from(sealed.slice(version.length), 'base64url')
      if (!sealed.startsWith(version) || bytes.length < 28) throw new SecretError('A stored secret is damaged.')
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12), { authTagLength: 16 }).setAAD(
        Buffer.from(version),
      )
      try {
        decipher.setAuthTag(bytes.subarray(12, 28))
        return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')
      } catch {
        throw new SecretError('A stored secret cannot be read: it was sealed with another ALUR_SECRET_KEY, or it is damaged.')
      }
    },
    derive: (purpose) => createHmac('sha256', key).update(purpose).digest(),
  }
}

/** Whether this key opens it. */
export function opens({ open }: Pick<Secrets, 'open'>, sealed: string): boolean {
  try {
    open(sealed)
    return true
  } catch {
    return false
  }
}

/**
 * The key that seals stored secrets: made of `given` (32 bytes as hex or base64, else a passphrase), or else kept in
 * `<dataFolder>/secret.key`, which is made at the first start and readable by its owner only.
 */
export function loadSecretKey({ given, dataFolder }: { given?: string; dataFolder: string }): Buffer {
  if (given) return keyOf(given)
  const file = keyFileIn(dataFolder)
  return readKeyFile(file) ?? makeKeyFile(dataFolder, file)
}

export const keyFileIn = (dataFolder: string): string => join(dataFolder, 'secret.key')

function keyOf(given: string): Buffer {
  if (/^[0-9a-f]{64}$/i.test(given)) return Buffer.from(given, 'hex')
  if (/^[A-Za-z0-9+/_-]{43}=?$/.test(given)) return Buffer.from(given, 'base64')
  // The salt is fixed because every server process must come to the same key from the passphrase alone.
  return scryptSync(given, 'alur stored secrets', 32)
}

function readKeyFile(file: string): Buffer | undefined {
  let text: string
  try {
    text = readFileSync(file, 'utf8').trim()
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return undefined
    throw new SecretError(
      `The key file ${file} cannot be read (${message}): make it readable, or give its digits as ALUR_SECRET_KEY.`,
    )
  }
  if (!/^[0-9a-f]{64}$/.test(text))
    throw new SecretError(`The key file ${file} is damaged: bring it back, or give its 64 hexadecimal digits as ALUR_SECRET_KEY.`)
  return Buffer.from(text, 'hex')
}

/** Appears whole or not at all; of two processes that start at once one wins and both use its key. */
function makeKeyFile(dataFolder: string, file: string): Buffer {
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 })
  const draft = `${file}.${randomBytes(6).toString('hex')}`
  writeFileSync(draft, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flag: 'wx', flush: true })
  try {
    linkSync(draft, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    unlinkSync(draft)
  }
  return readKeyFile(file) as Buffer
}
