import { Button, Modal } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FlowOrder, FlowOrderChange } from '#schemas/api/flow-order.ts'
import type { Publish } from '#schemas/api/publishing.ts'
import { getFlow, previewPublish, publishFlow, rollBack } from '../api/flows.ts'
import { keys } from '../api/keys.ts'
import { ApiError, sentenceOf } from '../api/request.ts'
import { goAlong } from '../document/go-along.ts'
import { useDocument, useFlowEditor, useView } from '../open-flow/flow-editor.ts'
import { Banner } from '../ui/Banner.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { SkeletonRows } from '../ui/Skeleton.tsx'
import { toast } from '../ui/toast.tsx'
import { Changes } from './publish/Changes.tsx'
import { Checks } from './publish/Checks.tsx'
import classes from './publish/publish.module.css'
import { Standing } from './publish/Standing.tsx'
import { WhoAnswers } from './publish/WhoAnswers.tsx'

/** Before a version goes live: what changes, what was checked, who is in the old one, and the way back. */
export function PublishDialog() {
  const open = useView((view) => view.dialog === 'publish')
  const { look } = useFlowEditor()
  const close = () => look.getState().open(null)
  return (
    <Modal.Root opened={open} onClose={close} size={760} centered classNames={{ content: classes.content }}>
      <Modal.Overlay />
      <Modal.Content>
        <Body onClose={close} />
      </Modal.Content>
    </Modal.Root>
  )
}

function Body({ onClose }: { onClose(): void }) {
  const { t } = useTranslation(['panels', 'answering'])
  const name = useDocument((state) => state.flow.name)
  const preview = usePreview()
  const publish = usePublish({ onDone: onClose, onOutdated: preview.refetch })
  const facts = preview.data
  const errors = facts?.problems.filter(({ severity }) => severity === 'error') ?? []
  const first = facts?.liveVersion === null
  const [arranged, setArranged] = useState<FlowOrderChange>()
  const order = facts && inOrder(facts.order, arranged)
  const nothing = facts !== undefined && !first && facts.differences.length === 0
  return (
    <>
      <div className={classes.header}>
        <div>
          <Modal.Title>{facts ? t('publish.title', { version: facts.nextVersion }) : t('publish.titleUnknown')}</Modal.Title>
          <p className={classes.subtitle}>
            {facts && !first ? t('publish.comparedWith', { name, version: facts.liveVersion }) : name}
          </p>
        </div>
        <Modal.CloseButton aria-label={t('publish.close')} />
      </div>
      {preview.isError && <ErrorState error={preview.error} onRetry={() => void preview.refetch()} />}
      {preview.isPending && <SkeletonRows rows={4} />}
      {facts && (
        <div className={classes.body}>
          <div className={classes.columns}>
            <Changes differences={facts.differences} first={first} />
            <Checks problems={facts.problems} onLeave={onClose} />
          </div>
          {order && (
            <WhoAnswers
              order={order}
              onMove={nothing ? undefined : (flowIds) => setArranged({ revision: order.revision, flowIds })}
            />
          )}
          {!first && <Standing version={facts.liveVersion as number} standing={facts.standing} onLeave={onClose} />}
        </div>
      )}
      {publish.isError && (
        <div className={classes.failure}>
          {isOutdated(publish.error) ? (
            <Banner tone="warn">
              {t(codeOf(publish.error) === 'stale-order' ? 'answering:publish.orderChanged' : 'publish.outdated')}
            </Banner>
          ) : (
            <Banner tone="danger">{sentenceOf(publish.error)}</Banner>
          )}
        </div>
      )}
      <div className={classes.footer}>
        <span className={classes.wayBack}>
          {errors.length > 0
            ? t('publish.blocked', { count: errors.length })
            : nothing
              ? t('publish.nothingChanged', { version: facts?.liveVersion })
              : !first && facts && t('publish.wayBack', { version: facts.liveVersion })}
        </span>
        <Button variant="subtle" onClick={onClose}>
          {t('publish.cancel')}
        </Button>
        <Button
          variant="filled"
          disabled={!facts || errors.length > 0 || nothing}
          loading={publish.isPending}
          onClick={() => facts && publish.mutate({ revision: facts.revision, ...(arranged ? { order: arranged } : {}) })}
        >
          {facts ? t('publish.action', { version: facts.nextVersion }) : t('publish.titleUnknown')}
        </Button>
      </div>
    </>
  )
}

/** What publishing would do to the draft as it is on the screen, which is saved first; and which revision that is. */
function usePreview() {
  const { t } = useTranslation('panels')
  const { document, autosave } = useFlowEditor()
  const { workspaceId, flowId } = document.getState()
  return useQuery({
    queryKey: keys.publish(workspaceId, flowId),
    queryFn: async () => {
      if (!(await autosave.flush()))
        throw new ApiError(0, { code: 'not-saved', message: document.getState().saveError ?? t('publish.notSaved') })
      // Taken before the answer: whatever is saved from here on was not shown, so the server refuses to publish it.
      const { revision } = document.getState()
      return { ...(await previewPublish(workspaceId, flowId)), revision }
    },
    gcTime: 0,
    staleTime: 0,
    retry: false,
  })
}

function usePublish({ onDone, onOutdated }: { onDone(): void; onOutdated(): Promise<unknown> }) {
  const { t } = useTranslation('panels')
  const { document } = useFlowEditor()
  const queries = useQueryClient()
  const { workspaceId, flowId, liveVersion } = document.getState()
  const wentLive = (version: number) => {
    document.getState().published(version)
    void goAlong(document, getFlow).catch(() => {})
    void queries.invalidateQueries({ queryKey: keys.flowOrder(workspaceId) })
    void queries.invalidateQueries({ queryKey: keys.flows(workspaceId), exact: true })
    void queries.invalidateQueries({ queryKey: keys.versions(workspaceId, flowId) })
  }
  const goBack = async (version: number) => {
    try {
      await rollBack(workspaceId, flowId, version)
      wentLive(version)
      toast({ text: t('versions.isLive', { version }) })
    } catch (error) {
      toast({ text: sentenceOf(error), icon: 'alert-circle' })
    }
  }
  return useMutation({
    mutationFn: (what: Publish) => publishFlow(workspaceId, flowId, what),
    onSuccess: ({ version }) => {
      wentLive(version)
      onDone()
      toast({
        text: t('versions.isLive', { version }),
        action:
          liveVersion === null
            ? undefined
            : { label: t('versions.goBackTo', { version: liveVersion }), onClick: () => void goBack(liveVersion) },
      })
    },
    onError: async (error) => {
      if (!isOutdated(error)) return
      await goAlong(document, getFlow)
      await onOutdated()
    },
  })
}

/** The order as it was arranged here, unless another one was made meanwhile. */
function inOrder(order: FlowOrder, arranged: FlowOrderChange | undefined): FlowOrder {
  if (arranged?.revision !== order.revision) return order
  return { ...order, flows: arranged.flowIds.flatMap((id) => order.flows.find((flow) => flow.id === id) ?? []) }
}

const codeOf = (error: unknown): string | undefined => (error instanceof ApiError ? error.code : undefined)

/** Somebody saved the draft, or changed the order, after the preview was made. */
const isOutdated = (error: unknown): boolean => ['stale-revision', 'stale-order'].includes(codeOf(error) ?? '')
