import type { ComponentType } from 'react'
import { createBrowserRouter } from 'react-router'
import { loadWords } from './i18n.ts'
import { FirstPage } from './shell/FirstPage.tsx'
import { RouteError } from './shell/RouteError.tsx'
import { WorkspacePlace } from './shell/WorkspacePlace.tsx'

/** A page with the words that it says beside those of all. */
const saying = (words: Parameters<typeof loadWords>, load: () => Promise<ComponentType>) => ({
  Component: async () => {
    const [Component] = await Promise.all([load(), loadWords(...words)])
    return Component
  },
})
const ofPeople = (load: () => Promise<ComponentType>) => saying(['people'], load)

/** Every address of the editor. A place's code is fetched when somebody goes there. */
export const router = createBrowserRouter([
  {
    errorElement: <RouteError />,
    hydrateFallbackElement: <div />,
    children: [
      { path: '/', element: <FirstPage /> },
      { path: '/sign-in', lazy: { Component: async () => (await import('./sign-in/SignInPage.tsx')).SignInPage } },
      {
        path: '/invitation',
        lazy: saying(['settings'], async () => (await import('./sign-in/InvitationPage.tsx')).InvitationPage),
      },
      { path: '/set-up', lazy: { Component: async () => (await import('./sign-in/SetUpPage.tsx')).SetUpPage } },
      {
        path: '/w/:workspaceId',
        element: <WorkspacePlace />,
        children: [
          { index: true, element: <FirstPage /> },
          {
            path: 'flows/:flowId',
            lazy: saying(['flows', 'settings'], async () => (await import('./flow-page/FlowEditorPage.tsx')).FlowEditorPage),
          },
          {
            lazy: { Component: async () => (await import('./shell/SidebarLayout.tsx')).SidebarLayout },
            children: [
              { path: 'flows', lazy: { Component: async () => (await import('./home/FlowsPage.tsx')).FlowsPage } },
              { path: 'cases', lazy: { Component: async () => (await import('./inbox/cases/CasesPage.tsx')).CasesPage } },
              { path: 'contacts', lazy: ofPeople(async () => (await import('./contacts/ContactsPage.tsx')).ContactsPage) },
              {
                path: 'contacts/:contactId',
                lazy: ofPeople(async () => (await import('./contacts/ContactPage.tsx')).ContactPage),
              },
              {
                path: 'contacts/imports',
                lazy: ofPeople(async () => (await import('./contacts/import/ImportsPage.tsx')).ImportsPage),
              },
              {
                path: 'contacts/imports/:importId',
                lazy: ofPeople(async () => (await import('./contacts/import/ImportPage.tsx')).ImportPage),
              },
              { path: 'segments', lazy: ofPeople(async () => (await import('./segments/SegmentsPage.tsx')).SegmentsPage) },
              { path: 'segments/new', lazy: ofPeople(async () => (await import('./segments/SegmentPage.tsx')).NewSegmentPage) },
              {
                path: 'segments/:segmentId',
                lazy: ofPeople(async () => (await import('./segments/SegmentPage.tsx')).SegmentPage),
              },
              {
                path: 'broadcasts',
                lazy: ofPeople(async () => (await import('./broadcasts/BroadcastsPage.tsx')).BroadcastsPage),
              },
              {
                path: 'broadcasts/:broadcastId',
                lazy: ofPeople(async () => (await import('./broadcasts/BroadcastPage.tsx')).BroadcastPage),
              },
              {
                path: 'settings/*',
                lazy: saying(['people', 'settings'], async () => (await import('./settings/SettingsPlace.tsx')).SettingsPlace),
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
