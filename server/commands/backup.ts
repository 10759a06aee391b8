import { statSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { keyFileOf, makeBackup, namedByTime } from '../backup/make-backup.ts'
import { documentsIn, patiently, sizeIn, tableOf } from '../backup/told.ts'
import { ConfigError, readConfig } from '../config.ts'
import { giveUp } from '../give-up.ts'
import { keyFileIn } from '../secret-key.ts'

/** `npm run backup -- --to <file> [--with-key]`: a backup of the data folder (ALUR_DATA), also while a server has it open. */
try {
  await backup()
} catch (error) {
  giveUp(error)
}

async function backup(): Promise<void> {
  const { to, 'with-key': withKey } = parseArgs({
    options: { to: { type: 'string' }, 'with-key': { type: 'boolean', default: false } },
  }).values
  if (!to) throw new ConfigError('npm run backup -- --to <file, or a folder to make one in> [--with-key]')
  // Before anything that a server needs besides, such as its key.
  if (process.env.MONGODB_URI?.trim())
    throw new ConfigError('With MONGODB_URI the data is in MongoDB: use its mongodump, as docs/operating.md says.')
  const { dataFolder } = readConfig(process.env)
  const file = statSync(to, { throwIfNoEntry: false })?.isDirectory() ? namedByTime(to, Date.now()) : to
  const say = patiently((line) => process.stdout.write(`${line}\n`), Date.now)
  const made = await makeBackup({
    folder: dataFolder,
    to: file,
    withKey,
    progress: (step, amount) => say(step === 'copying' ? `Copied ${sizeIn(amount)}…` : `Read ${amount} documents of the copy…`),
  })
  const key = withKey
    ? `The key is in ${keyFileOf(file)}: whoever has both can read the channels' tokens.`
    : `The key is not in it: keep ${keyFileIn(dataFolder)} (or ALUR_SECRET_KEY) somewhere else.`
  process.stdout.write(
    `${tableOf(made.counts)}${file} holds everything acknowledged before ${new Date(made.at).toISOString()}: ${documentsIn(made.counts)} in ${sizeIn(made.bytes)}, all of them read. ${key}\n`,
  )
}
