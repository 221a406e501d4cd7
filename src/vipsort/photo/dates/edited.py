"""The word that Google Photos puts behind the name of an edited picture, in its user's language."""

from unicodedata import normalize

_WORDS = (
    "edited",
    "bearbeitet",  # German
    "bewerkt",  # Dutch
    "redigeret",  # Danish
    "redigerad",  # Swedish
    "redigert",  # Norwegian
    "muokattu",  # Finnish
    "modifié",  # French
    "modificato",  # Italian
    "editado",  # Portuguese, Spanish
    "ha editado",  # Spanish
    "editada",  # Spanish, Portuguese
    "editat",  # Catalan, Romanian
    "edytowane",  # Polish
    "upraveno",  # Czech
    "upravené",  # Slovak
    "szerkesztve",  # Hungarian
    "düzenlendi",  # Turkish
    "изменено",  # Russian
    "編集済み",  # Japanese
    "已编辑",  # Chinese, simplified
    "已編輯",  # Chinese, traditional
    "수정됨",  # Korean
    "effects",
    "smile",
    "mix",
)

# macOS stores names decomposed, so an accent may be a character of its own
EDITED_WORDS = tuple(dict.fromkeys(normalize(form, word) for word in _WORDS for form in ("NFC", "NFD")))
