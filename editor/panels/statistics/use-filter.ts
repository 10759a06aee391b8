import type { StatisticsFilter } from '../../api/statistics.ts'
import { useView } from '../../open-flow/flow-editor.ts'
import { useShownVersion } from '../versions/use-shown-version.ts'

/** What the figures are about. Their version is the one whose drawing is shown; the draft's drawing is of all versions. */
export function useFilter(): StatisticsFilter {
  const filter = useView((view) => view.statisticsFilter)
  const { version } = useShownVersion()
  return version === null ? filter : { ...filter, version }
}
