package import Desk
package import Scheduling

/// Reads a desk as its owner writes it: YAML, or JSON, which is YAML.
package enum DeskFile {
  /// The longest file that is read, in bytes.
  package static let sizeLimit = 1 << 20

  /// The desk that the file describes, without its signing keys.
  ///
  /// - Throws: as ``contents(of:checkingZone:)``.
  package static func read(
    _ text: String, checkingZone check: (ZoneID) -> ZoneCheck
  ) throws(DeskFileProblems) -> DeskEntry {
    try contents(of: text, checkingZone: check).entry
  }

  /// The desk that the file describes, and its signing keys.
  ///
  /// Secrets are turned into digests at once, and the entry's source has the digests in their place
  /// (`sha256:…`), so that what `frontdesk desk show` prints can be applied again and means the same.
  ///
  /// - Parameter check: whether there is such a zone; asked at most once.
  /// - Throws: every mistake that was found, in the order of the file.
  package static func contents(
    of text: String, checkingZone check: (ZoneID) -> ZoneCheck
  ) throws(DeskFileProblems) -> DeskFileContents {
    var findings = Findings()
    return try contents(of: text, on: nil, checkingZone: check, &findings)
  }

  /// The same, and what is probably not meant besides.
  ///
  /// - Parameter today: what is over by then is warned of.
  package static func examine(
    _ text: String, on today: CivilDate, checkingZone check: (ZoneID) -> ZoneCheck
  ) -> DeskFileReport {
    var findings = Findings()
    do throws(DeskFileProblems) {
      let contents = try contents(of: text, on: today, checkingZone: check, &findings)
      return DeskFileReport(contents: contents, mistakes: [], warnings: findings.warnings.inOrder)
    } catch {
      return DeskFileReport(contents: nil, mistakes: error.problems, warnings: findings.warnings.inOrder)
    }
  }

  private static func contents(
    of text: String, on today: CivilDate?, checkingZone check: (ZoneID) -> ZoneCheck, _ findings: inout Findings
  ) throws(DeskFileProblems) -> DeskFileContents {
    let text = text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
    let draft = try DeskDraft.read(text, on: today, checkingZone: check, &findings)
    let entry = DeskEntry(
      profile: draft.profile, secretDigests: draft.secrets.map(\.digest), source: try redacted(text, draft))
    return DeskFileContents(entry: entry, signingKeys: draft.signingKeys)
  }

  /// The text with a digest in place of each secret.
  ///
  /// That nothing else was touched and no secret was missed is not assumed: the result is read again and must
  /// describe the same desk.
  private static func redacted(_ text: String, _ draft: DeskDraft) throws(DeskFileProblems) -> String {
    let plain = draft.secrets.compactMap(\.plain) + draft.signingKeys.compactMap(\.plain)
    guard !plain.isEmpty else { return text }
    var bytes = Array(text.utf8)
    // The longest first: one secret may be the beginning of another.
    for secret in plain.sorted(by: { $0.utf8.count > $1.utf8.count }) {
      bytes = bytes.replacing(Array(secret.utf8), with: Array(WrittenSecret.digest(SecretDigest(of: secret)).text.utf8))
    }
    let source = String(decoding: bytes, as: UTF8.self)
    do {
      var findings = Findings()
      let again = try DeskDraft.read(source, on: nil, checkingZone: { _ in .known }, &findings)
      if again.profile == draft.profile, again.secrets.map(\.text) == draft.secrets.map(\.storedText),
        again.signingKeys.elementsEqual(draft.signingKeys, by: { $0.plain == nil && $0.means($1) })
      {
        return source
      }
    } catch {
      // What cannot be read any more was changed in the wrong place: the same answer as for a desk that differs.
    }
    throw DeskFileProblems([
      DeskFileProblem(
        line: draft.secretsLine, column: draft.secretsColumn,
        sentence: "A secret must stand in the file as it is, on one line and without escapes, and nowhere else in it.")
    ])
  }
}

/// What a desk's file is worth.
package struct DeskFileReport: Hashable, Sendable {
  /// `nil` when there is a mistake.
  package let contents: DeskFileContents?
  /// In the order of the file.
  package let mistakes: [DeskFileProblem]
  /// What can be stored and is probably not meant, in the order of the file.
  package let warnings: [DeskFileProblem]

  /// `nil` when there is a mistake.
  package var entry: DeskEntry? { contents?.entry }
}

/// Whether a zone exists in the zone data at hand.
package enum ZoneCheck: Hashable, Sendable {
  case known
  /// There is none of that name; the names that there are serve to suggest one.
  case unknown(among: [ZoneID])
}
