import { useSearchParams } from 'react-router'

/** The published version that the canvas shows instead of the draft; it is in the address, so it can be sent to a colleague. */
export function useShownVersion(): { version: number | null; show(version: number | null, how?: { replace: boolean }): void } {
  const [search, setSearch] = useSearchParams()
  const version = Number(search.get('version'))
  return {
    version: Number.isInteger(version) && version > 0 ? version : null,
    show: (next, how) =>
      setSearch((old) => {
        const kept = new URLSearchParams(old)
        if (next === null) kept.delete('version')
        else kept.set('version', String(next))
        return kept
      }, how),
  }
}
