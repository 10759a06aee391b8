import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useSession } from '../../shell/session.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { Section } from '../Section.tsx'
import classes from '../settings.module.css'

/** Every workspace one is in: the way to another where there is no sidebar. */
export function Workspaces() {
  const { t } = useTranslation(['settings', 'shell'])
  const { me, workspace } = useSession()
  return (
    <Section title={t('shell:workspaces')}>
      <ul className={classes.list}>
        {me.workspaces.map(({ id, name, role }) => (
          <li key={id} className={classes.foot}>
            <Link to={`/w/${id}`} className={classes.who}>
              <span>
                <strong dir="auto">{name}</strong>
                <small>{t(`shell:role.${role}`)}</small>
              </span>
            </Link>
            {id === workspace.id && <Tag tone="river">{t('you.here')}</Tag>}
          </li>
        ))}
      </ul>
    </Section>
  )
}
