import { QueryCache, QueryClient } from '@tanstack/react-query'
import { keys } from './keys.ts'
import { ApiError } from './request.ts'

/** Answers kept in this tab. Only what may pass by itself is tried again: no connection, or a server in trouble. */
export const queries: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error) => {
      // The session ended elsewhere: asking who is signed in leads to the sign-in page.
      if (error instanceof ApiError && error.status === 401) void queries.invalidateQueries({ queryKey: keys.me })
    },
  }),
  defaultOptions: {
    queries: { staleTime: 10_000, retry: (times, error) => times < 2 && mayPass(error) },
  },
})

const mayPass = (error: unknown) => !(error instanceof ApiError) || error.status === 0 || error.status >= 500
