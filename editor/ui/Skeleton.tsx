import { useEffect, useState } from 'react'
import classes from './skeleton.module.css'

/** A bar of the real thing's size, no shimmer. */
export function Skeleton({ width = '100%', height = 12, radius }: { width?: number | string; height?: number; radius?: number }) {
  return <span className={classes.bar} style={{ width, height, borderRadius: radius }} />
}

/** Rows of a list that is still on its way; nothing for the first 200 ms, so that a quick answer never flashes. */
export function SkeletonRows({ rows = 5, height = 56 }: { rows?: number; height?: number }) {
  if (!useLate(200)) return <div style={{ minHeight: rows * height }} />
  return (
    <div aria-hidden="true">
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows without identity
        <div key={row} className={classes.row} style={{ height }}>
          <Skeleton width={32} height={32} radius={8} />
          <Skeleton width={`${30 - (row % 3) * 6}%`} />
          <span className={classes.space} />
          <Skeleton width="12%" />
          <Skeleton width="8%" />
        </div>
      ))}
    </div>
  )
}

/** True once `ms` have passed since the first render. */
export function useLate(ms: number): boolean {
  const [late, setLate] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), ms)
    return () => clearTimeout(timer)
  }, [ms])
  return late
}
