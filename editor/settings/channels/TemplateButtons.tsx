import { ActionIcon, Button, Input, Menu, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { TemplateButton } from '#schemas/message-template.ts'
import { Icon } from '../../ui/Icon.tsx'
import classes from '../settings.module.css'

interface TemplateButtonsProps {
  buttons: TemplateButton[]
  errorAt(path: string): string | undefined
  onChange(buttons: TemplateButton[]): void
}

const fresh = {
  reply: { kind: 'reply', label: '' },
  url: { kind: 'url', label: '', url: '' },
  phone: { kind: 'phone', label: '', phone: '' },
  code: { kind: 'code' },
} satisfies Record<TemplateButton['kind'], TemplateButton>
const kinds = Object.keys(fresh) as TemplateButton['kind'][]

/** The buttons under a template. */
export function TemplateButtons({ buttons, errorAt, onChange }: TemplateButtonsProps) {
  const { t } = useTranslation('settings')
  const put = (at: number, button: TemplateButton) => onChange(buttons.map((one, place) => (place === at ? button : one)))
  return (
    <Input.Wrapper component="fieldset" labelElement="div" label={t('templates.fields.buttons')} error={errorAt('/buttons')}>
      {buttons.map((button, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a button is what stands at its place
        <div key={at} className={classes.templateButton}>
          {button.kind === 'code' ? (
            <span>{t('templates.button.code')}</span>
          ) : (
            <TextInput
              label={t(`templates.button.${button.kind}`)}
              dir="auto"
              value={button.label}
              error={errorAt(`/buttons/${at}/label`)}
              onChange={(event) => put(at, { ...button, label: event.currentTarget.value })}
            />
          )}
          {button.kind === 'url' && (
            <TextInput
              label={t('templates.button.address')}
              value={button.url}
              error={errorAt(`/buttons/${at}/url`)}
              onChange={(event) => put(at, { ...button, url: event.currentTarget.value })}
            />
          )}
          {button.kind === 'phone' && (
            <TextInput
              label={t('templates.button.number')}
              type="tel"
              value={button.phone}
              error={errorAt(`/buttons/${at}/phone`)}
              onChange={(event) => put(at, { ...button, phone: event.currentTarget.value })}
            />
          )}
          <ActionIcon
            aria-label={t('templates.button.remove', { number: at + 1 })}
            onClick={() => onChange(buttons.filter((_, place) => place !== at))}
          >
            <Icon name="trash" />
          </ActionIcon>
        </div>
      ))}
      <Menu position="bottom-start">
        <Menu.Target>
          <Button leftSection={<Icon name="plus" />} mt={8}>
            {t('templates.button.add')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {kinds.map((kind) => (
            <Menu.Item key={kind} onClick={() => onChange([...buttons, fresh[kind]])}>
              {t(`templates.button.${kind}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </Input.Wrapper>
  )
}
