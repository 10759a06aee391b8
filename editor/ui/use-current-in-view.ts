import { type RefObject, useEffect, useRef } from 'react'

/** For a row of links that scrolls sideways: the one of the page that is shown is never out of sight. */
export function useCurrentInView(shown: string): RefObject<HTMLElement | null> {
  const row = useRef<HTMLElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page is what it looks again for
  useEffect(() => {
    row.current?.querySelector('[aria-current="page"]')?.scrollIntoView({ block: 'nearest', inline: 'center' })
  }, [shown])
  return row
}
