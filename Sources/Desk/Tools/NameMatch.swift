/// Which of the desk's own names a text means: a host's or a service's, as a model wrote down what it heard.
///
/// Nothing is guessed between two: then it is ``several``, and the caller is asked.
enum NameMatch<Named: Sendable & Hashable>: Hashable, Sendable {
  case none
  case one(Named)
  case several([Named])

  /// The one that is meant, if it is certain.
  var one: Named? { if case .one(let named) = self { named } else { nil } }

  /// Those who may be meant, if it is not certain.
  var several: [Named] { if case .several(let named) = self { named } else { [] } }

  /// - Parameters:
  ///   - bySomeWords: Whether one word of a longer name is enough, as for a person; otherwise it takes more than half.
  ///   - names: What each may be called; the first is its own, unique.
  init(_ text: String, among candidates: [Named], bySomeWords: Bool = true, names: (Named) -> [String]) {
    let said = SpokenName(text)
    let known = candidates.map { (named: $0, names: names($0).map(SpokenName.init)) }
    func among(_ rule: (SpokenName) -> Bool) -> [Known] { known.filter { $0.names.contains(where: rule) } }
    let exact = among { $0.text == said.text && !said.text.isEmpty }
    // Two of exactly the same name cannot be told apart by asking.
    if let first = exact.first {
      self = .one(first.named)
      return
    }
    guard !said.core.isEmpty else {
      // “A visit, please” names no service, unless one is called just that.
      let plain = among { $0.isPlain && said.words.isSuperset(of: $0.words) }
      self = plain.count > 1 ? .several(plain.map(\.named)) : plain.first.map { .one($0.named) } ?? .none
      return
    }
    // From the strictest to the most generous; the first that finds anything decides.
    let rules: [() -> [Known]] = [
      { among { $0.core == said.core } },
      { among { said.isPart(of: $0, more: bySomeWords ? 0 : 0.5) } },
      { Self.near(known) { said.slip(from: $0) } },
      { Self.fullest(known, of: said) },
      { bySomeWords ? Self.near(known) { said.slip(fromPartOf: $0) } : [] },
    ]
    for rule in rules {
      let found = rule()
      guard let first = found.first else { continue }
      self = found.count == 1 ? .one(first.named) : .several(found.map(\.named))
      return
    }
    self = .none
  }

  private typealias Known = (named: Named, names: [SpokenName])

  /// By letters: the nearest, if it is near, and every other that is nearly as near.
  private static func near(_ known: [Known], _ slip: (SpokenName) -> Slip) -> [Known] {
    let ranked = known.map { entry in
      (entry, entry.names.map(slip).min { $0.letters < $1.letters } ?? Slip(letters: .max, limit: 0))
    }
    guard let best = ranked.map(\.1).filter(\.isSmall).map(\.letters).min() else { return [] }
    return ranked.filter { $0.1.letters - 2 < best }.map(\.0)
  }

  /// Those whose whole names are among what was said. Who says all words of a long name has not said a short one that is part
  /// of it; who also says words of another's name may mean that.
  private static func fullest(_ known: [Known], of said: SpokenName) -> [Known] {
    let spoken = Set(said.core)
    let found = known.compactMap { entry -> Known? in
      let names = entry.names.filter { !$0.core.isEmpty && spoken.isSuperset(of: $0.core) }
      return names.isEmpty ? nil : (entry.named, names)
    }
    let all = Set(found.flatMap { $0.names.flatMap(\.core) })
    let full = found.filter { $0.names.contains { Set($0.core) == all } }
    let rest = spoken.subtracting(all)
    let others = known.filter { entry in
      !found.contains { $0.named == entry.named } && entry.names.contains { !rest.isDisjoint(with: $0.core) }
    }
    return (full.count == 1 ? full : found) + (found.isEmpty ? [] : others)
  }
}

/// A name as it is compared: without case, accents, signs, titles and small words.
struct SpokenName: Hashable, Sendable {
  /// All words, one blank between them.
  let text: String
  /// The words that tell.
  let core: [String]

  init(_ name: String) {
    let words = PlainLetters.folded(name).filter { !"'’".contains($0) }.split { !$0.isLetter && !$0.isNumber }.map(
      String.init)
    text = words.joined(separator: " ")
    core = words.filter { !Self.small.contains($0) }
  }

  var words: Set<Substring> { Set(text.split(separator: " ")) }

  /// Whether it is made of small words alone, as the service “Visit” is.
  var isPlain: Bool { core.isEmpty && !text.isEmpty }

  /// Whether all words are the other's too, and more than that share of them.
  func isPart(of other: SpokenName, more share: Double) -> Bool {
    let (own, others) = (Set(core), Set(other.core))
    return own.isSubset(of: others) && Double(own.count) > share * Double(others.count)
  }

  func slip(from other: SpokenName) -> Slip { Slip(core.joined(), for: other.core.joined()) }

  /// The slip in one word that was said of a longer name.
  func slip(fromPartOf other: SpokenName) -> Slip {
    let far = Slip(letters: .max, limit: 0)
    guard core.count == 1 else { return far }
    return other.core.map { Slip(core[0], for: $0) }.min { $0.letters < $1.letters } ?? far
  }

  private static let small = Set(
    """
    a an the with at for of my please dr doctor doc prof professor mr mrs ms miss mister
    un una el la los las de del con doctora dra senor senora sr sra por favor cita
    herr frau doktor der die das ein eine bei mit bitte termin
    monsieur madame docteur le les une des du avec chez
    appointment appointments booking meeting visit session service slot time general any some
    """.split { $0.isWhitespace }.map(String.init))
}

/// How much of a word is not as it should be.
struct Slip: Hashable, Sendable {
  /// How many letters differ.
  let letters: Int
  /// How many may.
  let limit: Int

  var isSmall: Bool { letters <= limit }

  init(letters: Int, limit: Int) {
    self.letters = letters
    self.limit = limit
  }

  /// Short words bear one, if they begin alike (Tim is not Kim); longer ones two or three; of two letters none is too many.
  init(_ said: String, for known: String) {
    let (left, right) = (Array(said.prefix(64)), Array(known.prefix(64)))
    let shorter = min(left.count, right.count)
    limit = shorter < 3 || shorter < 6 && left.first != right.first ? 0 : shorter < 6 ? 1 : shorter < 10 ? 2 : 3
    letters = EditDistance.between(left, right)
  }
}
