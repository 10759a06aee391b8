import { useTranslation } from 'react-i18next'
import { useDocument, useFlowEditor } from '../open-flow/flow-editor.ts'
import { Tile } from '../ui/Tile.tsx'
import { Panel, PanelBody, PanelHeader, Section } from './Panel.tsx'
import { ByHour } from './statistics/ByHour.tsx'

/** When people begin the flow: by the hour of a few days, or by the hour of the week. */
export function HoursPanel() {
  const { t } = useTranslation('panels')
  const { look } = useFlowEditor()
  const name = useDocument((document) => document.flow.name)
  return (
    <Panel label={t('hours.title')}>
      <PanelHeader
        tile={<Tile icon="clock" />}
        title={t('hours.title')}
        subtitle={<bdi>{name}</bdi>}
        onClose={() => look.getState().show(null)}
      />
      <PanelBody>
        <Section>
          <ByHour />
        </Section>
      </PanelBody>
    </Panel>
  )
}
