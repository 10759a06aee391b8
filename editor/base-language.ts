/**
 * `ar` of `ar-EG`. Chinese is read by its script, which a browser may leave to the region: `zh-Hant` of `zh-HK`. Empty for what is no
 * language tag, such as the `en-US@posix` of a browser on a system without a language.
 */
export function baseLanguage(tag: string): string {
  try {
    const { language, script } = new Intl.Locale(tag).maximize()
    return language === 'zh' ? `zh-${script}` : language
  } catch {
    return ''
  }
}
