/// Numbers from 0 to 90 in words, in English, Spanish, German and French, lower case and without accents.
enum NumberWords {
  static let values: [String: Int] = {
    var values: [String: Int] = [:]
    for language in languages {
      for (value, words) in language {
        for word in words.split(separator: " ") { values[String(word)] = value }
      }
    }
    return values
  }()

  private static let languages = [english, spanish, german, french]

  private static let english = numbered(
    [
      "zero oh o nought naught nil", "one", "two", "three", "four fower", "five fife", "six", "seven", "eight",
      "nine niner", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
      "nineteen",
    ], tens: ["twenty", "thirty", "forty fourty", "fifty", "sixty", "seventy", "eighty", "ninety"])

  private static let spanish =
    numbered(
      [
        "cero", "uno un", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "once",
        "doce", "trece", "catorce", "quince", "dieciseis", "diecisiete", "dieciocho", "diecinueve",
      ], tens: ["veinte", "treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa"])
    + [
      (21, "veintiuno veintiun"), (22, "veintidos"), (23, "veintitres"), (24, "veinticuatro"), (25, "veinticinco"),
      (26, "veintiseis"), (27, "veintisiete"), (28, "veintiocho"), (29, "veintinueve"),
    ]

  private static let german = numbered(
    [
      "null", "eins", "zwei zwo", "drei", "vier", "funf fuenf", "sechs", "sieben", "acht", "neun", "zehn", "elf",
      "zwolf zwoelf", "dreizehn", "vierzehn", "funfzehn fuenfzehn", "sechzehn", "siebzehn", "achtzehn", "neunzehn",
    ],
    tens: [
      "zwanzig", "dreissig dreizig", "vierzig", "funfzig fuenfzig", "sechzig", "siebzig", "achtzig", "neunzig",
    ])

  private static let french = numbered(
    [
      "zero", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze",
      "treize", "quatorze", "quinze", "seize",
    ], tens: ["vingt", "trente", "quarante", "cinquante", "soixante", "septante", "huitante octante", "nonante"])

  private static func numbered(_ fromZero: [String], tens: [String]) -> [(Int, String)] {
    Array(fromZero.enumerated().map { ($0.offset, $0.element) })
      + tens.enumerated().map { (($0.offset + 2) * 10, $0.element) }
  }
}
