import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFlowEditor } from '../../open-flow/flow-editor.ts'
import { Icon } from '../../ui/Icon.tsx'
import { PanelNote } from '../Panel.tsx'

/** The way from the settings to the list of variables, where they are named, declared and renamed. */
export function Variables() {
  const { t } = useTranslation('panels')
  const { look } = useFlowEditor()
  return (
    <>
      <Button leftSection={<Icon name="variable" />} onClick={() => look.getState().showVariable(null)}>
        {t('settings.allVariables')}
      </Button>
      <PanelNote>{t('settings.variablesHint')}</PanelNote>
    </>
  )
}
