import { Tabs } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Figure } from '#runtime/metrics/definitions.ts'
import { descriptionOf } from '../document/catalogue.ts'
import { useFlowEditor, useSelectedNode, useView, useWording } from '../open-flow/flow-editor.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { formatNumber } from '../ui/format.ts'
import { Tile } from '../ui/Tile.tsx'
import { Panel, PanelBody, PanelHeader, Section } from './Panel.tsx'
import { ByHour } from './statistics/ByHour.tsx'
import { Figures } from './statistics/Figures.tsx'
import { People } from './statistics/People.tsx'
import { Summary } from './statistics/Summary.tsx'

/** What became of the people who reached the selected node, and who they are. */
export function StatisticsPanel() {
  const { t } = useTranslation('panels')
  const { look } = useFlowEditor()
  const wording = useWording()
  const statistics = useView((view) => view.statistics)
  const node = useSelectedNode()
  const [figure, setFigure] = useState<Figure>('dropped')
  const [tab, setTab] = useState<string | null>('figures')
  if (!node || !statistics) return null
  const counted = statistics.nodes[node.id]
  const description = descriptionOf(node.type)
  const showPeople = (of: Figure) => {
    setFigure(of)
    setTab('people')
  }
  return (
    <Panel label={t('statistics.label', { name: wording.title(node) })}>
      <PanelHeader
        tile={<Tile icon={description?.icon ?? 'point'} category={description?.category} />}
        title={wording.title(node)}
        subtitle={wording.type(node.type)}
        onClose={() => look.getState().select([])}
      />
      <PanelBody>
        {!counted || counted.entered === 0 ? (
          <EmptyState icon="chart-bar" title={t('statistics.none')}>
            {t('statistics.noneSentence')}
          </EmptyState>
        ) : (
          <>
            <Section>
              <Summary counted={counted} />
            </Section>
            <Section>
              <Tabs value={tab} onChange={setTab} keepMounted={false}>
                <Tabs.List>
                  <Tabs.Tab value="figures">{t('statistics.figures')}</Tabs.Tab>
                  <Tabs.Tab value="hours">{t('hours.title')}</Tabs.Tab>
                  <Tabs.Tab value="people">
                    {t('statistics.chats')} {formatNumber(counted[figure] ?? 0)}
                  </Tabs.Tab>
                </Tabs.List>
                <Tabs.Panel value="figures" pt={8}>
                  <Figures counted={counted} answered={description?.answeredLabel} onPick={showPeople} />
                </Tabs.Panel>
                <Tabs.Panel value="hours" pt={12}>
                  <ByHour nodeId={node.id} />
                </Tabs.Panel>
                <Tabs.Panel value="people" pt={12}>
                  <People nodeId={node.id} figure={figure} counted={counted} onFigure={setFigure} />
                </Tabs.Panel>
              </Tabs>
            </Section>
          </>
        )}
      </PanelBody>
    </Panel>
  )
}
