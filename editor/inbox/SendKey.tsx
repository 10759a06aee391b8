import { ActionIcon, Menu, Tooltip } from '@mantine/core'
import { useLocalStorage } from '@mantine/hooks'
import { useTranslation } from 'react-i18next'
import { Icon } from '../ui/Icon.tsx'
import { shortcut } from '../ui/Kbd.tsx'

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
        {choices.map((choice) => (
          <Menu.Item
            key={choice}
            role="menuitemradio"
            aria-checked={choice === key}
            rightSection={choice === key && <Icon name="check" size={14} />}
            onClick={() => setKey(choice)}
          >
            {t('composer.keySends', { key: shortcut(choice) })}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
