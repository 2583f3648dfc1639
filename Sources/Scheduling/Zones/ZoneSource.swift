/// Port: where zones come from.
package protocol ZoneSource: Sendable {
  /// The zone as its rules stand now. Cheap enough to be asked once per request.
  func zone(_ id: ZoneID) throws(ZoneError) -> Zone

  /// The release of the IANA database, such as `2025b`; `unknown` where nothing tells.
  var version: String { get }
}
