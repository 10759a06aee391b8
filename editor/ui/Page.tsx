import { type ReactNode, useEffect } from 'react'
import classes from './page.module.css'

/** The content of a place beside the sidebar: padding 20 × 32, at most 1440 wide; `narrow` for forms. */
export function Page({ title, narrow, children }: { title: string; narrow?: boolean; children: ReactNode }) {
  useEffect(() => {
    document.title = `${title} · Alur`
  }, [title])
  return (
    <div className={classes.page} data-narrow={narrow || undefined}>
      {children}
    </div>
  )
}
