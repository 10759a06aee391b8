import { Outlet } from 'react-router'
import { Alarms } from './Alarms.tsx'
import { BottomBar } from './BottomBar.tsx'
import { Notices } from './Notices.tsx'
import { Sidebar } from './Sidebar.tsx'
import classes from './shell.module.css'

/** Sidebar and page; on a phone page and bottom bar. */
export function SidebarLayout() {
  return (
    <div className={classes.layout}>
      <div className={classes.wide}>
        <Sidebar />
      </div>
      <main id="content" className={classes.main} tabIndex={-1}>
        <Alarms />
        <Notices />
        <Outlet />
      </main>
      <BottomBar />
    </div>
  )
}
