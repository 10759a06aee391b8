import { baseLanguage } from '../base-language.ts'

/** The widget's own words. It is one small script for other people's pages, so it carries them itself. */
export interface Texts {
  open: string
  close: string
  write: string
  send: string
  offline: string
  busy: string
  gone: string
  unknown: string
  unsent: string
  refused: string
  tooLong: string
  again: string
  edit: string
  discard: string
  person: string
  failed: string
  attachment: string
}

const texts: Record<string, Texts> = {
  en: {
    open: 'Open chat',
    close: 'Close chat',
    write: 'Write a message',
    send: 'Send',
    offline: 'No connection. Your messages are kept and sent when it is back.',
    busy: 'Very many people write just now. Your message is kept and sent in a moment.',
    gone: 'This chat has been closed.',
    unknown: 'There is no chat here.',
    unsent: 'Waiting to be sent',
    refused: 'Not sent',
    tooLong: 'Not sent: too long',
    again: 'Try again',
    edit: 'Edit',
    discard: 'Discard',
    person: 'answers you',
    failed: 'This chat cannot be opened just now.',
    attachment: 'Attachment',
  },
  'zh-Hant': {
    open: '開啟對話',
    close: '關閉對話',
    write: '輸入訊息',
    send: '傳送',
    offline: '目前沒有連線。訊息已保留，恢復後會自動傳送。',
    busy: '目前訊息非常多。你的訊息已保留，稍後會自動傳送。',
    gone: '這個對話已關閉。',
    unknown: '這裡沒有對話。',
    unsent: '等待傳送',
    refused: '未傳送',
    tooLong: '未傳送：訊息太長',
    again: '再試一次',
    edit: '編輯',
    discard: '捨棄',
    person: '正在回覆你',
    failed: '目前無法開啟對話。',
    attachment: '附件',
  },
  'zh-Hans': {
    open: '打开对话',
    close: '关闭对话',
    write: '输入消息',
    send: '发送',
    offline: '目前没有连接。消息已保留，恢复后会自动发送。',
    busy: '目前消息非常多。你的消息已保留，稍后会自动发送。',
    gone: '这个对话已关闭。',
    unknown: '这里没有对话。',
    unsent: '等待发送',
    refused: '未发送',
    tooLong: '未发送：消息太长',
    again: '再试一次',
    edit: '编辑',
    discard: '放弃',
    person: '正在回复你',
    failed: '目前无法打开对话。',
    attachment: '附件',
  },
  ar: {
    open: 'فتح المحادثة',
    close: 'إغلاق المحادثة',
    write: 'اكتب رسالة',
    send: 'إرسال',
    offline: 'لا يوجد اتصال. رسائلك محفوظة وستُرسل عند عودته.',
    busy: 'يكتب عدد كبير من الأشخاص الآن. رسالتك محفوظة وستُرسل بعد لحظات.',
    gone: 'أُغلقت هذه المحادثة.',
    unknown: 'لا توجد محادثة هنا.',
    unsent: 'في انتظار الإرسال',
    refused: 'لم تُرسل',
    tooLong: 'لم تُرسل: الرسالة طويلة جدًا',
    again: 'إعادة المحاولة',
    edit: 'تعديل',
    discard: 'تجاهل',
    person: 'يرد عليك',
    failed: 'لا يمكن فتح هذه المحادثة الآن.',
    attachment: 'مرفق',
  },
  th: {
    open: 'เปิดแชต',
    close: 'ปิดแชต',
    write: 'พิมพ์ข้อความ',
    send: 'ส่ง',
    offline: 'ไม่มีการเชื่อมต่อ ข้อความของคุณถูกเก็บไว้และจะส่งเมื่อเชื่อมต่อได้',
    busy: 'ขณะนี้มีคนส่งข้อความเป็นจำนวนมาก ข้อความของคุณถูกเก็บไว้และจะส่งในอีกสักครู่',
    gone: 'แชตนี้ถูกปิดแล้ว',
    unknown: 'ไม่มีแชตที่นี่',
    unsent: 'รอส่ง',
    refused: 'ส่งไม่สำเร็จ',
    tooLong: 'ส่งไม่สำเร็จ: ข้อความยาวเกินไป',
    again: 'ลองอีกครั้ง',
    edit: 'แก้ไข',
    discard: 'ทิ้ง',
    person: 'กำลังตอบคุณ',
    failed: 'ยังเปิดแชตนี้ไม่ได้ในขณะนี้',
    attachment: 'ไฟล์แนบ',
  },
  vi: {
    open: 'Mở trò chuyện',
    close: 'Đóng trò chuyện',
    write: 'Viết tin nhắn',
    send: 'Gửi',
    offline: 'Mất kết nối. Tin nhắn của bạn được giữ lại và gửi khi có mạng.',
    busy: 'Hiện có rất nhiều người nhắn tin. Tin nhắn của bạn được giữ lại và sẽ gửi trong giây lát.',
    gone: 'Cuộc trò chuyện này đã đóng.',
    unknown: 'Không có cuộc trò chuyện nào ở đây.',
    unsent: 'Đang chờ gửi',
    refused: 'Chưa gửi được',
    tooLong: 'Chưa gửi được: tin nhắn quá dài',
    again: 'Thử lại',
    edit: 'Sửa',
    discard: 'Bỏ',
    person: 'đang trả lời bạn',
    failed: 'Hiện chưa mở được cuộc trò chuyện này.',
    attachment: 'Tệp đính kèm',
  },
  id: {
    open: 'Buka obrolan',
    close: 'Tutup obrolan',
    write: 'Tulis pesan',
    send: 'Kirim',
    offline: 'Tidak ada koneksi. Pesan Anda disimpan dan dikirim saat koneksi kembali.',
    busy: 'Saat ini banyak sekali orang yang menulis. Pesan Anda disimpan dan segera dikirim.',
    gone: 'Obrolan ini sudah ditutup.',
    unknown: 'Tidak ada obrolan di sini.',
    unsent: 'Menunggu dikirim',
    refused: 'Tidak terkirim',
    tooLong: 'Tidak terkirim: terlalu panjang',
    again: 'Coba lagi',
    edit: 'Ubah',
    discard: 'Buang',
    person: 'menjawab Anda',
    failed: 'Obrolan ini belum dapat dibuka saat ini.',
    attachment: 'Lampiran',
  },
  ms: {
    open: 'Buka sembang',
    close: 'Tutup sembang',
    write: 'Tulis mesej',
    send: 'Hantar',
    offline: 'Tiada sambungan. Mesej anda disimpan dan dihantar apabila sambungan kembali.',
    busy: 'Ramai sangat orang sedang menulis. Mesej anda disimpan dan dihantar sebentar lagi.',
    gone: 'Sembang ini telah ditutup.',
    unknown: 'Tiada sembang di sini.',
    unsent: 'Menunggu dihantar',
    refused: 'Tidak dihantar',
    tooLong: 'Tidak dihantar: terlalu panjang',
    again: 'Cuba lagi',
    edit: 'Ubah',
    discard: 'Buang',
    person: 'menjawab anda',
    failed: 'Sembang ini tidak dapat dibuka buat masa ini.',
    attachment: 'Lampiran',
  },
}

/** The words in `language`, else in its base language and script, else as `otherwise`. */
export const textsIn = (language: string, otherwise: Texts = texts.en as Texts): Texts =>
  texts[language] ?? texts[baseLanguage(language)] ?? otherwise
