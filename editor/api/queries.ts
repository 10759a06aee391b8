import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { keys } from './keys.ts'
import { ApiError } from './request.ts'

/** The session ended elsewhere: asking who is signed in leads to the sign-in page. */
const askWhoIsHere = (error: unknown) => {
  if (error instanceof ApiError && error.code === 'signed-out') void queries.invalidateQueries({ queryKey: keys.me })
}

/** Answers kept in this tab. Only what may pass by itself is tried again: no connection, or a server in trouble. */
export const queries: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError: (error, { queryKey }) => queryKey[0] !== keys.me[0] && askWhoIsHere(error) }),
  mutationCache: new MutationCache({ onError: askWhoIsHere }),
  defaultOptions: {
    // Without a network it is said so, and not waited in silence: what is asked again is asked when it is back.
    queries: {
      networkMode: 'always',
      refetchOnReconnect: true,
      staleTime: 10_000,
      retry: (times, error) => times < 2 && mayPass(error),
    },
    mutations: { networkMode: 'always' },
  },
})

const mayPass = (error: unknown) => !(error instanceof ApiError) || error.status === 0 || error.status >= 500
