import type { Store } from './contract.ts'

export interface OpenStore {
  mongoUri?: string
  folder: string
  checkWhole?: boolean
  log?: (line: string) => void
  now?: () => number
}

/** Opens MongoDB when a connection string is given, else the store in the data folder. Only the one that is opened is loaded: a start is short. */
export async function openStore({ mongoUri, folder, ...options }: OpenStore): Promise<Store> {
  if (mongoUri) {
    const { openMongo } = await import('./mongo/open.ts')
    return openMongo(mongoUri, options)
  }
  const { openEmbedded } = await import('./embedded/open.ts')
  return openEmbedded({ folder, ...options })
}
