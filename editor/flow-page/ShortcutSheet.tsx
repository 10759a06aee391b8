import { Modal } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { type Command, shownKeys, toldKeys } from '../commands/contract.ts'
import { commands } from '../commands/list.ts'
import { useFlowEditor, useView } from '../open-flow/flow-editor.ts'
import { Kbd } from '../ui/Kbd.tsx'
import classes from './shortcut-sheet.module.css'

const groups: Command['group'][] = ['node', 'edit', 'select', 'look', 'flow']

/** `?`: every key of the editor, from the commands themselves. */
export function ShortcutSheet() {
  const { t } = useTranslation('canvas')
  const { look } = useFlowEditor()
  const opened = useView((view) => view.dialog === 'shortcuts')
  return (
    <Modal opened={opened} onClose={() => look.getState().open(null)} title={t('shortcuts.title')} size={760}>
      <div className={classes.sheet}>
        {groups.map((group) => (
          <section key={group}>
            <h3 className={classes.heading}>{t(`shortcuts.${group}`)}</h3>
            <dl>
              {commands
                .filter((command) => command.group === group && command.keys)
                .map((command) => (
                  <div key={command.id} className={classes.key}>
                    <dt>{t(`commands.${command.id}` as 'commands.undo')}</dt>
                    <dd>
                      {toldKeys(command).map((keys) => (
                        <Kbd key={keys} keys={shownKeys(keys)} />
                      ))}
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  )
}
