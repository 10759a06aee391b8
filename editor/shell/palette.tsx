import { useHotkeys } from '@mantine/hooks'
import { lazy, Suspense, useState, useSyncExternalStore } from 'react'

const Palette = lazy(async () => ({ default: (await import('./CommandPalette.tsx')).CommandPalette }))

let opened = 0
const listeners = new Set<() => void>()

/** Opens the command palette; its code is fetched the first time. */
export function openPalette(): void {
  opened++
  for (const listener of listeners) listener()
}

/** Ctrl/⌘ K, wherever one is. */
export function SearchPalette() {
  const asked = useSyncExternalStore(subscribe, () => opened)
  useHotkeys([['mod+K', openPalette, { usePhysicalKeys: true }]], [])
  const [shown, setShown] = useState(0)
  if (asked === 0) return null
  return (
    <Suspense fallback={null}>
      <Palette opened={shown !== asked} onClose={() => setShown(asked)} />
    </Suspense>
  )
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
