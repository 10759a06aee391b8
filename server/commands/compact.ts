import { sizeIn } from '../backup/told.ts'
import { ConfigError, readConfig } from '../config.ts'
import { giveUp } from '../give-up.ts'
import { compactFolder } from '../store/embedded/compact.ts'

/** `npm run compact`: the data folder (ALUR_DATA) without what was deleted in it; no server may have it open. */
try {
  await compact()
} catch (error) {
  giveUp(error)
}

async function compact(): Promise<void> {
  // Before anything that a server needs besides, such as its key.
  if (process.env.MONGODB_URI?.trim())
    throw new ConfigError('With MONGODB_URI the data is in MongoDB: use its compact, as docs/operating.md says.')
  const { dataFolder } = readConfig(process.env)
  const { before, after } = await compactFolder(dataFolder)
  process.stdout.write(
    `${dataFolder} has ${sizeIn(after)}, where it had ${sizeIn(before)}. What was deleted is not in it any more.\n`,
  )
}
