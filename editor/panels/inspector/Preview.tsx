import { useTranslation } from 'react-i18next'
import type { NodeDescription } from '#nodes/contract.ts'
import { dialects } from '#runtime/channels/dialects.ts'
import { render } from '#runtime/render.ts'
import type { NodeConfig } from '#schemas/flow.ts'
import { type ChannelKind, channelKinds, channelNames } from '#schemas/message.ts'
import { skinOf } from '../../channels/skins.ts'
import { useDocument, useView } from '../../open-flow/flow-editor.ts'
import { Segmented } from '../../ui/Segmented.tsx'
import { Bubble } from '../messages/Bubble.tsx'
import { lossSentence } from '../messages/loss-sentence.ts'
import { previewMessages } from '../messages/preview-messages.ts'
import { PanelNote, Section } from '../Panel.tsx'
import classes from './inspector.module.css'

export interface PreviewProps {
  description: NodeDescription
  config: NodeConfig
  channel: ChannelKind
  onChannel(channel: ChannelKind): void
}

/** What the node will look like on a channel, and what that channel changes, in one sentence. */
export function Preview({ description, config, channel, onChannel }: PreviewProps) {
  const { t } = useTranslation('panels')
  const languages = useDocument((document) => document.flow.languages)
  const language = useView((view) => view.language)
  const messages = previewMessages(description, config, languages, language)
  if (messages.length === 0) return null
  const rendered = messages.map((message) => render(message, dialects[channel].capabilities))
  const losses = rendered.flatMap((each) => each.losses)
  return (
    <Section title={t('preview.title')}>
      <Segmented
        size="sm"
        fill
        label={t('preview.channel')}
        value={channel}
        options={channelKinds.toReversed().map((kind) => ({ value: kind, label: channelNames[kind] }))}
        onChange={onChannel}
      />
      <div className={classes.wall} data-skin={skinOf(channel)}>
        {rendered
          .flatMap(({ drawn }) => drawn)
          .map((message, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: drawn messages have no identity
            <Bubble key={index} message={message} skin={skinOf(channel)} lang={language} time="10:42" />
          ))}
      </div>
      {losses.length > 0 && <PanelNote>{lossSentence(t, losses, channelNames[channel])}</PanelNote>}
    </Section>
  )
}
