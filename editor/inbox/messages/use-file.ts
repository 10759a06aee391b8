import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { getFile } from '../../api/conversations.ts'
import { keys } from '../../api/keys.ts'
import { useWorkspace } from '../../shell/session.tsx'

/** The chat and the number of the turn that a file came with. */
export interface FilePlace {
  c: string
  n: number
}

/** For so long after it was last seen a file stays in this tab; it is nowhere else. */
const keptMs = 5 * 60_000

/** A customer's file, fetched once it is `wanted`: the state of that, and an address of it for this page alone. */
export function useFile({ c, n }: FilePlace, wanted: boolean) {
  const { id: w } = useWorkspace()
  const query = useQuery({
    queryKey: keys.file(w, c, n),
    queryFn: () => getFile(w, c, n),
    enabled: wanted,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: keptMs,
    retry: false,
  })
  const { data } = query
  const [url, setUrl] = useState<string>()
  useEffect(() => {
    if (!data) return
    const made = URL.createObjectURL(data)
    setUrl(made)
    return () => {
      URL.revokeObjectURL(made)
      setUrl(undefined)
    }
  }, [data])
  return { ...query, url }
}
