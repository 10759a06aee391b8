import { Menu } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { SecretUser, SecretView } from '#schemas/api/secrets.ts'
import { useWorkspace } from '../../shell/session.tsx'
import { formatDay, formatWhen } from '../../ui/format.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Named } from '../../ui/Named.tsx'
import { Tag } from '../../ui/Tag.tsx'
import settings from '../settings.module.css'
import { Replace } from './Replace.tsx'
import { SecretMenu } from './SecretMenu.tsx'
import classes from './secrets.module.css'

/** After so many days without a use, it is said: nobody may need it any more. */
const longUnused = 90

/** A secret and, while it is replaced, the form for that below it. */
export function SecretRow({ secret, onChange }: { secret: SecretView; onChange(): unknown }) {
  const { t } = useTranslation('settings')
  const [replacing, setReplacing] = useState(false)
  const { name, ending, hosts, changedAt, changedBy, lastUsedAt } = secret
  return (
    <>
      <tr data-open={replacing || undefined}>
        <td>
          <Named
            mark={
              <span className={classes.tile}>
                <Icon name="lock" />
              </span>
            }
            name={name}
            below={<bdi>{t('secrets.by', { name: changedBy.name, day: formatDay(changedAt) })}</bdi>}
            onPhone={
              <>
                <Hosts hosts={hosts} />
                <State secret={secret} />
              </>
            }
          />
        </td>
        <td data-wide>
          <span className={classes.value} dir="ltr" title={t('secrets.never')}>
            •••• {ending}
          </span>
        </td>
        <td data-wide>
          <Hosts hosts={hosts} />
          <State secret={secret} />
        </td>
        <td>
          <UsedBy users={secret.usedBy} name={name} />
        </td>
        <td className={settings.quiet} data-wide>
          {lastUsedAt ? formatWhen(lastUsedAt) : t('secrets.neverUsed')}
        </td>
        <td data-end>
          <SecretMenu secret={secret} onReplace={() => setReplacing(true)} onChange={onChange} />
        </td>
      </tr>
      {replacing && (
        <tr className={classes.below}>
          <td colSpan={6}>
            <Replace secret={secret} onDone={onChange} onClose={() => setReplacing(false)} />
          </td>
        </tr>
      )}
    </>
  )
}

const Hosts = ({ hosts }: { hosts: string[] }) => (
  <ul className={classes.hosts} dir="ltr">
    {hosts.map((host) => (
      <li key={host}>{host}</li>
    ))}
  </ul>
)

function State({ secret: { lost, lastUsedAt, changedAt } }: { secret: SecretView }) {
  const { t } = useTranslation('settings')
  if (lost)
    return (
      <Tag tone="danger" icon="alert-triangle">
        {t('secrets.lost')}
      </Tag>
    )
  const seen = lastUsedAt && lastUsedAt > changedAt ? lastUsedAt : changedAt
  const days = Math.floor((Date.now() - Date.parse(seen)) / 86_400_000)
  return days >= longUnused ? <Tag>{t('secrets.unusedFor', { count: days })}</Tag> : null
}

function UsedBy({ users, name }: { users: SecretUser[]; name: string }) {
  const { t } = useTranslation('settings')
  const { id } = useWorkspace()
  if (users.length === 0) return <span className={settings.quiet}>{t('secrets.nothing')}</span>
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <button type="button" className={classes.users} aria-label={t('secrets.usersOf', { name, count: users.length })}>
          {t('secrets.flows', { count: users.length })}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {users.map((user) => (
          <Menu.Item key={user.flowId} component={Link} to={`/w/${id}/flows/${user.flowId}`} leftSection={<Icon name="route" />}>
            <span dir="auto">{user.name}</span>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
