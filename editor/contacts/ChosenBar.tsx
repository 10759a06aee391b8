import { Menu } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { ContactRow } from '#schemas/api/contacts.ts'
import { changeContacts, getContact } from '../api/contacts.ts'
import { sentenceOf } from '../api/request.ts'
import { contactPath, inboxPath } from '../shell/places.ts'
import { useMay, useWorkspace } from '../shell/session.tsx'
import { Icon } from '../ui/Icon.tsx'
import { toast } from '../ui/toast.tsx'
import classes from './contacts.module.css'
import { ExportChosen } from './import/InAndOut.tsx'
import { openJoin } from './JoinDialog.tsx'
import { StageName } from './StageName.tsx'
import { openTagMany } from './TagMany.tsx'
import { useStages } from './use-people.ts'

/** What is done with whoever is chosen, at the page's foot. */
export function ChosenBar({ rows, onDone }: { rows: readonly ContactRow[]; onDone(): void }) {
  const { t } = useTranslation(['contacts', 'shell'])
  const { id: w } = useWorkspace()
  const may = useMay()
  const navigate = useNavigate()
  const stages = useStages()
  const ids = rows.map(({ id }) => id)
  const count = rows.length
  const begun = () => {
    toast({ text: t('chosen.begun', { count }) })
    onDone()
  }
  const move = useMutation({
    mutationFn: (stage: string | null) => changeContacts(w, { contacts: ids, stage }),
    onSuccess: begun,
  })
  const write = useMutation({
    mutationFn: (id: string) => getContact(w, id),
    onSuccess: ({ conversations: [chat] }) => chat && navigate(inboxPath(w, 'all', chat.id)),
  })
  const error = move.error ?? write.error
  const [only] = rows
  return (
    <div className={classes.chosen} role="toolbar" aria-label={t('chosen.label')}>
      <strong aria-live="polite">{t('chosen.count', { count })}</strong>
      <button
        type="button"
        onClick={() =>
          openTagMany({
            workspaceId: w,
            contacts: ids,
            tags: [...new Set(rows.flatMap(({ tags }) => tags))].sort(),
            onDone: begun,
          })
        }
      >
        <Icon name="tag" />
        {t('chosen.tag')}
      </button>
      {stages.length > 0 && (
        <Menu position="top">
          <Menu.Target>
            <button type="button" disabled={move.isPending}>
              <Icon name="flag" />
              {t('column.stage')}
            </button>
          </Menu.Target>
          <Menu.Dropdown>
            {stages.map((stage) => (
              <Menu.Item key={stage.id} onClick={() => move.mutate(stage.id)}>
                <StageName stage={stage} />
              </Menu.Item>
            ))}
            <Menu.Divider />
            <Menu.Item onClick={() => move.mutate(null)}>{t('noStage')}</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
      {count === 2 && (
        <button
          type="button"
          onClick={() =>
            openJoin({
              workspaceId: w,
              keep: ids[0] as string,
              with: ids[1] as string,
              onJoined: (joined) => navigate(contactPath(w, joined)),
            })
          }
        >
          <Icon name="arrows-join-2" flip />
          {t('join.many')}
        </button>
      )}
      {count === 1 && only && only.channels.length > 0 && may('readInbox') && (
        <button type="button" disabled={write.isPending} onClick={() => write.mutate(only.id)}>
          <Icon name="message-2" />
          {t('write.open')}
        </button>
      )}
      <ExportChosen ids={ids} />
      {error && <span role="alert">{sentenceOf(error)}</span>}
      <button type="button" className={classes.end} aria-label={t('shell:close')} onClick={onDone}>
        <Icon name="x" />
      </button>
    </div>
  )
}
