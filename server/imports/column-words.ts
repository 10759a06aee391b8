import type { ColumnUse } from '#schemas/people-file.ts'

/** What columns are called by the systems and people that files come from, in the languages that new flows speak. */
export const columnWords: readonly (readonly [ColumnUse, string])[] = [
  [
    'name',
    `name|full name|fullname|customer|customer name|client|client name|contact|contact name|display name|nickname|buyer|recipient
    姓名|名字|名稱|名称|客戶|客户|客戶姓名|客户姓名|客戶名稱|客户名称|顧客姓名|顾客姓名|聯絡人|联系人|收件人|收货人|全名|暱稱|昵称
    الاسم|اسم|الإسم|الاسم الكامل|اسم العميل|العميل|اسم الزبون|الزبون
    ชื่อ|ชื่อ นามสกุล|ชื่อลูกค้า|ลูกค้า|ชื่อเต็ม
    tên|họ tên|họ và tên|tên khách hàng|khách hàng|tên đầy đủ
    nama|nama lengkap|nama pelanggan|pelanggan|nama penuh`,
  ],
  ['given-name', 'first name|firstname|given name|forename|名|الاسم الأول|ชื่อจริง|tên đệm và tên|nama depan|nama pertama'],
  [
    'family-name',
    'last name|lastname|surname|family name|姓|姓氏|اسم العائلة|الاسم الأخير|اللقب|นามสกุล|họ|nama belakang|nama keluarga',
  ],
  [
    'phone',
    `phone|phone number|mobile|mobile number|mobile phone|cell|cell phone|tel|tel no|telephone|telephone number|contact number|whatsapp|whatsapp number|phone 1 value|msisdn
    電話|电话|電話號碼|电话号码|手機|手机|手機號碼|手机号码|手机号|手機號|聯絡電話|联系电话|移動電話|移动电话
    الهاتف|هاتف|رقم الهاتف|الجوال|رقم الجوال|جوال|الموبايل|موبايل|رقم الموبايل|المحمول|رقم المحمول|تليفون|رقم التليفون|واتساب|رقم الواتساب
    โทรศัพท์|เบอร์โทร|เบอร์โทรศัพท์|เบอร์|เบอร์มือถือ|มือถือ|หมายเลขโทรศัพท์|โทร
    điện thoại|số điện thoại|sđt|sdt|di động|số di động|đt
    telepon|no telepon|nomor telepon|no hp|nomor hp|hp|ponsel|nomor ponsel|no wa|nomor wa|telefon|no telefon|nombor telefon|no tel|telefon bimbit`,
  ],
  [
    'email',
    `email|e mail|email address|e mail address|mail|e mail 1 value
    電郵|電子郵件|電子郵箱|邮箱|电子邮件|电子邮箱|電郵地址|郵箱|邮件
    البريد|البريد الإلكتروني|بريد إلكتروني|الايميل|ايميل|الإيميل
    อีเมล|อีเมล์|thư điện tử|địa chỉ email|surel|alamat email|emel|e mel|alamat emel`,
  ],
  [
    'external-id',
    `id|external id|customer id|customer number|customer no|client id|member id|member number|user id|crm id|account number|code|customer code
    編號|编号|客戶編號|客户编号|會員編號|会员编号|會員號|会员号|客戶號|客户号
    رقم العميل|كود العميل|المعرف|معرف العميل|رقم العضوية
    รหัส|รหัสลูกค้า|รหัสสมาชิก|mã|mã khách hàng|mã kh|mã thành viên|kode|kode pelanggan|id pelanggan|no anggota|kod pelanggan`,
  ],
  [
    'language',
    `language|lang|locale|preferred language|spoken language
    語言|语言|語文|偏好語言|首选语言|اللغة|لغة|اللغة المفضلة|ภาษา|ngôn ngữ|bahasa`,
  ],
  ['time-zone', 'time zone|timezone|tz|時區|时区|المنطقة الزمنية|เขตเวลา|โซนเวลา|múi giờ|zona waktu|zon waktu|zon masa'],
  [
    'birthday',
    `birthday|birth date|birthdate|date of birth|dob|born
    生日|出生日期|出生年月日|عيد الميلاد|تاريخ الميلاد|تاريخ الولادة|วันเกิด|วันเดือนปีเกิด|ngày sinh|sinh nhật|tanggal lahir|tgl lahir|ulang tahun|tarikh lahir|hari lahir`,
  ],
  [
    'tags',
    `tags|tag|labels|label|groups|group membership
    標籤|标签|標記|标记|分組|分组|الوسوم|وسم|وسوم|التصنيفات|تصنيف|แท็ก|ป้าย|ป้ายกำกับ|nhãn|thẻ|tag pelanggan|label pelanggan|tanda|teg`,
  ],
  [
    'stage',
    'stage|status|lead status|lifecycle|lifecycle stage|pipeline stage|階段|阶段|狀態|状态|المرحلة|الحالة|สถานะ|ขั้น|giai đoạn|trạng thái|tahap|peringkat',
  ],
  [
    'consent-words',
    'consent text|consent words|consent wording|同意書內容|同意书内容|同意內容|同意内容|نص الموافقة|ข้อความยินยอม|nội dung đồng ý|teks persetujuan',
  ],
  [
    'consent-at',
    'consent date|consented at|consent time|opt in date|opted in at|同意日期|同意時間|同意时间|تاريخ الموافقة|วันที่ยินยอม|ngày đồng ý|tanggal persetujuan|tarikh persetujuan',
  ],
].map(([use, words]) => [use as ColumnUse, words as string] as const)
