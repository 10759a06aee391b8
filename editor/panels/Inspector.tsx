import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { NodeDescription } from '#nodes/contract.ts'
import type { FlowNode } from '#schemas/flow.ts'
import type { ChannelKind } from '#schemas/message.ts'
import { descriptionOf } from '../document/catalogue.ts'
import { useDocument, useFlowEditor, useSelectedNode, useWording } from '../open-flow/flow-editor.ts'
import { Tile } from '../ui/Tile.tsx'
import { Form } from './form/Form.tsx'
import type { FieldSchema } from './form/schema.ts'
import { widget } from './form/widgets.ts'
import { NoAnswer } from './inspector/NoAnswer.tsx'
import { NodeHelp } from './inspector/NodeHelp.tsx'
import { NodeMenu } from './inspector/NodeMenu.tsx'
import { NodeName } from './inspector/NodeName.tsx'
import { Preview } from './inspector/Preview.tsx'
import { useFocusRequest } from './inspector/use-focus-request.ts'
import { useNodeScope } from './inspector/use-node-scope.ts'
import { Panel, PanelBody, PanelHeader, PanelNote, Section } from './Panel.tsx'

/** The settings of the selected node. */
export function Inspector() {
  const node = useSelectedNode()
  return node ? <NodeInspector key={node.id} node={node} /> : null
}

function NodeInspector({ node }: { node: FlowNode }) {
  const { t } = useTranslation('panels')
  const { look } = useFlowEditor()
  const wording = useWording()
  const [help, setHelp] = useState(false)
  const readOnly = useDocument((document) => document.saveState === 'read-only')
  const description = descriptionOf(node.type)
  const body = useFocusRequest(node.id)
  const close = () => (help ? setHelp(false) : look.getState().select([]))
  return (
    <Panel label={t('inspector.label', { name: wording.title(node) })}>
      <PanelHeader
        tile={<Tile icon={description?.icon ?? 'point'} category={description?.category} />}
        title={help ? t('inspector.helpOn', { type: wording.type(node.type) }) : <NodeName node={node} readOnly={readOnly} />}
        subtitle={help || !node.data.name ? undefined : wording.type(node.type)}
        onClose={close}
      >
        {!help && <NodeMenu node={node} readOnly={readOnly} onHelp={() => setHelp(true)} />}
      </PanelHeader>
      <PanelBody ref={body}>
        {help ? (
          <NodeHelp type={node.type} />
        ) : description ? (
          <NodeForm node={node} description={description} readOnly={readOnly} />
        ) : (
          <Section>
            <PanelNote icon="alert-circle">{t('inspector.unknown', { type: node.type })}</PanelNote>
          </Section>
        )}
      </PanelBody>
    </Panel>
  )
}

const ownWidgets = { noAnswerSeconds: widget(NoAnswer) }

function NodeForm({ node, description, readOnly }: { node: FlowNode; description: NodeDescription; readOnly: boolean }) {
  const schema = description.schema as FieldSchema
  const { t } = useTranslation('panels')
  const [channel, setChannel] = useState<ChannelKind>('whatsapp')
  const scope = useNodeScope(node, channel, readOnly)
  const empty = Object.keys(schema.properties ?? {}).length === 0
  return (
    <>
      <Form schema={schema} scope={scope} widgets={ownWidgets} />
      {empty && (
        <Section>
          <PanelNote>{t('inspector.nothingToSet')}</PanelNote>
        </Section>
      )}
      <Preview description={description} config={node.data.config} channel={channel} onChannel={setChannel} />
    </>
  )
}
