/// What is said for the signs of an e-mail address, and around one, in English, Spanish, German and French: lower case, and
/// without accents but for the phrases.
enum MailWords {
  /// Several words, or one with an accent that matters.
  static let phrases: [(said: String, meant: String)] = [
    ("at sign", "at"), ("at-sign", "at"), ("a commercial", "at"), ("a-commercial", "at"),
    ("guion bajo", "_"), ("guión bajo", "_"), ("guion medio", "-"), ("guión medio", "-"), ("raya baja", "_"),
    ("under score", "_"), ("tiret du bas", "_"), ("tiret bas", "_"), ("tiret du 8", "_"), ("tiret du huit", "_"),
    ("tiret du 6", "-"), ("tiret du six", "-"), ("trait d'union", "-"), ("signo más", "+"), ("más", "+"),
    ("plus sign", "+"), ("full stop", "."), ("thank you", " "), ("por favor", " "), ("s'il vous plaît", " "),
    ("all one word", " "), ("one word", " "), ("all lower case", " "), ("lower case", " "), ("upper case", " "),
    ("all lowercase", " "), ("todo junto", " "), ("en minúsculas", " "), ("alles klein", " "),
    ("alles zusammen", " "), ("en un seul mot", " "), ("tout attaché", " "), ("en minuscules", " "),
    ("it's", " "), ("that's", " "), ("c'est", " "),
  ]

  static let ats: Set = ["at", "arroba", "klammeraffe", "affenschwanz", "arobase", "arobas"]

  static let joints = [
    "dot": ".", "point": ".", "period": ".", "punto": ".", "punkt": ".",
    "underscore": "_", "unterstrich": "_", "underline": "_",
    "dash": "-", "hyphen": "-", "minus": "-", "guion": "-", "bindestrich": "-", "tiret": "-", "plus": "+",
  ]

  static let repeats = ["double": 2, "doble": 2, "doppel": 2, "triple": 3]

  /// After a letter: a word that begins with it follows.
  static let explaining: Set = ["as", "for", "like", "wie", "comme", "como", "de"]

  /// Said between the signs, and no part of the address.
  static let remarks: Set = [
    "lowercase", "uppercase", "capital", "um", "uh", "eh", "ehm", "euh", "letter", "letra", "buchstabe", "lettre",
    "number", "numero", "then",
  ]

  /// Said before an address.
  static let leads: Set = [
    "my", "the", "its", "it", "is", "email", "e-mail", "mail", "address", "sure", "yes", "ok", "okay", "so", "mi",
    "correo", "es", "direccion", "electronico", "si", "la", "el", "meine", "mein", "adresse", "ist", "ja", "die",
    "mon", "est", "oui",
  ]

  /// Said after an address.
  static let tails: Set = ["please", "thanks", "bitte", "danke", "gracias", "merci", "ok", "okay"]

  /// Nobody can say whether these belong to the address; `dos` is two in Spanish and a part of many names.
  static let uncertain: Set = [
    "would", "be", "send", "to", "use", "can", "you", "think", "that", "this", "and", "well", "or", "no", "not", "dos",
    "und", "et", "oder", "ou",
  ]
}
