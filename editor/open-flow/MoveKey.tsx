import { Button, TextInput } from '@mantine/core'
import { modals } from '@mantine/modals'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import i18next from 'i18next'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Fix } from '#schemas/api/problems.ts'
import type { PlainKey } from '#schemas/doctor/facts.ts'
import { longestSecretName, originOf } from '#schemas/secret.ts'
import { keys } from '../api/keys.ts'
import { createSecret } from '../api/secrets.ts'
import { descriptionOf } from '../document/catalogue.ts'
import { setConfig } from '../document/edits.ts'
import type { FlowDocument } from '../document/store.ts'
import { Copies } from '../secrets/Copies.tsx'
import { HostsField } from '../secrets/HostsField.tsx'
import dialog from '../ui/dialog.module.css'
import { SaveBar } from '../ui/SaveBar.tsx'
import { useFields } from '../ui/use-fields.ts'

type Move = Extract<Fix, { do: 'move-to-secret' }>

/** Asks what a key that stands in a node in plain text is to be called, and where it may go; then the node names it as a secret. */
export function openMoveKey(document: FlowDocument, fix: Move): void {
  const found = keyOf(document, fix)
  if (!found) return
  const id = modals.open({
    title: i18next.t('settings:secrets.move.title'),
    size: 480,
    closeOnClickOutside: false,
    children: <MoveKey document={document} fix={fix} host={found.host} onClose={() => modals.close(id)} />,
  })
}

/** The key as the node holds it now. */
function keyOf(document: FlowDocument, { nodeId, path, name }: Move): { key: PlainKey; host: string | undefined } | undefined {
  const node = document.getState().flow.nodes.find(({ id }) => id === nodeId)
  const description = node && descriptionOf(node.type)
  const key = description?.keys?.(node?.data.config ?? {}).find((each) => each.path === path && each.name === name)
  return key && { key, host: originOf(description?.address?.(node?.data.config ?? {}) ?? '')?.hostname }
}

interface MoveKeyProps {
  document: FlowDocument
  fix: Move
  host: string | undefined
  onClose(): void
}

function MoveKey({ document, fix, host, onClose }: MoveKeyProps) {
  const { t } = useTranslation('settings')
  const queries = useQueryClient()
  const { workspaceId, flowId } = document.getState()
  const move = useMutation({
    mutationFn: async ({ name, hosts }: { name: string; hosts: string[] }) => {
      const found = keyOf(document, fix)
      if (!found) throw new Error('the key is gone')
      const kept = await createSecret(workspaceId, { name, hosts, value: found.key.value })
      await queries.invalidateQueries({ queryKey: keys.secrets(workspaceId) })
      // Kept first: a key that is taken out of the flow is nowhere else.
      document.getState().edit('fix', (flow) => {
        const node = flow.nodes.find(({ id }) => id === fix.nodeId)
        const moved = node && descriptionOf(node.type)?.moveKey?.(node.data.config, found.key, kept.name)
        return moved ? setConfig(flow, fix.nodeId, '', moved) : flow
      })
      return kept
    },
  })
  const start = host ? `${host} ${fix.name}`.slice(0, longestSecretName) : fix.name
  const { values, text, pick } = useFields({ name: start, hosts: host ? [host] : [] }, move.error)
  if (move.data)
    return (
      <div className={dialog.form}>
        <p>{t('secrets.move.moved', { name: move.data.name })}</p>
        <Copies workspaceId={workspaceId} secretId={move.data.id} but={flowId} />
        <div className={dialog.buttons}>
          <Button variant="filled" onClick={onClose} data-autofocus>
            {t('secrets.move.done')}
          </Button>
        </div>
      </div>
    )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    move.mutate({ ...values, name: values.name.trim() })
  }
  return (
    <form onSubmit={submit} className={dialog.form}>
      <p>{t('secrets.move.sentence')}</p>
      <TextInput
        {...text('name')}
        label={t('secrets.name')}
        description={t('secrets.nameHint')}
        maxLength={longestSecretName}
        data-autofocus
      />
      <HostsField {...pick('hosts')} />
      <SaveBar
        of={move}
        primary
        label={t('secrets.move.action')}
        missing={values.name.trim() === '' ? [t('secrets.name')] : []}
      />
    </form>
  )
}
