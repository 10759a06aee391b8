import { fetched, reachServer } from '../ui/fetched.tsx'

/** The parts of the editor that are not needed to see a flow: fetched while nobody waits for them, else when they are opened. */
export const Finder = fetched(async () => (await import('./Finder.tsx')).Finder)
export const PublishDialog = fetched(async () => (await import('../panels/PublishDialog.tsx')).PublishDialog)
export const FlowSettings = fetched(async () => (await import('../panels/FlowSettings.tsx')).FlowSettings)
export const StatisticsBar = fetched(async () => (await import('../panels/StatisticsBar.tsx')).StatisticsBar)
export const StatisticsPanel = fetched(async () => (await import('../panels/StatisticsPanel.tsx')).StatisticsPanel)
export const panels = {
  inspector: fetched(async () => (await import('../panels/Inspector.tsx')).Inspector),
  try: fetched(async () => (await import('../panels/TryIt.tsx')).TryIt),
  versions: fetched(async () => (await import('../panels/Versions.tsx')).Versions),
  merge: fetched(async () => (await import('../panels/MergeDrafts.tsx')).MergeDrafts),
  json: fetched(async () => (await import('../panels/JsonView.tsx')).JsonView),
  problems: fetched(async () => (await import('../panels/Problems.tsx')).Problems),
  hours: fetched(async () => (await import('../panels/HoursPanel.tsx')).HoursPanel),
  variables: fetched(async () => (await import('../panels/Variables.tsx')).Variables),
}

const all = [...Object.values(panels), PublishDialog, FlowSettings, Finder, StatisticsBar, StatisticsPanel]

/** What cannot be fetched now is asked for again when it is opened. */
export const preloadParts = (): void =>
  void reachServer().then(
    () => Promise.allSettled(all.map((part) => part.preload())),
    () => {},
  )
