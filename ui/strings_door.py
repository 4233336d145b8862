"""Words of the sign-in page."""

from collections.abc import Mapping

from ui.words import Words

WORDS: Mapping[str, Words] = {
    "sign_in": Words("Sign in", "تسجيل الدخول"),
    "user_name": Words("User name", "اسم المستخدم"),
    "password": Words("Password", "كلمة المرور"),
    "sign_in_for": Words("Sign in to ask the documents.", "سجّل الدخول لطرح أسئلتك على الوثائق."),
    "first_password": Words(
        "First start: user {name}, password {password} (shown only now). Change it: sanad users password {name}",
        "التشغيل الأول: المستخدم {name} وكلمة المرور {password} (لن تظهر ثانية). لتغييرها: sanad users password {name}",
    ),
}
