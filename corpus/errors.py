"""Every error that a user can meet, drawn as one tree; each says the value, the limit and the remedy in one line.

    SanadError
    ├── SettingsError        a SANAD_* variable that is unknown or has a bad value
    ├── HomeError            the data folder cannot be created, read or written
    ├── LibraryError         the library cannot be used as it is
    │   ├── LibraryBusy      another process is writing
    │   ├── LibraryMismatch  made with another encoder, splitter or normaliser
    │   ├── LibraryFull      the disk filled up while writing
    │   ├── LibraryEmpty     nothing is indexed yet
    │   ├── LibraryDamaged   its catalogue cannot be read
    │   ├── LibraryReplaced  it was rebuilt or rolled back while a writer waited
    │   ├── NoOtherLibrary   there is nothing to roll back to
    │   ├── UnknownDocument  no document has that id
    │   └── AnchorUnreadable it is no reference of this program
    ├── ModelError           encoder or chat model missing, damaged or failing
    │   └── ChatModelError   the chat server failed; the extractive answer takes over
    ├── ExtraMissing         a command needs a package that is not installed by default
    ├── JobRunning           the documents page is at work already
    ├── FetchingOff          an address of the web, which the settings keep this program from asking
    ├── FileError            one file cannot be indexed; the others of the run go on
    │   ├── FileMissing  FileEmpty  FileBroken  FileEncrypted  FileTooLarge  FormatUnknown
    │   ├── FileStuck  FileTooHeavy  FolderInDoubt
    │   ├── MetadataBroken  MetadataWrong   in the TOML file beside it
    │   ├── FileGarbled      most of its words are broken, and nobody said to index it all the same
    │   ├── AddressRefused   an address that is not public
    │   ├── FetchFailed      a page that could not be fetched
    │   ├── OcrMissing       pictures of text, and no program to read them (a FileEmpty)
    │   └── ConverterMissing a format that another program must turn into a known one
    │   └── QuestionFileBroken   a file of questions with answers that is none
    ├── PeopleError          users, sessions, conversations
    │   ├── PeopleDamaged    their database cannot be read
    │   ├── UserNameInvalid  UserExists  UnknownUser  PasswordWeak  RoleUnknown
    │   ├── SignInNeeded     nobody is signed in
    │   ├── SignInFailed     wrong name or password, or a user who is disabled
    │   ├── SignInDelayed    too many failures: wait
    │   ├── NotAllowed       the viewer's role does not reach
    │   ├── LoginNeeded      without a login only this computer may be served
    │   └── UnknownConversation
    └── QuestionError        the question cannot be taken
        ├── QuestionEmpty    nothing to look for
        ├── QuestionTooLong  over the limit
        ├── FilterInvalid    narrowed to a date that is none
        └── FilterUnknown    narrowed to a kind or source that no document has

Each class carries its sentence in both languages; `str(error)` is English, `error.text("ar")` Arabic.
"""

from typing import ClassVar


class SanadError(Exception):
    """Base: `en` and `ar` are format strings over the keyword values given to the constructor."""

    en: ClassVar[str] = "{detail}"
    ar: ClassVar[str] = "{detail}"

    def __init__(self, **values: object) -> None:
        self.values = values
        super().__init__(self.text("en"))

    def text(self, language: str) -> str:
        """The sentence in `language` ("ar" or "en"; anything else reads English), always one line."""
        pattern = self.ar if language == "ar" else self.en
        return " ".join(pattern.format(**self.values).split())

    def __reduce__(self) -> tuple[object, ...]:
        # Errors cross process borders (reading runs in workers): rebuild from the keyword values.
        return _rebuild, (type(self), self.values)


def _rebuild(kind: type[SanadError], values: dict[str, object]) -> SanadError:
    return kind(**values)


class SettingsError(SanadError):
    en = "Setting {name}={value!r} is not valid: {detail}"
    ar = "الإعداد {name}={value!r} غير صالح: {detail}"


class HomeError(SanadError):
    en = "The data folder {path} cannot be used ({detail}). Point SANAD_HOME to a folder that you can write to."
    ar = "تعذّر استخدام مجلد البيانات {path} ({detail}). اضبط SANAD_HOME على مجلد يمكنك الكتابة فيه."


class LibraryError(SanadError):
    """The library cannot be used as it is."""


class LibraryBusy(LibraryError):
    en = (
        "Another process is changing the library in {path} (waited {seconds} s). Wait for it to finish, then run again."
    )
    ar = "تُجري عملية أخرى تعديلًا على المكتبة في {path} (مدة الانتظار {seconds} ث). انتظر حتى تنتهي ثم أعد المحاولة."


class LibraryMismatch(LibraryError):
    en = (
        "The library in {path} was made with {name} {found!r}; this program uses {expected!r}."
        " Rebuild it: sanad reindex --rebuild"
    )
    ar = (
        "أُنشئت المكتبة في {path} باستخدام {name} {found!r}، وهذا البرنامج يستخدم {expected!r}."
        " أعد بناءها: sanad reindex --rebuild"
    )


class LibraryFull(LibraryError):
    en = (
        "No space left in {path} while writing {name}. Nothing indexed before is lost: free some space, then run again."
    )
    ar = "لا توجد مساحة كافية في {path} أثناء كتابة {name}. لم يُفقد شيء مما فُهرس سابقًا: وفّر مساحة ثم أعد المحاولة."


class LibraryEmpty(LibraryError):
    en = "The library in {path} holds no documents yet. Index some: sanad index PATH"
    ar = "لا توجد وثائق في المكتبة {path} بعد. فهرس بعضها بالأمر: sanad index PATH"


class UnknownDocument(LibraryError):
    en = "No document {document_id!r} in the library. See the ids with: sanad documents list"
    ar = "لا توجد في المكتبة وثيقة بالمعرّف {document_id!r}. اعرض المعرّفات بالأمر: sanad documents list"


class LibraryDamaged(LibraryError):
    en = (
        "The library in {path} is damaged ({detail}). Go back to the one before it: sanad rollback."
        " Where there is none, move this folder away and index the files again."
    )
    ar = (
        "المكتبة في {path} تالفة ({detail}). ارجع إلى النسخة السابقة بالأمر: sanad rollback."
        " وإن لم توجد نسخة سابقة فانقل هذا المجلد إلى مكان آخر ثم فهرس الملفات من جديد."
    )


class LibraryReplaced(LibraryError):
    en = "The library in {path} was rebuilt or rolled back in the meantime. Run the command again."
    ar = "أُعيد بناء المكتبة في {path} أو استُرجعت نسخة سابقة منها في هذه الأثناء. أعد تنفيذ الأمر."


class NoOtherLibrary(LibraryError):
    en = "No library {wanted} to go back to in {path}; kept there: {kept}."
    ar = "لا توجد في {path} مكتبة {wanted} للرجوع إليها؛ المحفوظ فيه: {kept}."


class AnchorUnreadable(LibraryError):
    en = "{anchor!r} is no reference of this program. References look like d0123456789ab.p3.120-245.89abcdef01"
    ar = "{anchor!r} ليس مرجعًا من مراجع هذا البرنامج. شكل المرجع: d0123456789ab.p3.120-245.89abcdef01"


class ModelError(SanadError):
    en = "The model {name} cannot be used: {detail}"
    ar = "تعذّر استخدام النموذج {name}: {detail}"


class ChatModelError(ModelError):
    en = "The chat model {name} failed ({detail}). The answer is quoted from the documents instead."
    ar = "تعذّر الحصول على رد من نموذج المحادثة {name} ({detail_ar}). والإجابة مقتبسة من الوثائق مباشرة."


class FetchingOff(SanadError):
    en = (
        "{address} was not fetched: this program asks no other host. Save the page and upload the file, or allow it"
        " with SANAD_FETCH_ADDRESSES=true."
    )
    ar = (
        "لم يُجلب {address}: لا يتصل هذا البرنامج بأي خادم آخر. احفظ الصفحة وارفع الملف، أو اسمح بذلك بضبط"
        " SANAD_FETCH_ADDRESSES=true."
    )


class JobRunning(SanadError):
    en = "Another run is going on. Wait for it to finish, or cancel it."
    ar = "هناك عمل جارٍ. انتظر انتهاءه أو ألغه."


class FileError(SanadError):
    """One file cannot be indexed; `path` is always among the values."""


class FileMissing(FileError):
    en = "{path}: no such file or folder. Check the path."
    ar = "{path}: لا يوجد ملف أو مجلد بهذا الاسم. تحقّق من المسار."


class FileEmpty(FileError):
    en = "{path}: no text in it ({detail}). Only files with text can be indexed."
    ar = "{path}: لا يحتوي على نص ({detail}). لا تُفهرس إلا الملفات التي فيها نص."


class OcrMissing(FileEmpty):
    en = (
        "{path}: only pictures of text in it, and Tesseract is not installed to read them. Install it with both"
        " languages, for example: apt install tesseract-ocr tesseract-ocr-ara tesseract-ocr-eng"
    )
    ar = (
        "{path}: لا يحتوي إلا على صور نصوص، وبرنامج Tesseract اللازم لقراءتها غير مثبّت. ثبّته مع اللغتين،"
        " مثلًا: apt install tesseract-ocr tesseract-ocr-ara tesseract-ocr-eng"
    )


class ConverterMissing(FileError):
    en = (
        "{path}: LibreOffice is needed to read {suffix} files and is not installed."
        " Install it, for example: apt install libreoffice-core-nogui libreoffice-writer-nogui"
        " libreoffice-calc-nogui libreoffice-impress-nogui; or save the file as .docx or .pdf."
    )
    ar = (
        "{path}: يلزم برنامج LibreOffice لقراءة ملفات {suffix} وهو غير مثبّت."
        " ثبّته، مثلًا: apt install libreoffice-core-nogui libreoffice-writer-nogui"
        " libreoffice-calc-nogui libreoffice-impress-nogui؛ أو احفظ الملف بصيغة ‎.docx أو ‎.pdf."
    )


class FileGarbled(FileError):
    en = (
        "{path}: {percent}% of its words are broken, over the limit of {limit}%. Save it again from the program that"
        " made it, or scan it anew; to index it as it is: sanad index --force"
    )
    ar = (
        "{path}: نسبة الكلمات غير السليمة فيه {percent}% وتتجاوز الحد البالغ {limit}%. احفظه من جديد من البرنامج الذي"
        " أنشأه أو أعد مسحه ضوئيًا؛ ولفهرسته كما هو: sanad index --force"
    )


class AddressRefused(FileError):
    en = (
        "{path}: leads to {address}, which is no public http or https address. To allow addresses of your own network:"
        " SANAD_FETCH_PRIVATE=1"
    )
    ar = (
        "{path}: يقود إلى {address}، وهو ليس عنوان http أو https عامًّا. للسماح بعناوين شبكتك الداخلية:"
        " SANAD_FETCH_PRIVATE=1"
    )


class FetchFailed(FileError):
    en = "{path}: could not be fetched ({detail}). Check address and network, or save the page and index the file."
    ar = "{path}: تعذّر جلبه ({detail}). تحقّق من العنوان والشبكة، أو احفظ الصفحة وفهرس الملف."


class FileBroken(FileError):
    en = "{path}: cannot be read ({detail}). Open it and save it again, or leave it out."
    ar = "{path}: تعذّرت قراءته ({detail}). افتحه واحفظه من جديد أو استبعده."


class MetadataBroken(FileError):
    en = "{path}: {toml}, which says what it is, cannot be read ({detail}). Correct that file."
    ar = "{path}: تعذّرت قراءة {toml} الذي يصفه ({detail}). صحّح ذلك الملف."


class MetadataWrong(FileError):
    en = "{path}: {toml} gives {value} as its {field}; write {expected}. Correct that file."
    ar = "{path}: في {toml} القيمة {value} للحقل {field}، والمقبول {expected}. صحّح ذلك الملف."


class FileEncrypted(FileError):
    en = "{path}: protected by a password. Save a copy without a password, then index that."
    ar = "{path}: محمي بكلمة مرور. احفظ نسخة بلا كلمة مرور ثم فهرسها."


class FileTooLarge(FileError):
    en = "{path}: {size_mb:.0f} MB, over the limit of {limit_mb:.0f} MB. Split it, or raise SANAD_MAX_FILE_MB."
    ar = "{path}: حجمه {size_mb:.0f} م.ب ويتجاوز الحد البالغ {limit_mb:.0f} م.ب. قسّمه أو ارفع SANAD_MAX_FILE_MB."


class FileStuck(FileError):
    en = (
        "{path}: reading it made no progress for {seconds} s and was stopped. Save it anew or leave it out;"
        " or raise SANAD_FILE_STALL_SECONDS."
    )
    ar = "{path}: لم تتقدّم قراءته خلال {seconds} ث فأُوقفت. احفظه من جديد أو استبعده، أو ارفع SANAD_FILE_STALL_SECONDS."


class FileTooHeavy(FileError):
    en = "{path}: reading it takes more than {limit_mb} MB of memory. Split it, or raise SANAD_FILE_MEMORY_MB."
    ar = "{path}: تتطلب قراءته أكثر من {limit_mb} م.ب من الذاكرة. قسّمه أو ارفع SANAD_FILE_MEMORY_MB."


class FolderInDoubt(FileError):
    en = (
        "{path}: missing, empty or unreadable; is its disk mounted? Its indexed files ({count}) were kept."
        " To forget them: sanad documents remove --under {path}"
    )
    ar = (
        "{path}: المجلد مفقود أو فارغ أو تتعذّر قراءته؛ هل القرص موصول؟ أُبقيت ملفاته المفهرسة وعددها {count}."
        " لإزالتها: sanad documents remove --under {path}"
    )


class FormatUnknown(FileError):
    en = "{path}: format {suffix!r} is not known. Known formats: {known}. Convert it to one of these."
    ar = "{path}: الصيغة {suffix!r} غير معروفة. الصيغ المعروفة: {known}. حوّله إلى إحداها."


class QuestionFileBroken(FileError):
    en = (
        "{path}: not a file of questions ({detail}). Give SQuAD JSON (data, paragraphs, context, qas, answers),"
        " or TOML with [[question]] tables."
    )
    ar = (
        "{path}: ليس ملف أسئلة ({detail}). أعطِ ملف JSON بصيغة SQuAD (data و paragraphs و context و qas و answers)"
        " أو ملف TOML فيه جداول [[question]]."
    )


class ExtraMissing(SanadError):
    en = "This needs the package {name}, which is not installed. Install it: pip install 'sanad[{extra}]'"
    ar = "يتطلب هذا الحزمة {name} وهي غير مثبّتة. ثبّتها بالأمر: pip install 'sanad[{extra}]'"


class PeopleError(SanadError):
    """Something about users, their sessions or their conversations."""


class PeopleDamaged(PeopleError):
    en = "The users' database {path} cannot be read ({detail}). Put back a copy of it; the library is not affected."
    ar = "تعذّرت قراءة قاعدة بيانات المستخدمين {path} ({detail}). استرجع نسخة منها؛ أما المكتبة فلم تتأثر."


class UserNameInvalid(PeopleError):
    en = "{name!r} is no user name. Use 1 to 64 letters, digits and . @ - _, a letter or digit at each end."
    ar = "{name!r} لا يصلح اسمًا لمستخدم. استخدم من 1 إلى 64 من الحروف والأرقام و. @ - _ على أن يكون طرفاه حرفًا أو رقمًا."


class UserExists(PeopleError):
    en = "There is a user {name!r} already. Choose another name, or change that one: sanad users role|password {name}"
    ar = "المستخدم {name!r} موجود من قبل. اختر اسمًا آخر أو عدّل الموجود: sanad users role|password {name}"


class UnknownUser(PeopleError):
    en = "There is no user {name!r}. See all: sanad users list"
    ar = "لا يوجد مستخدم باسم {name!r}. اعرض الجميع بالأمر: sanad users list"


class PasswordWeak(PeopleError):
    en = "The password must have {shortest} to {longest} characters and not be the user's name. Choose another."
    ar = "يجب أن يكون طول كلمة المرور بين {shortest} و{longest} حرفًا وأن تختلف عن اسم المستخدم. اختر كلمة أخرى."


class RoleUnknown(PeopleError):
    en = "{role!r} is no role. There are: {known}"
    ar = "{role!r} ليس دورًا معروفًا. الأدوار هي: {known}"


class SignInNeeded(PeopleError):
    en = "Nobody is signed in, or the session has ended. Sign in again."
    ar = "لم يسجَّل الدخول أو انتهت الجلسة. سجّل الدخول من جديد."


class SignInFailed(PeopleError):
    en = "The name or the password is wrong, or the account is disabled. Try again, or ask an administrator."
    ar = "الاسم أو كلمة المرور غير صحيحة، أو الحساب معطّل. أعد المحاولة أو راجع أحد المسؤولين."


class SignInDelayed(PeopleError):
    en = "Too many failed attempts. Wait {seconds} s, then try again."
    ar = "محاولات فاشلة كثيرة. أعد المحاولة بعد مدة بالثواني قدرها {seconds}."


class NotAllowed(PeopleError):
    en = "This needs the role {role}. Ask an administrator for it."
    ar = "هذا الإجراء يتطلب دور {role}. اطلبه من أحد المسؤولين."


class LoginNeeded(PeopleError):
    en = "Without a login only this computer may be served, not {host}. Leave out --no-login, or --host."
    ar = "من دون تسجيل الدخول لا تُخدم إلا هذه الآلة، لا {host}. احذف --no-login أو --host."


class UnknownConversation(PeopleError):
    en = "There is no such conversation for you. It may have been deleted, or is no longer shared."
    ar = "لا توجد محادثة كهذه متاحة لك. ربما حُذفت أو لم تعد مشاركة."


class QuestionError(SanadError):
    """The question cannot be taken as it is."""


class QuestionEmpty(QuestionError):
    en = "The question has no words in it. Write what you want to know, in Arabic or English."
    ar = "لا كلمات في السؤال. اكتب ما تريد معرفته بالعربية أو الإنجليزية."


class QuestionTooLong(QuestionError):
    en = "The question has {length} characters, over the limit of {limit}. Shorten it to the point you want answered."
    ar = "عدد أحرف السؤال {length} ويتجاوز الحد البالغ {limit}. اختصره إلى ما تريد الإجابة عنه."


class FilterInvalid(QuestionError):
    en = "{value!r} is not a date to narrow a search by. Write YYYY, YYYY-MM or YYYY-MM-DD, for example 2021-06."
    ar = "القيمة {value!r} ليست تاريخًا يُضيَّق به البحث. اكتب السنة أو السنة-الشهر أو السنة-الشهر-اليوم، مثل 2021-06."


class FilterUnknown(QuestionError):
    en = "No document has the kind or source {value!r}. There are: {known}"
    ar = "لا وثيقة نوعها أو مصدرها {value!r}. الموجود: {known}"
