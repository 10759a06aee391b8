import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { Me } from '#schemas/api/accounts.ts'
import { keys } from '../../api/keys.ts'
import { leaveWorkspace } from '../../api/members.ts'
import { useSession } from '../../shell/session.tsx'
import { confirm } from '../../ui/confirm.tsx'
import { Named } from '../../ui/Named.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { toast } from '../../ui/toast.tsx'
import { Section } from '../Section.tsx'
import classes from '../settings.module.css'

/** Every workspace one is in: the way to another where there is no sidebar, and the way out of each. */
export function Workspaces() {
  const { t } = useTranslation(['settings', 'shell'])
  const { me, workspace } = useSession()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const leave = ({ id, name }: Me['workspaces'][number]) =>
    confirm({
      title: t('you.leave.title', { workspace: name }),
      children: t('you.leave.sentence'),
      action: t('you.leave.action'),
      danger: true,
      onConfirm: async () => {
        await leaveWorkspace(id)
        queries.setQueryData<Me>(
          keys.me,
          (known) => known && { ...known, workspaces: known.workspaces.filter((one) => one.id !== id) },
        )
        if (id === workspace.id) await navigate('/')
        toast({ text: t('you.leave.done', { workspace: name }) })
        await queries.invalidateQueries({ queryKey: keys.me })
      },
    })
  return (
    <Section title={t('shell:workspaces')}>
      <ul className={classes.list}>
        {me.workspaces.map((one) => (
          <li key={one.id} className={classes.foot}>
            <Named name={one.name} below={t(`shell:role.${one.role}`)} to={`/w/${one.id}`} />
            {one.id === workspace.id && <Tag tone="river">{t('you.here')}</Tag>}
            <Button
              size="xs"
              variant="subtle"
              ms="auto"
              onClick={() => leave(one)}
              aria-label={t('you.leave.label', { workspace: one.name })}
            >
              {t('you.leave.open')}
            </Button>
          </li>
        ))}
      </ul>
    </Section>
  )
}
