/// Why a zone's rules could not be had.
package enum ZoneError: Error, Hashable, Sendable, CustomStringConvertible {
  /// No zone has this name, or the name is not one that the IANA database could hold.
  case unknown(ZoneID)
  /// There is a file of this name, but it is not TZif as RFC 9636 describes it; the text says what is wrong with it.
  case malformed(ZoneID, String)
  /// There are no zone files at all, or they cannot be read; the text is a sentence for the operator.
  case unavailable(String)

  package var description: String {
    switch self {
    case .unknown(let id): "There is no time zone named “\(id)”."
    case .malformed(let id, let reason): "The file of the time zone “\(id)” cannot be used: \(reason)."
    case .unavailable(let sentence): sentence
    }
  }
}
