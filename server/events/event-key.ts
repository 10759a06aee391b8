import type { EventDoc } from './collections.ts'

/** Where an event is kept. */
export const eventKey = (workspaceId: string, id: string): string => `${workspaceId}.${id}`

/** What an event is called outside. */
export const eventIdOf = ({ _id, workspaceId }: Pick<EventDoc, '_id' | 'workspaceId'>): string =>
  _id.slice(workspaceId.length + 1)
