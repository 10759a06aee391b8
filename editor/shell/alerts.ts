import { useLocalStorage } from '@mantine/hooks'
import i18next from 'i18next'
import { useRef } from 'react'
import { useNavigate } from 'react-router'
import type { ConversationView } from '#schemas/api/inbox.ts'
import type { InboxView } from '../api/conversations.ts'
import { isolated } from '../ui/Isolated.tsx'
import { toast } from '../ui/toast.tsx'
import { type Alert, chime } from './chime.ts'
import { useLive } from './LiveProvider.tsx'
import { inboxPath } from './places.ts'
import { useMay, useSession } from './session.tsx'

/** How one is told of chats that want an answer, on this device. */
export interface AlertSettings {
  sound: boolean
  desktop: boolean
}

export const useAlertSettings = () =>
  useLocalStorage<AlertSettings>({
    key: 'alur-alerts',
    defaultValue: { sound: true, desktop: false },
    getInitialValueInEffect: false,
  })

/**
 * What a row's news is to `me`: a chat that began to wait for a person; in a chat of one's own, a customer's message, or a colleague's
 * note, with which it may have come; wherever it is, what one wanted to be reminded of.
 * `known` is what the row said before, as far as one was told; `since` leaves out what is older than one's own coming.
 */
export function alertOf(
  row: ConversationView,
  known: ConversationView | undefined,
  me: string,
  since: string,
): Alert | undefined {
  if (row.status !== 'open') return undefined
  if (row.owner.kind === 'queue' && row.last.by !== 'reminder')
    return row.owner.since > since && !(known?.owner.kind === 'queue') ? 'waits' : undefined
  const isNews = row.last.at > since && row.last.at !== known?.last.at
  if (!isNews) return undefined
  const { by, agentId } = row.last
  if (by === 'reminder') return agentId === me ? 'reminds' : undefined
  if (row.owner.kind !== 'agent' || row.owner.agentId !== me) return undefined
  if (by === 'note') return agentId === me ? undefined : 'noted'
  return by === 'contact' ? 'wrote' : undefined
}

/** Lets one hear and see, wherever in the workspace one is, that somebody waits. A chat that one is looking at is quiet. */
export function useAlerts(): void {
  const { me, workspace } = useSession()
  const mayAnswer = useMay()('answerPeople')
  const [settings] = useAlertSettings()
  const navigate = useNavigate()
  const known = useRef(new Map<string, ConversationView>())
  const since = useRef(new Date().toISOString())
  useLive('conversation', ({ conversation: row }) => {
    const alert = alertOf(row, known.current.get(row.id), me.user.id, since.current)
    known.current.set(row.id, row)
    if (!alert || !mayAnswer || isBeingRead(row.id)) return
    if (alert === 'reminds') remind(row)
    if (settings.sound) once(`${row.id} ${row.turn}`, () => chime(alert))
    if (settings.desktop) notify(alert, row)
  })

  // Whoever asked for it sees it wherever they are, whatever else is switched off.
  const remind = (row: ConversationView) => {
    const name = row.contact.name ?? i18next.t('inbox:someone')
    toast({
      icon: 'bell',
      text: i18next.t('inbox:alert.reminder', { name: isolated(name), what: isolated(row.last.text) }),
      action: { label: i18next.t('inbox:alert.open'), onClick: () => void navigate(inboxPath(workspace.id, 'all', row.id)) },
    })
  }
  const notify = (alert: Alert, row: ConversationView) => {
    if (!('Notification' in window) || Notification.permission !== 'granted' || document.visibilityState === 'visible') return
    const name = row.contact.name ?? i18next.t('inbox:someone')
    // Several tabs tell of the same chat: the system shows it once.
    const shown = new Notification(i18next.t(`inbox:alert.${alert}`, { name }), { body: row.last.text, tag: row.id })
    shown.onclick = () => {
      window.focus()
      shown.close()
      void navigate(inboxPath(workspace.id, listOf[alert], row.id))
    }
  }
}

const listOf: Record<Alert, InboxView> = { waits: 'waiting', wrote: 'mine', noted: 'mine', reminds: 'all' }

const isBeingRead = (id: string): boolean => document.visibilityState === 'visible' && location.pathname.endsWith(`/${id}`)

/** One of several tabs does it. */
function once(what: string, act: () => void): void {
  if (!navigator.locks) {
    act()
    return
  }
  void navigator.locks.request(`alur ${what}`, { ifAvailable: true }, async (lock) => {
    if (!lock) return
    act()
    await new Promise((resolve) => setTimeout(resolve, 2_000))
  })
}
