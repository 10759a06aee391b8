import { Drawer } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useDocument, useFlowEditor, useView } from '../open-flow/flow-editor.ts'
import { Tile } from '../ui/Tile.tsx'
import { LanguageTabs } from './form/LanguageTabs.tsx'
import { FormScopeContext } from './form/scope.ts'
import { Panel, PanelBody, PanelHeader, Section } from './Panel.tsx'
import { Commands } from './settings/Commands.tsx'
import { FallbackText } from './settings/FallbackText.tsx'
import { Languages } from './settings/Languages.tsx'
import { Reentry } from './settings/Reentry.tsx'
import { useSettingsScope } from './settings/use-settings-scope.ts'
import { Variables } from './settings/Variables.tsx'

/** The settings of the flow as a sheet over the canvas, while the view asks for them. */
export function FlowSettings() {
  const { t } = useTranslation('panels')
  const { look } = useFlowEditor()
  const open = useView((view) => view.dialog === 'settings')
  const close = () => look.getState().open(null)
  return (
    <Drawer.Root opened={open} onClose={close} position="right" size={400}>
      <Drawer.Overlay />
      <Drawer.Content aria-label={t('settings.title')}>
        <FlowSettingsPanel onClose={close} />
      </Drawer.Content>
    </Drawer.Root>
  )
}

/** What holds for the whole flow: its languages, how long answers are waited for, words that always work, variables. */
function FlowSettingsPanel({ onClose }: { onClose(): void }) {
  const { t } = useTranslation('panels')
  const name = useDocument((document) => document.flow.name)
  const scope = useSettingsScope()
  const fallback = useRef<HTMLDivElement>(null)
  const path = useView((view) => view.settingsPath)
  useEffect(() => {
    if (path !== '/settings/fallbackText') return
    const field = fallback.current?.querySelector('textarea')
    // The sheet, once it is there, gives the keyboard to what says so, else to its first button.
    field?.setAttribute('data-autofocus', '')
    field?.focus()
  }, [path])
  return (
    <Panel label={t('settings.title')}>
      <PanelHeader tile={<Tile icon="adjustments-horizontal" />} title={t('settings.title')} subtitle={name} onClose={onClose} />
      <PanelBody>
        <FormScopeContext value={scope}>
          <Section title={t('settings.languages')}>
            <Languages />
          </Section>
          <Section title={t('settings.chats')}>
            <Reentry />
          </Section>
          <Section title={t('settings.words')}>
            <LanguageTabs texts={scope.value} />
            <Commands />
          </Section>
          <Section title={t('settings.fallback')}>
            <div ref={fallback}>
              <FallbackText />
            </div>
          </Section>
          <Section title={t('settings.variables')}>
            <Variables />
          </Section>
        </FormScopeContext>
      </PanelBody>
    </Panel>
  )
}
