import type { Query, QueryClient, QueryFilters } from '@tanstack/react-query'

/** Queries that are asked again when the answer on its way is here: once, however often that is wanted. */
const due = new WeakSet<Query>()

/**
 * Asks again for the answers that `which` names, because news of them came. An answer that is on its way may have been read before
 * the news, so that one is asked for once more when it is here: `invalidateQueries` leaves a first fetch be, and begins any other
 * anew, which never ends while news keeps coming. With `fetchStatus: 'fetching'` only those are asked again: the news itself has been
 * put into what is known, where an older answer would undo it.
 */
export function askAgain(queries: QueryClient, which: QueryFilters): void {
  for (const query of queries.getQueryCache().findAll({ ...which, fetchStatus: 'fetching' })) {
    if (due.has(query)) continue
    due.add(query)
    const again = () => {
      due.delete(query)
      void queries.invalidateQueries({ queryKey: query.queryKey, exact: true })
    }
    query.promise?.then(again, again)
  }
  if (which.fetchStatus !== 'fetching') void queries.invalidateQueries({ ...which, fetchStatus: 'idle' })
}
