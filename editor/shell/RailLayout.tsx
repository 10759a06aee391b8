import { Outlet } from 'react-router'
import { BottomBar } from './BottomBar.tsx'
import { Rail } from './Rail.tsx'
import classes from './shell.module.css'

/** Rail and a place that scrolls by itself; on a phone the place and the bottom bar. */
export function RailLayout() {
  return (
    <div className={classes.layout}>
      <div className={classes.wide}>
        <Rail />
      </div>
      <main id="content" className={classes.main} data-fixed tabIndex={-1}>
        <Outlet />
      </main>
      <BottomBar />
    </div>
  )
}
