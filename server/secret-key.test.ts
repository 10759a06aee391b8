import { mkdtempSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { loadSecretKey, makeSecrets, SecretError } from './secret-key.ts'

const folder = () => join(mkdtempSync(join(tmpdir(), 'alur-secrets-')), 'data')
const key = Buffer.alloc(32, 7)

describe('a sealed secret', () => {
  it('opens with its key to what it was', () => {
    const { seal, open } = makeSecrets(key)
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => open(seal(text)) === text))
  })

  it('looks different each time and shows nothing of the text', () => {
    const { seal } = makeSecrets(key)
    expect(seal('token')).not.toBe(seal('token'))
    expect(Buffer.from(seal('token').slice(3), 'base64url').includes('token')).toBe(false)
  })

  it('does not open with another key, nor with a byte changed, nor cut short', () => {
    const sealed = makeSecrets(key).seal('token')
    expect(() => makeSecrets(Buffer.alloc(32, 8)).open(sealed)).toThrow(SecretError)
    const bytes = Buffer.from(sealed.slice(3), 'base64url')
    for (let at = 0; at < bytes.length; at++) {
      const changed = Buffer.from(bytes)
      changed[at] = (changed[at] as number) ^ 1
      expect(() => makeSecrets(key).open(`v1.${changed.toString('base64url')}`)).toThrow(SecretError)
      expect(() => makeSecrets(key).open(`v1.${bytes.subarray(0, at).toString('base64url')}`)).toThrow(SecretError)
    }
    expect(() => makeSecrets(key).open(sealed.replace('v1.', 'v2.'))).toThrow(SecretError)
  })
})

describe('the key', () => {
  it('is read from hex and base64, or made of a passphrase', () => {
    const dataFolder = folder()
    expect(loadSecretKey({ given: key.toString('hex'), dataFolder })).toEqual(key)
    expect(loadSecretKey({ given: key.toString('base64'), dataFolder })).toEqual(key)
    expect(loadSecretKey({ given: key.toString('base64url'), dataFolder })).toEqual(key)
    const given = 'a sentence that is long enough, and remembered'
    expect(loadSecretKey({ given, dataFolder })).toEqual(loadSecretKey({ given, dataFolder }))
    expect(loadSecretKey({ given, dataFolder })).toHaveLength(32)
  })

  it('is made once and kept for its owner only', () => {
    const dataFolder = folder()
    const made = loadSecretKey({ dataFolder })
    expect(loadSecretKey({ dataFolder })).toEqual(made)
    expect(readdirSync(dataFolder)).toEqual(['secret.key'])
    expect(statSync(join(dataFolder, 'secret.key')).mode & 0o777).toBe(0o600)
  })

  it('is never silently replaced when its file is damaged', () => {
    const dataFolder = folder()
    loadSecretKey({ dataFolder })
    writeFileSync(join(dataFolder, 'secret.key'), '')
    expect(() => loadSecretKey({ dataFolder })).toThrow(/secret\.key is damaged/)
  })
})
