import type { ComponentType } from 'react'
import { createBrowserRouter } from 'react-router'
import { FirstPage } from './shell/FirstPage.tsx'
import { NotFound, RouteError } from './shell/RouteError.tsx'
import { WorkspacePlace } from './shell/WorkspacePlace.tsx'

const pages = import.meta.glob<Record<string, ComponentType>>(['./canvas/FlowEditorPage.tsx', './inbox/InboxPage.tsx'])

/** A page of another place, once it is there. */
const page = (path: string, name: string) => async () => ({ Component: (await pages[path]?.())?.[name] ?? NotFound })

/** Every address of the editor. A place's code is fetched when somebody goes there. */
export const router = createBrowserRouter([
  {
    errorElement: <RouteError />,
    hydrateFallbackElement: <div />,
    children: [
      { path: '/', element: <FirstPage /> },
      { path: '/sign-in', lazy: { Component: async () => (await import('./sign-in/SignInPage.tsx')).SignInPage } },
      { path: '/set-up', lazy: { Component: async () => (await import('./sign-in/SetUpPage.tsx')).SetUpPage } },
      {
        path: '/w/:workspaceId',
        element: <WorkspacePlace />,
        children: [
          { index: true, element: <FirstPage /> },
          { path: 'flows/:flowId', lazy: page('./canvas/FlowEditorPage.tsx', 'FlowEditorPage') },
          {
            lazy: { Component: async () => (await import('./shell/SidebarLayout.tsx')).SidebarLayout },
            children: [
              { path: 'flows', lazy: { Component: async () => (await import('./home/FlowsPage.tsx')).FlowsPage } },
              {
                path: 'settings/*',
                lazy: { Component: async () => (await import('./settings/SettingsPlace.tsx')).SettingsPlace },
              },
            ],
          },
          {
            lazy: { Component: async () => (await import('./shell/RailLayout.tsx')).RailLayout },
            children: [{ path: 'inbox/*', lazy: page('./inbox/InboxPage.tsx', 'InboxPage') }],
          },
        ],
      },
      { path: '*', element: <RouteError /> },
    ],
  },
])
