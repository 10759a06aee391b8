import type { CalendarView } from '#schemas/api/calendar.ts'
import type { FlowOrder } from '#schemas/api/flow-order.ts'
import type { FlowView, StaleRevision } from '#schemas/api/flows.ts'
import type { SecretView } from '#schemas/api/secrets.ts'
import { asksHours } from '#schemas/doctor/facts.ts'
import type { Flow } from '#schemas/flow.ts'
import type { MessageTemplate } from '#schemas/message-template.ts'
import { getCalendar } from '../api/calendar.ts'
import { listWorkspaceTemplates } from '../api/channels.ts'
import { getFlowOrder } from '../api/flow-order.ts'
import { listFlows, saveDraft } from '../api/flows.ts'
import { keys } from '../api/keys.ts'
import { queries } from '../api/queries.ts'
import { ApiError, sentenceOf } from '../api/request.ts'
import { listSecrets } from '../api/secrets.ts'
import { listTeams } from '../api/teams.ts'
import { viewIn } from '../document/address.ts'
import { type AutosavePorts, type SaveResult, startAutosave } from '../document/autosave.ts'
import { descriptionOf } from '../document/catalogue.ts'
import { keptDraft } from '../document/kept-draft.ts'
import { refusedSetting } from '../document/refused-setting.ts'
import { createFlowDocument } from '../document/store.ts'
import { createFlowLook } from '../document/view.ts'
import { watchProblems } from '../document/watch-problems.ts'
import { watchSelection } from '../document/watch-selection.ts'
import { whenIdle } from '../ui/when-idle.ts'
import type { FlowEditor } from './flow-editor.ts'
import { knownFlows } from './known-flows.ts'
import { createOverlays } from './overlays.ts'

/** Opens the stores of one flow for one person, over the server's API, this browser's storage and its clock. */
export function openEditor(
  workspaceId: string,
  view: FlowView,
  { userId, readOnly }: { userId: string; readOnly: boolean },
): { editor: FlowEditor; close(): void } {
  const document = createFlowDocument(workspaceId, view, { readOnly })
  const look = createFlowLook(view.draft.languages.default, [], viewIn(new URLSearchParams(location.search)))
  const autosave = startAutosave(document, portsOf(userId, workspaceId, view.id))
  const stopSelection = watchSelection(document, look)
  const stopProblems = watchProblems(document, { examine: examineIn(workspaceId, view, readOnly), whenIdle })

  const onLeave = (event: BeforeUnloadEvent) => {
    if (!autosave.unsaved()) return
    autosave.keep()
    event.preventDefault()
  }
  const onOnline = () => {
    if (document.getState().saveState === 'offline') autosave.retry()
  }
  addEventListener('beforeunload', onLeave)
  addEventListener('pagehide', autosave.keep)
  addEventListener('online', onOnline)
  return {
    editor: { document, look, autosave, overlays: createOverlays() },
    close: () => {
      removeEventListener('beforeunload', onLeave)
      removeEventListener('pagehide', autosave.keep)
      removeEventListener('online', onOnline)
      autosave.keep()
      void autosave.flush().finally(autosave.stop)
      stopSelection()
      stopProblems()
    },
  }
}

const examineIn =
  (workspaceId: string, { id: flowId, innerPlaces }: FlowView, readOnly: boolean) =>
  async (flow: Flow) => {
    const goesOn = flow.nodes.some(({ type }) => type === 'go-to-flow')
    const calls = flow.nodes.some(({ type }) => descriptionOf(type)?.address)
    const handsOver = flow.nodes.some(({ type }) => type === 'hand-off')
    const sendsTemplate = flow.nodes.some(({ type }) => type === 'template-message')
    const [{ examine }, flows, secrets, teams, templates, calendar, order] = await Promise.all([
      import('../document/examine.ts'),
      goesOn ? knownFlows(queries, { workspaceId, flowId }, () => listFlows(workspaceId)) : undefined,
      calls && !readOnly ? knownSecrets(workspaceId) : undefined,
      handsOver ? knownTeams(workspaceId) : undefined,
      sendsTemplate ? knownTemplates(workspaceId) : undefined,
      asksHours(flow, descriptionOf) ? knownCalendar(workspaceId) : undefined,
      knownOrder(workspaceId),
    ])
    return examine(flow, {
      flowId,
      ...(flows ? { flows } : {}),
      ...(secrets ? { secrets } : {}),
      ...(teams ? { teams } : {}),
      ...(templates ? { templates } : {}),
      ...(calendar ? { hoursSet: calendar.revision > 0 } : {}),
      ...(innerPlaces ? { innerPlaces } : {}),
      ...(order ? { order } : {}),
    })
  }

/** What was read within a minute and not changed since; without an answer nothing is said of who answers first. */
const knownOrder = (workspaceId: string): Promise<FlowOrder | undefined> => {
  const queryKey = keys.flowOrder(workspaceId)
  const ask = {
    queryKey,
    queryFn: () => getFlowOrder(workspaceId),
    staleTime: 60_000,
    retry: false,
    networkMode: 'always',
  } as const
  return queries.fetchQuery(ask).catch(() => queries.getQueryData<FlowOrder>(queryKey))
}

/** The workspace's secrets; only whoever may change flows may know of them. Without an answer nothing is said about them. */
const knownSecrets = (workspaceId: string): Promise<SecretView[] | undefined> => {
  const queryKey = keys.secrets(workspaceId)
  const ask = {
    queryKey,
    queryFn: () => listSecrets(workspaceId),
    staleTime: 60_000,
    retry: false,
    networkMode: 'always',
  } as const
  return queries.fetchQuery(ask).then(
    ({ items }) => items,
    () => undefined,
  )
}

/** Its templates as they were read last; without an answer nothing is said about them. */
const knownTemplates = (workspaceId: string): Promise<MessageTemplate[] | undefined> => {
  const ask = {
    queryKey: keys.workspaceTemplates(workspaceId),
    queryFn: () => listWorkspaceTemplates(workspaceId),
    staleTime: 60_000,
    retry: false,
    networkMode: 'always',
  } as const
  return queries.fetchQuery(ask).then(
    ({ items }) => items.map(({ template }) => template),
    () => undefined,
  )
}

/** The ids of its teams; without an answer nothing is said about them. */
const knownTeams = (workspaceId: string): Promise<string[] | undefined> => {
  const queryKey = keys.teams(workspaceId)
  const ask = {
    queryKey,
    queryFn: () => listTeams(workspaceId),
    staleTime: 60_000,
    retry: false,
    networkMode: 'always',
  } as const
  return queries.fetchQuery(ask).then(
    ({ items }) => items.map(({ id }) => id),
    () => undefined,
  )
}

/** Whether its hours are set; without an answer nothing is said about them. */
const knownCalendar = (workspaceId: string): Promise<CalendarView | undefined> => {
  const queryKey = keys.calendar(workspaceId)
  const ask = {
    queryKey,
    queryFn: () => getCalendar(workspaceId),
    staleTime: 60_000,
    retry: false,
    networkMode: 'always',
  } as const
  return queries.fetchQuery(ask).catch(() => queries.getQueryData<CalendarView>(queryKey))
}

const portsOf = (userId: string, workspaceId: string, flowId: string): AutosavePorts => ({
  save: async (revision, flow) => {
    try {
      return { kind: 'saved', ...(await saveDraft(workspaceId, flowId, revision, flow)) }
    } catch (error) {
      return refusal(error, flow)
    }
  },
  kept: keptDraft(localStorage, { userId, workspaceId, flowId }),
  after: (ms, work) => {
    const timer = setTimeout(work, ms)
    return () => clearTimeout(timer)
  },
})

function refusal(error: unknown, flow: Flow): SaveResult {
  if (error instanceof ApiError && error.code === 'stale-revision')
    return { kind: 'stale', stale: error.problem.details as unknown as StaleRevision }
  // A server that is starting or in trouble is tried again, like a lost network.
  if (error instanceof ApiError && (error.status === 0 || error.status >= 500)) return { kind: 'offline' }
  const setting = error instanceof ApiError ? refusedSetting(error.problem.problems, flow) : undefined
  const gone = error instanceof ApiError && error.status === 404
  return { kind: 'refused', message: sentenceOf(error), ...(setting ? { setting } : {}), gone }
}
