package import Desk

/// A desk's signing key as its file has it: itself, or only its digest where it is stored already.
package struct WrittenSigningKey: Hashable, Sendable {
  enum Key: Hashable, Sendable {
    case plain(String)
    case stored(SecretDigest)
  }

  let key: Key
  package let form: SignatureForm
  /// Where the key stands.
  let line: Int
  let column: Int

  package var digest: SecretDigest {
    switch key {
    case .plain(let text): SecretDigest(of: text)
    case .stored(let digest): digest
    }
  }

  var plain: String? { if case .plain(let text) = key { text } else { nil } }

  /// Whether both mean the same key, wherever it stands and however it is written.
  func means(_ other: WrittenSigningKey) -> Bool { digest == other.digest && form == other.form }
}

/// What a desk's file says.
package struct DeskFileContents: Hashable, Sendable {
  package let entry: DeskEntry
  /// Not part of the entry, since keys are kept sealed and apart from it.
  package let signingKeys: [WrittenSigningKey]

  /// The keys themselves, in the order of the file.
  ///
  /// - Parameter stored: those that the desk has now, among which the ones must be of which the file has only the digest.
  /// - Throws: for each of these that is not there.
  package func signingKeys(knowing stored: [SigningKey]) throws(DeskFileProblems) -> [SigningKey] {
    var keys: [SigningKey] = []
    var problems: [DeskFileProblem] = []
    for written in signingKeys {
      if let text = written.plain ?? stored.first(where: { $0.digest == written.digest })?.text {
        keys.append(SigningKey(text, form: written.form))
      } else {
        problems.append(
          DeskFileProblem(
            line: written.line, column: written.column,
            sentence: "The key of this digest is not stored with the desk: write the key itself."))
      }
    }
    guard problems.isEmpty else { throw DeskFileProblems(problems) }
    return keys
  }
}
