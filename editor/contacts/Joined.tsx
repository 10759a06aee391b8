import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { MergeMade } from '#schemas/api/merging.ts'
import { keys } from '../api/keys.ts'
import { listMerges, unmergeContact } from '../api/merging.ts'
import { contactPath } from '../shell/places.ts'
import { useMay, useWorkspace } from '../shell/session.tsx'
import { confirm } from '../ui/confirm.tsx'
import { formatWhenInSentence } from '../ui/format.ts'
import { Icon } from '../ui/Icon.tsx'
import { toast } from '../ui/toast.tsx'
import { askForPeopleAgain } from './ask-for-people.ts'
import classes from './contact.module.css'
import { Part } from './Part.tsx'

/** Who else is on this page, by whom they were joined, and the way to take them apart. Nothing where there is nobody. */
export function Joined({ contactId }: { contactId: string }) {
  const { t } = useTranslation('contacts')
  const { id: w } = useWorkspace()
  const may = useMay()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const merges = useQuery({ queryKey: keys.merges(w, contactId), queryFn: () => listMerges(w, contactId) })
  const holding = (merges.data?.items ?? []).filter(({ kind, holds }) => kind === 'merge' && holds)
  if (holding.length === 0) return null
  const apart = ({ contactId: other, name = t('someone') }: MergeMade) =>
    confirm({
      title: t('apart.title', { name }),
      children: t('apart.sentence'),
      action: t('apart.do'),
      onConfirm: async () => {
        const { contactId: again } = await unmergeContact(w, contactId, other)
        await askForPeopleAgain(queries, w)
        toast({
          text: t('apart.done', { name }),
          action: { label: t('apart.see'), onClick: () => void navigate(contactPath(w, again)) },
        })
      },
    })
  return (
    <Part title={t('apart.part')} count={holding.length}>
      <ul className={classes.list}>
        {holding.map((made) => (
          <li key={made.number}>
            <span className={classes.glyph}>
              <Icon name="arrows-join-2" flip />
            </span>
            <span>
              <span>
                <bdi>{made.name ?? t('someone')}</bdi>
              </span>
              <small>
                {[made.by?.name ?? (made.proof ? t(`linked.${made.proof}`) : undefined), formatWhenInSentence(made.at)]
                  .filter(Boolean)
                  .join(' · ')}
              </small>
            </span>
            {may('changeContacts') && (
              <Button size="compact-xs" variant="subtle" onClick={() => apart(made)}>
                {t('apart.open')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Part>
  )
}
