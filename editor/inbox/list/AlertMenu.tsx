import { ActionIcon, Menu, Tooltip } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAlertSettings } from '../../shell/alerts.ts'
import { Icon } from '../../ui/Icon.tsx'

/** Sound and notifications of this device. The browser is asked only when somebody wants them. */
export function AlertMenu() {
  const { t } = useTranslation('inbox')
  const [settings, set] = useAlertSettings()
  const [refused, setRefused] = useState(false)
  const [opened, setOpened] = useState(false)
  const desktop = settings.desktop && 'Notification' in window && Notification.permission === 'granted'
  const switchDesktop = async () => {
    if (desktop) return set({ ...settings, desktop: false })
    const granted = 'Notification' in window && (await Notification.requestPermission()) === 'granted'
    setRefused(!granted)
    if (granted) set({ ...settings, desktop: true })
  }
  return (
    <Menu position="bottom-end" closeOnItemClick={false} opened={opened} onChange={setOpened}>
      <Menu.Target>
        <Tooltip label={t('alert.menu')} disabled={opened}>
          <ActionIcon aria-label={t('alert.menu')}>
            <Icon name={settings.sound || desktop ? 'bell' : 'bell-off'} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.CheckboxItem checked={settings.sound} onChange={(sound) => set({ ...settings, sound })}>
          {t('alert.sound')}
        </Menu.CheckboxItem>
        <Menu.CheckboxItem checked={desktop} onChange={() => void switchDesktop()}>
          {t('alert.desktop')}
        </Menu.CheckboxItem>
        {refused && <Menu.Label role="status">{t('alert.refused')}</Menu.Label>}
      </Menu.Dropdown>
    </Menu>
  )
}
