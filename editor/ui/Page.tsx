import type { ReactNode } from 'react'
import classes from './page.module.css'
import { useTitle } from './use-title.ts'

/** The content of a place beside the sidebar: padding 20 × 32, at most 1440 wide; `narrow` for forms. */
export function Page({ title, narrow, children }: { title: string; narrow?: boolean; children: ReactNode }) {
  useTitle(title)
  return (
    <div className={classes.page} data-narrow={narrow || undefined}>
      {children}
    </div>
  )
}
