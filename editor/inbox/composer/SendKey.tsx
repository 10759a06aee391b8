import { ActionIcon, Menu, Tooltip } from '@mantine/core'
import { useLocalStorage } from '@mantine/hooks'
import { useTranslation } from 'react-i18next'
import { Icon } from '../../ui/Icon.tsx'
import { shortcut } from '../../ui/Kbd.tsx'

type Key = 'mod+enter' | 'enter'
const choices: Key[] = ['mod+enter', 'enter']

/** Which key sends, on this device. The other one starts a new line; Ctrl Enter always sends. */
export const useSendKey = () =>
  useLocalStorage<Key>({ key: 'alur-send-key', defaultValue: 'mod+enter', getInitialValueInEffect: false })

/** Chooses the key that sends. A phone has a button for it. */
export function SendKey({ phone }: { phone: boolean }) {
  const { t } = useTranslation('inbox')
  const [key, setKey] = useSendKey()
  if (phone) return null
  return (
    <Menu position="top-start">
      <Menu.Target>
        <Tooltip label={t('composer.sendKey')}>
          <ActionIcon size="sm" aria-label={t('composer.sendKey')}>
            <Icon name="keyboard" />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.RadioGroup value={key} onChange={(chosen) => setKey(chosen as Key)}>
          {choices.map((choice) => (
            <Menu.RadioItem key={choice} value={choice} closeMenuOnClick>
              {t('composer.keySends', { key: shortcut(choice) })}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  )
}
