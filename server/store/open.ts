import type { Store } from './contract.ts'
import { openEmbedded } from './embedded/open.ts'
import { openMongo } from './mongo/open.ts'

/** Opens MongoDB when a connection string is given, else the store in the data folder. */
export function openStore({
  mongoUri,
  folder,
  checkWhole = true,
  log = () => {},
}: {
  mongoUri?: string
  folder: string
  checkWhole?: boolean
  log?: (line: string) => void
}): Promise<Store> {
  return mongoUri ? openMongo(mongoUri, { checkWhole, log }) : openEmbedded({ folder, checkWhole, log })
}
