import { Menu } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { FlowNode } from '#schemas/flow.ts'
import { descriptionOf } from '../../document/catalogue.ts'
import { deleteNodes, duplicate } from '../../document/edits.ts'
import { freshId } from '../../document/ids.ts'
import { useFlowEditor } from '../../open-flow/flow-editor.ts'
import { DotsMenu } from '../../ui/DotsMenu.tsx'
import { Icon } from '../../ui/Icon.tsx'

/** What can be done with the node as a whole. */
export function NodeMenu({ node, readOnly, onHelp }: { node: FlowNode; readOnly: boolean; onHelp(): void }) {
  const { t } = useTranslation('panels')
  const { document, look } = useFlowEditor()
  const single = descriptionOf(node.type)?.single ?? false
  const copy = () => {
    const id = freshId()
    document.getState().edit('duplicate', (flow) => duplicate(flow, new Map([[node.id, id]])))
    look.getState().select([id])
  }
  const remove = () => {
    document.getState().edit('delete', (flow) => deleteNodes(flow, [node.id]))
    look.getState().select([])
  }
  return (
    <DotsMenu label={t('inspector.more')}>
      <Menu.Item leftSection={<Icon name="book-2" />} onClick={onHelp}>
        {t('inspector.help')}
      </Menu.Item>
      <Menu.Item leftSection={<Icon name="focus-centered" />} onClick={() => look.getState().jumpTo(node.id)}>
        {t('inspector.showOnCanvas')}
      </Menu.Item>
      {!readOnly && !single && (
        <>
          <Menu.Item leftSection={<Icon name="copy" />} onClick={copy}>
            {t('inspector.duplicate')}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item data-danger leftSection={<Icon name="trash" />} onClick={remove}>
            {t('inspector.delete')}
          </Menu.Item>
        </>
      )}
    </DotsMenu>
  )
}
