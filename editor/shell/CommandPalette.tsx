import '@mantine/spotlight/styles.layer.css'
import './command-palette.css'
import { useMantineColorScheme } from '@mantine/core'
import { createSpotlight, Spotlight, type SpotlightActionData, type SpotlightActionGroupData } from '@mantine/spotlight'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { listFlows } from '../api/flows.ts'
import { keys } from '../api/keys.ts'
import { Icon } from '../ui/Icon.tsx'
import { inboxPath, placesFor } from './places.ts'
import { useMay, useSession } from './session.tsx'
import { useSignOut } from './useSignOut.ts'

const [store, spotlight] = createSpotlight()

/** Find a place or a flow by a few letters, or do what has no button here. */
export function CommandPalette({ opened, onClose }: { opened: boolean; onClose(): void }) {
  const { t } = useTranslation('shell')
  const [query, setQuery] = useState('')
  useEffect(() => {
    if (opened) spotlight.open()
    else spotlight.close()
  }, [opened])
  return (
    <Spotlight
      store={store}
      actions={useActions(query.trim())}
      onQueryChange={setQuery}
      nothingFound={t('palette.nothing')}
      highlightQuery
      scrollable
      attributes={{ content: { 'aria-label': t('search') } }}
      maxHeight={400}
      shortcut={null}
      onSpotlightClose={onClose}
      searchProps={{ leftSection: <Icon name="search" />, placeholder: t('palette.placeholder'), 'aria-label': t('search') }}
    />
  )
}

/** `query`: what was typed so far; chats are looked for where they are. */
function useActions(query: string): SpotlightActionGroupData[] {
  const { t } = useTranslation('shell')
  const { workspace } = useSession()
  const navigate = useNavigate()
  const signOut = useSignOut()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const may = useMay()
  const mayRead = may('readFlows')
  const flows = useQuery({ queryKey: keys.flows(workspace.id), queryFn: () => listFlows(workspace.id), enabled: mayRead })
  const to = (path: string) => () => void navigate(`/w/${workspace.id}/${path}`)
  const action = (id: string, label: string, icon: string, onClick: () => void): SpotlightActionData => ({
    id,
    label,
    onClick,
    leftSection: <Icon name={icon} />,
  })
  const dark = colorScheme === 'dark' || (colorScheme === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches)
  return [
    {
      group: t('palette.flows'),
      actions: (mayRead ? (flows.data?.items ?? []) : []).map((flow) =>
        action(flow.id, flow.name, 'route', to(`flows/${flow.id}`)),
      ),
    },
    {
      group: t('palette.places'),
      actions: placesFor(workspace.role).map((place) => action(place.name, t(`place.${place.name}`), place.icon, to(place.path))),
    },
    ...(query && may('readInbox')
      ? [
          {
            group: t('palette.chats'),
            actions: [
              action('chats', t('palette.inChats', { query }), 'messages', () =>
                navigate(inboxPath(workspace.id, 'all'), { state: { find: query } }),
              ),
            ],
          },
        ]
      : []),
    {
      group: t('palette.actions'),
      actions: [
        action('scheme', t(dark ? 'palette.light' : 'palette.dark'), dark ? 'sun' : 'moon', () =>
          setColorScheme(dark ? 'light' : 'dark'),
        ),
        action('sign-out', t('signOut'), 'logout', () => void signOut()),
      ],
    },
  ]
}
