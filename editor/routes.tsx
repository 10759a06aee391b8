import { createBrowserRouter } from 'react-router'
import { loadFlowWords, loadPeopleWords } from './i18n.ts'
import { FirstPage } from './shell/FirstPage.tsx'
import { RouteError } from './shell/RouteError.tsx'
import { WorkspacePlace } from './shell/WorkspacePlace.tsx'

/** Every address of the editor. A place's code is fetched when somebody goes there. */
export const router = createBrowserRouter([
  {
    errorElement: <RouteError />,
    hydrateFallbackElement: <div />,
    children: [
      { path: '/', element: <FirstPage /> },
      { path: '/sign-in', lazy: { Component: async () => (await import('./sign-in/SignInPage.tsx')).SignInPage } },
      { path: '/invitation', lazy: { Component: async () => (await import('./sign-in/InvitationPage.tsx')).InvitationPage } },
      { path: '/set-up', lazy: { Component: async () => (await import('./sign-in/SetUpPage.tsx')).SetUpPage } },
      {
        path: '/w/:workspaceId',
        element: <WorkspacePlace />,
        children: [
          { index: true, element: <FirstPage /> },
          {
            path: 'flows/:flowId',
            lazy: {
              Component: async () => {
                const [{ FlowEditorPage }] = await Promise.all([import('./flow-page/FlowEditorPage.tsx'), loadFlowWords()])
                return FlowEditorPage
              },
            },
          },
          {
            lazy: { Component: async () => (await import('./shell/SidebarLayout.tsx')).SidebarLayout },
            children: [
              { path: 'flows', lazy: { Component: async () => (await import('./home/FlowsPage.tsx')).FlowsPage } },
              {
                path: 'contacts/imports',
                lazy: { Component: async () => (await import('./contacts/import/ImportsPage.tsx')).ImportsPage },
              },
              {
                path: 'contacts/imports/:importId',
                lazy: { Component: async () => (await import('./contacts/import/ImportPage.tsx')).ImportPage },
              },
              {
                path: 'broadcasts',
                lazy: { Component: async () => (await import('./broadcasts/BroadcastsPage.tsx')).BroadcastsPage },
              },
              {
                path: 'broadcasts/:broadcastId',
                lazy: { Component: async () => (await import('./broadcasts/BroadcastPage.tsx')).BroadcastPage },
              },
              { path: 'segments', lazy: { Component: async () => (await import('./segments/SegmentsPage.tsx')).SegmentsPage } },
              {
                path: 'segments/new',
                lazy: { Component: async () => (await import('./segments/SegmentPage.tsx')).NewSegmentPage },
              },
              {
                path: 'segments/:segmentId',
                lazy: { Component: async () => (await import('./segments/SegmentPage.tsx')).SegmentPage },
              },
              { path: 'cases', lazy: { Component: async () => (await import('./inbox/cases/CasesPage.tsx')).CasesPage } },
              {
                path: 'contacts',
                lazy: {
                  Component: async () => {
                    const [{ ContactsPage }] = await Promise.all([import('./contacts/ContactsPage.tsx'), loadPeopleWords()])
                    return ContactsPage
                  },
                },
              },
              {
                path: 'contacts/:contactId',
                lazy: {
                  Component: async () => {
                    const [{ ContactPage }] = await Promise.all([import('./contacts/ContactPage.tsx'), loadPeopleWords()])
                    return ContactPage
                  },
                },
              },
              {
                path: 'settings/*',
                lazy: { Component: async () => (await import('./settings/SettingsPlace.tsx')).SettingsPlace },
              },
            ],
          },
          {
            lazy: { Component: async () => (await import('./shell/RailLayout.tsx')).RailLayout },
            children: [{ path: 'inbox/*', lazy: { Component: async () => (await import('./inbox/InboxPage.tsx')).InboxPage } }],
          },
        ],
      },
      { path: '*', element: <RouteError /> },
    ],
  },
])
