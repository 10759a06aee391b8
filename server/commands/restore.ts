import { parseArgs } from 'node:util'
import { restoreBackup } from '../backup/restore-backup.ts'
import { documentsIn, patiently, tableOf } from '../backup/told.ts'
import { ConfigError } from '../config.ts'
import { giveUp } from '../give-up.ts'

/** `npm run restore -- --from <file> --to <folder>`: a data folder out of a backup. The folder is new, or empty. */
try {
  await restore()
} catch (error) {
  giveUp(error)
}

async function restore(): Promise<void> {
  const { from, to } = parseArgs({ options: { from: { type: 'string' }, to: { type: 'string' } } }).values
  if (!from || !to) throw new ConfigError('npm run restore -- --from <backup> --to <new data folder>')
  const say = patiently((line) => process.stdout.write(`${line}\n`), Date.now)
  const { counts, withKey, sealed, verified } = await restoreBackup(from, to, (documents) => say(`Read ${documents} documents…`))
  const without = sealed ? ', without a key: bring its secret.key along, or give ALUR_SECRET_KEY' : '; nothing in it needs a key'
  const key = withKey ? ', with its key' : without
  const seen = verified
    ? ''
    : ' It was read to its end, but a backup of this age has no checksum: a changed letter would not be seen.'
  process.stdout.write(`${tableOf(counts)}${to} has ${documentsIn(counts)}${key}.${seen} Start with ALUR_DATA=${to}.\n`)
}
