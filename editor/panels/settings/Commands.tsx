import { ActionIcon, Button, Menu, TagsInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Command } from '#schemas/command.ts'
import type { FlowSettings } from '#schemas/flow.ts'
import { directionOf } from '#schemas/text.ts'
import { freshId } from '../../document/ids.ts'
import { useView } from '../../open-flow/flow-editor.ts'
import { Icon } from '../../ui/Icon.tsx'
import classes from '../form/form.module.css'
import { useFormScope } from '../form/scope.ts'
import { withWords } from '../form/words.ts'

const actions: Command['action'][] = ['restart', 'hand-off', 'stop']

/** Words that work everywhere in the flow, in the language that is being written. */
export function Commands() {
  const { t } = useTranslation('panels')
  const { value, change, settle, disabled } = useFormScope()
  const language = useView((view) => view.language)
  const { commands } = value as FlowSettings
  return (
    <div className={classes.rows}>
      {commands.map((command, index) => (
        <div key={command.id} className={classes.row}>
          <TagsInput
            label={t(`settings.command.${command.action}`)}
            lang={language}
            dir={directionOf(language)}
            value={command.words[language] ?? []}
            onChange={(words) => change(`/commands/${index}/words`, withWords(command.words, language, words))}
            onBlur={settle}
            splitChars={[',', '，', '、', ';']}
            acceptValueOnBlur
            readOnly={disabled}
          />
          {!disabled && (
            <ActionIcon
              mt={22}
              aria-label={t('form.removeThing', { thing: t(`settings.command.${command.action}`) })}
              onClick={() => change(`/commands/${index}`, undefined)}
            >
              <Icon name="x" />
            </ActionIcon>
          )}
        </div>
      ))}
      {!disabled && commands.length < 20 && (
        <Menu position="bottom-start">
          <Menu.Target>
            <Button size="xs" className={classes.start} leftSection={<Icon name="plus" size={14} />}>
              {t('form.add')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {actions.map((action) => (
              <Menu.Item key={action} onClick={() => change('/commands/-', { id: freshId(), action, words: {} })}>
                {t(`settings.command.${action}`)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </div>
  )
}
