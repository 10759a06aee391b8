import { Button, FileButton, Input } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ownFileTypes } from '#schemas/own-file.ts'
import { keepFile } from '../../../api/files.ts'
import { sentenceOf } from '../../../api/request.ts'
import { useWorkspace } from '../../../shell/session.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import { useFormScope } from '../scope.ts'

export interface UploadFileProps {
  /** The setting that says what kind of file it is, as a JSON Pointer. */
  kind: string
  onAddress(address: string): void
}

/** Keeps a file of one's own on the server, in place of an address on the web. */
export function UploadFile({ kind, onAddress }: UploadFileProps) {
  const { t } = useTranslation('panels')
  const { id } = useWorkspace()
  const { change, settle } = useFormScope()
  const keep = useMutation({
    mutationFn: (file: File) => keepFile(id, file),
    onSuccess: ({ address, type }) => {
      onAddress(address)
      change(kind, kindOf(type))
      settle()
    },
  })
  return (
    <Input.Wrapper mt={8} error={keep.isError ? sentenceOf(keep.error) : undefined}>
      <FileButton accept={ownFileTypes.join()} onChange={(file) => file && keep.mutate(file)}>
        {(props) => (
          <Button {...props} variant="default" loading={keep.isPending} leftSection={<Icon name="paperclip" />}>
            {t('form.upload')}
          </Button>
        )}
      </FileButton>
    </Input.Wrapper>
  )
}

function kindOf(type: string): string {
  const kind = type.split('/')[0] ?? ''
  return ['image', 'video', 'audio'].includes(kind) ? kind : 'document'
}
