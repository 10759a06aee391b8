import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { SegmentRule } from '#schemas/segment.ts'
import { keys } from '../api/keys.ts'
import { previewSegment } from '../api/segments.ts'
import { useWorkspace } from '../shell/session.tsx'

/** Somebody who types is not asked after with every letter. */
const settleMs = 300
/** While not all were looked at, it is asked on. */
const askOnMs = 400

/** How many rules mean, while they are written; nothing is asked without them. */
export function usePreview(rules: SegmentRule | undefined, contact?: string) {
  const { id } = useWorkspace()
  const [settled] = useDebouncedValue(rules, settleMs)
  const [asked] = useDebouncedValue(contact, settleMs)
  return useQuery({
    queryKey: keys.segmentPreview(id, settled ?? {}, asked),
    queryFn: () => previewSegment(id, settled as SegmentRule, asked),
    enabled: settled !== undefined && (contact === undefined || asked !== undefined),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.about ? askOnMs : false),
    retry: false,
  })
}
