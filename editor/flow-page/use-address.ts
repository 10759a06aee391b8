import { useEffect } from 'react'
import { useSearchParams } from 'react-router'
import { withView } from '../document/address.ts'
import { useView } from '../open-flow/flow-editor.ts'

/** Keeps the address saying what is shown. */
export function useAddress(): void {
  const [search, setSearch] = useSearchParams()
  const mode = useView((view) => view.mode)
  const statisticsFilter = useView((view) => view.statisticsFilter)
  const selection = useView((view) => view.selection)
  useEffect(() => {
    const next = withView(search, { mode, statisticsFilter, selection })
    if (next.toString() !== search.toString()) setSearch(next, { replace: true })
  }, [search, setSearch, mode, statisticsFilter, selection])
}
