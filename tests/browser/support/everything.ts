import type { Locator, Page } from 'playwright-core'
import { saveAsOtherFirst } from './an-editor.ts'

/** What the addresses of a shop are made of. */
export interface Ids {
  workspaceId: string
  flowId: string
  channelId: string
  segmentId: string
  /** A number of WhatsApp, whose account has a template. */
  whatsAppId: string
  conversationId: string
  /** A chat of a colleague. */
  theirs: string
  /** A person who wrote. */
  contactId: string
  /** A broadcast that is not started, and one that is. */
  draftId: string
  broadcastId: string
  /** The link of an invitation that nobody opened yet. */
  invitation: string
  /** A file of people that was read. */
  importId: string
}

/** Whom the shop invited. */
export const invited = 'kim@shop.example'

export interface Place {
  name: string
  /** As the editor's routes write it; absent where nothing of the editor answers. */
  route?: string
  path(ids: Ids): string
  /** Who looks: the owner of the shop, nobody, or the first person at a server without an owner. */
  as?: 'stranger' | 'first'
  /** A stream stays open here: the network never rests. */
  streams?: true
}

const inShop = (name: string, route: string, path: (ids: Ids) => string = () => route): Place => ({
  name,
  route,
  path: (ids) => `/w/${ids.workspaceId}/${path(ids)}`,
})

/** Every page. A route of the editor that stands in none of them fails the journey. */
export const places: Place[] = [
  { name: 'first page', route: '/', path: () => '/' },
  { name: 'sign in', route: '/sign-in', path: () => '/sign-in', as: 'stranger' },
  { name: 'invitation', route: '/invitation', path: ({ invitation }) => invitation, as: 'stranger' },
  { name: 'set up', route: '/set-up', path: () => '/set-up', as: 'first' },
  { name: 'workspace', route: '/w/:workspaceId', path: ({ workspaceId }) => `/w/${workspaceId}` },
  inShop('flows', 'flows'),
  inShop('flow', 'flows/:flowId', ({ flowId }) => `flows/${flowId}`),
  inShop('settings', 'settings/*', () => 'settings'),
  inShop('channels', 'channels', () => 'settings/channels'),
  inShop('new web chat', 'channels/new/:kind', () => 'settings/channels/new/web-chat'),
  inShop('new WhatsApp number', 'channels/new/:kind', () => 'settings/channels/new/whatsapp'),
  inShop('new Telegram bot', 'channels/new/:kind', () => 'settings/channels/new/telegram'),
  inShop('new mailbox', 'channels/new/:kind', () => 'settings/channels/new/email'),
  inShop('channel', 'channels/:channelId', ({ channelId }) => `settings/channels/${channelId}`),
  inShop('WhatsApp channel', 'channels/:channelId', ({ whatsAppId }) => `settings/channels/${whatsAppId}`),
  inShop('members', 'members', () => 'settings/members'),
  inShop('teams', 'teams', () => 'settings/teams'),
  inShop('opening hours', 'hours', () => 'settings/hours'),
  inShop('costs', 'costs', () => 'settings/costs'),
  inShop('broadcasts', 'broadcasts'),
  inShop('broadcast that is not started', 'broadcasts/:broadcastId', ({ draftId }) => `broadcasts/${draftId}`),
  inShop('broadcast', 'broadcasts/:broadcastId', ({ broadcastId }) => `broadcasts/${broadcastId}`),
  inShop('sending hours', 'sending', () => 'settings/sending'),
  inShop('privacy', 'privacy', () => 'settings/privacy'),
  inShop('secrets', 'secrets', () => 'settings/secrets'),
  inShop('tokens', 'tokens', () => 'settings/tokens'),
  inShop('background work', 'jobs', () => 'settings/jobs'),
  inShop('workspace settings', 'workspace', () => 'settings/workspace'),
  inShop('you', 'you', () => 'settings/you'),
  inShop('inbox', 'inbox/*', () => 'inbox/all'),
  inShop('cases', 'cases'),
  inShop('imports', 'contacts/imports'),
  inShop('import', 'contacts/imports/:importId', ({ importId }) => `contacts/imports/${importId}`),
  inShop('contacts', 'contacts'),
  inShop('contact', 'contacts/:contactId', ({ contactId }) => `contacts/${contactId}`),
  inShop('contact fields', 'contact-fields', () => 'settings/contact-fields'),
  inShop('segments', 'segments'),
  inShop('new segment', 'segments/new'),
  inShop('segment', 'segments/:segmentId', ({ segmentId }) => `segments/${segmentId}`),
  inShop('chat', 'inbox/*', ({ conversationId }) => `inbox/all/${conversationId}`),
  inShop('chat of a colleague', 'inbox/*', ({ theirs }) => `inbox/all/${theirs}`),
  { name: 'nothing here', route: '*', path: () => '/nothing/here' },
  { name: 'hosted chat', path: ({ channelId }) => `/chat/${channelId}`, as: 'stranger', streams: true },
]

export interface Opening {
  name: string
  /** The name of the place it is opened from. */
  at: string
  /** The sources, under `editor`, of the dialogs it opens: one that stands in no opening fails the journey. */
  from?: string[]
  /** Only where there is room for it. */
  wide?: true
  /** One Escape does not close it: one leaves the page and comes back. */
  stays?: true
  /** What the console may say meanwhile. */
  says?: RegExp
  open(page: Page): Promise<unknown>
  /** What is there once it is open. */
  shows(page: Page): Locator
}

const dialog = (page: Page) => page.getByRole('dialog')
/** What the panel shows, not the shape of it while it is on its way. */
const panel = (kind: string) => (page: Page) =>
  page.locator(`aside[data-panel="${kind}"] section, [role="dialog"] section`).first()
const press = (name: string | RegExp) => (page: Page) => page.getByRole('button', { name, exact: true }).first().click()
const item = (button: string | RegExp, name: string | RegExp) => async (page: Page) => {
  await press(button)(page)
  await page.getByRole('menuitem', { name, exact: true }).click()
}
const ofFlow = (name: string) => item(/rename, export, versions…$/, name)
const ofRow = (name: string) => item(/^Actions for /, name)
/** Any node that has settings: far out, on a phone, only some are drawn. */
const nodeName = (page: Page) => page.locator('.react-flow__node-card h2').first()
const select = (page: Page) => nodeName(page).click()

const connect = async (page: Page) => {
  await select(page)
  await page.keyboard.press('c')
}

/** Every panel and dialog. Menus and other things that float from a button are found by the journey itself. */
export const openings: Opening[] = [
  { name: 'new flow', at: 'flows', from: ['home/NewFlow.tsx'], open: press('New flow'), shows: dialog },
  { name: 'rename a flow', at: 'flows', from: ['home/RenameFlow.tsx'], open: ofRow('Rename…'), shows: dialog },
  { name: 'delete a flow', at: 'flows', from: ['home/FlowMenu.tsx'], open: ofRow('Delete…'), shows: dialog },
  { name: 'pause a flow', at: 'flows', from: ['answering/pause-unpublish.tsx'], open: ofRow('Pause…'), shows: dialog },
  { name: 'unpublish a flow', at: 'flows', open: ofRow('Unpublish…'), shows: dialog },
  {
    name: 'a file that is no flow',
    at: 'flows',
    from: ['home/RefusedImport.tsx'],
    open: (page) =>
      page
        .locator('input[type=file]')
        .setInputFiles({ name: 'notes.json', mimeType: 'application/json', buffer: Buffer.from('{"nodes":7}') }),
    shows: dialog,
  },
  {
    name: 'search',
    at: 'flows',
    from: ['shell/CommandPalette.tsx'],
    open: (page) => page.keyboard.press('Control+K'),
    shows: dialog,
  },
  {
    name: 'new workspace',
    at: 'flows',
    from: ['shell/NewWorkspace.tsx'],
    wide: true,
    open: item(/Switch workspace$/, 'New workspace…'),
    shows: dialog,
  },
  {
    name: 'remove a channel',
    at: 'channels',
    from: ['settings/channels/ChannelMenu.tsx'],
    open: ofRow('Remove…'),
    shows: dialog,
  },
  {
    name: 'new template',
    at: 'WhatsApp channel',
    from: ['settings/channels/TemplateDialog.tsx'],
    open: press('New template'),
    shows: dialog,
  },
  {
    name: 'delete a template',
    at: 'WhatsApp channel',
    from: ['settings/channels/TemplateMenu.tsx'],
    open: ofRow('Delete…'),
    shows: dialog,
  },
  { name: 'new team', at: 'teams', from: ['teams/TeamDialog.tsx'], open: press('New team'), shows: dialog },
  {
    name: 'delete a broadcast',
    at: 'broadcast that is not started',
    from: ['broadcasts/Moves.tsx'],
    open: ofRow('Delete…'),
    shows: dialog,
  },
  { name: 'delete a segment', at: 'segments', from: ['segments/SegmentsPage.tsx'], open: ofRow('Delete…'), shows: dialog },
  { name: 'delete a team', at: 'teams', from: ['settings/teams/TeamMenu.tsx'], open: ofRow('Delete…'), shows: dialog },
  {
    name: 'what a member sees',
    at: 'members',
    from: ['settings/members/Sight.tsx'],
    open: ofRow('Teams and chats…'),
    shows: dialog,
  },
  { name: 'invite', at: 'members', from: ['settings/members/Invite.tsx'], open: press('Invite'), shows: dialog },
  {
    name: 'take an invitation back',
    at: 'members',
    from: ['settings/members/Invitations.tsx'],
    open: item(`Actions for ${invited}`, 'Take back…'),
    shows: dialog,
  },
  {
    name: 'leave a workspace',
    at: 'you',
    from: ['settings/you/Workspaces.tsx'],
    open: press(/^Leave /),
    shows: dialog,
  },
  { name: 'decline', at: 'invitation', from: ['sign-in/Join.tsx'], open: press('No, thanks'), shows: dialog },
  { name: 'remove a member', at: 'members', from: ['settings/members/MemberMenu.tsx'], open: ofRow('Remove…'), shows: dialog },
  {
    name: 'until when today is closed',
    at: 'opening hours',
    from: ['settings/hours/Closure.tsx'],
    open: press(/^Until /),
    shows: dialog,
  },
  { name: 'a day that differs', at: 'opening hours', from: ['settings/hours/Day.tsx'], open: press('Add'), shows: dialog },
  {
    name: 'delete a day that differs',
    at: 'opening hours',
    from: ['settings/hours/Days.tsx'],
    open: ofRow('Delete…'),
    shows: dialog,
  },
  {
    name: 'the week as fields',
    at: 'opening hours',
    stays: true,
    open: press('Edit'),
    shows: (page) => page.getByLabel('Monday from'),
  },
  {
    name: 'add a person',
    at: 'contacts',
    from: ['contacts/AddPerson.tsx'],
    open: press('Add a person'),
    shows: dialog,
  },
  {
    name: 'tags of many people',
    at: 'contacts',
    from: ['contacts/TagMany.tsx'],
    stays: true,
    open: async (page) => {
      await page
        .getByRole('checkbox', { name: /^Choose / })
        .last()
        .check()
      await press('Tag…')(page)
    },
    shows: dialog,
  },
  {
    name: 'join two people',
    at: 'contacts',
    from: ['contacts/JoinDialog.tsx'],
    stays: true,
    open: async (page) => {
      const boxes = page.getByRole('checkbox', { name: /^Choose (?!all)/ })
      await boxes.nth(0).check()
      await boxes.nth(1).check()
      await press('Join…')(page)
    },
    shows: (page) => page.getByText('Page to keep'),
  },
  {
    name: 'join a person with whom',
    at: 'contact',
    from: ['contacts/JoinWith.tsx'],
    open: press('Join with…'),
    shows: dialog,
  },
  {
    name: 'who changed what of a person',
    at: 'contact',
    from: ['contacts/History.tsx'],
    open: item(/^More about /, 'Who changed what'),
    shows: dialog,
  },
  {
    name: 'what a person said elsewhere',
    at: 'contact',
    from: ['contacts/RecordConsent.tsx'],
    open: press('Record what they said…'),
    shows: dialog,
  },
  {
    name: 'stop everything unasked',
    at: 'contact',
    from: ['contacts/Consents.tsx'],
    open: press('Stop everything unasked…'),
    shows: dialog,
  },
  {
    name: 'all that a person said about being written to',
    at: 'contact',
    from: ['contacts/ConsentLog.tsx'],
    open: press('All that was said'),
    shows: dialog,
  },
  {
    name: 'take somebody out of a page',
    at: 'contact',
    from: ['contacts/Joined.tsx'],
    open: press('Take apart…'),
    shows: dialog,
  },
  { name: 'delete a person for good', at: 'contact', open: item(/^More about /, 'Delete for good…'), shows: dialog },
  {
    name: 'a fact changed in place',
    at: 'contact',
    stays: true,
    open: press(/^Phone: /),
    shows: (page) => page.getByRole('textbox', { name: 'Phone', exact: true }),
  },
  {
    name: 'new contact field',
    at: 'contact fields',
    from: ['settings/fields/FieldDialog.tsx'],
    open: press('New field'),
    shows: dialog,
  },
  {
    name: 'delete a contact field',
    at: 'contact fields',
    from: ['settings/fields/FieldsPage.tsx'],
    open: ofRow('Delete…'),
    shows: dialog,
  },
  { name: 'new secret', at: 'secrets', from: ['secrets/NewSecret.tsx'], open: press('New secret'), shows: dialog },
  {
    name: 'where a secret still stands',
    at: 'secrets',
    from: ['secrets/Copies.tsx'],
    open: ofRow('Where else it stands…'),
    shows: dialog,
  },
  { name: 'delete a secret', at: 'secrets', from: ['settings/secrets/SecretMenu.tsx'], open: ofRow('Delete…'), shows: dialog },
  {
    name: 'replace a secret',
    at: 'secrets',
    stays: true,
    open: ofRow('Replace or bind anew…'),
    shows: (page) => page.getByRole('form', { name: /^Replace / }),
  },
  { name: 'new token', at: 'tokens', from: ['settings/tokens/NewToken.tsx'], open: press('New token'), shows: dialog },
  { name: 'revoke a token', at: 'tokens', from: ['settings/tokens/TokensPage.tsx'], open: press(/^Revoke /), shows: dialog },
  {
    name: 'keys of the inbox',
    at: 'inbox',
    from: ['inbox/keys/KeySheet.tsx'],
    wide: true,
    open: (page) => page.keyboard.press('?'),
    shows: dialog,
  },
  {
    name: 'hand a chat over',
    at: 'chat of a colleague',
    from: ['inbox/thread/HandOverDialog.tsx'],
    open: item('More actions', 'Hand over…'),
    shows: dialog,
  },
  {
    name: 'remind me of a chat',
    at: 'chat',
    from: ['inbox/thread/RemindDialog.tsx'],
    open: item('More actions', 'Remind me…'),
    shows: dialog,
  },
  {
    name: 'search in all chats',
    at: 'inbox',
    open: press('Search all chats'),
    shows: (page) => page.getByRole('searchbox', { name: 'Search all chats' }),
  },
  {
    name: 'delete a chat for good',
    at: 'chat',
    open: item('More actions', 'Delete for good…'),
    shows: dialog,
  },
  {
    name: 'take over',
    at: 'chat of a colleague',
    from: ['inbox/thread/ThreadHeader.tsx'],
    open: (page) => page.getByRole('button', { name: 'Take over…' }).click(),
    shows: dialog,
  },
  {
    name: 'settings of a node',
    at: 'flow',
    stays: true,
    from: ['flow-page/EditorLayout.tsx'],
    open: select,
    shows: panel('inspector'),
  },
  {
    name: 'try it',
    at: 'flow',
    stays: true,
    open: press('Try it'),
    shows: (page) => page.getByRole('log', { name: 'The chat' }),
  },
  { name: 'versions', at: 'flow', stays: true, open: ofFlow('Versions'), shows: panel('versions') },
  {
    name: 'JSON',
    at: 'flow',
    stays: true,
    open: ofFlow('JSON'),
    shows: (page) => page.locator('.monaco-editor .view-line').first(),
  },
  { name: 'problems', at: 'flow', stays: true, open: press(/^\d+ problems?$/), shows: panel('problems') },
  {
    name: 'what leads here',
    at: 'flow',
    from: ['canvas/menus/LeadHereDialog.tsx'],
    wide: true,
    stays: true,
    open: async (page) => {
      await press(/^\d+ problems?$/)(page)
      await press('Choose what leads to “Later”…')(page)
    },
    shows: (page) => page.getByRole('dialog', { name: 'What leads to “Later”?' }),
  },
  { name: 'variables', at: 'flow', stays: true, open: ofFlow('Variables'), shows: panel('variables') },
  {
    name: 'a variable that everyone may see again',
    at: 'flow',
    stays: true,
    from: ['panels/variables/VariableDetail.tsx'],
    open: async (page) => {
      await ofFlow('Variables')(page)
      await page.getByRole('region', { name: 'Variables' }).getByRole('listitem').getByRole('button').first().click()
      await page.getByRole('radio', { name: 'Sensitive', exact: true }).check()
      await page.getByRole('radio', { name: 'Everyone', exact: true }).click()
    },
    shows: (page) => page.getByRole('dialog', { name: /^Show “/ }),
  },
  {
    name: 'move a key into a secret',
    at: 'flow',
    stays: true,
    from: ['open-flow/MoveKey.tsx'],
    wide: true,
    open: async (page) => {
      await press(/^\d+ problems?$/)(page)
      const row = page.getByRole('listitem').filter({ hasText: 'Holds a key' })
      await row.getByRole('button').last().click()
    },
    shows: dialog,
  },
  {
    name: 'settings of the flow',
    at: 'flow',
    from: ['panels/FlowSettings.tsx'],
    open: ofFlow('Settings'),
    shows: (page) => page.getByRole('heading', { name: 'Flow settings' }),
  },
  { name: 'shortcuts', at: 'flow', from: ['flow-page/ShortcutSheet.tsx'], open: ofFlow('Keyboard shortcuts'), shows: dialog },
  {
    name: 'find',
    at: 'flow',
    from: ['flow-page/Finder.tsx'],
    open: (page) => page.keyboard.press('Control+F'),
    shows: (page) => dialog(page).getByRole('searchbox').or(dialog(page).getByRole('textbox')).first(),
  },
  {
    name: 'rename this flow',
    at: 'flow',
    from: ['flow-page/RenameFlowDialog.tsx'],
    wide: true,
    open: ofFlow('Rename…'),
    shows: dialog,
  },
  { name: 'pause this flow', at: 'flow', open: ofFlow('Pause…'), shows: dialog },
  { name: 'unpublish this flow', at: 'flow', open: ofFlow('Unpublish…'), shows: dialog },
  {
    name: 'publish',
    at: 'flow',
    from: ['panels/PublishDialog.tsx'],
    wide: true,
    open: press('Publish…'),
    shows: (page) => page.getByText('What we checked'),
  },
  {
    name: 'connect to',
    at: 'flow',
    from: ['canvas/menus/ConnectDialog.tsx'],
    wide: true,
    stays: true,
    open: connect,
    shows: dialog,
  },
  {
    name: 'menu of a node',
    at: 'flow',
    wide: true,
    open: (page) => nodeName(page).click({ button: 'right' }),
    shows: (page) => page.getByRole('menu'),
  },
  {
    name: 'what comes next',
    at: 'flow',
    wide: true,
    open: async (page) => {
      await page.locator('.react-flow__pane').click({ button: 'right', position: { x: 40, y: 500 } })
      await page.getByRole('menuitem', { name: 'Add a node here…' }).click()
    },
    shows: (page) => page.getByRole('dialog', { name: 'What comes next?' }),
  },
  {
    name: 'an older version as the draft',
    at: 'flow',
    stays: true,
    from: ['panels/versions/use-version-actions.ts'],
    wide: true,
    open: async (page) => {
      await ofFlow('Versions')(page)
      await item('More about version 1', 'Restore as the draft')(page)
    },
    shows: dialog,
  },
  {
    name: 'the figures',
    at: 'flow',
    stays: true,
    open: (page) => page.getByText('Statistics', { exact: true }).first().click(),
    shows: (page) => page.getByRole('toolbar', { name: 'What the figures are about' }),
  },
  {
    name: 'the figures by the hour',
    at: 'flow',
    stays: true,
    open: async (page) => {
      await page.getByText('Statistics', { exact: true }).first().click()
      await press('By the hour')(page)
    },
    shows: panel('hours'),
  },
  {
    name: 'the figures of a node',
    at: 'flow',
    stays: true,
    open: async (page) => {
      await page.getByText('Statistics', { exact: true }).first().click()
      await select(page)
    },
    shows: panel('statistics'),
  },
  {
    name: 'closing a chat with a reason',
    at: 'chat',
    from: ['inbox/thread/CloseDialog.tsx'],
    open: item('More actions', 'Close and say why…'),
    shows: dialog,
  },
  {
    name: 'export everybody',
    at: 'imports',
    from: ['contacts/import/ExportDialog.tsx'],
    open: press('Export everybody'),
    shows: dialog,
  },
  {
    name: 'throw a file away',
    at: 'import',
    from: ['contacts/import/ImportPage.tsx'],
    open: press('Throw the file away'),
    shows: dialog,
  },
  {
    name: 'two drafts of one flow',
    at: 'flow',
    stays: true,
    wide: true,
    // The draft that is refused, because a colleague's came first.
    says: /^Failed to load resource: .*\/draft$/,
    open: async (page) => {
      await saveAsOtherFirst(page, 'Another name')
      await ofFlow('Rename…')(page)
      await page.getByRole('textbox', { name: 'Name' }).fill('My own name')
      await press('Rename')(page)
      await press('Choose')(page)
    },
    shows: panel('merge'),
  },
]
