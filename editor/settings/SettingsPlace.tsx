import { useTranslation } from 'react-i18next'
import { Navigate, NavLink, Route, Routes, useLocation } from 'react-router'
import { placesFor } from '../shell/places.ts'
import { useWorkspace } from '../shell/session.tsx'
import { useCurrentInView } from '../ui/use-current-in-view.ts'
import { ChannelPage } from './channels/ChannelPage.tsx'
import { ChannelsPage } from './channels/ChannelsPage.tsx'
import { NewChannelPage } from './channels/NewChannelPage.tsx'
import { CostsPage } from './costs/CostsPage.tsx'
import { FieldsPage } from './fields/FieldsPage.tsx'
import { HoursPage } from './hours/HoursPage.tsx'
import { JobsPage } from './jobs/JobsPage.tsx'
import { MembersPage } from './members/MembersPage.tsx'
import { PrivacyPage } from './privacy/PrivacyPage.tsx'
import { SecretsPage } from './secrets/SecretsPage.tsx'
import { SendingPage } from './sending/SendingPage.tsx'
import classes from './settings.module.css'
import { TeamsPage } from './teams/TeamsPage.tsx'
import { TokensPage } from './tokens/TokensPage.tsx'
import { WorkspacePage } from './workspace/WorkspacePage.tsx'
import { YouPage } from './you/YouPage.tsx'

/** Set-up and one's own settings. On a phone, where the sidebar is folded away, its pages are a row of links on top. */
export function SettingsPlace() {
  const { t } = useTranslation('shell')
  const workspace = useWorkspace()
  const places = placesFor(workspace.role).filter(({ group }) => group === 'setUp')
  const { pathname } = useLocation()
  const onSetUp = !pathname.endsWith('/settings/you')
  const pills = useCurrentInView(pathname)
  const first = places[0]?.path.replace('settings/', '') ?? 'you'
  return (
    <>
      {onSetUp && places.length > 1 && (
        <nav ref={pills} className={classes.pills} aria-label={t('setUp')}>
          {places.map((place) => (
            <NavLink key={place.name} to={`/w/${workspace.id}/${place.path}`}>
              {t(`place.${place.name}`)}
            </NavLink>
          ))}
        </nav>
      )}
      <Routes>
        <Route path="channels" element={<ChannelsPage />} />
        <Route path="channels/new/:kind" element={<NewChannelPage />} />
        <Route path="channels/:channelId" element={<ChannelPage />} />
        <Route path="members" element={<MembersPage />} />
        <Route path="teams" element={<TeamsPage />} />
        <Route path="hours" element={<HoursPage />} />
        <Route path="costs" element={<CostsPage />} />
        <Route path="contact-fields" element={<FieldsPage />} />
        <Route path="sending" element={<SendingPage />} />
        <Route path="privacy" element={<PrivacyPage />} />
        <Route path="secrets" element={<SecretsPage />} />
        <Route path="tokens" element={<TokensPage />} />
        <Route path="jobs" element={<JobsPage />} />
        <Route path="workspace" element={<WorkspacePage />} />
        <Route path="you" element={<YouPage />} />
        <Route path="*" element={<Navigate to={`/w/${workspace.id}/settings/${first}`} replace />} />
      </Routes>
    </>
  )
}
