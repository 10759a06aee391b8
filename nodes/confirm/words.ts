import type { LocalisedText } from '#schemas/text.ts'

/** `{to}`: where the code went. */
export const sent: LocalisedText = {
  en: 'We sent a code of six digits to {to}. Type it here.',
  'zh-Hant': '我們已將六位數驗證碼發送到 {to}，請在此輸入。',
  'zh-Hans': '我们已将六位数验证码发送到 {to}，请在此输入。',
  ar: 'أرسلنا رمزًا من ستة أرقام إلى {to}. اكتبه هنا.',
  th: 'เราส่งรหัสหกหลักไปที่ {to} แล้ว กรุณาพิมพ์รหัสที่นี่',
  vi: 'Chúng tôi đã gửi mã sáu chữ số đến {to}. Hãy nhập mã tại đây.',
}

export const notRight: LocalisedText = {
  en: 'That is not the code. Please look again and type all six digits.',
  'zh-Hant': '驗證碼不正確。請再看一次，並輸入全部六位數字。',
  'zh-Hans': '验证码不正确。请再看一次，并输入全部六位数字。',
  ar: 'هذا ليس الرمز الصحيح. تحقق منه واكتب الأرقام الستة كلها.',
  th: 'รหัสไม่ถูกต้อง กรุณาตรวจสอบและพิมพ์ให้ครบหกหลัก',
  vi: 'Mã chưa đúng. Hãy xem lại và nhập đủ sáu chữ số.',
}

/** What is sent to the address. `{code}` is put in where nobody but its owner reads it. */
export const message: LocalisedText = {
  en: 'Your code is {code}. It is good for {minutes} minutes. If you did not ask for it, do nothing and give it to nobody.',
  'zh-Hant': '你的驗證碼是 {code}，{minutes} 分鐘內有效。如非本人操作，請勿理會，也不要告訴任何人。',
  'zh-Hans': '你的验证码是 {code}，{minutes} 分钟内有效。如非本人操作，请勿理会，也不要告诉任何人。',
  ar: 'رمزك هو {code}، وهو صالح لمدة {minutes} دقيقة. إن لم تطلبه فلا تفعل شيئًا ولا تعطه لأحد.',
  th: 'รหัสของคุณคือ {code} ใช้ได้ภายใน {minutes} นาที หากคุณไม่ได้ขอ โปรดเพิกเฉยและอย่าบอกรหัสแก่ผู้ใด',
  vi: 'Mã của bạn là {code}, có hiệu lực trong {minutes} phút. Nếu bạn không yêu cầu, hãy bỏ qua và đừng đưa mã cho ai.',
}
