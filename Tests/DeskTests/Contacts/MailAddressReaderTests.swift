import Testing

@testable import Desk

@Suite struct `Reading e-mail addresses` {
  static let written: [(String, String?)] = [
    ("maria.lopez@gmail.com", "maria.lopez@gmail.com"), ("Maria.Lopez@GMAIL.com", "maria.lopez@gmail.com"),
    ("Maria Lopez <maria@example.com>", "maria@example.com"), ("mailto:maria@example.com", "maria@example.com"),
    ("maria@example.com.", "maria@example.com"), ("maria @ example . com", "maria@example.com"),
    ("e-mail@example.com", "e-mail@example.com"), ("a+b_c-d@sub.example.co.uk", "a+b_c-d@sub.example.co.uk"),
    ("m-a-r-i-a@example.com", "maria@example.com"), ("\"maria@example.com\"", "maria@example.com"),
    ("maria@gmail dot com", "maria@gmail.com"), ("maria.lopez at gmail.com", "maria.lopez@gmail.com"),
    ("maria lopez@gmail.com", nil), ("maria@", nil), ("@example.com", nil), ("maria", nil), ("maria@example", nil),
    ("maria at example", nil), ("a@b@example.com", nil), ("", nil), ("maria..lopez@gmail.com", nil),
    ("müller@example.com", nil), ("none of your business", nil), (String(repeating: "a", count: 70) + "@b.com", nil),
  ]

  static let spoken: [(String, String?)] = [
    ("maria dot lopez at gmail dot com", "maria.lopez@gmail.com"),
    ("Maria Dot Lopez At Gmail Dot Com", "maria.lopez@gmail.com"),
    ("maria point lopez at gmail point com", "maria.lopez@gmail.com"),
    ("m a r i a at gmail dot com", "maria@gmail.com"), ("M, A, R, I, A at gmail dot com", "maria@gmail.com"),
    ("m-a-r-i-a at gmail dot com", "maria@gmail.com"),
    ("m a r i a dot lopez at gmail dot com", "maria.lopez@gmail.com"),
    ("maria underscore lopez at example dash mail dot co dot uk", "maria_lopez@example-mail.co.uk"),
    ("maria lopez at g mail dot com", "marialopez@gmail.com"), ("maria at hot mail dot com", "maria@hotmail.com"),
    ("maria seven seven at gmail dot com", "maria77@gmail.com"), ("maria 77 at gmail dot com", "maria77@gmail.com"),
    ("maria double seven at gmail dot com", "maria77@gmail.com"), ("m a double t at gmail dot com", "matt@gmail.com"),
    ("double u i l l at gmail dot com", "will@gmail.com"),
    ("m as in mike, a as in alpha, x at gmail dot com", "max@gmail.com"),
    ("m for mike a for alpha x at gmail dotcom", "max@gmail.com"),
    ("maria, m a r i a, at gmail dot com", "maria@gmail.com"),
    ("my email is maria at gmail dot com, thank you", "maria@gmail.com"),
    ("it's maria at gmail dot com please.", "maria@gmail.com"),
    ("maria plus desk at gmail dot com", "maria+desk@gmail.com"),
    ("all lowercase maria at sign gmail full stop com", "maria@gmail.com"),
    ("maria hyphen lopez at aol dot com", "maria-lopez@aol.com"),
    ("maría punto lópez arroba gmail punto com", "maria.lopez@gmail.com"),
    ("maria guion bajo lopez arroba hotmail punto es", "maria_lopez@hotmail.es"),
    ("mi correo es maria guión lopez arroba correo punto com punto mx", "maria-lopez@correo.com.mx"),
    ("eme a erre", nil), ("m de madrid a r i a siete arroba gmail punto com por favor", "maria7@gmail.com"),
    ("maria punkt lopez at web punkt de", "maria.lopez@web.de"), ("maria klammeraffe gmx punkt de", "maria@gmx.de"),
    ("meine adresse ist maria unterstrich lopez at gmx punkt net, danke", "maria_lopez@gmx.net"),
    ("maria bindestrich lopez at t bindestrich online punkt de", "maria-lopez@t-online.de"),
    ("m wie martha a x at web punkt de", "max@web.de"), ("müller at web punkt de", nil),
    ("mueller at web punkt de", "mueller@web.de"),
    ("maria point lopez arobase orange point fr", "maria.lopez@orange.fr"),
    ("c'est maria tiret lopez arobase free point fr, merci", "maria-lopez@free.fr"),
    ("maria tiret du bas lopez arobase free point fr", "maria_lopez@free.fr"),
    ("m comme marie a x neuf arobase la poste point net", "max9@laposte.net"),
    // Not certain: asked rather than guessed.
    ("pat at at t dot com", nil), ("meet me at noon at gmail dot com", nil),
    ("sure my email would be maria at gmail dot com", nil),
    ("carlos dos santos at gmail dot com", nil), ("you can send it to maria at gmail dot com", nil),
    ("one two three four five", nil), ("ada at example", nil), ("at dot", nil),
    ("maria del carmen lopez at gmail dot com", nil),
  ]

  @Test(arguments: written + spoken) func `an address is read as it is written or said`(text: String, address: String?)
  {
    #expect(MailAddressReader.read(text)?.text == address)
  }

  static let lists: [(String, [String]?)] = [
    ("ada@example.com, bob@example.com", ["ada@example.com", "bob@example.com"]),
    ("ada@example.com; bob@example.com", ["ada@example.com", "bob@example.com"]),
    ("ada@example.com bob@example.com", ["ada@example.com", "bob@example.com"]),
    ("ada at example dot com, bob at example dot com", ["ada@example.com", "bob@example.com"]),
    ("ada dot lovelace at example dot com", ["ada.lovelace@example.com"]), ("ada@example.com, bob", nil), ("ada", nil),
  ]

  @Test(arguments: lists) func `a text may hold several addresses`(text: String, addresses: [String]?) {
    #expect(MailAddressReader.list(text).map { $0.map(\.text) } == addresses)
  }

  // Every address that can be said comes back, in four languages.
  @Test(arguments: [
    (at: "at", dot: "dot", underscore: "underscore", dash: "dash"),
    (at: "arroba", dot: "punto", underscore: "guion bajo", dash: "guion"),
    (at: "klammeraffe", dot: "punkt", underscore: "unterstrich", dash: "bindestrich"),
    (at: "arobase", dot: "point", underscore: "tiret du bas", dash: "tiret"),
  ])
  func `an address that is said sign by sign comes back`(
    words: (at: String, dot: String, underscore: String, dash: String)
  ) throws {
    var random = RandomBytes(bytes: .seeded(5))
    for _ in 0..<300 {
      let letters = Array("abcdefghijklmnopqrstuvwxyz0123456789")
      func atom(_ range: ClosedRange<Int>) -> String {
        String((0..<Int.random(in: range, using: &random)).map { _ in letters.randomElement(using: &random) ?? "a" })
      }
      let joint = ["", ".", "_", "-"].randomElement(using: &random) ?? ""
      let address = "\(atom(1...8))\(joint)\(joint.isEmpty ? "" : atom(1...8))@\(atom(2...8)).\(atom(2...3))"
      let said = address.map { sign in
        switch sign {
        case "@": words.at
        case ".": words.dot
        case "_": words.underscore
        case "-": words.dash
        default: String(sign)
        }
      }.joined(separator: " ")
      #expect(MailAddressReader.read(said)?.text == address, "\(said)")
    }
  }

  @Test func `no text is fatal, and what comes out is an address`() {
    var random = RandomBytes(bytes: .seeded(5))
    let parts = [
      "at", "dot", "@", ".", "maria", "a", "double", "as", "in", "-", "_", "guion bajo", "é", "<", ">", "mailto:", " ",
      "7",
      "seven", "dotcom", "\u{0}", "🙂", "<maria@example.com", "más",
    ]
    for _ in 0..<3000 {
      let text = (0..<Int.random(in: 0...9, using: &random)).map { _ in parts.randomElement(using: &random) ?? "" }
        .joined(separator: Bool.random(using: &random) ? " " : "")
      guard let address = MailAddressReader.read(text) else { continue }
      #expect(MailAddress(address.text) == address)
    }
  }
}
