import { randomUUID } from 'node:crypto'

/** The MongoDB server that the tests may fill; without one their MongoDB half is left out. */
export const mongoTestUri = process.env.MONGODB_TEST_URI

/** A database of its own on a MongoDB server. */
export function databaseOf(server: string): string {
  const uri = new URL(server)
  uri.pathname = `/alur-${randomUUID()}`
  return uri.href
}

export async function dropDatabase(uri: string): Promise<void> {
  const { createConnection } = await import('mongoose')
  const connection = await createConnection(uri).asPromise()
  await connection.dropDatabase()
  await connection.close()
}
