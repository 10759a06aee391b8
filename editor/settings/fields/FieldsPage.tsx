import { Button, Menu } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { ContactField } from '#schemas/contact-field.ts'
import { deleteContactField, listContactFields } from '../../api/contact-fields.ts'
import { keys } from '../../api/keys.ts'
import { useWorkspace } from '../../shell/session.tsx'
import { confirm } from '../../ui/confirm.tsx'
import { DotsMenu } from '../../ui/DotsMenu.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Named } from '../../ui/Named.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { SkeletonRows } from '../../ui/Skeleton.tsx'
import { Table } from '../../ui/Table.tsx'
import { Tag } from '../../ui/Tag.tsx'
import classes from '../settings.module.css'
import { openField } from './FieldDialog.tsx'
import { StagesForm } from './StagesForm.tsx'

/** The workspace's own facts about people, and the stages they go through. */
export function FieldsPage() {
  const { t } = useTranslation('settings')
  const { id } = useWorkspace()
  const queries = useQueryClient()
  const fields = useQuery({ queryKey: keys.contactFields(id), queryFn: () => listContactFields(id) })
  const refresh = () => queries.invalidateQueries({ queryKey: keys.contactFields(id) })
  const items = fields.data?.items ?? []
  const head = (
    <>
      <th>{t('fields.label')}</th>
      <th data-wide>{t('fields.type')}</th>
      <th data-wide>{t('fields.options')}</th>
      <th>
        <span className="al-hidden">{t('actions')}</span>
      </th>
    </>
  )
  return (
    <Page title={t('fields.title')}>
      <PageHeader title={t('fields.title')} count={items.length || undefined}>
        <Button variant="filled" leftSection={<Icon name="plus" />} onClick={() => openField({ workspaceId: id })}>
          {t('fields.add')}
        </Button>
      </PageHeader>
      {fields.isPending && <SkeletonRows rows={3} />}
      {fields.isError && <ErrorState error={fields.error} onRetry={() => void fields.refetch()} />}
      {fields.data && items.length === 0 && (
        <EmptyState icon="forms" title={t('fields.empty.title')}>
          {t('fields.empty.sentence')}
        </EmptyState>
      )}
      {items.length > 0 && (
        <Table label={t('fields.title')} head={head}>
          {items.map((field) => (
            <Row key={field.name} field={field} onChange={refresh} />
          ))}
        </Table>
      )}
      <div className={classes.next}>
        <StagesForm />
      </div>
    </Page>
  )
}

function Row({ field, onChange }: { field: ContactField; onChange(): unknown }) {
  const { t } = useTranslation('settings')
  const { id } = useWorkspace()
  const { name, label, type, options = [], personal } = field
  const remove = () =>
    confirm({
      title: t('fields.delete.title', { label }),
      children: t('fields.delete.sentence'),
      action: t('fields.delete.do'),
      danger: true,
      onConfirm: async () => {
        await deleteContactField(id, name)
        await onChange()
      },
    })
  return (
    <tr>
      <td>
        <Named
          name={label}
          below={<bdi dir="ltr">{`contact.fields.${name}`}</bdi>}
          onPhone={<small>{t(`fields.types.${type}`)}</small>}
        />
      </td>
      <td className={classes.quiet} data-wide>
        {t(`fields.types.${type}`)} {personal && <Tag icon="lock">{t('fields.personal')}</Tag>}
      </td>
      <td className={classes.quiet} data-wide dir="auto">
        {options.length > 4 ? `${options.slice(0, 4).join(', ')}, …` : options.join(', ')}
      </td>
      <td data-end>
        <DotsMenu label={t('actionsFor', { name: label })}>
          <Menu.Item leftSection={<Icon name="pencil" />} onClick={() => openField({ workspaceId: id, field })}>
            {t('fields.change')}
          </Menu.Item>
          <Menu.Item data-danger leftSection={<Icon name="trash" />} onClick={remove}>
            {t('fields.delete.open')}
          </Menu.Item>
        </DotsMenu>
      </td>
    </tr>
  )
}
