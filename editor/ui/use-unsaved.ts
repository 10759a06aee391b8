import i18next from 'i18next'
import { useEffect, useRef } from 'react'
import { useBlocker, useNavigate } from 'react-router'
import { confirm } from './confirm.tsx'

/** Asks before a page is left whose changes are not saved: by a link, by Back, and by closing the tab. */
export function useUnsaved(unsaved: boolean): void {
  const navigate = useNavigate()
  const leaving = useRef(false)
  const blocker = useBlocker(
    ({ currentLocation: here, nextLocation: there }) => unsaved && !leaving.current && here.pathname !== there.pathname,
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
    if (!unsaved) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    addEventListener('beforeunload', ask)
    return () => removeEventListener('beforeunload', ask)
  }, [unsaved])
}
