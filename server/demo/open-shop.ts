import type { FlowView } from '#schemas/api/flows.ts'
import { type WeekHours, weekdays } from '#schemas/calendar.ts'
import type { Flow } from '#schemas/flow.ts'
import { createOwner } from '../accounts/index.ts'
import { changeHours } from '../calendar/index.ts'
import { channelsOf, createChannel } from '../channels/index.ts'
import type { Deps } from '../deps.ts'
import { createFlow, publishFlow, saveDraft } from '../flows/index.ts'
import { createTeam } from '../teams/index.ts'
import {
  type Actor,
  allWorkspaces,
  createWorkspace,
  invite,
  joinByInvitation,
  labelAsDemo,
  secretIn,
} from '../workspaces/index.ts'
import type { Business } from './business.ts'

/** A business with its workspace, ready for customers. */
export interface Shop {
  business: Business
  workspaceId: string
  /** The web chat. */
  channelId: string
  mailbox?: { channelId: string; address: string }
  agentIds: string[]
  /** Makes the newer drawing of the flow the live version. */
  publishAgain(): Promise<void>
}

export interface DemoOwner {
  email: string
  password: string
}

/**
 * The owner and one workspace per business, made by the same use cases as any other; only the label “demo” is put on here.
 * A minute passes between two, so that lists by age keep their order.
 */
export async function openShops(
  deps: Deps,
  owner: DemoOwner,
  businesses: readonly Business[],
  minutePasses: () => Promise<void>,
): Promise<Shop[]> {
  const shops: Shop[] = []
  let actor: Actor | undefined
  for (const business of businesses) {
    const { workspace: name, season } = business
    if (actor)
      actor = { ...actor, workspaceId: (await createWorkspace(deps, actor.caller, { name, timeZone: season.timeZone })).id }
    else actor = await makeOwner(deps, owner, business)
    await labelAsDemo(deps.store, actor.workspaceId)
    shops.push(await openShop(deps, actor, business, owner))
    await minutePasses()
  }
  return shops
}

/** Where people find the shops of a demo that was made before. */
export async function findWebChats({ store }: Pick<Deps, 'store'>): Promise<{ workspace: string; channelId: string }[]> {
  const all = await allWorkspaces(store)
  const found = all
    .filter(({ demo }) => demo)
    .sort((one, other) => (one.createdAt < other.createdAt ? -1 : 1))
    .map(async ({ _id, name }) => {
      const channels = await channelsOf(store, _id)
      return channels.filter(({ kind }) => kind === 'web-chat').map((channel) => ({ workspace: name, channelId: channel._id }))
    })
  return (await Promise.all(found)).flat()
}

async function makeOwner(deps: Deps, { email, password }: DemoOwner, { workspace, season }: Business): Promise<Actor> {
  const given = { email, password, name: 'Demo owner', workspaceName: workspace, timeZone: season.timeZone, language: 'en' }
  const { userId, workspaceId } = await createOwner(deps, given)
  return { caller: { user: { id: userId, name: given.name, email } }, workspaceId }
}

async function openShop(deps: Deps, actor: Actor, business: Business, owner: DemoOwner): Promise<Shop> {
  const { workspaceId } = actor
  const settings = { ...business.webChat }
  const channel = await createChannel(deps, actor, { kind: 'web-chat', name: business.channel, settings })
  const mailbox = business.mailbox && (await openMailbox(deps, actor, business.mailbox))
  await changeHours(deps, actor, { revision: 0, week: weekOf(business), days: [] })
  const agents = business.agents.map(async ({ name, email }) => {
    const { link = '' } = await invite(deps, { ...actor, role: 'owner' }, { email, role: 'agent' })
    return joinByInvitation(deps, { secret: secretIn(link), name, password: owner.password })
  })
  const agentIds = await Promise.all(agents)
  for (const [name, places] of Object.entries(business.teams))
    await createTeam(deps, actor, { name, members: places.flatMap((place) => agentIds[place] ?? []) })
  const [first, second] = business.versions
  const flow = await createFlow(deps, actor, { name: first.name, flow: { ...first } })
  await publishFlow(deps, actor, flow.id, { revision: flow.revision })
  return {
    business,
    workspaceId,
    channelId: channel.id,
    ...(mailbox ? { mailbox } : {}),
    agentIds,
    publishAgain: () => publishNewer(deps, actor, flow, second),
  }
}

/** A mailbox that is nowhere: the mark keeps it from being looked for. */
async function openMailbox(
  deps: Deps,
  actor: Actor,
  { channel: name, address }: NonNullable<Business['mailbox']>,
): Promise<NonNullable<Shop['mailbox']>> {
  const server = (half: string) => `${half}.${address.split('@')[1]}`
  const settings = {
    address,
    fromName: name,
    ...{ imapHost: server('imap'), imapPort: '993', imapSecurity: 'tls', imapUser: address, imapPassword: 'none' },
    ...{ smtpHost: server('smtp'), smtpPort: '465', smtpSecurity: 'tls', smtpUser: address, smtpPassword: 'none' },
  }
  const { id } = await createChannel(deps, actor, { kind: 'email', name, settings }, { demo: true })
  return { channelId: id, address }
}

/** The desk is there on every day of the week. */
function weekOf({ desk: { opens, closes } }: Business): WeekHours {
  const at = (hour: number) => `${String(hour).padStart(2, '0')}:00`
  return Object.fromEntries(weekdays.map((day) => [day, [{ from: at(opens), to: at(closes) }]])) as WeekHours
}

async function publishNewer(deps: Deps, actor: Actor, { id, revision }: FlowView, flow: Flow): Promise<void> {
  const saved = await saveDraft(deps, actor, id, { revision, flow: { ...flow } })
  await publishFlow(deps, actor, id, { revision: saved.revision })
}
