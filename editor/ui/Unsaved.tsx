import i18next from 'i18next'
import { useEffect, useRef } from 'react'
import { useBlocker, useNavigate } from 'react-router'
import { confirm } from './confirm.tsx'

/** Asks before a page is left while its changes are not saved: by a link, by Back, and by closing the tab. */
export const Unsaved = ({ when }: { when: boolean }) => (when ? <Asking /> : null)

/** Apart, for a page that has nothing to lose is in nobody's way. */
function Asking() {
  const navigate = useNavigate()
  const leaving = useRef(false)
  const blocker = useBlocker(
    ({ currentLocation: here, nextLocation: there }) => !leaving.current && here.pathname !== there.pathname,
  )
  useEffect(() => {
    if (blocker.state !== 'blocked') return
    const { location, reset } = blocker
    confirm({
      title: i18next.t('shell:unsaved.title'),
      children: i18next.t('shell:unsaved.sentence'),
      action: i18next.t('shell:unsaved.leave'),
      danger: true,
      onConfirm: () => {
        leaving.current = true
      },
      onClosed: () => {
        reset()
        if (leaving.current) void navigate(location, { state: location.state })
      },
    })
  }, [blocker, navigate])
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    addEventListener('beforeunload', ask)
    return () => removeEventListener('beforeunload', ask)
  }, [])
  return null
}
