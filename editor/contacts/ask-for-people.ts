import type { QueryClient } from '@tanstack/react-query'
import { keys } from '../api/keys.ts'

/** After two became one, or one became two again: everything known of people is asked for once more, and so is whose chats are whose. */
export const askForPeopleAgain = (queries: QueryClient, w: string): Promise<unknown> =>
  Promise.all([keys.contacts(w), keys.conversation(w), keys.inbox(w)].map((queryKey) => queries.invalidateQueries({ queryKey })))
