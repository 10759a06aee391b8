import { Menu } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SecretView } from '#schemas/api/secrets.ts'
import { deleteSecret } from '../../api/secrets.ts'
import { openCopies } from '../../secrets/Copies.tsx'
import { useWorkspace } from '../../shell/session.tsx'
import { confirm } from '../../ui/confirm.tsx'
import { DotsMenu } from '../../ui/DotsMenu.tsx'
import { Icon } from '../../ui/Icon.tsx'

/** What can be done with a secret. */
export function SecretMenu({ secret, onReplace, onChange }: { secret: SecretView; onReplace(): void; onChange(): unknown }) {
  const { t } = useTranslation('settings')
  const { id } = useWorkspace()
  const { name, usedBy } = secret
  const [replacing, setReplacing] = useState(false)
  /** Once the menu is gone: it gives the focus back to its button, and the form is to have it. */
  const go = () => {
    if (replacing) onReplace()
    setReplacing(false)
  }
  const remove = () =>
    confirm({
      title: t('secrets.delete.title', { name }),
      children:
        usedBy.length > 0
          ? t('secrets.delete.used', { count: usedBy.length, flows: usedBy.map((user) => user.name).join(', ') })
          : t('secrets.delete.unused'),
      action: t('secrets.delete.action'),
      danger: true,
      onConfirm: async () => {
        await deleteSecret(id, secret.id)
        await onChange()
      },
    })
  return (
    <DotsMenu label={t('actionsFor', { name })} onGone={go}>
      <Menu.Item leftSection={<Icon name="pencil" />} onClick={() => setReplacing(true)}>
        {t('secrets.replaceOpen')}
      </Menu.Item>
      {!secret.lost && (
        <Menu.Item leftSection={<Icon name="search" />} onClick={() => openCopies(id, secret)}>
          {t('secrets.copies.open')}
        </Menu.Item>
      )}
      <Menu.Divider />
      <Menu.Item data-danger leftSection={<Icon name="trash" />} onClick={remove}>
        {t('secrets.delete.open')}
      </Menu.Item>
    </DotsMenu>
  )
}
